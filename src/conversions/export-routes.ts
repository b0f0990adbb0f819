import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import * as z from 'zod'
import { guard, type Guarded } from '../access/guard.ts'
import { query } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { askedDays, readDays } from '../shops/asked-days.ts'
import { chooseShop } from '../shops/choose.ts'
import { exportConversions } from './export.ts'

/** Every conversion of a shop, or those of some days, streamed, newest first. */
export function conversionExportRoutes(runtime: Runtime) {
  const { database } = runtime
  return new Hono<Guarded>()
    .get('/export/conversions.ndjson', described, guard(runtime, 'export:read'), query(exportQuery), async (c) => {
      const { shopId, ...asked } = c.req.valid('query')
      const shop = await chooseShop(database, c.var.actor, shopId)
      const lines = exportConversions(database, shop.id, 'ndjson', readDays(asked))
      return c.body(lines, 200, { 'content-type': 'application/x-ndjson' })
    })
    .get('/export/conversions.csv', described, guard(runtime, 'export:read'), query(exportQuery), async (c) => {
      const { shopId, ...asked } = c.req.valid('query')
      const shop = await chooseShop(database, c.var.actor, shopId)
      const lines = exportConversions(database, shop.id, 'csv', readDays(asked))
      return c.body(lines, 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="conversions.csv"',
      })
    })
}

const described = describeRoute({
  description: `Every conversion, the newest stored first, streamed; with \`from\` or \`to\` those that occurred on these days
    alone: a refund is of its own day here, and of its order's day in reports.`,
})

const exportQuery = z.strictObject({ shopId: z.string().optional(), ...askedDays })
