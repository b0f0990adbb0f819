import { Hono } from 'hono'
import { type Actor, guard, type Guarded } from '../access/guard.ts'
import { once } from '../access/once.ts'
import { pageQuery, toPage } from '../http/page.ts'
import { badField, notFound } from '../http/problem.ts'
import { jsonBody, query } from '../http/validate.ts'
import { findOwnMetric } from '../platforms/own-metric-store.ts'
import type { Runtime } from '../runtime.ts'
import { localDay, parseDay } from '../shops/calendar.ts'
import { chooseShop, mayUse } from '../shops/choose.ts'
import { findShop } from '../shops/store.ts'
import type { Shop } from '../shops/shop.ts'
import type { Database } from '../storage/database.ts'
import { type Goal, goalDraft, type GoalDraft, goalPatch, goalSketch, isIdOfOwn, showGoal } from './goal.ts'
import { judgeGoal, judgeSketch } from './judge.ts'
import { readMeasurable } from './measurable.ts'
import { progressRoutes } from './progress-routes.ts'
import { checkScope } from './scope.ts'
import { archiveGoal, createGoal, findGoal, findParents, leadsTo, listGoals, updateGoal } from './store.ts'
import { readGoalWords, wordsBody } from './words.ts'

export function goalRoutes(runtime: Runtime) {
  const { database } = runtime
  return new Hono<Guarded>()
    .route('/', progressRoutes(runtime))
    .post('/goals', guard(runtime, 'goals:write'), once(runtime), jsonBody(goalDraft), async (c) => {
      const draft = c.req.valid('json')
      const shop = await chooseShop(database, c.var.actor, draft.shopId)
      await checkGoal(database, shop.id, draft)
      checkLength(draft)
      const goal = await createGoal(database, shop.id, draft, runtime.now())
      const judged = await judgeGoal(database, shop, goal, runtime.now())
      return c.json(judged, 201, { location: `/api/v1/goals/${goal.id}` })
    })
    .post('/goals/judge', guard(runtime, 'goals:read'), jsonBody(goalSketch), async (c) => {
      const sketch = c.req.valid('json')
      const shop = await chooseShop(database, c.var.actor, sketch.shopId)
      return c.json(await judgeSketch(database, shop, sketch, runtime.now()), 200)
    })
    .post('/goals/words', guard(runtime, 'goals:read'), jsonBody(wordsBody), async (c) => {
      const { text, shopId } = c.req.valid('json')
      const shop = await chooseShop(database, c.var.actor, shopId)
      const { own } = await readMeasurable(database, shop, runtime.now())
      return c.json(readGoalWords(text, { today: localDay(runtime.now(), shop.timeZone), own }), 200)
    })
    .get('/goals', guard(runtime, 'goals:read'), query(pageQuery), async (c) => {
      const { limit, cursor, shopId } = c.req.valid('query')
      const shop = await chooseShop(database, c.var.actor, shopId)
      const page = { limit: limit + 1, before: cursor ?? Number.MAX_SAFE_INTEGER }
      const goals = await listGoals(database, shop.id, page)
      const [parents, measurable] = await Promise.all([
        findParents(database, goals),
        readMeasurable(database, shop, runtime.now()),
      ])
      return c.json(
        toPage(goals, limit, (goal) => showGoal(goal, parents.get(goal.parentId ?? ''), measurable)),
        200,
      )
    })
    .get('/goals/:id', guard(runtime, 'goals:read'), async (c) => {
      const { shop, goal } = await findForActor(runtime, c.var.actor, c.req.param('id'))
      return c.json(await judgeGoal(database, shop, goal, runtime.now()), 200)
    })
    .patch('/goals/:id', guard(runtime, 'goals:write'), jsonBody(goalPatch), async (c) => {
      const { shop, goal } = await findForActor(runtime, c.var.actor, c.req.param('id'))
      const change = c.req.valid('json')
      await checkGoal(database, shop.id, { ...goal, ...change }, goal)
      if (change.from !== undefined || change.to !== undefined) checkLength({ ...goal, ...change })
      const changed = await updateGoal(database, goal, change)
      return c.json(await judgeGoal(database, shop, changed, runtime.now()), 200)
    })
    .delete('/goals/:id', guard(runtime, 'goals:write'), async (c) => {
      const { goal } = await findForActor(runtime, c.var.actor, c.req.param('id'))
      await archiveGoal(database, goal, runtime.now())
      return c.body(null, 204)
    })
}

async function findForActor({ database }: Runtime, actor: Actor, id: string): Promise<{ shop: Shop; goal: Goal }> {
  const goal = await findGoal(database, id)
  const shop = goal && mayUse(actor, goal.shopId) ? await findShop(database, goal.shopId) : undefined
  if (!goal || !shop) throw notFound('goal')
  return { shop, goal }
}

/** Five years: what lies further off nobody steers by, and every day of a goal is read. */
const longestDays = 5 * 366

/** @throws Problem 400 */
function checkLength({ from, to }: Pick<GoalDraft, 'from' | 'to'>): void {
  if (parseDay(to) - parseDay(from) < longestDays) return
  throw badField('/to', 'must be five years after from at most: split a longer goal into one for each year.')
}

/** What no single field shows: days in order, and names of things that exist in the shop. @throws Problem 400 */
async function checkGoal(database: Database, shopId: string, draft: GoalDraft, before?: Goal): Promise<void> {
  const { from, to, scope, parentId, metric } = draft
  if (isIdOfOwn(metric) && (await findOwnMetric(database, metric))?.shopId !== shopId)
    throw badField('/metric', 'There is no such metric in this shop: GET /own-metrics lists them.')
  if (from > to) throw badField('/to', 'must not be before from.')
  await checkScope(database, shopId, scope)
  if (parentId === undefined || parentId === null) return
  const parent = await findGoal(database, parentId)
  if (parent?.shopId !== shopId) throw badField('/parentId', 'There is no such goal in this shop.')
  if (parent.archivedAt !== null && parentId !== before?.parentId)
    throw badField('/parentId', 'That goal has been put away: choose another, or none.')
  if (before && (await leadsTo(database, parentId, before.id)))
    throw badField('/parentId', 'This goal would lead to itself: choose one that does not lead here.')
}
