import type Sqlite from 'better-sqlite3'
import { dayMs } from '../src/shops/calendar.ts'

/** Fills shop-1 of a database that has clicks with so many orders, each told by two sources and credited to a link. */
export function fillConversions(connection: Sqlite.Database, count: number): void {
  const insert = connection.prepare(
    `insert into conversions (id, shop_id, event, key, order_id, value, tax, currency, occurred_at, day, trust, link_number,
      click_at, is_test, created_at) values (?, 'shop-1', 'purchase', ?, ?, ?, ?, 'NOK', ?, ?, 4, ?, ?, 0, ?)`,
  )
  const tell = connection.prepare(
    `insert into evidence (conversion_id, source, value, currency, click, told, received_at)
      values (?, ?, ?, 'NOK', null, 1, ?)`,
  )
  connection.transaction(() => {
    for (let one = 0; one < count; one++) {
      const at = (20_500 + (one % 280)) * dayMs + (one % 86_400) * 1000
      const id = `conv_${String(one).padStart(16, '0')}`
      insert.run(
        id,
        `o-${one}`,
        `o-${one}`,
        49_900,
        9_980,
        at,
        Math.floor(at / dayMs),
        1 + (one % 1000),
        at - 60_000,
        at,
      )
      for (const source of ['pixel', 'api']) tell.run(id, source, 49_900, at)
    }
  })()
}
