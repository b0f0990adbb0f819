import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import * as z from 'zod'
import { guard, type Guarded } from '../access/guard.ts'
import { query } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { askedDays, readDays } from '../shops/asked-days.ts'
import { chooseShop } from '../shops/choose.ts'
import { exportClicks } from './export.ts'

/** Every click of a shop, or those of some days, streamed in the order they were stored. */
export function exportRoutes(runtime: Runtime) {
  const { database } = runtime
  return new Hono<Guarded>()
    .get('/export/clicks.ndjson', described, guard(runtime, 'export:read'), query(exportQuery), async (c) => {
      const { shopId, ...asked } = c.req.valid('query')
      const shop = await chooseShop(database, c.var.actor, shopId)
      const lines = await exportClicks(database, shop.id, 'ndjson', readDays(asked))
      return c.body(lines, 200, { 'content-type': 'application/x-ndjson' })
    })
    .get('/export/clicks.csv', described, guard(runtime, 'export:read'), query(exportQuery), async (c) => {
      const { shopId, ...asked } = c.req.valid('query')
      const shop = await chooseShop(database, c.var.actor, shopId)
      const lines = await exportClicks(database, shop.id, 'csv', readDays(asked))
      return c.body(lines, 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="clicks.csv"',
      })
    })
}

const described = describeRoute({
  description: 'Every click, in the order they were stored, streamed; with `from` or `to` those of these days alone.',
})

const exportQuery = z.strictObject({ shopId: z.string().optional(), ...askedDays })
