import { Hono } from 'hono'
import * as z from 'zod'
import { type Actor, guard, type Guarded } from '../access/guard.ts'
import { once } from '../access/once.ts'
import { pageQuery, toPage } from '../http/page.ts'
import { conflict, notFound } from '../http/problem.ts'
import { jsonBody, query } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { localDay } from '../shops/calendar.ts'
import { chooseShop, mayUse } from '../shops/choose.ts'
import { findShop } from '../shops/store.ts'
import type { Shop } from '../shops/shop.ts'
import type { Goal } from './goal.ts'
import { addReview, listArchived, listReviews, markCelebrated } from './reviews-store.ts'
import { reviewDraft, showReview } from './reviews.ts'
import { readStanding } from './standing.ts'
import { findGoal } from './store.ts'
import { readTree } from './tree.ts'

/** How goals stand, and what was thought of it when they were looked at. */
export function progressRoutes(runtime: Runtime) {
  const { database } = runtime
  return new Hono<Guarded>()
    .get('/goals/tree', guard(runtime, 'goals:read'), query(treeQuery), async (c) => {
      const shop = await chooseShop(database, c.var.actor, c.req.valid('query').shopId)
      const items = await readTree(database, shop, runtime.now())
      return c.json({ items, archived: await listArchived(database, shop.id) }, 200)
    })
    .get('/goals/:id/progress', guard(runtime, 'goals:read'), async (c) => {
      const { shop, goal } = await findForActor(runtime, c.var.actor, c.req.param('id'))
      return c.json(await readStanding(database, shop, goal, runtime.now()), 200)
    })
    .post('/goals/:id/celebrated', guard(runtime, 'goals:write'), async (c) => {
      const { shop, goal } = await findForActor(runtime, c.var.actor, c.req.param('id'))
      const { reachedAt } = await readStanding(database, shop, goal, runtime.now())
      if (reachedAt === null)
        throw conflict(
          '/id',
          'The goal isn’t reached yet: there is nothing to celebrate. Its progress says what is missing.',
        )
      await markCelebrated(database, goal, runtime.now())
      return c.body(null, 204)
    })
    .get('/goals/:id/reviews', guard(runtime, 'goals:read'), query(pageQuery), async (c) => {
      const { goal } = await findForActor(runtime, c.var.actor, c.req.param('id'))
      const { limit, cursor } = c.req.valid('query')
      const page = { limit: limit + 1, before: cursor ?? Number.MAX_SAFE_INTEGER }
      return c.json(toPage(await listReviews(database, goal, page), limit, showReview), 200)
    })
    .post('/goals/:id/reviews', guard(runtime, 'goals:write'), once(runtime), jsonBody(reviewDraft), async (c) => {
      const { shop, goal } = await findForActor(runtime, c.var.actor, c.req.param('id'))
      const now = runtime.now()
      const { value, status } = await readStanding(database, shop, goal, now)
      const at = { day: localDay(now, shop.timeZone), value, status, now }
      return c.json(showReview(await addReview(database, goal, c.req.valid('json'), at)), 201)
    })
}

const treeQuery = z.strictObject({ shopId: z.string().optional() })

async function findForActor({ database }: Runtime, actor: Actor, id: string): Promise<{ shop: Shop; goal: Goal }> {
  const goal = await findGoal(database, id)
  const shop = goal && mayUse(actor, goal.shopId) ? await findShop(database, goal.shopId) : undefined
  if (!goal || !shop) throw notFound('goal')
  return { shop, goal }
}
