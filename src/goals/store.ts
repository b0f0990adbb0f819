import { nanoid } from 'nanoid'
import * as z from 'zod'
import { type Database, type Param, readRow, readRows, statement, write } from '../storage/database.ts'
import { setColumns } from '../storage/set-columns.ts'
import { type Goal, type GoalDraft, type GoalPatch, scopeField } from './goal.ts'

export async function createGoal(database: Database, shopId: string, draft: GoalDraft, now: number): Promise<Goal> {
  const id = `goal_${nanoid(12)}`
  const insert = `insert into goals (name, metric, target, baseline, from_day, to_day, scope, is_main, parent_id, purpose,
    business_goal, audience, owner, reason, id, shop_id, created_at)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
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
  }
  await database.batch(setColumns('goals', columns, statement('id = ?', goal.id)))
  return foundGoal(database, goal.id)
}

/** By id, in whichever shop: the caller checks that the shop is the asker's. */
export async function findGoal(database: Database, id: string): Promise<Goal | undefined> {
  const row = await readRow(database, goalRow, statement(`${select} where id = ?`, id))
  return row && toGoal(row)
}

/** Newest first; `before` is the number of the last one seen. */
export async function listGoals(
  database: Database,
  shopId: string,
  page: { limit: number; before: number },
): Promise<Goal[]> {
  const query = `${select} where shop_id = ? and number < ? order by number desc limit ?`
  return (await readRows(database, goalRow, statement(query, shopId, page.before, page.limit))).map(toGoal)
}

/** The goals that those lead to, of all of them at once. */
export async function findParents(database: Database, goals: readonly Goal[]): Promise<Map<string, Goal>> {
  const ids = JSON.stringify(goals.flatMap(({ parentId }) => parentId ?? []))
  const query = statement(`${select} where id in (select value from json_each(?))`, ids)
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
  const what = [name, metric, target, baseline, from, to, JSON.stringify(scope)]
  return [...what, main ? 1 : 0, parentId, purpose, businessGoal, audience, owner, reason]
}

const select = `select number, id, shop_id, parent_id, name, metric, target, baseline, from_day, to_day, scope, is_main,
  purpose, business_goal, audience, owner, reason, created_at from goals`

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
  created_at: z.number(),
})

function toGoal({ shop_id, parent_id, from_day, to_day, is_main, business_goal, created_at, ...row }: GoalRow): Goal {
  return {
    ...row,
    shopId: shop_id,
    parentId: parent_id,
    from: from_day,
    to: to_day,
    main: is_main === 1,
    businessGoal: business_goal,
    createdAt: created_at,
  }
}

type GoalRow = z.output<typeof goalRow>
