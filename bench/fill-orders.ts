import type Sqlite from 'better-sqlite3'
import { dayMs } from '../src/shops/calendar.ts'
import { createDraw, type Draw } from './draw.ts'
import type { Filling } from './fill.ts'

/**
 * Fills shop-1 of a database that has clicks with so many orders over the same days, and a lead for every fifth: six of ten
 * came by clicks of the thirty days before, a third of these by two to four; seven of eight are of a known customer, three
 * of ten of one who bought before; each was told by the shop's API and two thirds by the pixel too; one in twenty was
 * given back. The same numbers make the same rows.
 */
export function fillOrders(connection: Sqlite.Database, filling: Filling & { readonly orders: number }): void {
  const draw = createDraw(11)
  const customers: string[] = []
  const writes = prepare(connection)
  connection.transaction(() => {
    for (let one = 0; one < filling.orders; one++) {
      const share = one / filling.orders
      const at = Math.floor((filling.lastDay - filling.days + 1 + share * filling.days) * dayMs)
      const customer = drawCustomer(draw, customers)
      const id = drawName(draw, 21)
      writeOrder(writes, { one, id, at, customer, isGivenBack: draw() < 0.05, isSeen: draw() < 0.65, draw })
      if (draw() < 0.6) writeCredits(writes, id, { at, share, draw, clicks: filling.clicks })
      if (one % 5 > 0) continue
      const lead = drawName(draw, 21)
      writeLead(writes, lead, at)
      if (draw() < 0.6) writeCredits(writes, lead, { at, share, draw, clicks: filling.clicks })
    }
  })()
}

type Writes = ReturnType<typeof prepare>
type Order = {
  readonly one: number
  readonly id: string
  readonly at: number
  readonly customer: string | null
  readonly isGivenBack: boolean
  readonly isSeen: boolean
  readonly draw: Draw
}
type Way = { readonly at: number; readonly share: number; readonly draw: Draw; readonly clicks: number }

function prepare(connection: Sqlite.Database) {
  return {
    conversion: connection.prepare(
      `insert into conversions (id, shop_id, event, key, order_id, refund_id, value, tax, currency, occurred_at, day, trust,
        customer_hash, customer_id_hash, customer_email_hash, is_new_customer, created_at)
        values (?, 'shop-1', ?, ?, ?, ?, ?, ?, 'NOK', ?, ?, 4, ?, ?, ?, ?, ?)`,
    ),
    evidence: connection.prepare(
      `insert into evidence (conversion_id, source, value, currency, click, told, received_at)
        values (?, ?, ?, 'NOK', null, 1, ?)`,
    ),
    credit: connection.prepare(
      `insert into credits (conversion_id, position, link_number, click_at, click_random, click_day, click_visit, share)
        values (?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    credited: connection.prepare('insert into credited (conversion_id, at) values (?, ?)'),
    click: connection.prepare('select link, at, random, day, visit from clicks where seq = ?').raw(),
  }
}

function drawCustomer(draw: Draw, customers: string[]): string | null {
  const dice = draw()
  if (dice < 0.125) return null
  const known = dice < 0.425 ? customers[Math.floor(draw() * customers.length)] : undefined
  if (known !== undefined) return known
  const made = drawName(draw, 44)
  customers.push(made)
  return made
}

function writeOrder({ conversion, evidence }: Writes, order: Order): void {
  const { one, id, at, customer, isGivenBack, isSeen, draw } = order
  const day = Math.floor(at / dayMs)
  const value = 9_900 + 5 * Math.floor(draw() ** 3 * 80_000)
  const isNew = draw() < 0.1 ? +(draw() < 0.5) : null
  const of = [customer, customer, draw() < 0.8 ? customer : null, isNew] as const
  conversion.run(id, 'purchase', `o-${one}`, `o-${one}`, null, value, value / 5, at, day, ...of, at)
  evidence.run(id, 'api', value, at)
  if (isSeen) evidence.run(id, 'pixel', value, at)
  if (!isGivenBack) return
  const back = at + 5 * dayMs
  const refund = ['refund', `r-${one}`, `o-${one}`, `r-${one}`, value, value / 5, back, day + 5] as const
  conversion.run(`refund-${one}`, ...refund, null, null, null, null, back)
  evidence.run(`refund-${one}`, 'api', value, back)
}

function writeLead({ conversion, evidence }: Writes, id: string, at: number): void {
  conversion.run(id, 'lead', id, null, null, null, null, at, Math.floor(at / dayMs), null, null, null, null, at)
  evidence.run(id, 'api', null, at)
}

/** As scattered as nanoid's ids and the customers' hashes are. */
function drawName(draw: Draw, length: number): string {
  return Array.from({ length }, () => letters[Math.floor(draw() * letters.length)]).join('')
}

const letters = '0123456789abcdefghijklmnopqrstuvwxyz'

/** Clicks of the thirty days before, as they lie on a year spread evenly; the last has the credit. */
function writeCredits({ click, credit, credited }: Writes, id: string, { at, share, draw, clicks }: Way): void {
  const most = draw() < 0.33 ? 2 + Math.floor(draw() * 3) : 1
  const touches: (readonly unknown[])[] = []
  for (let tries = 0; tries < 20 && touches.length < most; tries++) {
    const seq = Math.floor(share * clicks - draw() ** 2 * 0.08 * clicks)
    const row = seq > 0 ? click.get(seq) : undefined
    if (Array.isArray(row) && row[2] !== null && Number(row[1]) <= at) touches.push(row)
  }
  touches.sort((a, b) => Number(a[1]) - Number(b[1]))
  for (const [position, touch] of touches.entries())
    credit.run(id, position, ...touch, +(position === touches.length - 1))
  credited.run(id, at)
}
