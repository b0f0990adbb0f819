import { expect, it } from 'vitest'
import { createCrediting, creditConversion, creditMissing } from '../../src/attribution/credit.ts'
import { noClick } from '../../src/attribution/journey.ts'
import { loadSigningKeys, readClickId, signClickId } from '../../src/clicks/click-id.ts'
import { type Database, statement } from '../../src/storage/database.ts'
import { noon } from '../make.ts'
import { makeLink, makePurchase, makeShop, makeTill, textOf, type Till } from '../conversions/make-till.ts'

const dayMs = 86_400_000

const creditsIn = ({ runtime }: Till) =>
  runtime.database.all(
    statement(`select position, link_number, click_at, click_random, click_day, click_visit, share from credits
      order by conversion_id, position`),
  )

async function randomOf(database: Database, click: string): Promise<number | undefined> {
  return readClickId(click, await loadSigningKeys(database))?.random
}

it('credits the whole of a purchase to its click, on the click’s day in the shop', async () => {
  const till = await makeTill()
  // Half past midnight in Oslo, still the day before in UTC.
  const click = await till.click(noon - Date.parse('2026-11-17T23:30:00Z'))
  await till.api(makePurchase({ click }))
  expect(await creditsIn(till)).toEqual([
    {
      position: 0,
      link_number: till.link.number,
      click_at: Date.parse('2026-11-17T23:30:00Z'),
      click_random: await randomOf(till.runtime.database, click),
      click_day: Date.parse('2026-11-18') / dayMs,
      click_visit: null,
      share: 1,
    },
  ])
})

it('takes device and country from the raw click while it is there', async () => {
  const till = await makeTill()
  const { database } = till.runtime
  const identity = { link: till.link.number, at: noon - 1000, random: 77 }
  const insert = `insert into clicks (at, link, day, verdict, visit, referrer, random) values (?, ?, 0, 0, 4242, 0, ?)`
  await database.batch([statement(insert, identity.at, identity.link, identity.random)])
  await till.api(makePurchase({ click: signClickId(identity, await loadSigningKeys(database)) }))
  expect(await creditsIn(till)).toMatchObject([{ click_visit: 4242 }])
})

it('credits a link told by hand, marked as without a click', async () => {
  const till = await makeTill()
  await till.api(makePurchase({ link: till.link.id, occurredAt: '2026-11-01T10:00:00Z' }))
  expect(await creditsIn(till)).toMatchObject([
    { link_number: till.link.number, click_random: noClick, click_day: Date.parse('2026-11-01') / dayMs, share: 1 },
  ])
})

it('credits nobody for a refund, a test or a sale without a click of ours', async () => {
  const till = await makeTill()
  const click = await till.click()
  await till.api(makePurchase({ event: 'refund', click }))
  await till.api(makePurchase({ test: true, click }))
  await till.api(makePurchase())
  await till.api(makePurchase({ orderId: '2', click: 'A'.repeat(32) }))
  expect(await creditsIn(till)).toEqual([])
  expect(await till.runtime.database.all(statement('select count(*) as n from credited'))).toEqual([{ n: 4 }])
})

it('gives the same when done again', async () => {
  const till = await makeTill()
  const { body } = await till.api(makePurchase({ click: await till.click() }))
  const before = await creditsIn(till)
  await Promise.all([1, 2, 3].map(() => creditConversion(till.runtime, textOf(body.id))))
  expect(await creditsIn(till)).toEqual(before)
  await creditConversion(till.runtime, 'conv_gone')
})

it('moves the credit when a more trusted source names another click', async () => {
  const till = await makeTill()
  const other = await makeLink(till.runtime, 'shop-1')
  await till.script(makePurchase({ click: await till.click() }))
  await till.api(makePurchase({ click: await till.click(1000, other) }))
  expect(await creditsIn(till)).toMatchObject([
    { position: 0, link_number: till.link.number, share: 0 },
    { position: 1, link_number: other.number, share: 1 },
  ])
})

