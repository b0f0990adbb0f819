import type Sqlite from 'better-sqlite3'
import { dayMs } from '../src/shops/calendar.ts'
import { createDraw, type Draw } from './draw.ts'

/** Two of three orders come from a link, with one to three touches, and by a customer who is known; ids are as random as real ones. */
export type Shape = 'plain' | 'with-journeys'

/**
 * Fills a shop of a database that has clicks on 1,000 links with so many orders of 280 days, in the order of their time, each
 * told by two sources. What is plain hangs together in the order of its ids, as nothing real does: the least that can be
 * asked. The same numbers make the same rows.
 */
export function fillConversions(connection: Sqlite.Database, shopId: string, shape: Shape, count: number): void {
  const order = connection.prepare(
    `insert into conversions (id, shop_id, event, key, order_id, value, tax, currency, occurred_at, day, trust, click_note,
      link_number, click_at, customer_hash, customer_id_hash, is_test, created_at)
      values (?, ?, 'purchase', ?, ?, ?, ?, 'NOK', ?, ?, 4, ?, ?, ?, ?, ?, 0, ?)`,
  )
  const tell = connection.prepare(
    `insert into evidence (conversion_id, source, value, currency, click, told, received_at)
      values (?, ?, ?, 'NOK', null, 1, ?)`,
  )
  const credit = connection.prepare(
    `insert into credits (conversion_id, position, link_number, click_at, click_random, click_day, share)
      values (?, ?, ?, ?, 0, ?, ?)`,
  )
  const draw = createDraw(11)
  connection.transaction(() => {
    for (let one = 0; one < count; one++) {
      const at = 20_500 * dayMs + Math.floor(((one + draw()) / count) * 280 * dayMs)
      const { id, value, customer, link, clickAt, touches } =
        shape === 'plain' ? plainOrder(one, at) : drawOrder(draw, at, count)
      const [tax, day, note] = [Math.floor(value / 5), Math.floor(at / dayMs), link === null ? 'no-click' : null]
      order.run(id, shopId, `o-${one}`, `o-${one}`, value, tax, at, day, note, link, clickAt, customer, customer, at)
      for (const source of ['pixel', 'api']) tell.run(id, source, value, at)
      for (const [position, { number, ago }] of touches.entries())
        credit.run(
          id,
          position,
          number,
          at - ago,
          Math.floor((at - ago) / dayMs),
          position === touches.length - 1 ? 1 : 0,
        )
    }
  })()
}

type Order = {
  readonly id: string
  readonly value: number
  readonly customer: string | null
  readonly link: number | null
  readonly clickAt: number | null
  /** Oldest first; `ago` in milliseconds before the order. */
  readonly touches: readonly { readonly number: number; readonly ago: number }[]
}

function plainOrder(one: number, at: number): Order {
  const id = `conv_${String(one).padStart(16, '0')}`
  return { id, value: 49_900, customer: null, link: 1 + (one % 1_000), clickAt: at - 60_000, touches: [] }
}

function drawOrder(draw: Draw, at: number, count: number): Order {
  const below = (end: number) => Math.floor(draw() * end)
  const agos = Array.from({ length: below(3) === 0 ? 0 : 1 + below(3) }, () => 1_000 + below(20 * dayMs))
  const touches = agos.toSorted((a, b) => b - a).map((ago) => ({ number: 1 + below(1_000), ago }))
  const last = touches.at(-1)
  return {
    id: `conv_${Array.from({ length: 4 }, () =>
      below(36 ** 4)
        .toString(36)
        .padStart(4, '0'),
    ).join('')}`,
    value: 9_900 + below(90_000),
    customer: below(3) === 0 ? null : `customer-${below(count / 2)}`,
    link: last?.number ?? null,
    clickAt: last ? at - last.ago : null,
    touches,
  }
}
