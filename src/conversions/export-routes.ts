import { Hono } from 'hono'
import * as z from 'zod'
import { guard, type Guarded } from '../access/guard.ts'
import { query } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { chooseShop } from '../shops/choose.ts'
import { exportConversions } from './export.ts'

/** Every conversion of a shop, streamed, newest first. */
export function conversionExportRoutes(runtime: Runtime) {
  const { database } = runtime
  return new Hono<Guarded>()
    .get('/export/conversions.ndjson', guard(runtime, 'export:read'), query(exportQuery), async (c) => {
      const shop = await chooseShop(database, c.var.actor, c.req.valid('query').shopId)
      const lines = exportConversions(database, shop.id, 'ndjson')
      return c.body(lines, 200, { 'content-type': 'application/x-ndjson' })
    })
    .get('/export/conversions.csv', guard(runtime, 'export:read'), query(exportQuery), async (c) => {
      const shop = await chooseShop(database, c.var.actor, c.req.valid('query').shopId)
      const lines = exportConversions(database, shop.id, 'csv')
      return c.body(lines, 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="conversions.csv"',
      })
    })
}

const exportQuery = z.strictObject({ shopId: z.string().optional() })