it('credits at the next start what was left when the process ended, one failure aside', async () => {
  const till = await makeTill()
  const { runtime } = till
  runtime.follow = async () => {}
  const broken = await makeShop(runtime)
  await till.api(makePurchase({ shopId: broken.id }))
  await runtime.database.batch([statement("update shops set time_zone = 'Nowhere' where id = ?", broken.id)])
  const link = { shopId: 'shop-1', link: till.link.id }
  const orders = Array.from({ length: 250 }, (_, order) => makePurchase({ orderId: `o${order}`, ...link }))
  await Promise.all(orders.map((order) => till.api(order)))
  const brokenLink = await makeLink(runtime, 'shop-1')
  await runtime.database.batch([
    statement(
      'update conversions set link_number = ?, click_note = null where shop_id = ?',
      brokenLink.number,
      broken.id,
    ),
  ])
  expect(await creditsIn(till)).toEqual([])
  await creditMissing(runtime)
  expect(await creditsIn(till)).toHaveLength(250)
  expect(runtime.logged.filter((line) => line.includes('could not be credited'))).toHaveLength(1)
})

it('lets a sale stand that cannot be credited, and makes up for it with the next', async () => {
  const till = await makeTill()
  const { database } = till.runtime
  const { batch } = database
  let isBroken = true
  Object.assign(database, {
    async batch(statements: Parameters<Database['batch']>[0]) {
      if (isBroken && statements.some(({ sql }) => sql.includes('delete from credits'))) throw new Error('busy')
      return batch.call(database, statements)
    },
  })
  expect((await till.api(makePurchase({ click: await till.click() }))).status).toBe(201)
  expect(till.runtime.logged.join()).toContain('could not be credited')
  expect(await creditsIn(till)).toEqual([])
  isBroken = false
  await till.api(makePurchase({ orderId: '2' }))
  expect(await creditsIn(till)).toMatchObject([{ link_number: till.link.number }])
})

it('looks once a minute for what other processes left, twenty at a time', async () => {
  const till = await makeTill()
  const { runtime } = till
  runtime.follow = async () => {}
  const orders = Array.from({ length: 42 }, (_, order) => makePurchase({ orderId: `o${order}`, link: till.link.id }))
  for (const order of orders) await till.api(order)
  const credit = createCrediting(runtime)
  const counts: number[] = []
  for (const waitMs of [0, 59_999, 1, 60_000]) {
    runtime.clock.now += waitMs
    await credit('conv_gone')
    counts.push((await creditsIn(till)).length)
  }
  expect(counts).toEqual([20, 20, 40, 42])
})

it('credits clicks as far back as the widest window, and no further', async () => {
  const till = await makeTill()
  await till.api(makePurchase({ click: await till.click(90 * dayMs) }))
  await till.api(makePurchase({ orderId: '2', click: await till.click(90 * dayMs + 1) }))
  await till.api(makePurchase({ orderId: '3', click: await till.click(-5 * 60_000 - 1) }))
  expect(await creditsIn(till)).toMatchObject([{ click_at: noon - 90 * dayMs }])
})

it('is made up for when a merge was not followed', async () => {
  const till = await makeTill()
  await till.api(makePurchase())
  till.runtime.follow = async () => {}
  await till.script(makePurchase({ click: await till.click() }))
  await creditMissing(till.runtime)
  expect(await creditsIn(till)).toMatchObject([{ link_number: till.link.number }])
})

it('writes nothing of a conversion that changes while it is credited, and starts over', async () => {
  const till = await makeTill()
  const { database } = till.runtime
  const other = await makeLink(till.runtime, 'shop-1')
  const { body } = await till.api(makePurchase({ click: await till.click() }))
  let isFirst = true
  const changing: Database = {
    all: (query) => database.all(query),
    async batch(statements) {
      const isCrediting = statements.some(({ sql }) => sql.includes('delete from credits'))
      if (isCrediting && isFirst) {
        isFirst = false
        const change = 'update conversions set click = null, click_at = null, link_number = ?'
        await database.batch([statement(change, other.number)])
      }
      return database.batch(statements)
    },
  }
  await creditConversion({ ...till.runtime, database: changing }, textOf(body.id))
  expect(isFirst).toBe(false)
  expect(await creditsIn(till)).toMatchObject([{ link_number: other.number, click_random: noClick }])
})
