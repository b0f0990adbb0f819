import { localDay, showDay, startOfDay } from '../shops/calendar.ts'
import { toUnits } from '../shops/money.ts'
import type { Shop } from '../shops/shop.ts'
import { findShop } from '../shops/store.ts'
import type { Database } from '../storage/database.ts'
import { type KeptWeek, readAdherence } from './adherence.ts'
import { type Detectable, judgeDetectable, pastWeeks } from './detectable.ts'
import { dayAfter, daysBetween, type Exclusion, type Experiment, type Outcome, showInstant } from './experiment.ts'
import { type ExperimentState, stateOf, unitOf } from './experiment.ts'
import { judge, type Verdict, type WeekOutcome } from './judge.ts'
import { type DayOutcome, findFirstOrder, readDays } from './outcome-store.ts'
import { planWeeks, showWeek } from './plan.ts'
import { findLastFinished, listExclusions } from './store.ts'
import { cautionsOf, sayInterval, sayVerdict } from './words.ts'

/**
 * How the weeks were kept, and the verdict once the last one is over: nothing is weighed before, nor of one that was
 * stopped. `allPairs` is the verdict with the pairs that were left out, null where none was.
 */
export async function readResult(database: Database, shop: Shop, experiment: Experiment, now: number) {
  const state = stateOf(experiment, shop.timeZone, now)
  const end = startOfDay(dayAfter(experiment), shop.timeZone)
  const [weeks, exclusions] = await Promise.all([
    readAdherence(database, shop, experiment, now),
    listExclusions(database, experiment),
  ])
  const told = state === 'finished' ? await readVerdict(database, shop, { experiment, exclusions, weeks }) : nothingTold
  return {
    ...{ experimentId: experiment.id, state, daysLeft: state === 'stopped' ? 0 : daysBetween(now, end) },
    opensAt: showInstant(end),
    words: sayState(state, told.verdict?.words),
    weeks: weeks.map((week, at) => showKept(week, told.values?.[at] ?? null)),
    exclusions: exclusions.map(({ at, ...one }) => ({ ...one, at: showInstant(at) })),
    ...{ verdict: told.verdict, allPairs: told.allPairs, cautions: told.cautions },
  }
}

function sayState(state: ExperimentState, verdict: string | undefined): string {
  if (state === 'stopped') return 'Stopped early: no verdict.'
  if (state === 'finished') return verdict ?? 'All pairs were left out: there is nothing to compare.'
  return 'The result is shown when the last week is over: who looks before stops when it looks good.'
}

const nothingTold = { verdict: null, allPairs: null, cautions: [], values: null } as const

type Finished = {
  readonly experiment: Experiment
  readonly exclusions: readonly Exclusion[]
  readonly weeks: readonly KeptWeek[]
}

async function readVerdict(database: Database, shop: Shop, { experiment, exclusions, weeks }: Finished) {
  const days = await readOutcomes(database, shop, experiment)
  const outcomes = weekOutcomes(days, shop, experiment)
  const all = judge(outcomes, experiment)
  const leftOut = new Set(exclusions.map(({ pair }) => pair))
  const verdict = leftOut.size > 0 ? judge(outcomes, experiment, leftOut) : all
  const unit = unitOf(experiment.metric, shop.currency)
  return {
    verdict: verdict && showVerdict(verdict, unit),
    allPairs: leftOut.size > 0 && all ? showVerdict(all, unit) : null,
    cautions: [...changedSince(shop, experiment), ...cautionsOf({ experiment, weeks, days, isTold: true })],
    values: outcomes.map(({ value }) => value),
  }
}

/** By the revenue basis that was registered, whatever the shop's is now. */
function readOutcomes(database: Database, shop: Shop, experiment: Experiment) {
  const { metric, firstMonday } = experiment
  return readDays(database, {
    shop: { ...shop, revenueBasis: experiment.revenueBasis ?? shop.revenueBasis },
    ...{ from: firstMonday, to: dayAfter(experiment) - 1, withCustomers: metric === 'new_customers' },
  })
}

function weekOutcomes(days: ReadonlyMap<number, DayOutcome>, shop: Shop, experiment: Experiment): WeekOutcome[] {
  return planWeeks(experiment, experiment.seed).map(({ pair, isOn, countedFrom, to }) => ({
    ...{ pair, isOn: isOn === true },
    value: asWeek(days, { from: countedFrom, to }, { metric: experiment.metric, currency: shop.currency }),
  }))
}

type Counting = { readonly metric: Outcome; readonly currency: string }

/** What some days brought, scaled to seven; money in whole units of the currency. */
function asWeek(
  days: ReadonlyMap<number, DayOutcome>,
  { from, to }: { readonly from: number; readonly to: number },
  { metric, currency }: Counting,
): number {
  let sum = 0
  for (let day = from; day <= to; day++) sum += valueOf(days.get(day), metric)
  const week = (sum * 7) / (to - from + 1)
  return metric === 'net_revenue' ? toUnits(week, currency) : week
}

function valueOf(day: DayOutcome | undefined, metric: Outcome): number {
  if (!day) return 0
  return { orders: day.orders, new_customers: day.newCustomers, net_revenue: day.net }[metric]
}

/** What the shop's own last weeks would let an experiment see. `now`: UTC milliseconds. */
export async function readDetectable(
  database: Database,
  shop: Shop,
  plan: Pick<Experiment, 'metric' | 'pairs' | 'washOutDays'>,
  now: number,
): Promise<Detectable> {
  const { metric, pairs, washOutDays } = plan
  const { currency, timeZone } = shop
  const { from, until } = pastWeeks(await findFirstOrder(database, shop.id), localDay(now, timeZone))
  const period = { shop, from, to: until - 1, withCustomers: metric === 'new_customers' }
  const days = from < until ? await readDays(database, period) : new Map<number, DayOutcome>()
  const weekly = Array.from({ length: (until - from) / 7 }, (_, week) => {
    const monday = from + week * 7
    return asWeek(days, { from: monday + washOutDays, to: monday + 6 }, { metric, currency })
  })
  return judgeDetectable(weekly, { pairs, metric, currency })
}

/** The last experiment of a shop that ran to its end, put away or not; null where none did. `now`: UTC milliseconds. */
export async function findLatestVerdict(database: Database, shopId: string, now: number) {
  const shop = await findShop(database, shopId)
  const experiment = shop && (await findLastFinished(database, shopId, localDay(now, shop.timeZone)))
  if (!experiment) return null
  const { verdict, allPairs } = await readResult(database, shop, experiment, now)
  if (!verdict) return null
  const { id, hypothesis, metric, channel, firstMonday } = experiment
  const days = { from: showDay(firstMonday), to: showDay(dayAfter(experiment) - 1) }
  return { experimentId: id, hypothesis, metric, channel, ...days, ...verdict, allPairs }
}

/** Null as long as none ran to its end. */
export type LatestVerdict = Awaited<ReturnType<typeof findLatestVerdict>>

function showVerdict(verdict: Verdict, unit: string) {
  return { ...verdict, unit, words: sayVerdict(verdict, unit), intervalWords: sayInterval(verdict, unit) }
}

function showKept(week: KeptWeek, value: number | null) {
  const { state, posts, clicks, ownClicks, finding } = week
  return { ...showWeek(week), state, posts, clicks, ownClicks, finding, value }
}

function changedSince({ timeZone, currency }: Shop, { lockedText }: Experiment): string[] {
  const isSame = lockedText === null || lockedText.includes(`, ${currency}, ${timeZone}\n`)
  return isSame
    ? []
    : ['The shop’s currency or time zone was changed since it began: its days are counted by the new one.']
}
