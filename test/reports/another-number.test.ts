import { describe, expect, it } from 'vitest'
import { type AnotherAsked, explainAnother } from '../../src/reports/another-number.ts'
import type { Question } from '../../src/reports/question.ts'
import { localDay, startOfDay } from '../../src/shops/calendar.ts'
import { findShop } from '../../src/shops/store.ts'
import { type Database, statement } from '../../src/storage/database.ts'
import { addVisit } from '../../src/visits/store.ts'
import { makeRuntime } from '../make.ts'
import { makeClick, makeOrder, type TestClick, type TestConversion, writeHistory, zone } from './history.ts'

const hour = 3_600_000
const day = 24 * hour
const noon = Date.parse('2026-10-14T10:00:00Z')
const [from, to] = [localDay(noon, zone) - 3, localDay(noon, zone) + 3]

type Told = Partial<TestConversion> & { sources?: readonly string[]; clickedBefore?: number; link?: number }

describe('why another number', () => {
  it('counts each reason of orders by itself', async () => {
    const { reasons, ours, gap } = await explain(
      [
        ...many(3, { sources: ['api'] }),
        ...many(4, { sources: ['api', 'script'] }),
        ...many(2, { sources: ['hand'], trust: 3 }),
        { sources: ['api'], test: true },
        { sources: ['pixel'], trust: 1 },
      ],
      { metric: 'orders', source: 'ga4', value: 8 },
    )
    expect([ours, gap]).toEqual([10, -2])
    expect(counts(reasons)).toMatchObject({
      blocked: ['smaller', 3, 'all'],
      'by-hand': ['smaller', 2, 'all'],
      tests: ['larger', 1, 'no'],
      duplicates: ['larger', 4, 'no'],
      consent: ['smaller', null, 'cannot-count'],
    })
    expect(reasons[0]?.code).toBe('blocked')
  })

  it('says how much stays unexplained, and never that it knows', async () => {
    const told = [...many(3, { sources: ['api'] }), ...many(10, { sources: ['api', 'script'] })]
    const asked = { metric: 'orders', source: 'ga4' } as const
    const part = (await explain(told, { ...asked, value: 4 })).explained
    expect(part).toMatchObject({ counted: 3, against: 0, unexplained: 6 })
    expect(part.says).toMatch(/a part of the difference at most/)
    const all = (await explain(told, { ...asked, value: 11 })).explained
    expect(all).toMatchObject({ counted: 3, unexplained: 0 })
    expect(all.says).toMatch(/could explain all .* doesn’t prove/)
    const same = (await explain(told, { ...asked, value: 13 })).explained
    expect(same).toMatchObject({ counted: 0, against: 0, unexplained: 0, uncounted: 0 })
    const nothing = (await explain([{ sources: ['script'], trust: 2 }], { ...asked, value: 0 })).explained
    expect(nothing).toMatchObject({ counted: 0, unexplained: 1 })
  })

  it('sets what works the other way against what explains it', async () => {
    const told = [...many(3, { sources: ['api'] }), ...many(10, { sources: ['script'], trust: 2 })]
    const asked = { metric: 'orders', source: 'ga4', value: 10, theirTimeZone: 'America/New_York' } as const
    // Two of the day after here, and of the last day there: they make theirs larger.
    const late = many(2, { sources: ['script'], trust: 2, at: startOfDay(to + 1, zone) + hour })
    const { explained, gap } = await explain([...told, ...late], asked)
    expect(gap).toBe(-3)
    expect(explained).toMatchObject({ counted: 3, against: 2, unexplained: 2 })
    expect(explained.says).toMatch(/a part of the difference at most/)
  })

  it('counts nothing as explained that hangs on how the other is set up', async () => {
    const told = [
      ...many(10, { sources: ['api', 'script'] }),
      ...many(2, { sources: ['script'], trust: 2, test: true }),
    ]
    const { reasons, explained } = await explain(told, { metric: 'orders', source: 'ga4', value: 20 })
    expect(counts(reasons)).toMatchObject({ duplicates: ['larger', 10, 'if'], tests: ['larger', 2, 'if'] })
    expect(explained).toMatchObject({ counted: 0, against: 0, onCondition: 12, unexplained: 10 })
    expect(explained.says).toMatch(/^Nothing that can be counted/)
  })

  it('counts orders by the age of their click, beyond their window and beyond ours', async () => {
    const { reasons, ours, clickAges } = await explain(
      [0.5, 3, 8, 20, 29.5, 60].map((clickedBefore) => ({ clickedBefore })),
      { metric: 'orders', source: 'meta', value: 2 },
      30,
    )
    expect(ours).toBe(5)
    expect(counts(reasons)).toMatchObject({ window: ['smaller', 3, 'all'], 'longer-window': ['larger', 0, 'no'] })
    expect(clickAges).toEqual([
      { days: 1, orders: 1 },
      { days: 7, orders: 2 },
      { days: 28, orders: 4 },
      { days: 30, orders: 5 },
    ])
    const longer = await explain(
      [0.5, 3, 8, 20, 29.5, 60].map((clickedBefore) => ({ clickedBefore })),
      { metric: 'orders', source: 'ga4', of: 'links', value: 3 },
      7,
    )
    expect(longer.ours).toBe(2)
    expect(counts(longer.reasons)).toMatchObject({
      window: ['smaller', 0, 'no'],
      'longer-window': ['larger', 4, 'all'],
    })
  })

  it('compares a platform with the links of its own channels alone', async () => {
    const told = [{ clickedBefore: 1 }, { clickedBefore: 1, link: 1 }, { clickedBefore: 1, link: 1 }, {}]
    const meta = await explain(told, { metric: 'orders', source: 'meta', value: 3 })
    expect([meta.ours, meta.channels]).toEqual([1, ['facebook', 'instagram', 'threads']])
    expect((await explain(told, { metric: 'orders', source: 'tiktok', value: 3 })).ours).toBe(2)
    expect((await explain(told, { metric: 'orders', source: 'platform', value: 3 })).ours).toBe(3)
    const ga4 = await explain(told, { metric: 'orders', source: 'ga4', of: 'links', value: 4 })
    expect(counts(ga4.reasons)).toMatchObject({ 'all-sources': ['larger', 1, 'if'] })
    expect((await explain(told, { metric: 'orders', source: 'ga4', value: 4 })).ours).toBe(4)
  })

  it('counts orders that a channel’s link was clicked for, and another one last', async () => {
    const database = await history([{ clickedBefore: 1, link: 1 }])
    await database.batch([
      statement('update credits set position = 1'),
      statement(`insert into credits (conversion_id, position, link_number, click_at, click_random, click_day, share)
        select conversion_id, 0, 1, click_at - 1000, 5, click_day, 0 from credits`),
    ])
    const { ours, reasons } = await ask(database, { metric: 'orders', source: 'meta', value: 1 })
    expect(ours).toBe(0)
    expect(counts(reasons)).toMatchObject({ 'own-credit': ['larger', 1, 'if'] })
  })

  it('counts what lies on another day in their time zone', async () => {
    // Oslo is two hours ahead of UTC: the first two hours of the period are of the day before there.
    const start = startOfDay(from, zone)
    const end = startOfDay(to + 1, zone)
    const told = [start + hour, start + 1.5 * hour, start + 3 * hour, end - hour, end + hour]
    const orders = told.map((at) => ({ at }))
    const { reasons, ours } = await explain(orders, { metric: 'orders', source: 'ga4', value: 3 })
    expect(ours).toBe(4)
    expect(counts(reasons)).toMatchObject({ 'time-zone': ['smaller', 1, 'all'] })
    const same = await explain(orders, { metric: 'orders', source: 'ga4', value: 3, theirTimeZone: zone })
    expect(counts(same.reasons)).toMatchObject({ 'time-zone': ['larger', 0, 'no'] })
    const clicks = told.map((at, random) => makeClick({ at, random }))
    const found = await ask(await history([], clicks), { metric: 'clicks', source: 'ga4', value: 3 })
    expect(counts(found.reasons)).toMatchObject({ 'time-zone': ['smaller', 1, 'all'] })
  })

  it('takes refunds, tax and shipping, and other currencies for reasons of money', async () => {
    const refunds = [{ value: 4000, tax: null, currency: 'NOK', after: day, test: false, trust: 4 }]
    const told = [
      { value: 10_000, tax: 2000, shipping: 500, refunds, sources: ['api'] },
      { value: 7000, sources: ['api'] },
      { value: 900, currency: 'EUR' },
    ]
    const paid = await explain(told, { metric: 'revenue', source: 'ga4', value: 170 })
    expect([paid.ours, paid.gap]).toEqual([130, 40])
    expect(counts(paid.reasons)).toMatchObject({
      refunds: ['larger', 40, 'all'],
      'tax-and-shipping': ['smaller', 25, 'no'],
      currency: ['larger', null, 'cannot-count'],
      blocked: ['smaller', 170, 'no'],
    })
    expect(paid.reasons.find(({ code }) => code === 'currency')?.orders).toBe(1)
    const database = await history(told)
    await database.batch([statement(`update shops set revenue_basis = 'net-of-tax-and-shipping'`)])
    const net = await ask(database, { metric: 'revenue', source: 'ga4', value: 200 })
    expect(net.ours).toBe(115)
    expect(counts(net.reasons)).toMatchObject({ 'tax-and-shipping': ['larger', 25, 'if'] })
  })

  it('counts clicks that others leave out, or count twice', async () => {
    const clicks = [
      ...many(5, { class: 'human' as const, firsts: 31 }),
      ...many(2, { class: 'repeat' as const, firsts: 0 }),
      ...many(3, { class: 'human' as const, app: 'instagram' as const }),
      ...many(4, { class: 'bot' as const }),
      ...many(6, { class: 'internal' as const }),
    ].map((over, random) => makeClick({ at: noon + random, random, ...over }))
    const database = await history([], clicks)
    await database.batch([
      statement('update clicks set visit = visit | (1 << 27), random = null where seq = 1'),
      addVisit({
        ...{ id: 1, shop: 1, day: localDay(noon, zone), page: '/', at: noon, views: 1, seconds: 0, scroll: 0 },
        click: { link: 1, at: noon + 1, random: 1 },
      }),
    ])
    const { ours, reasons } = await ask(database, { metric: 'clicks', source: 'ga4', value: 6 })
    expect(ours).toBe(10)
    expect(counts(reasons)).toMatchObject({
      bots: ['larger', 4, 'no'],
      'own-devices': ['larger', 6, 'no'],
      repeats: ['smaller', 2, 'part'],
      'asked-not-to-be-known': ['smaller', 1, 'part'],
      'in-app': ['smaller', 3, 'part'],
      'never-landed': ['smaller', 8, 'all'],
    })
    const sessions = await ask(database, { metric: 'sessions', source: 'ga4', value: 6 })
    expect(sessions.ours).toBe(1)
    expect(counts(sessions.reasons)).toMatchObject({ 'lost-id': ['larger', 8, 'all'] })
    const platform = await ask(database, { metric: 'clicks', source: 'meta', value: 20 })
    expect(counts(platform.reasons)).toMatchObject({ 'tapped-not-opened': ['larger', null, 'cannot-count'] })
  })

  it('takes nobody for a repeat who can’t be recognised, or came by another channel before', async () => {
    const clicks = [
      makeClick({ at: noon, random: 1, link: 1, firsts: 31 }),
      // First of this link and channel, not of the shop.
      makeClick({ at: noon + 1, random: 2, link: 0, firsts: 15 }),
      ...many(4, null).map((_, index) => makeClick({ at: noon + 10 + index, random: 10 + index, firsts: 0 })),
    ]
    const { ours, reasons } = await ask(await history([], clicks), { metric: 'clicks', source: 'meta', value: 3 })
    expect(ours).toBe(5)
    expect(counts(reasons)).toMatchObject({ repeats: ['smaller', 0, 'no'] })
  })

  it('knows nothing of lost ids while no visit was told of', async () => {
    const database = await history([], [makeClick({ at: noon })])
    const { reasons } = await ask(database, { metric: 'clicks', source: 'ga4', value: 0 })
    expect(counts(reasons)).toMatchObject({ 'never-landed': ['smaller', null, 'cannot-count'] })
  })

  it('orders reasons by whether they explain, and by size', async () => {
    const { reasons } = await explain([...many(3, {}), { sources: ['hand'], trust: 3 }, { test: true }], {
      ...{ metric: 'orders', source: 'ga4', value: 1 },
    })
    const places = reasons.map(({ explains }) => ({ all: 0, part: 0, if: 1, 'cannot-count': 2, no: 3 })[explains])
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(reasons.slice(0, 2).map(({ code }) => code)).toEqual(['blocked', 'by-hand'])
  })
})

