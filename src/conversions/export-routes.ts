import { Hono } from 'hono'
import * as z from 'zod'
import { guard, type Guarded } from '../access/guard.ts'
import { csvRow, lineStream } from '../http/lines.ts'
import { query } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { chooseShop } from '../shops/choose.ts'
import type { Database } from '../storage/database.ts'
import { showConversion } from './show.ts'
import { type Conversion, listConversions } from './store.ts'

/** Every conversion of a shop, streamed, newest first. */
export function conversionExportRoutes(runtime: Runtime) {
  const { database } = runtime
  return new Hono<Guarded>()
    .get('/export/conversions.ndjson', guard(runtime, 'export:read'), query(exportQuery), async (c) => {
      const shop = await chooseShop(database, c.var.actor, c.req.valid('query').shopId)
      const lines = lineStream(readConversions(database, shop.id), (one) => JSON.stringify(showConversion(one)))
      return c.body(lines, 200, { 'content-type': 'application/x-ndjson' })
    })
    .get('/export/conversions.csv', guard(runtime, 'export:read'), query(exportQuery), async (c) => {
      const shop = await chooseShop(database, c.var.actor, c.req.valid('query').shopId)
      const lines = lineStream(readConversions(database, shop.id), toCsvRow, csvRow(columns))
      return c.body(lines, 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="conversions.csv"',
      })
    })
}

const exportQuery = z.strictObject({ shopId: z.string().optional() })

const pageSize = 500

async function* readConversions(database: Database, shopId: string): AsyncGenerator<readonly Conversion[]> {
  const filter = { shopId, event: undefined, orderId: undefined }
  for (let before = Number.MAX_SAFE_INTEGER; ; ) {
    const page = await listConversions(database, filter, { limit: pageSize, before })
    if (page.length > 0) yield page
    const last = page.at(-1)
    if (!last || page.length < pageSize) return
    before = last.number
  }
}

const columns = [
  ...['id', 'event', 'orderId', 'refundId', 'value', 'tax', 'shipping', 'currency', 'occurredAt', 'linkId', 'slug'],
  ...['clickNote', 'coupon', 'newCustomer', 'test', 'sources', 'createdAt'],
] as const

function toCsvRow(conversion: Conversion): string {
  const one = showConversion(conversion)
  const { attributedTo } = one
  return csvRow([
    ...[one.id, one.event, one.orderId, one.refundId, one.value, one.tax, one.shipping, one.currency, one.occurredAt],
    ...[attributedTo?.linkId ?? null, attributedTo?.slug ?? null, one.clickNote, one.coupon, one.newCustomer, one.test],
    ...[one.sources.map(({ source }) => source).join(' '), one.createdAt],
  ])
}
