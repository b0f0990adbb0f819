import type { Metric } from '../platforms/catalog.ts'
import { localDay, showDay } from '../shops/calendar.ts'
import type { Shop } from '../shops/shop.ts'
import type { Database } from '../storage/database.ts'
import { readChain } from './chain-evidence.ts'
import { type Goal, type GoalSketch, metricOf, placeWarnings, showGoal, toSmartDraft } from './goal.ts'
import { findGoalWarnings, judgeLevel, suggestNearer } from './levels.ts'
import { judgeMeasurable, type Measurable, metricIn, readMeasurable } from './measurable.ts'
import { isOurs } from './ours.ts'
import { type Baseline, readPast } from './past.ts'
import { placeNote } from './place.ts'
import { type Finding, judgeSmart, type Smart } from './smart.ts'
import { findGoal } from './store.ts'

/** A stored goal with what is to be thought of it. */
export async function judgeGoal(database: Database, shop: Shop, goal: Goal, now: number) {
  const [measurable, parent, past] = await Promise.all([
    readMeasurable(database, shop, now),
    findParent(database, shop, goal.parentId),
    readPast(database, shop, goal, now),
  ])
  const draft = toSmartDraft({ ...goal, baseline: goal.baseline ?? past.baseline.value })
  return { ...showGoal(goal, parent, measurable), smart: judgeSmart(draft, past.history) }
}

/** What is to be thought of a goal while it is being written: whatever isn't said yet is left open. Nothing is stored. */
export async function judgeSketch(database: Database, shop: Shop, sketch: GoalSketch, now: number) {
  const measurable = await readMeasurable(database, shop, now)
  const metric = metricIn(measurable, sketch.metric ?? '')
  if (!metric) return nothingToJudge
  const goal = toGoal(sketch, { metric, shop, now })
  const [parent, past, chain] = await Promise.all([
    findParent(database, shop, goal.parentId),
    readPast(database, shop, goal, now),
    readChain(database, shop, goal, { now, counted: measurable.counted }),
  ])
  const smart = judgeDraft(sketch, { ...goal, baseline: goal.baseline ?? past.baseline.value }, past.history)
  const { level, verdict } = judgeLevel(metric, goal)
  return {
    level,
    verdict,
    why: verdict.why,
    smart,
    suggestions: suggestNearer(metric, measurable.ids, measurable.own),
    warnings: [...findGoalWarnings(metric, { ...goal, parent: parent && metricOf(parent) }), ...placeWarnings(goal)],
    chain,
    baseline: past.baseline,
    measurable: measurableIn(goal, metric, measurable),
    baselineGoal:
      smart.achievable.ok === null ? draftBaseline(goal, { metric, baseline: past.baseline, shop, now }) : null,
  }
}

const nothingToJudge = {
  level: null,
  verdict: null,
  why: 'Choose what is measured: then its level is told.',
  smart: null,
  suggestions: [],
  warnings: [],
  chain: null,
  baseline: null,
  measurable: null,
  baselineGoal: null,
}

async function findParent(database: Database, shop: Shop, id: string | null): Promise<Goal | undefined> {
  const parent = id === null ? undefined : await findGoal(database, id)
  return parent?.shopId === shop.id && parent.archivedAt === null ? parent : undefined
}

type Stand = { readonly metric: Metric; readonly shop: Shop; readonly now: number }

const monthDays = 30

/** With what is most likely meant where nothing is said: a month from today, a main goal where that suits. */
function toGoal(sketch: GoalSketch, { metric, shop, now }: Stand): Goal {
  const today = localDay(now, shop.timeZone)
  const from = sketch.from ?? showDay(today)
  const to = sketch.to ?? showDay(today + monthDays - 1)
  return {
    number: 0,
    id: '',
    shopId: shop.id,
    parentId: sketch.parentId ?? null,
    name: sketch.name ?? '',
    metric: metric.id,
    target: sketch.target ?? Number.NaN,
    baseline: sketch.baseline ?? null,
    from,
    // Days in the wrong order are told of under time-bound.
    to: to < from ? from : to,
    scope: sketch.scope ?? {},
    main: sketch.main ?? metric.level >= 4,
    purpose: sketch.purpose ?? null,
    businessGoal: sketch.businessGoal ?? null,
    audience: sketch.audience ?? null,
    owner: sketch.owner ?? null,
    reason: sketch.reason ?? null,
    plannedHours: sketch.plannedHours ?? null,
    plannedMoney: sketch.plannedMoney ?? null,
    review: sketch.review ?? null,
    createdAt: now,
    archivedAt: null,
    ownMetric: metric,
  }
}

function judgeDraft(sketch: GoalSketch, goal: Goal, history: Parameters<typeof judgeSmart>[1]): Smart {
  const smart = judgeSmart(toSmartDraft(goal), history)
  const timeBound = judgeDays(sketch) ?? smart.timeBound
  if (sketch.target !== undefined) return { ...smart, timeBound }
  const measurable: Finding = { ok: false, why: 'How many? Give a target, as a number or as so many per cent more.' }
  return { ...smart, measurable, timeBound }
}

function judgeDays({ from, to }: GoalSketch): Finding | undefined {
  if (from === undefined || to === undefined) return { ok: false, why: 'From when to when? Give both days.' }
  return to < from ? { ok: false, why: 'It ends before it begins.' } : undefined
}

function measurableIn({ scope }: Goal, metric: Metric, measurable: Measurable) {
  const today = judgeMeasurable(metric, measurable)
  if (scope.place === undefined) return today
  if (isOurs(metric.id)) return { ...today, ok: false, how: 'What is counted here can’t be told apart by place.' }
  return { ...today, how: `${today.how} ${placeNote(scope) ?? ''}`.trim() }
}

const baselineDays = 28

/** Four weeks of counting, to learn what is usual here: what there is now is enough to reach it. */
function draftBaseline(
  goal: Goal,
  { metric, baseline, shop, now }: Stand & { readonly baseline: Baseline },
): GoalSketch {
  const today = localDay(now, shop.timeZone)
  const { target, reason } = targetToLearn(goal, metric, baseline)
  return {
    name: `Measure ${metric.name.toLowerCase()} for four weeks`.slice(0, 200),
    metric: metric.id,
    ...(target === null ? {} : { target }),
    from: showDay(today),
    to: showDay(today + baselineDays - 1),
    scope: goal.scope,
    main: false,
    parentId: goal.parentId,
    reason,
    review: 'weekly',
  }
}

type TargetToLearn = { readonly target: number | null; readonly reason: string }

/** A goal can't be kept without a target: where no number is known, its reason says that the 1 isn't meant as one. */
function targetToLearn(goal: Goal, metric: Metric, { value }: Baseline): TargetToLearn {
  const known = goal.baseline ?? value
  const later = 'the real target is set when four weeks have been counted.'
  if (known !== null && known > 0) {
    return { target: known, reason: `A baseline: the target is what is known already; ${later}` }
  }
  if (metric.unit === 'count') {
    return { target: 1, reason: `A baseline: no number is known yet, so 1 only holds the target’s place; ${later}` }
  }
  return { target: Number.isFinite(goal.target) ? goal.target : null, reason: `A baseline: ${later}` }
}
