import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packVisit } from '../../src/clicks/click.ts'
import { type Source, trust } from '../../src/conversions/trust.ts'
import { explainCoverage } from '../../src/reports/coverage.ts'
import type { Question } from '../../src/reports/question.ts'
import { localDay, showDay } from '../../src/shops/calendar.ts'
import { findShop } from '../../src/shops/store.ts'
import { wilson } from '../../src/statistics/interval.ts'
import { type Database, statement } from '../../src/storage/database.ts'
import { addVisit } from '../../src/visits/store.ts'
import { makeRuntime } from '../make.ts'
import { makeClick, makeOrder, onePost, writeHistory, zone } from './history.ts'

const dayMs = 86_400_000
const start = Date.parse('2026-10-10T10:00:00Z')
const first = localDay(start, zone)
const told = ['pixel', 'script', 'hand', 'api', 'import', 'woocommerce'] as const satisfies readonly Source[]
const agents = [
  { app: 'none', browser: 'safari', device: 'mobile' },
  { app: 'instagram', browser: 'safari', device: 'mobile' },
  { app: 'none', browser: 'chrome', device: 'desktop' },
] as const

type Told = {
  day: number
  sources: readonly Source[]
  /** Days from click to order, undefined for nobody's; by which of `agents`. */
  clickedBefore: number | undefined
  agent: number
  shopPassesClickOn: boolean
  isTest: boolean
}

const aTold: fc.Arbitrary<Told> = fc.record({
  day: fc.integer({ min: 0, max: 9 }),
  sources: fc.subarray([...told], { minLength: 1 }),
  clickedBefore: fc.option(fc.integer({ min: 0, max: 12 }), { nil: undefined }),
  agent: fc.nat(agents.length - 1),
  shopPassesClickOn: fc.boolean(),
  isTest: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
})

