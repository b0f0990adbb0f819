import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { countedIn, countMiscounted, countWaiting, recount } from '../../src/conversions/counted-store.ts'
import { isLastWithin, isWithin } from '../../src/conversions/journey-store.ts'
import { dayMs } from '../../src/shops/calendar.ts'
import { findShop } from '../../src/shops/store.ts'
import { type Database, readRows, type Statement, statement } from '../../src/storage/database.ts'
import { makeRuntime } from '../make.ts'
import { makeClick, onePost, writeHistory } from '../reports/history.ts'

const start = Date.parse('2026-10-10T00:00:00Z')

describe('what reports count of conversions', () => {
  it('is what they come to, whatever happens to them and whenever rows are made', async () => {
    const { database } = await makeRuntime()
    const law = fc.asyncProperty(fc.array(act, { minLength: 10, maxLength: 80, size: 'max' }), async (acts) => {
      await writeHistory(database, { ...onePost, clicks: [makeClick({ at: start })], conversions: [] })
      for (const one of acts) await perform(database, one)
      expect(await countMiscounted(database)).toBe(0)
      while (await countWaiting(database, 7));
      expect(await countMiscounted(database)).toBe(0)
      const made = await readMade(database)
      await recount(database)
      expect(await readMade(database)).toEqual(made)
    })
    await fc.assert(law, { numRuns: 120 })
  }, 60_000)

  it('has the last touch of every click window, and whether there are more, also where a code stands in for older clicks', async () => {
    const { database } = await makeRuntime()
    const shop = await findShop(database, 'shop-1')
    if (!shop) throw new Error('no shop')
    const credits = fc.array(journey, { maxLength: 4 })
    const law = fc.asyncProperty(credits, fc.boolean(), async (touches, isMade) => {
      await writeHistory(database, { ...onePost, clicks: [makeClick({ at: start })], conversions: [] })
      await perform(database, { does: 'order', of: 0, at: 100, by: null, value: 1 })
      await database.batch(toCredits(touches, 100))
      if (isMade) await countWaiting(database)
      for (const windowDays of [1, 2, 3, 7, 8, 29, 30, 31, 90, 91]) {
        const counted = countedIn({ shop, from: 0, to: 99_999, windowDays }, ['purchase'])
        const found = `select click_at as at, several from ${counted.sql}`
        const windowMs = windowDays * dayMs
        const last = `(select click_at from credits where credits.conversion_id = conversions.id and ${isLastWithin(String(windowMs))})`
        const several = `(select count(*) from credits where credits.conversion_id = conversions.id and ${isWithin(String(windowMs))}) > 1`
        expect(await readRows(database, state, statement(found, ...counted.params))).toEqual(
          await readRows(database, state, statement(`select ${last} as at, ${several} as several from conversions`)),
        )
      }
    })
    await fc.assert(law, { numRuns: 200 })
  }, 60_000)

  it.each([
    ...[
      'key',
      'order_id',
      'value',
      'tax',
      'shipping',
      'currency',
      'shop_value',
      'shop_tax',
      'shop_shipping',
      'is_new_customer',
    ],
    ...['customer_hash', 'customer_id_hash', 'customer_email_hash', 'occurred_at', 'day', 'trust', 'click', 'is_test'],
  ])('is made anew when its %s changes', async (column) => {
    const { database } = await makeRuntime()
    await writeHistory(database, { ...onePost, clicks: [], conversions: [] })
    await perform(database, { does: 'order', of: 0, at: 100, by: 'a', value: 5 })
    await countWaiting(database)
    expect(await readMade(database)).toHaveLength(1)
    await database.batch([statement(`update conversions set ${column} = ${column}`)])
    expect(await readMade(database)).toHaveLength(1)
    await database.batch([statement(`update conversions set ${column} = coalesce(${column}, 0) + 1`)])
    expect(await readMade(database)).toHaveLength(0)
  })

  it('finds a row that was tampered with, and makes it anew', async () => {
    const { database } = await makeRuntime()
    await writeHistory(database, { ...onePost, clicks: [], conversions: [] })
    await perform(database, { does: 'order', of: 0, at: 100, by: 'a', value: 5 })
    await countWaiting(database)
    await database.batch([statement('update counted_conversions set paid = paid + 1')])
    expect(await countMiscounted(database)).toBe(2)
    await recount(database)
    expect(await countMiscounted(database)).toBe(0)
  })

  it('is made in portions, and says when there are no more', async () => {
    const { database } = await makeRuntime()
    await writeHistory(database, { ...onePost, clicks: [], conversions: [] })
    for (let of = 0; of < 5; of++) await perform(database, { does: 'order', of, at: 100 + of, by: null, value: 5 })
    expect(await countWaiting(database, 3)).toBe(true)
    expect(await readMade(database)).toHaveLength(3)
    expect(await countWaiting(database, 3)).toBe(false)
    expect(await readMade(database)).toHaveLength(5)
  })
})

