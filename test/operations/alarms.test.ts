import { describe, expect, it } from 'vitest'
import { countAlarms, findAlarms } from '../../src/operations/alarms.ts'
import { localDay } from '../../src/shops/calendar.ts'
import { findShop } from '../../src/shops/store.ts'
import { statement } from '../../src/storage/database.ts'
import { makeRuntime, noon, type TestRuntime } from '../make.ts'

const hour = 3_600_000
const day = 24 * hour

describe('alarms from what is stored', () => {
  it('are none at a shop where all goes its way', async () => {
    const till = await open()
    await till.hear('shopify', noon - hour)
    for (let hours = 1; hours < 90 * 24; hours += 8)
      await till.sell({ at: noon - hours * hour, by: ['shopify', 'script'], refunded: hours % 160 === 1 })
    expect(await till.alarms()).toEqual([])
  })

  it('tell of a webhook that is silent while another source goes on, and not of what was written by hand', async () => {
    const till = await open()
    await till.hear('shopify', noon - 40 * hour)
    for (let hours = 40; hours < 400; hours += 8)
      await till.sell({ at: noon - hours * hour, by: ['shopify', 'script'] })
    for (let hours = 2; hours < 38; hours += 8) await till.sell({ at: noon - hours * hour, by: ['hand'] })
    expect(await till.alarms()).toEqual([])
    for (let hours = 2; hours < 38; hours += 8) await till.sell({ at: noon - hours * hour, by: ['script'] })
    expect(await till.alarms()).toEqual([
      'webhook-silent: Nothing has come from Shopify for 40 hours; usually an order comes every 8 hours. Meanwhile 5 orders became known without it.',
    ])
  })

  it('tell that the snippet sees fewer orders, a history that was read afterwards left out', async () => {
    const till = await open()
    await till.hear('shopify', noon - hour)
    for (let hours = 24; hours < 34 * 24; hours += 6)
      await till.sell({ at: noon - hours * hour, by: hours < 7 * 24 ? ['shopify'] : ['shopify', 'script'] })
    for (let count = 0; count < 200; count++)
      await till.sell({ at: noon - (10 * 24 + count) * hour, by: ['woocommerce'], receivedAt: noon })
    expect(await till.alarms()).toEqual([
      'coverage-fell: In the last 7 days it saw 3 of 27 orders (11%), in the 28 days before 105 of 105 (100%).',
    ])
  })

  it('tell of refunds by the day of their order, whenever they were told', async () => {
    const till = await open()
    await till.hear('shopify', noon - hour)
    for (let hours = 1; hours < 90 * 24; hours += 8)
      await till.sell({
        at: noon - hours * hour,
        by: ['shopify'],
        refunded: hours < 12 * 24 ? hours % 16 === 1 : hours % 160 === 1,
      })
    expect(await till.alarms()).toEqual([
      expect.stringMatching(/^refunds-high: Of the orders of the last 14 days 19 of 41 were/),
    ])
    expect(countAlarms(await till.found()).filter(([, count]) => count > 0)).toEqual([['refunds-high', 1]])
  })

  it('tell that the snippet is silent while people click', async () => {
    const till = await open()
    const { today } = till
    for (let days = 3; days < 30; days++) {
      await till.visits(today - days, 5)
      await till.click(today - days, 6)
    }
    await till.click(today - 2, 10)
    await till.click(today - 1, 9)
    expect(await till.alarms()).toEqual([])
    await till.click(today - 1, 1)
    expect(await till.alarms()).toEqual([
      'snippet-silent: No visit was told of for 2 whole days, though people clicked 20 times; usually that goes with about 17 visits.',
    ])
  })
})

async function open() {
  const runtime = await makeRuntime()
  const { database } = runtime
  const shop = await findShop(database, 'shop-1')
  if (!shop) throw new Error('no shop')
  await writePlaces(runtime)
  let number = 0
  return {
    runtime,
    today: localDay(noon, shop.timeZone),
    found: () => findAlarms(runtime, shop),
    alarms: async () => (await findAlarms(runtime, shop)).map(({ code, text }) => `${code}: ${text}`),
    async hear(source: string, at: number) {
      const insert = 'insert into sources (shop_id, source, secrets, taken_at) values (?, ?, ?, ?)'
      await database.batch([statement(insert, shop.id, source, '[]', at)])
    },
    /** An order told by these sources, at once unless said otherwise; a refund is told now. */
    async sell({ at, by, refunded = false, receivedAt = at }: Sale) {
      number++
      const row = `insert into conversions (shop_id, event, key, id, order_id, value, currency, occurred_at, day, trust, created_at)
        values (?, ?, ?, ?, ?, 100, 'NOK', ?, ?, 5, ?)`
      const ids = [String(number), `conv_${number}`, String(number)] as const
      const told = 'insert into evidence (conversion_id, source, received_at) values (?, ?, ?)'
      const back = [`${number}-back`, `conv_${number}_back`, String(number)] as const
      await database.batch([
        statement(row, shop.id, 'purchase', ...ids, at, localDay(at, shop.timeZone), at),
        ...by.map((source) => statement(told, ids[1], source, receivedAt)),
        ...(refunded ? [statement(row, shop.id, 'refund', ...back, noon, localDay(noon, shop.timeZone), noon)] : []),
      ])
    },
    async visits(on: number, views: number) {
      await database.batch([
        statement('insert into view_days (shop, day, views) values (?, ?, ?)', shop.number, on, views),
      ])
    },
    async click(on: number, many: number) {
      const insert = 'insert into clicks (at, link, day, verdict, visit, referrer) values (?, 1, ?, 0, 0, 0)'
      await database.batch(Array.from({ length: many }, () => statement(insert, on * day, on)))
    },
  }
}

type Sale = {
  readonly at: number
  readonly by: readonly string[]
  readonly refunded?: boolean
  readonly receivedAt?: number
}

/** Link number 1, of shop number 1, is all that clicks need to be counted. */
async function writePlaces({ database }: TestRuntime): Promise<void> {
  const insert = "insert into link_places (link, shop, post, campaign, channel) values (1, 1, 1, 0, 'facebook')"
  await database.batch([statement(insert)])
}
