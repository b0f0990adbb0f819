import { Hono } from 'hono'
import * as z from 'zod'
import { guard, type Guarded } from '../access/guard.ts'
import { csvRow, lineStream } from '../http/lines.ts'
import { query } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { chooseShop } from '../shops/choose.ts'
import { loadSigningKeys, type SigningKey, signClickId } from './click-id.ts'
import { type ExportedClick, readClicks } from './export-store.ts'
import { unpackVerdict, unpackVisit } from './click.ts'

/** Every click of a shop, streamed in the order it was stored. */
export function exportRoutes(runtime: Runtime) {
  return new Hono<Guarded>()
    .get('/export/clicks.ndjson', guard(runtime, 'export:read'), query(exportQuery), async (c) => {
      const shop = await chooseShop(runtime.database, c.var.actor, c.req.valid('query').shopId)
      const keys = await loadSigningKeys(runtime.database)
      const pages = readClicks(runtime.database, shop.id)
      const lines = lineStream(pages, (click) => JSON.stringify(showClick(click, keys)))
      return c.body(lines, 200, { 'content-type': 'application/x-ndjson' })
    })
    .get('/export/clicks.csv', guard(runtime, 'export:read'), query(exportQuery), async (c) => {
      const shop = await chooseShop(runtime.database, c.var.actor, c.req.valid('query').shopId)
      const keys = await loadSigningKeys(runtime.database)
      const pages = readClicks(runtime.database, shop.id)
      const lines = lineStream(pages, (click) => csvRow(Object.values(showClick(click, keys))), csvRow(columns))
      return c.body(lines, 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="clicks.csv"',
      })
    })
}

const exportQuery = z.strictObject({ shopId: z.string().optional() })

const columns = [
  'id',
  'linkId',
  'slug',
  'at',
  'class',
  'reason',
  'country',
  'device',
  'browser',
  'os',
  'app',
  'referrer',
] as const

/** `id` is the click id that left in the URL, null where none did. */
export function showClick(row: ExportedClick, keys: readonly SigningKey[]) {
  const { class: clickClass, reason } = unpackVerdict(row.verdict)
  const { country, device, browser, os, app } = unpackVisit(row.visit)
  return {
    id: row.random === null ? null : signClickId({ link: row.link, at: row.at, random: row.random }, keys),
    linkId: row.link_id,
    slug: row.slug,
    at: new Date(row.at).toISOString(),
    class: clickClass,
    reason,
    country: country || null,
    device,
    browser,
    os,
    app,
    referrer: row.host,
  }
}