const state = z.object({ at: z.number().nullable(), several: z.number() })

/** Days after `start`, and of one of few orders and customers, so that they meet. */
const of = fc.nat(2)
const at = fc.integer({ min: 90, max: 110 })
const by = fc.constantFrom(null, 'a', 'b')
const value = fc.option(fc.integer({ min: 0, max: 500 }), { freq: 6 })
const touch = fc.record({ ago: fc.integer({ min: 0, max: 95 * 24 }), counts: fc.boolean() })
const journey = fc.record({
  ago: fc.integer({ min: 0, max: 95 * 24 }),
  countsWithin: fc.option(fc.integer({ min: 24, max: 95 * 24 })),
})

const act = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant('order' as const), of, at, by, value }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('lead' as const), of }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('refund' as const), of, at, value }) },
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constant('credit' as const), of, touches: fc.array(touch, { maxLength: 2 }) }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('return more' as const), of, value, to: of }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('touch earlier' as const), of, ago: fc.nat(2000) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('see' as const), of, isSeen: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('move' as const), of, at }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('know' as const), of, by, told: fc.option(fc.nat(1)) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('reprice' as const), of, value, converted: value }) },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant('stand in' as const), of, ago: fc.integer({ min: 2, max: 20 }) }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('know address' as const), of, by }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('take click' as const), of }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('tell otherwise' as const),
      of,
      value,
      click: fc.constantFrom(null, 'x', 'y'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('test' as const), of, isTest: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('rename' as const), of, to: of }) },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('trust' as const), of, trust: fc.integer({ min: 1, max: 5 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('remove' as const), of, event: fc.constantFrom('purchase', 'refund') }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('currency' as const), to: fc.constantFrom('NOK', 'EUR') }) },
  { weight: 12, arbitrary: fc.record({ does: fc.constant('count' as const), most: fc.integer({ min: 1, max: 9 }) }) },
)
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never

async function perform(database: Database, one: Act): Promise<void> {
  if (one.does === 'count') return void (await countWaiting(database, one.most))
  await database.batch(toStatements(one))
}

