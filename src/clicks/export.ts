import { csvRow, lineStream } from '../http/lines.ts'
import type { Days } from '../shops/asked-days.ts'
import { showInstant } from '../shops/calendar.ts'
import type { Database } from '../storage/database.ts'
import { unpackVerdict, unpackVisit } from './click.ts'
import { loadSigningKeys, type SigningKey, signClickId } from './click-id.ts'
import { type ExportedClick, readClicks } from './export-store.ts'

/** Every click of a shop, or those of some days, as lines of text, in the order they were stored; memory stays flat. */
export async function exportClicks(
  database: Database,
  shopId: string,
  format: 'ndjson' | 'csv',
  days?: Days,
): Promise<ReadableStream<Uint8Array>> {
  const keys = await loadSigningKeys(database)
  const pages = readClicks(database, shopId, days)
  if (format === 'ndjson') return lineStream(pages, (click) => JSON.stringify(showClick(click, keys)))
  return lineStream(pages, (click) => csvRow(Object.values(showClick(click, keys))), csvRow(columns))
}

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
  'scan',
] as const

/** `id` is the click id that left in the URL, null where none did. */
export function showClick(row: ExportedClick, keys: readonly SigningKey[]) {
  const { class: clickClass, reason } = unpackVerdict(row.verdict)
  const { country, device, browser, os, app, isScan } = unpackVisit(row.visit)
  return {
    id: row.random === null ? null : signClickId({ link: row.link, at: row.at, random: row.random }, keys),
    linkId: row.link_id,
    slug: row.slug,
    at: showInstant(row.at),
    class: clickClass,
    reason,
    country: country || null,
    device,
    browser,
    os,
    app,
    referrer: row.host,
    scan: isScan,
  }
}
