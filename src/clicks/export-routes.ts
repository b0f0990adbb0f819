import { Hono } from 'hono'
import * as z from 'zod'
import { guard, type Guarded } from '../access/guard.ts'
import { query } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { chooseShop } from '../shops/choose.ts'
import { exportClicks } from './export.ts'

/** Every click of a shop, streamed in the order it was stored. */
export function exportRoutes(runtime: Runtime) {
  return new Hono<Guarded>()
    .get('/export/clicks.ndjson', guard(runtime, 'export:read'), query(exportQuery), async (c) => {
      const shop = await chooseShop(runtime.database, c.var.actor, c.req.valid('query').shopId)
      const lines = await exportClicks(runtime.database, shop.id, 'ndjson')
      return c.body(lines, 200, { 'content-type': 'application/x-ndjson' })
    })
    .get('/export/clicks.csv', guard(runtime, 'export:read'), query(exportQuery), async (c) => {
      const shop = await chooseShop(runtime.database, c.var.actor, c.req.valid('query').shopId)
      const lines = await exportClicks(runtime.database, shop.id, 'csv')
      return c.body(lines, 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="clicks.csv"',
      })
    })
}

const exportQuery = z.strictObject({ shopId: z.string().optional() })
