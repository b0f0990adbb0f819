import type { Database } from '../storage/database.ts'
import { showDay } from './calendar.ts'
import { crossRate } from './rate.ts'
import { isReconverting, readCovered, readLatest, readRateState, type RateState } from './rate-store.ts'
import type { Shop } from './shop.ts'

/**
 * Which currencies a shop's orders need besides its own, until when there are rates, and how many orders and refunds wait
 * for one. `rate`: units of the shop's currency for one of theirs, of the latest day that has both.
 */
export async function showRateState(database: Database, shop: Shop) {
  const [needed, covered, isConverting] = await Promise.all([
    readRateState(database, shop),
    readCovered(database),
    isReconverting(database),
  ])
  const currencies = await Promise.all(needed.map((one) => showNeeded(database, shop.currency, one)))
  return {
    shopId: shop.id,
    currency: shop.currency,
    rates: covered?.rates ?? 0,
    firstDay: dayOrNull(covered?.first_day),
    lastDay: dayOrNull(covered?.last_day),
    waiting: currencies.reduce((sum, one) => sum + one.waiting, 0),
    isConverting,
    currencies,
  }
}

async function showNeeded(database: Database, own: string, needed: RateState) {
  const latest = await readLatest(database, needed.currency, own)
  return {
    currency: needed.currency,
    orders: needed.orders,
    firstDay: showDay(needed.first_day),
    lastDay: showDay(needed.last_day),
    waiting: needed.waiting,
    waitsFrom: dayOrNull(needed.waits_from),
    waitsUntil: dayOrNull(needed.waits_until),
    rate: latest ? crossRate(latest.from_per_euro, latest.to_per_euro) : null,
    rateDay: dayOrNull(latest?.day),
  }
}

function dayOrNull(day: number | null | undefined): string | null {
  return day === null || day === undefined ? null : showDay(day)
}
