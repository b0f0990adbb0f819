import { nanoid } from 'nanoid'
import * as z from 'zod'
import { type Database, type Param, readRow, readRows, statement, write } from '../storage/database.ts'
import { setColumns } from '../storage/set-columns.ts'
import { type Goal, type GoalDraft, type GoalPatch, reviews, scopeField } from './goal.ts'
import { asMetric } from '../platforms/as-metric.ts'
import { metricDirections, metricKinds, metricObjectives, metricUnits } from '../platforms/own-metric.ts'
import type { Metric } from '../platforms/catalog.ts'

export async function createGoal(database: Database, shopId: string, draft: GoalDraft, now: number): Promise<Goal> {
  const id = `goal_${nanoid(12)}`
  const insert = `insert into goals (name, metric, target, baseline, from_day, to_day, scope, is_main, parent_id, purpose,
    business_goal, audience, owner, reason, planned_hours, planned_money, review, id, shop_id, created_at)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
  await write(database, statement(insert, ...toParams(draft), id, shopId, now))
  return foundGoal(database, id)
}

/** Changes the fields given. */
export async function updateGoal(database: Database, goal: Goal, change: GoalPatch): Promise<Goal> {
  const columns = {
    name: change.name,
    metric: change.metric,
    target: change.target,
    baseline: change.baseline,
    from_day: change.from,
    to_day: change.to,
    scope: change.scope && JSON.stringify(change.scope),
    is_main: change.main === undefined ? undefined : Number(change.main),
    parent_id: change.parentId,
    purpose: change.purpose,
    business_goal: change.businessGoal,
    audience: change.audience,
    owner: change.owner,
    reason: change.reason,
    planned_hours: change.plannedHours,
    planned_money: change.plannedMoney,
    review: change.review,
    // Another target, or the same of other days, is reached and celebrated anew.
    ...(isOther(goal, change) ? { reached_at: null, celebrated_at: null } : {}),
  }
  await database.batch(setColumns('goals', columns, statement('id = ?', goal.id)))
  return foundGoal(database, goal.id)
}

function isOther(goal: Goal, change: GoalPatch): boolean {
  return (['target', 'metric', 'from', 'to'] as const).some(
    (field) => change[field] !== undefined && change[field] !== goal[field],
  )
}

/** Takes a goal off the list; what leads to it leads nowhere from then on. */
export async function archiveGoal(database: Database, { id }: Goal, now: number): Promise<void> {
  await write(database, statement('update goals set archived_at = ? where id = ? and archived_at is null', now, id))
}

/** By id, in whichever shop: the caller checks that the shop is the asker's. */
export async function findGoal(database: Database, id: string): Promise<Goal | undefined> {
  const row = await readRow(database, goalRow, statement(`${select} where goals.id = ?`, id))
  return row && toGoal(row)
}

/** Newest first, without those put away; `before` is the number of the last one seen. */
export async function listGoals(
  database: Database,
  shopId: string,
  page: { limit: number; before: number },
): Promise<Goal[]> {
  const query = `${select} where goals.shop_id = ? and goals.archived_at is null and goals.number < ? order by goals.number desc limit ?`
  return (await readRows(database, goalRow, statement(query, shopId, page.before, page.limit))).map(toGoal)
}

/** The goals that those lead to, of all of them at once. */
export async function findParents(database: Database, goals: readonly Goal[]): Promise<Map<string, Goal>> {
  const ids = JSON.stringify(goals.flatMap(({ parentId }) => parentId ?? []))
  const query = statement(
    `${select} where goals.archived_at is null and goals.id in (select value from json_each(?))`,
    ids,
  )
  const parents = await readRows(database, goalRow, query)
  return new Map(parents.map((row) => [row.id, toGoal(row)]))
}

/** Whether `id` is `from`, or a goal that `from` leads to by however many steps. */
export async function leadsTo(database: Database, from: string, id: string): Promise<boolean> {
  const up = `with recursive up (id) as (
      select ? union select goals.parent_id from goals join up on goals.id = up.id where goals.parent_id is not null
    ) select 1 from up where id = ?`
  return (await database.all(statement(up, from, id))).length > 0
}

async function foundGoal(database: Database, id: string): Promise<Goal> {
  const goal = await findGoal(database, id)
  if (!goal) throw new Error(`goal ${id} is gone`)
  return goal
}

function toParams(draft: GoalDraft): Param[] {
  const { name, metric, target, from, to, main } = draft
  const { baseline = null, scope = {}, parentId = null, purpose = null, businessGoal = null } = draft
  const { audience = null, owner = null, reason = null } = draft
  const { plannedHours = null, plannedMoney = null, review = null } = draft
  const what = [name, metric, target, baseline, from, to, JSON.stringify(scope)]
  return [
    ...what,
    main ? 1 : 0,
    parentId,
    purpose,
    businessGoal,
    audience,
    owner,
    reason,
    plannedHours,
    plannedMoney,
    review,
  ]
}

const columns = `number, id, shop_id, parent_id, name, metric, target, baseline, from_day, to_day, scope, is_main,
  purpose, business_goal, audience, owner, reason, planned_hours, planned_money, review, created_at, archived_at`
const select = `select ${columns
  .split(',')
  .map((column) => `goals.${column.trim()}`)
  .join(', ')}, own.id as own_id, own.name as own_name,
  own.unit, own.objective, own.direction, own.kind, own.level
  from goals left join metrics own on own.id = goals.metric and own.shop_id = goals.shop_id`

const goalRow = z.object({
  number: z.number(),
  id: z.string(),
  shop_id: z.string(),
  parent_id: z.string().nullable(),
  name: z.string(),
  metric: z.string(),
  target: z.number(),
  baseline: z.number().nullable(),
  from_day: z.string(),
  to_day: z.string(),
  scope: z.string().transform((text) => scopeField.parse(JSON.parse(text))),
  is_main: z.number(),
  purpose: z.string().nullable(),
  business_goal: z.string().nullable(),
  audience: z.string().nullable(),
  owner: z.string().nullable(),
  reason: z.string().nullable(),
  planned_hours: z.number().nullable(),
  planned_money: z.number().nullable(),
  review: z.enum(reviews).nullable().catch(null),
  created_at: z.number(),
  archived_at: z.number().nullable(),
  own_id: z.string().nullable(),
  own_name: z.string().nullable(),
  unit: z.enum(metricUnits).nullable(),
  objective: z.enum(metricObjectives).nullable(),
  direction: z.enum(metricDirections).nullable(),
  kind: z.enum(metricKinds).nullable(),
  level: z.literal([1, 2, 3, 4, 5]).nullable(),
})

function toGoal(row: GoalRow): Goal {
  const { number, id, name, metric, target, baseline, scope, purpose, audience, owner, reason, review } = row
  return {
    ...{ number, id, name, metric, target, baseline, scope, purpose, audience, owner, reason, review },
    shopId: row.shop_id,
    parentId: row.parent_id,
    from: row.from_day,
    to: row.to_day,
    main: row.is_main === 1,
    businessGoal: row.business_goal,
    plannedHours: row.planned_hours,
    plannedMoney: row.planned_money,
    createdAt: row.created_at,
    archivedAt: row.archived_at,
    ownMetric: toOwnMetric(row),
  }
}

function toOwnMetric({ own_id: id, own_name: name, unit, objective, direction, kind, level }: GoalRow): Metric | null {
  if (id === null || name === null || !unit || !objective || !direction || !kind || !level) return null
  return asMetric({ id, name, unit, objective, direction, kind, level })
}

type GoalRow = z.output<typeof goalRow>