describe('the coverage report', () => {
  it('counts as a person would who holds all orders in hand', async () => {
    const { database } = await makeRuntime()
    const period = { from: first + 1, to: first + 7, windowDays: 7 }
    await fc.assert(
      fc.asyncProperty(fc.array(aTold, { maxLength: 40, size: 'max' }), async (orders) => {
        await write(database, orders)
        const report = await explainCoverage(database, { ...(await question(database)), ...period })
        expect(pick(report)).toEqual(recount(orders.filter(({ day, isTest }) => day >= 1 && day <= 7 && !isTest)))
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  it('does not take orders by hand for seen by a browser', async () => {
    const { coverage, lists, classes, sources } = await report([
      makeTold({ sources: ['hand', 'api'] }),
      makeTold({ sources: ['script', 'api'] }),
      makeTold({ sources: ['hand'] }),
    ])
    expect(coverage.orders).toMatchObject({ value: 1 / 2, n: 2 })
    expect(lists).toMatchObject({ browser: 1, shop: 2, both: 1, handOnly: 1 })
    expect(classes.map((one) => [one.class, one.orders])).toEqual([
      ['verified', 2],
      ['reported', 1],
      ['unverified', 0],
    ])
    expect(sources).toMatchObject([
      { source: 'api', orders: 2, only: 0 },
      { source: 'hand', orders: 2, only: 1, share: 2 / 3 },
      { source: 'script', orders: 1, only: 0 },
    ])
  })

  it('estimates how many orders neither told of, and corrects the credited ones', async () => {
    const { estimate, credited } = await report([
      ...many(20, { sources: ['script', 'api'], clickedBefore: 1 }),
      ...many(20, { sources: ['script', 'api'] }),
      ...many(10, { sources: ['api'] }),
      ...many(4, { sources: ['pixel'] }),
      ...many(3, { sources: ['hand'] }),
    ])
    // 45 · 51 ÷ 41 − 1
    expect(estimate.orders).toMatchObject({ estimate: expect.closeTo(54.976, 3), seen: 54 })
    expect(credited.raw).toBe(20)
    expect(credited.corrected?.estimate).toBeCloseTo(20 / (40 / 50), 9)
    expect(credited.share).toEqual({ raw: wilson(20, 54), corrected: wilson(20, 44) })
  })

  it.each([
    ['no-orders', []],
    ['no-shop-list', many(20, { sources: ['script'] })],
    ['no-browser-list', many(20, { sources: ['api', 'hand'] })],
    ['too-few-in-both', [...many(6, { sources: ['api', 'pixel'] }), ...many(30, { sources: ['api'] })]],
  ])('says why there is no estimate: %s', async (code, orders) => {
    const { estimate, credited } = await report(orders)
    expect(estimate).toEqual({ orders: null, whyNot: { code, detail: expect.stringMatching(/\.$/) } })
    expect(credited).toMatchObject({ corrected: null, whyNot: { code } })
  })

  it('tells a list that began within the period from one with gaps', async () => {
    const { lists } = await report([
      makeTold({ day: 2, sources: ['api'] }),
      makeTold({ day: 6, sources: ['api', 'script'] }),
    ])
    expect([lists.shopSince, lists.browserSince]).toEqual([showDay(first + 2), showDay(first + 6)])
    expect((await report([])).lists).toMatchObject({ shopSince: null, browserSince: null })
  })

  it('judges a browser by orders whose click the shop passed on, and puts small groups together', async () => {
    const { agents: groups } = await report([
      ...many(8, { sources: ['api', 'script'], clickedBefore: 1, agent: 0, shopPassesClickOn: true }),
      ...many(2, { sources: ['api'], clickedBefore: 1, agent: 0, shopPassesClickOn: true }),
      ...many(7, { sources: ['api', 'script'], clickedBefore: 1, agent: 1 }),
      ...many(4, { sources: ['api', 'script'], clickedBefore: 1, agent: 2, shopPassesClickOn: true }),
    ])
    expect(groups.byBrowser).toEqual([
      { kind: 'browser', key: 'safari', orders: 10, passedOn: 10, seen: wilson(8, 10) },
      { kind: 'app', key: 'instagram', orders: 7, passedOn: 0, seen: null },
      { kind: 'others', key: '', orders: 4, passedOn: 4, seen: null },
    ])
    expect(groups.byDevice.map(({ kind, key, orders }) => [kind, key, orders])).toEqual([
      ['device', 'mobile', 17],
      ['others', '', 4],
    ])
  })

  it('tells by browser how many clicks arrived with their id', async () => {
    const { database } = await makeRuntime()
    const clicks = Array.from({ length: 40 }, (_, index) => makeClick({ at: start + index, random: index }))
    await writeHistory(database, {
      ...onePost,
      clicks: [...clicks, makeClick({ at: start, class: 'bot' })],
      conversions: [],
    })
    await database.batch([
      statement('update clicks set random = null where random >= 38'),
      ...[1, 2, 2, 3].map((random, id) =>
        addVisit({
          id,
          shop: 1,
          day: first,
          click: { link: 1, at: start + random, random },
          page: '/',
          at: start,
          views: 1,
          seconds: 0,
          scroll: 0,
        }),
      ),
    ])
    const { clickIds } = await explainCoverage(database, await question(database))
    expect(clickIds).toMatchObject({ clicks: 40, landed: 3, survived: { value: 3 / 40 } })
    expect(clickIds.agents.byBrowser).toEqual([
      { kind: 'browser', key: 'safari', clicks: 40, withoutId: 2, landed: 3, survived: wilson(3, 40) },
    ])
  })

  it('knows nothing of ids while no visit was told of', async () => {
    const { database } = await makeRuntime()
    await writeHistory(database, { ...onePost, clicks: [makeClick({ at: start })], conversions: [] })
    expect((await explainCoverage(database, await question(database))).clickIds).toMatchObject({
      clicks: 1,
      survived: null,
    })
  })
})

function recount(orders: readonly Told[]) {
  const isIn = (list: (source: Source) => boolean) => (one: Told) => one.sources.some(list)
  const inBrowser = isIn((source) => source === 'pixel' || source === 'script')
  const inShop = isIn((source) => source === 'api' || source === 'import' || source === 'woocommerce')
  const touched = (one: Told) => one.clickedBefore !== undefined && one.clickedBefore <= 7
  const count = (...hold: ((one: Told) => boolean)[]) => orders.filter((one) => hold.every((test) => test(one))).length
  const not = (test: (one: Told) => boolean) => (one: Told) => !test(one)
  return {
    classes: [
      count(inShop),
      count(not(inShop), ({ sources }) => sources.includes('hand')),
      count(not(inShop), ({ sources }) => !sources.includes('hand')),
    ],
    sources: new Map(
      told.flatMap((source) => {
        const those = orders.filter(({ sources }) => sources.includes(source))
        return those.length > 0
          ? [[source, [those.length, those.filter((one) => one.sources.length === 1).length]]]
          : []
      }),
    ),
    lists: [count(inBrowser), count(inShop), count(inBrowser, inShop), count(not(inBrowser), not(inShop))],
    credited: count(touched, (one) => inBrowser(one) || inShop(one)),
    seen: count(inShop) === 0 ? null : count(inBrowser, inShop) / count(inShop),
    links: orders.length === 0 ? null : count(touched) / orders.length,
    agents: count(touched),
    passedOn: count(touched, inShop, ({ shopPassesClickOn }) => shopPassesClickOn),
    days: [1, 2, 3, 4, 5, 6, 7].flatMap((day) => {
      const of = (one: Told) => one.day === day
      return count(of) > 0 ? [[showDay(first + day), count(of), count(of, inShop), count(of, inBrowser, inShop)]] : []
    }),
  }
}

function pick({ classes, sources, lists, credited, coverage, agents: groups, days }: Report) {
  return {
    classes: classes.map(({ orders }) => orders),
    sources: new Map(sources.map(({ source, orders, only }) => [source, [orders, only]])),
    lists: [lists.browser, lists.shop, lists.both, lists.handOnly],
    credited: credited.raw,
    seen: coverage.orders?.value ?? null,
    links: coverage.links?.value ?? null,
    agents: groups.byBrowser.reduce((sum, { orders }) => sum + orders, 0),
    passedOn: groups.byDevice.reduce((sum, { passedOn }) => sum + passedOn, 0),
    days: days.map(({ day, orders, verified, both }) => [day, orders, verified, both]),
  }
}

type Report = Awaited<ReturnType<typeof explainCoverage>>

function makeTold(over: Partial<Told> = {}): Told {
  return {
    day: 3,
    sources: ['api'],
    clickedBefore: undefined,
    agent: 0,
    shopPassesClickOn: false,
    isTest: false,
    ...over,
  }
}

function many(count: number, over: Partial<Told>): Told[] {
  return Array.from({ length: count }, () => makeTold(over))
}

async function report(orders: readonly Told[]): Promise<Report> {
  const { database } = await makeRuntime()
  await write(database, orders)
  return explainCoverage(database, await question(database))
}

async function write(database: Database, orders: readonly Told[]): Promise<void> {
  const clicks = orders.map(({ day, clickedBefore }, random) =>
    makeClick({ at: start + (day - (clickedBefore ?? 0)) * dayMs, random }),
  )
  const conversions = orders.map(({ day, clickedBefore, sources, isTest }, index) =>
    makeOrder({
      id: `order-${index}`,
      at: start + day * dayMs,
      click: clickedBefore === undefined ? null : index,
      trust: Math.max(...sources.map((source) => trust[source])),
      test: isTest,
    }),
  )
  await writeHistory(database, { ...onePost, clicks, conversions })
  const insert = 'insert into evidence (conversion_id, source, click, received_at) values (?, ?, ?, 0)'
  await database.batch(
    orders.flatMap(({ sources, agent, shopPassesClickOn }, index) => [
      statement('update credits set click_visit = ? where conversion_id = ?', visitBy(agent), `order-${index}`),
      ...sources.map((source) =>
        statement(insert, `order-${index}`, source, trust[source] < 3 || shopPassesClickOn ? 'a-click' : null),
      ),
    ]),
  )
}

function visitBy(agent: number): number {
  const { app, browser, device } = agents[agent] ?? agents[0]
  return packVisit({ app, browser, device, os: 'unknown', country: 'NO', hasGpc: false, isScan: false })
}

async function question(database: Database): Promise<Question> {
  const shop = await findShop(database, 'shop-1')
  if (!shop) throw new Error('there is no shop')
  return { shop, from: first, to: first + 29, windowDays: 30 }
}
