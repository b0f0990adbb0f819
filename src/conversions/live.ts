import { showDay } from '../shops/calendar.ts'
import { showMoney } from '../shops/money.ts'
import type { Shop } from '../shops/shop.ts'
import type { Database } from '../storage/database.ts'
import { lastVisitDay, listRefused, type RefusedPing } from './live-store.ts'
import { type Conversion, listConversions } from './store.ts'

/** What came of pings, newest first, and whether the snippet was heard at all. */
export type Live = Awaited<ReturnType<typeof readLive>>

type Asked = { readonly shop: Shop; readonly withShopless: boolean; readonly limit: number }

/**
 * The newest `limit` pings of a shop. The same told again by the same source is no row of its own: `told` counts it. Looked
 * for among the newest conversions alone, so that it costs the same in a large shop: a source that adds to an older one
 * isn't shown.
 */
export async function readLive(database: Database, { shop, withShopless, limit }: Asked) {
  const filter = { shopId: shop.id, event: undefined, orderId: undefined }
  const [conversions, refused, day] = await Promise.all([
    listConversions(database, filter, { limit, before: Number.MAX_SAFE_INTEGER }),
    listRefused(database, { shopId: shop.id, withShopless, limit }),
    lastVisitDay(database, shop.number),
  ])
  const pings = [...conversions.flatMap(showTold), ...refused.map(showRefused)]
  const newest = pings.toSorted((a, b) => b.receivedAt - a.receivedAt).slice(0, limit)
  const items = newest.map((one) => ({ ...one, receivedAt: new Date(one.receivedAt).toISOString() }))
  return { items, nextCursor: null, lastVisitDay: day === null ? null : showDay(day) }
}

/** One row for each source: the first to tell made the conversion, the others became one with it. */
function showTold({ id, event, orderId, refundId, isTest, clickNote, evidence }: Conversion) {
  const first = evidence.toSorted((a, b) => a.receivedAt - b.receivedAt)[0]?.source
  return evidence.map(({ source, value, currency, told, receivedAt }) => ({
    source,
    event,
    orderId,
    refundId,
    told,
    receivedAt,
    id: `${id}-${source}`,
    conversionId: id,
    outcome: source === first ? ('stored' as const) : ('merged' as const),
    value: value === null || currency === null ? null : showMoney(value, currency),
    currency,
    test: isTest,
    /** Why no link is credited, or why it couldn't be counted. */
    reason: clickNote,
    detail: null,
    replayOutcome: null,
  }))
}

function showRefused({ id, source, reason, detail, receivedAt, replayOutcome }: RefusedPing) {
  const nothing = { conversionId: null, event: null, orderId: null, refundId: null, value: null, currency: null }
  return {
    ...nothing,
    id,
    source,
    reason,
    detail,
    receivedAt,
    replayOutcome,
    told: 1,
    test: false,
    outcome: 'quarantined' as const,
  }
}
