import { Hono } from 'hono'
import * as z from 'zod'
import { guard, type Guarded } from '../access/guard.ts'
import { query } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { chooseShop } from '../shops/choose.ts'
import { asMetric } from './as-metric.ts'
import { metrics } from './catalog.ts'
import { listOwnMetrics } from './own-metric-store.ts'

/** Every metric, with what it says and doesn't say; those of a shop's own behind them where one is named. */
export function platformRoutes(runtime: Runtime) {
  const { database } = runtime
  return new Hono<Guarded>().get('/catalog', guard(runtime, 'reports:read'), query(shopQuery), async (c) => {
    const { shopId } = c.req.valid('query')
    if (shopId === undefined) return c.json({ items: metrics }, 200)
    const shop = await chooseShop(database, c.var.actor, shopId)
    const own = await listOwnMetrics(database, shop.id)
    return c.json({ items: [...metrics, ...own.map(asMetric)] }, 200)
  })
}

const shopQuery = z.strictObject({ shopId: z.string().optional() })
