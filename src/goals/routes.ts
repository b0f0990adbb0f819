import { Hono } from 'hono'
import { type Actor, guard, type Guarded } from '../access/guard.ts'
import { once } from '../access/once.ts'
import { pageQuery, toPage } from '../http/page.ts'
import { badField, notFound } from '../http/problem.ts'
import { jsonBody, query } from '../http/validate.ts'
import { findCampaign } from '../links/campaign-store.ts'
import { findPost } from '../links/post-store.ts'
import type { Runtime } from '../runtime.ts'
import { chooseShop, mayUse } from '../shops/choose.ts'
import { findShop } from '../shops/store.ts'
import type { Shop } from '../shops/shop.ts'
import type { Database } from '../storage/database.ts'
import { type Goal, goalDraft, type GoalDraft, goalPatch, showGoal, showJudged } from './goal.ts'
import { readGoal, readHistory } from './measure.ts'
import { judgeProgress } from './progress.ts'
import { createGoal, findGoal, findParents, leadsTo, listGoals, updateGoal } from './store.ts'

export function goalRoutes(runtime: Runtime) {
  const { database } = runtime
  return new Hono<Guarded>()
    .post('/goals', guard(runtime, 'goals:write'), once(runtime), jsonBody(goalDraft), async (c) => {
      const draft = c.req.valid('json')
      const shop = await chooseShop(database, c.var.actor, draft.shopId)
      await checkGoal(database, shop.id, draft)
      const goal = await createGoal(database, shop.id, draft, runtime.now())
      return c.json(await judge(runtime, shop, goal), 201, { location: `/api/v1/goals/${goal.id}` })
    })
    .get('/goals', guard(runtime, 'goals:read'), query(pageQuery), async (c) => {
      const { limit, cursor, shopId } = c.req.valid('query')
      const shop = await chooseShop(database, c.var.actor, shopId)
      const page = { limit: limit + 1, before: cursor ?? Number.MAX_SAFE_INTEGER }
      const goals = await listGoals(database, shop.id, page)
      const parents = await findParents(database, goals)
      return c.json(
        toPage(goals, limit, (goal) => showGoal(goal, parents.get(goal.parentId ?? ''))),
        200,
      )
    })
    .get('/goals/:id', guard(runtime, 'goals:read'), async (c) => {
      const { shop, goal } = await findForActor(runtime, c.var.actor, c.req.param('id'))
      return c.json(await judge(runtime, shop, goal), 200)
    })
    .patch('/goals/:id', guard(runtime, 'goals:write'), jsonBody(goalPatch), async (c) => {
      const { shop, goal } = await findForActor(runtime, c.var.actor, c.req.param('id'))
      const change = c.req.valid('json')
      await checkGoal(database, shop.id, { ...goal, ...change }, goal.id)
      return c.json(await judge(runtime, shop, await updateGoal(database, goal, change)), 200)
    })
    .get('/goals/:id/progress', guard(runtime, 'goals:read'), async (c) => {
      const { shop, goal } = await findForActor(runtime, c.var.actor, c.req.param('id'))
      return c.json(judgeProgress(await readGoal(database, shop, goal, runtime.now())), 200)
    })
}

async function findForActor({ database }: Runtime, actor: Actor, id: string): Promise<{ shop: Shop; goal: Goal }> {
  const goal = await findGoal(database, id)
  const shop = goal && mayUse(actor, goal.shopId) ? await findShop(database, goal.shopId) : undefined
  if (!goal || !shop) throw notFound('goal')
  return { shop, goal }
}

async function judge(runtime: Runtime, shop: Shop, goal: Goal) {
  const parents = await findParents(runtime.database, [goal])
  const history = await readHistory(runtime.database, shop, goal, runtime.now())
  return showJudged(goal, parents.get(goal.parentId ?? ''), history)
}

/** What no single field shows: days in order, and names of things that exist in the shop. @throws Problem 400 */
async function checkGoal(database: Database, shopId: string, draft: GoalDraft, id?: string): Promise<void> {
  const { from, to, scope, parentId } = draft
  if (from > to) throw badField('/to', 'must not be before from.')
  if (scope?.campaignId !== undefined && (await findCampaign(database, scope.campaignId))?.shopId !== shopId)
    throw badField('/scope/campaignId', 'There is no such campaign in this shop.')
  if (scope?.postId !== undefined && (await findPost(database, scope.postId))?.shopId !== shopId)
    throw badField('/scope/postId', 'There is no such post in this shop.')
  if (parentId === undefined || parentId === null) return
  if ((await findGoal(database, parentId))?.shopId !== shopId)
    throw badField('/parentId', 'There is no such goal in this shop.')
  if (id !== undefined && (await leadsTo(database, parentId, id)))
    throw badField('/parentId', 'This goal would lead to itself: choose one that does not lead here.')
}
