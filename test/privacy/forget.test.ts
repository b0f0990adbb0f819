import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { insertClick } from '../../src/clicks/store.ts'
import { rollUpAll } from '../../src/clicks/rollup.ts'
import { findRollupFaults, rebuildRollups } from '../../src/operations/check-rollups.ts'
import { forgetOld } from '../../src/privacy/forget.ts'
import { statement } from '../../src/storage/database.ts'
import { makeClick } from '../clicks/make-click.ts'
import { makePurchase } from '../conversions/make-till.ts'
import { noon } from '../make.ts'
import { makeErasing } from './make-erasing.ts'

const dayMs = 86_400_000

async function forgetAll(shop: Awaited<ReturnType<typeof makeErasing>>, most = 7): Promise<number> {
  for (let portions = 1; ; portions++)
    if (!(await forgetOld(shop.parts.database, { now: shop.parts.now(), most }))) return portions
}

function clickAt(at: number, random: number) {
  return insertClick(makeClick({ at, day: Math.floor(at / dayMs), random, visitor: random + 1 }))
}

describe('raw clicks', () => {
  it('go after 13 months in portions, their sums stay, and check stays green, also when sums are made anew', async () => {
    const shop = await makeErasing()
    const { database } = shop.parts
    const ages = Array.from({ length: 60 }, (_, at) => 450 - at)
    await database.batch(ages.flatMap((age, at) => clickAt(noon - age * dayMs, at)))
    await rollUpAll(database, { most: 1000 })
    const sums = () => shop.rows('select sum(human) as human, sum(first_shop) as first_shop from channel_days')
    const before = [await sums(), await shop.rows('select sum(clicks) as clicks from reason_days')]
    expect(await forgetAll(shop)).toBeGreaterThan(5)
    expect(await shop.rows('select min(day) as day, max(seq) as last from clicks')).toEqual([
      { day: Math.floor(noon / dayMs) - 396, last: 60 },
    ])
    expect(await findRollupFaults(database)).toEqual([])
    await rebuildRollups(database, () => {})
    expect(await findRollupFaults(database)).toEqual([])
    expect([await sums(), await shop.rows('select sum(clicks) as clicks from reason_days')]).toEqual(before)
  })

  it('keep the newest, so that the numbers go on, and it isn’t counted twice', async () => {
    const shop = await makeErasing()
    const { database } = shop.parts
    await database.batch([500, 499, 498].flatMap((age, at) => clickAt(noon - age * dayMs, at)))
    await rollUpAll(database, { most: 1000 })
    await forgetAll(shop)
    expect(await shop.rows('select seq from clicks')).toEqual([{ seq: 3 }])
    await rebuildRollups(database, () => {})
    await database.batch(clickAt(noon, 9))
    await rollUpAll(database, { most: 1000 })
    expect(await shop.rows('select max(seq) as last from clicks')).toEqual([{ last: 4 }])
    expect(await shop.rows('select sum(clicks) as clicks from reason_days')).toEqual([{ clicks: 4 }])
    expect(await findRollupFaults(database)).toEqual([])
  })

  it('leave every sum as it was, whatever their ages and whenever the sums are made anew', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 40 }),
        fc.array(fc.constantFrom('forget', 'rebuild', 'click', 'later'), { maxLength: 8 }),
        async (ages, acts) => {
          const shop = await makeErasing()
          const { database } = shop.parts
          await database.batch(ages.flatMap((age, at) => clickAt(noon - age * dayMs, at)))
          await rollUpAll(database, { most: 1000 })
          let clicks = ages.length
          for (const act of acts) {
            if (act === 'forget') await forgetOld(database, { now: shop.parts.now(), most: 3 })
            if (act === 'rebuild') await rebuildRollups(database, () => {})
            if (act === 'later') shop.runtime.clock.now += 100 * dayMs
            if (act === 'click') {
              await database.batch(clickAt(shop.parts.now(), 1000 + clicks++))
              await rollUpAll(database, { most: 1000 })
            }
            expect(await findRollupFaults(database)).toEqual([])
            expect(await shop.rows('select sum(clicks) as clicks from reason_days')).toEqual([{ clicks }])
          }
        },
      ),
      { numRuns: 25 },
    )
  })
})

