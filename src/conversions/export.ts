import { csvRow, lineStream } from '../http/lines.ts'
import type { Database } from '../storage/database.ts'
import { showConversion } from './show.ts'
import { type Conversion, findNewest, listConversions } from './store.ts'

/** Every conversion of a shop as lines of text, newest first; memory stays flat. */
export function exportConversions(
  database: Database,
  shopId: string,
  format: 'ndjson' | 'csv',
): ReadableStream<Uint8Array> {
  const pages = readConversions(database, shopId)
  if (format === 'ndjson') return lineStream(pages, (one) => JSON.stringify(showConversion(one)))
  return lineStream(pages, toCsvRow, csvRow(columns))
}

/** A page is so many numbers, whoever's they are: a page by its index alone would sort all that a shop has, for each. */
const pageSize = 500

async function* readConversions(database: Database, shopId: string): AsyncGenerator<readonly Conversion[]> {
  const filter = { shopId, event: undefined, orderId: undefined }
  for (let before = (await findNewest(database)) + 1; before > 1; before -= pageSize) {
    const from = Math.max(1, before - pageSize)
    const page = await listConversions(database, filter, { limit: pageSize, before, from })
    if (page.length > 0) yield page
  }
}

const columns = [
  ...['id', 'event', 'orderId', 'refundId', 'value', 'tax', 'shipping', 'currency', 'occurredAt', 'linkId', 'slug'],
  ...['clickNote', 'coupon', 'newCustomer', 'test', 'sources', 'createdAt', 'customerKind'],
  ...['shopValue', 'shopCurrency', 'rate', 'rateDay'],
] as const

function toCsvRow(conversion: Conversion): string {
  const one = showConversion(conversion)
  const { attributedTo, converted } = one
  return csvRow([
    ...[one.id, one.event, one.orderId, one.refundId, one.value, one.tax, one.shipping, one.currency, one.occurredAt],
    ...[attributedTo?.linkId ?? null, attributedTo?.slug ?? null, one.clickNote, one.coupon, one.newCustomer, one.test],
    ...[one.sources.map(({ source }) => source).join(' '), one.createdAt, one.customerKind],
    ...[converted?.value ?? null, converted?.currency ?? null, converted?.rate ?? null, converted?.rateDay ?? null],
  ])
}
