import { csvRow, lineStream } from '../http/lines.ts'
import type { Days } from '../shops/asked-days.ts'
import { showDay, showInstant } from '../shops/calendar.ts'
import { showMoney } from '../shops/money.ts'
import type { Database } from '../storage/database.ts'
import { showAmount, showConversion } from './show.ts'
import { type Conversion, findNewest, listConversions } from './store.ts'

/** Every conversion of a shop, or those of some days, as lines of text, newest first; memory stays flat. */
export function exportConversions(
  database: Database,
  shopId: string,
  format: 'ndjson' | 'csv',
  days?: Days,
): ReadableStream<Uint8Array> {
  const pages = readConversions(database, shopId, days)
  if (format === 'ndjson') return lineStream(pages, (one) => JSON.stringify(showConversion(one)))
  return lineStream(pages, toCsvRow, csvRow(columns))
}

const pageSize = 500
/** Looked through for a page, whoever's they are: a page by an index of the shop's would sort all that it has, for each. */
const mostRead = 5_000

async function* readConversions(
  database: Database,
  shopId: string,
  days: Days | undefined,
): AsyncGenerator<readonly Conversion[]> {
  const filter = { shopId, days, event: undefined, orderId: undefined }
  for (let before = (await findNewest(database)) + 1; before > 1; ) {
    const from = Math.max(1, before - mostRead)
    const page = await listConversions(database, filter, { limit: pageSize, before, from })
    before = page.length < pageSize ? from : (page.at(-1)?.number ?? from)
    yield page
  }
}

const columns = [
  ...['id', 'event', 'orderId', 'refundId', 'value', 'tax', 'shipping', 'currency', 'occurredAt', 'linkId', 'slug'],
  ...['clickNote', 'coupon', 'newCustomer', 'test', 'sources', 'createdAt', 'customerKind'],
  ...['shopValue', 'shopCurrency', 'rate', 'rateDay'],
] as const

/** As `showConversion`, of which it leaves half out. */
function toCsvRow(one: Conversion): string {
  const { currency, attributedTo, converted } = one
  return csvRow([
    ...[one.id, one.event, one.orderId, one.refundId, showAmount(one.value, currency), showAmount(one.tax, currency)],
    ...[showAmount(one.shipping, currency), currency, showInstant(one.occurredAt)],
    ...[attributedTo?.linkId ?? null, attributedTo?.slug ?? null, one.clickNote, one.coupon, one.isNewCustomer],
    ...[one.isTest, one.evidence.map(({ source }) => source).join(' '), showInstant(one.createdAt), one.customerKind],
    ...(converted
      ? [showMoney(converted.value, converted.currency), converted.currency, converted.rate, showDay(converted.rateDay)]
      : [null, null, null, null]),
  ])
}