describe('what names a click', () => {
  it('goes from sales of 13 months ago, which stay in the reports as they were', async () => {
    const shop = await makeErasing()
    await shop.sell('A-1')
    await shop.sell('A-2')
    const period = '?from=2026-11-01&to=2026-11-30'
    const before = await shop.reports(period)
    shop.runtime.clock.now += 395 * dayMs
    await forgetAll(shop)
    expect(await shop.rows('select count(click) as named from conversions')).toEqual([{ named: 2 }])
    shop.runtime.clock.now += 2 * dayMs
    await forgetAll(shop)
    for (const table of ['conversions', 'evidence'])
      expect(await shop.rows(`select count(click) as named from ${table}`)).toEqual([{ named: 0 }])
    expect(await shop.rows('select count(*) as named from credits where click_random >= 0')).toEqual([{ named: 0 }])
    expect(await shop.reports(period)).toEqual(before)
  })

  it('isn’t stored with a sale that is told by so old a click, which is credited all the same', async () => {
    const shop = await makeErasing()
    const click = await shop.click(20 * dayMs)
    await shop.api(makePurchase({ orderId: 'A-1', click }))
    const before = await shop.rows('select link_number, click_at, value from conversions')
    shop.runtime.clock.now += 500 * dayMs
    await forgetAll(shop)
    const again = await shop.api({
      ...makePurchase({ orderId: 'A-1', click }),
      occurredAt: new Date(noon).toISOString(),
    })
    expect(again.body).toMatchObject({ outcome: 'duplicate', attributedTo: { linkId: shop.link.id } })
    await shop.api({ ...makePurchase({ orderId: 'A-2', click }), occurredAt: new Date(noon).toISOString() })
    expect(await shop.rows('select count(click) as named from conversions')).toEqual([{ named: 0 }])
    expect(await shop.rows('select link_number, click_at, value from conversions')).toEqual([...before, ...before])
  })
})

describe('other kinds of data', () => {
  it('go when their time is over, and not before', async () => {
    const shop = await makeErasing()
    await shop.api(makePurchase({ orderId: 'A-1', customerId: 'kari' }), { headers: { 'idempotency-key': 'k' } })
    await shop.api({})
    await shop.parts.database.batch([
      statement(
        "insert into unknown_slugs (domain, slug, asked, first_at, last_at) values ('', 'typo', 1, 0, ?)",
        noon,
      ),
      statement(
        `insert into visits (id, shop, day, page, entered_at, views, seconds, scroll)
        values (1, 1, ?, '/', ?, 1, 1, 1)`,
        Math.floor(noon / dayMs),
        noon,
      ),
    ])
    const left = async () =>
      (
        await shop.rows(`select (select count(*) from idempotency_keys) as answers, (select count(*) from quarantine) as quarantined,
        (select count(*) from unknown_slugs) as slugs, (select count(*) from visits) as visits,
        (select count(customer_hash) from conversions) as customers`)
      )[0]
    const at = async (days: number) => {
      shop.runtime.clock.now = noon + days * dayMs + 1
      await forgetAll(shop)
      return left()
    }
    expect(await at(29)).toEqual({ answers: 1, quarantined: 1, slugs: 1, visits: 1, customers: 1 })
    expect(await at(30)).toEqual({ answers: 0, quarantined: 1, slugs: 1, visits: 1, customers: 1 })
    expect(await at(90)).toEqual({ answers: 0, quarantined: 0, slugs: 0, visits: 1, customers: 1 })
    expect(await shop.count('quarantine_expired', '')).toBe(1)
    expect(await at(396)).toEqual({ answers: 0, quarantined: 0, slugs: 0, visits: 0, customers: 1 })
    expect(await at(761)).toEqual({ answers: 0, quarantined: 0, slugs: 0, visits: 0, customers: 0 })
    expect(await shop.rows('select count(*) as orders from conversions')).toEqual([{ orders: 1 }])
  })
})
