import { Hono } from 'hono'
import * as z from 'zod'
import { guard, type Guarded } from '../access/guard.ts'
import { once } from '../access/once.ts'
import { conflict, notFound } from '../http/problem.ts'
import { jsonBody, query } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { chooseShop, mayUse } from '../shops/choose.ts'
import { isTaken } from '../storage/database.ts'
import { levelOf } from './level-questions.ts'
import { ownMetricDraft, ownMetricPatch, showOwnMetric } from './own-metric.ts'
import { createOwnMetric, findOwnMetric, listOwnMetrics, updateOwnMetric } from './own-metric-store.ts'

/** What a shop counts for itself, beside the catalog. */
export function ownMetricRoutes(runtime: Runtime) {
  const { database } = runtime
  return new Hono<Guarded>()
    .get('/own-metrics', guard(runtime, 'reports:read'), query(shopQuery), async (c) => {
      const shop = await chooseShop(database, c.var.actor, c.req.valid('query').shopId)
      return c.json({ items: (await listOwnMetrics(database, shop.id)).map(showOwnMetric) }, 200)
    })
    .post('/own-metrics', guard(runtime, 'goals:write'), once(runtime), jsonBody(ownMetricDraft), async (c) => {
      const { shopId, level, ...draft } = c.req.valid('json')
      const shop = await chooseShop(database, c.var.actor, shopId)
      const metric = { ...draft, shopId: shop.id, level: levelOf(level) }
      const made = await orTaken(() => createOwnMetric(database, metric, runtime.now()))
      return c.json(showOwnMetric(made), 201, { location: `/api/v1/own-metrics/${made.id}` })
    })
    .patch('/own-metrics/:id', guard(runtime, 'goals:write'), jsonBody(ownMetricPatch), async (c) => {
      const metric = await findOwnMetric(database, c.req.param('id'))
      if (!metric || !mayUse(c.var.actor, metric.shopId)) throw notFound('metric')
      const { level, ...change } = c.req.valid('json')
      const changed = { ...change, ...(level ? { level: levelOf(level) } : {}) }
      return c.json(showOwnMetric(await orTaken(() => updateOwnMetric(database, metric, changed))), 200)
    })
}

const shopQuery = z.strictObject({ shopId: z.string().optional() })

async function orTaken<Made>(make: () => Promise<Made>): Promise<Made> {
  try {
    return await make()
  } catch (error) {
    if (isTaken(error, 'metrics'))
      throw conflict('/name', 'There is a metric of that name already: use it, or choose another.')
    throw error
  }
}