function counts(reasons: Awaited<ReturnType<typeof explainAnother>>['reasons']) {
  return Object.fromEntries(
    reasons.map(({ code, makesTheirs, count, explains }) => [code, [makesTheirs, count, explains]]),
  )
}

function many<One>(count: number, one: One): One[] {
  return Array.from({ length: count }, () => one)
}

type Over = Partial<AnotherAsked> & Pick<AnotherAsked, 'metric' | 'source' | 'value'>

async function explain(told: readonly Told[], asked: Over, windowDays = 7) {
  return await ask(await history(told), asked, windowDays)
}

async function ask(database: Database, asked: Over, windowDays = 7) {
  const shop = await findShop(database, 'shop-1')
  if (!shop) throw new Error('the test shop is missing')
  const question: Question = { shop, from, to, windowDays }
  return await explainAnother(database, question, { theirTimeZone: 'UTC', ...asked })
}

/** Orders at noon, none of them clicked for, unless told otherwise; the first link is Instagram's, the second TikTok's. */
async function history(told: readonly Told[], clicks: readonly TestClick[] = []): Promise<Database> {
  const { database } = await makeRuntime()
  const made: TestClick[] = [...clicks]
  const conversions = told.map(({ sources: _, clickedBefore, link = 0, ...over }, index) => {
    const at = over.at ?? noon + index
    if (clickedBefore === undefined) return makeOrder({ at, click: null, ...over, id: `order-${index}` })
    made.push(makeClick({ at: at - clickedBefore * day, link, random: 1000 + index }))
    return makeOrder({ at, ...over, click: made.length - 1, id: `order-${index}` })
  })
  await writeHistory(database, {
    posts: ['instagram', 'tiktok'].map((channel, index) => ({
      ...{ id: `post-${index}`, title: channel, channel, campaign: null },
    })),
    links: [0, 1].map((post) => ({ id: `link-${post}`, slug: `s${post}`, post, content: null, archived: false })),
    clicks: made,
    conversions,
  })
  const evidence = told.flatMap(({ sources = [] }, index) =>
    sources.map((source) =>
      statement(
        'insert into evidence (conversion_id, source, told, received_at) values (?, ?, 1, 0)',
        `order-${index}`,
        source,
      ),
    ),
  )
  await database.batch([...evidence, statement('delete from visits')])
  return database
}
