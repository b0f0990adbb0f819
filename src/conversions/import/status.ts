/**
 * What an order's status says of its money. `paid`: it counts, as far as it wasn't given back; `refunded`: it counted and
 * was given back whole; `ended`: it was given up, before or after it was paid; `unpaid`: it doesn't count yet.
 */
export const orderStates = ['paid', 'refunded', 'ended', 'unpaid'] as const
export type OrderState = (typeof orderStates)[number]

export type Statuses = ReadonlyMap<string, OrderState>

/** `wished`: statuses of the shop's own, in lower case; undefined for one that isn't known. */
export function readStatus(text: string, wished: Statuses): OrderState | undefined {
  const name = text.trim().toLowerCase()
  const bare = name.replace(/^wc-/, '').replaceAll(/[_-]+/g, ' ')
  return wished.get(name) ?? known.get(bare)
}

/** As Shopify and WooCommerce say it, also as WooCommerce translates it, and as lists often do. */
const known: ReadonlyMap<string, OrderState> = new Map([
  ...named(
    'paid',
    'paid, partially refunded, processing, completed, complete, fulfilled, shipped, delivered, captured',
  ),
  ...named('paid', 'settled, succeeded, success, ok, authorized and paid, closed, done, invoiced'),
  ...named(
    'paid',
    'betalt, fullført, behandles, sendt, levert, ferdig, betald, slutförd, behandlas, skickad, levererad',
  ),
  ...named('paid', 'opłacone, opłacony, zapłacone, zrealizowane, w trakcie realizacji, wysłane, dostarczone'),
  ...named('paid', 'ชำระเงินแล้ว, เสร็จสิ้น, เสร็จสมบูรณ์, สำเร็จ, กำลังดำเนินการ, จัดส่งแล้ว'),
  ...named('refunded', 'refunded, fully refunded, charged back, chargeback'),
  ...named('refunded', 'refundert, tilbakebetalt, återbetald, zwrócone, zwrócono, คืนเงินแล้ว, คืนเงิน'),
  ...named('ended', 'cancelled, canceled, voided, failed, trash, expired, declined, rejected, abandoned'),
  ...named(
    'ended',
    'kansellert, avbrutt, mislykket, mislyktes, avbruten, misslyckades, anulowane, nieudane, ยกเลิก, ยกเลิกแล้ว, ล้มเหลว',
  ),
  ...named('unpaid', 'pending, unpaid, on hold, authorized, partially paid, partially authorized, pending payment'),
  ...named('unpaid', 'draft, checkout draft, auto draft, open, new, awaiting payment, created, overdue'),
  ...named('unpaid', 'ubetalt, venter på betaling, på vent, obetald, väntar på betalning, pausad, nieopłacone'),
  ...named('unpaid', 'oczekujące na płatność, oczekuje na płatność, wstrzymane, รอการชำระเงิน, รอดำเนินการ, ยังไม่ชำระเงิน'),
])

function named(state: OrderState, names: string): (readonly [string, OrderState])[] {
  return names.split(', ').map((name) => [name, state])
}