function toStatements(one: Exclude<Act, { does: 'count' }>): Statement[] {
  if (one.does === 'currency') return [statement('update shops set currency = ?', one.to)]
  const id = `order-${one.of}`
  const set = (columns: string, ...params: Statement['params']) => [
    statement(`update conversions set ${columns} where id = ?`, ...params, id),
  ]
  switch (one.does) {
    case 'order':
      return [insertRow({ id, event: 'purchase', orderId: id, at: one.at, by: one.by, value: one.value })]
    case 'lead':
      return [insertRow({ id: `lead-${one.of}`, event: 'lead', orderId: null, at: 100, by: null, value: null })]
    case 'refund':
      return [
        insertRow({
          id: `refund-${one.of}-${one.at}`,
          event: 'refund',
          orderId: id,
          at: one.at,
          by: null,
          value: one.value,
        }),
      ]
    case 'credit':
      return [statement('delete from credits where conversion_id = ?', id), ...creditAll(id, one.touches)]
    case 'return more':
      return [
        statement(
          "update conversions set value = ?, order_id = ? where order_id = ? and event = 'refund'",
          ...[one.value, `order-${one.to}`, id],
        ),
      ]
    case 'stand in':
      return [
        statement(
          `insert into credits (conversion_id, position, link_number, click_at, click_random, click_day, share, how, last_within)
            select id, -1, 1, occurred_at, -1, 0, 0, 'code', ? from conversions where id = ? on conflict do nothing`,
          ...[one.ago * dayMs - 1, id],
        ),
      ]
    case 'touch earlier':
      return [statement('update credits set click_at = click_at - ? where conversion_id = ?', one.ago * 60_000, id)]
    case 'see':
      return [
        one.isSeen
          ? statement(
              `insert into evidence (conversion_id, source, currency, click, received_at) select id, 'pixel', 'EUR', 'x', 0
                from conversions where id = ? on conflict do nothing`,
              id,
            )
          : statement("delete from evidence where conversion_id = ? and source = 'pixel'", id),
      ]
    case 'tell otherwise':
      return [statement('update evidence set value = ?, click = ? where conversion_id = ?', one.value, one.click, id)]
    case 'know address':
      return set('customer_email_hash = ?', one.by)
    case 'take click':
      return set("click = iif(click is null, 'x', null)")
    case 'move':
      return set('occurred_at = ?, day = ?', start + one.at * dayMs, 20_736 + one.at)
    case 'know':
      return set('customer_hash = ?, customer_id_hash = ?, is_new_customer = ?', one.by, one.by, one.told)
    case 'reprice':
      return set('value = ?, shop_value = ?', one.value, one.converted)
    case 'test':
      return set('is_test = ?', Number(one.isTest))
    case 'rename':
      return set('order_id = ?', `order-${one.to}`)
    case 'trust':
      return set('trust = ?', one.trust)
    case 'remove':
      return [statement('delete from conversions where order_id = ? and event = ?', id, one.event)]
  }
}

type Row = { id: string; event: string; orderId: string | null; at: number; by: string | null; value: number | null }

function insertRow({ id, event, orderId, at, by, value }: Row): Statement {
  return statement(
    `insert into conversions (id, shop_id, event, key, order_id, value, tax, currency, occurred_at, day, trust, customer_hash,
      customer_id_hash, created_at) values (?, 'shop-1', ?, ?, ?, ?, 3, 'EUR', ?, ?, 4, ?, ?, 0) on conflict do nothing`,
    ...[id, event, id, orderId, value, start + at * dayMs, 20_736 + at, by, by],
  )
}

function creditAll(id: string, touches: readonly { readonly ago: number; readonly counts: boolean }[]): Statement[] {
  return touches
    .toSorted((a, b) => b.ago - a.ago)
    .map(({ ago, counts }, position) =>
      statement(
        `insert into credits (conversion_id, position, link_number, click_at, click_random, click_day, share, counts_within)
        select id, ?, 1, occurred_at - ?, 9, 20000, ?, ? from conversions where id = ?`,
        ...[position, ago * 3_600_000, Number(position === touches.length - 1), counts ? null : 40 * dayMs, id],
      ),
    )
}

/** Clicks oldest first; before them a code at the order's own time, which stands in for clicks that are all older than a window. */
function toCredits(touches: readonly { ago: number; countsWithin: number | null }[], at: number): Statement[] {
  const sorted = touches.toSorted((a, b) => b.ago - a.ago)
  const newest = sorted.at(-1)
  const standsIn = newest !== undefined && newest.ago > 24 && newest.countsWithin !== null
  const insert = `insert into credits (conversion_id, position, link_number, click_at, click_random, click_day, share, how,
    counts_within, last_within) values ('order-0', ?, 1, ?, ?, 20000, ?, ?, ?, ?)`
  const orderedAt = start + at * dayMs
  const clicks = sorted.map(({ ago }, index) =>
    statement(
      insert,
      index + 1,
      orderedAt - ago * 3_600_000,
      index,
      Number(index === sorted.length - 1),
      'click',
      null,
      null,
    ),
  )
  if (!standsIn) return clicks
  const countsWithin = Math.max(24, newest.countsWithin ?? 0) * 3_600_000
  const lastWithin = newest.ago * 3_600_000 - 1
  return [statement(insert, 0, orderedAt, -1, 0, 'code', countsWithin, lastWithin), ...clicks]
}

function readMade(database: Database): Promise<unknown[]> {
  return readRows(database, z.record(z.string(), z.unknown()), statement('select * from counted_conversions'))
}
