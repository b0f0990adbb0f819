import { describe, expect, it } from 'vitest'
import { noFigures } from '../../src/reports/figures.ts'
import type { Question } from '../../src/reports/question.ts'
import { rank } from '../../src/reports/ranking.ts'
import { gaugeOf, toEntry } from '../../src/reports/ranking-measure.ts'
import { summarise } from '../../src/reports/summary.ts'
import { localDay } from '../../src/shops/calendar.ts'
import { findShop } from '../../src/shops/store.ts'
import type { Database } from '../../src/storage/database.ts'
import { makeRuntime } from '../make.ts'
import { makeClick, makeOrder, onePost, writeHistory, zone } from './history.ts'

const start = Date.parse('2026-10-10T10:00:00Z')
const first = localDay(start, zone)

/** A post: so many people clicked, so many bought, each at `value`. */
type Sold = { clicks: number; orders: number; channel?: string; kind?: string; value?: number; unknown?: boolean }

describe('the ranking', () => {
  it('draws 2 orders of 15 people to 3.0 %, and none of 40 to 1.9 %', () => {
    const gauge = gaugeOf('conversion-rate', 0)
    const prior = { mean: 4.8 / 212, weight: 212, successes: 0, trials: 0 }
    const shrink = (orders: number, unique: number) =>
      gauge.shrink(toEntry({ ...noFigures('', ''), unique, human: unique, buyers: orders, purchase: orders }), prior)
    expect(shrink(2, 15).value).toBeCloseTo(0.03, 3)
    expect(shrink(0, 40).value).toBeCloseTo(0.019, 3)
  })

  it('puts a post with many orders before one that got lucky with few people', async () => {
    const { verdict, says, rows, rankedBy } = await ranking([
      { clicks: 15, orders: 2 },
      { clicks: 300, orders: 24 },
      { clicks: 400, orders: 4 },
      { clicks: 40, orders: 0 },
    ])
    expect(verdict).toBe('ranked')
    expect(rankedBy).toMatch(/lower end/)
    expect(rows.map(({ key, rank }) => [key, rank])).toEqual([
      ['post-1', 1],
      ['post-0', 2],
      ['post-2', 3],
      ['post-3', 4],
    ])
    expect(rows.map(({ stands }) => stands)).toEqual(['above', 'within', 'below', 'within'])
    expect(says).toBe('Of 4 posts, 1 clearly better than usual and 1 clearly worse.')
    expect(rows.map(({ raw }) => raw.value)).toEqual([24 / 300, 2 / 15, 4 / 400, 0])
    expect(rows[1]?.shrunk.value).toBeLessThan(0.09)
  })

  it('calls nobody clearly better by under five orders', async () => {
    const usual = Array.from({ length: 6 }, () => ({ clicks: 500, orders: 10 }))
    const stand = async (lucky: { clicks: number; orders: number }) =>
      (await ranking([lucky, ...usual])).rows.find(({ key }) => key === 'post-0')?.stands
    expect(await stand({ clicks: 5, orders: 4 })).toBe('within')
    expect(await stand({ clicks: 6, orders: 5 })).toBe('above')
  })

  it('tells the orders of the period beside what its clicks led to, also later', async () => {
    const { database } = await makeRuntime()
    const day = 86_400_000
    const clicks = [0, 1, 2].map((random) => makeClick({ at: start, random }))
    const conversions = clicks.map((_, click) => makeOrder({ id: `o-${click}`, at: start + (click + 2) * day, click }))
    await writeHistory(database, { ...onePost, clicks, conversions })
    const asked = await question(database)
    const of = { by: 'post', measure: 'conversion-rate' } as const
    const { rows, ordersUntil } = await rank(database, asked, of)
    expect(rows).toMatchObject([{ orders: 3, ordersInPeriod: 2 }])
    const { rows: reported } = await summarise(database, asked, 'post')
    expect(rows[0]?.ordersInPeriod).toBe(reported[0]?.orders)
    expect(ordersUntil).toBe('2026-10-20')
    expect((await rank(database, { ...asked, today: first + 4 }, of)).ordersUntil).toBe('2026-10-14')
  })

  it('draws as the formula says, worked out by hand', async () => {
    const sold = [
      { clicks: 15, orders: 2 },
      { clicks: 300, orders: 24 },
      { clicks: 400, orders: 4 },
    ]
    const { rows, usual } = await ranking(sold)
    const n = 715
    const mu = 30 / n
    const sum = (each: (one: { w: number; p: number; n: number }) => number) =>
      sold.reduce((all, one) => all + each({ w: one.clicks / n, p: one.orders / one.clicks, n: one.clicks }), 0)
    const observed = sum(({ w, p }) => w * (p - mu) ** 2) / (mu * (1 - mu))
    const rho =
      (observed - sum(({ w, n: own }) => (w * (1 - w)) / own)) / sum(({ w, n: own }) => (w * (1 - w) * (own - 1)) / own)
    const weight = 1 / rho - 1
    for (const row of rows) expect(row.shrunk.value).toBeCloseTo((row.orders + mu * weight) / (row.n + weight), 9)
    expect(usual[0]).toMatchObject({ of: 'all', entries: 3, isPool: false, value: expect.closeTo(mu, 9) })
  })

  it('claims no ranking where the differences are what chance makes', async () => {
    const { verdict, says, rows, rankedBy, usual, comparison } = await ranking(
      [
        { clicks: 100, orders: 2 },
        { clicks: 120, orders: 3 },
        { clicks: 60, orders: 1 },
      ],
      { a: 'post-0', b: 'post-1' },
    )
    expect(verdict).toBe('pool')
    expect(says).toMatch(/^No evidence that the posts differ/)
    expect(rankedBy).toBeNull()
    expect(rows.map(({ rank }) => rank)).toEqual([null, null, null])
    expect(new Set(rows.map(({ shrunk }) => shrunk.value)).size).toBe(1)
    expect(usual).toMatchObject([{ of: 'all', isPool: true }])
    expect(comparison).toMatchObject({ words: 'no difference shown', better: null, amongAll: { probability: 0.5 } })
  })

  it('says there is too little of one post, of none, and of posts that sold nothing', async () => {
    const few = [
      { clicks: 1, orders: 1 },
      { clicks: 2, orders: 0 },
    ]
    for (const sold of [[], [{ clicks: 10, orders: 6 }], few, [1, 2].map(() => ({ clicks: 10, orders: 0 }))])
      expect(await ranking(sold)).toMatchObject({ verdict: 'too-few', rankedBy: null })
  })

  it('draws posts to their own channel where two channels have eight each', async () => {
    const of = (channel: string, count: number, each: number) =>
      Array.from({ length: count }, (_, index) => ({ clicks: 60, orders: index % 2 === 0 ? each : each + 4, channel }))
    const { usual, rows } = await ranking([...of('instagram', 8, 4), ...of('facebook', 8, 0), ...of('tiktok', 2, 1)])
    expect(usual.map(({ of, key, entries }) => [of, key, entries])).toEqual([
      ['channel', 'instagram', 8],
      ['channel', 'facebook', 8],
      ['all', '', 18],
    ])
    // The same 4 of 60: drawn up by Instagram's, down by Facebook's.
    const shrunk = (key: string) => rows.find((row) => row.key === key)?.shrunk.value ?? Number.NaN
    expect(shrunk('post-0')).toBeGreaterThan(4 / 60)
    expect(shrunk('post-9')).toBeLessThan(4 / 60)
  })

  it.each(['all alike', 'nearly alike'])(
    'has no post with two clicks and no order stand out by its channel, whose posts are %s',
    async (alike) => {
      const of = (channel: string, each: number, more: number) =>
        Array.from({ length: 8 }, (_, index) => ({ clicks: 100, orders: each + (index % 2) * more, channel }))
      const unlike = alike === 'all alike' ? 0 : 8
      const { verdict, rows, usual } = await ranking([
        ...[...of('instagram', 12 - unlike / 2, unlike), ...of('facebook', 1, 1)],
        { clicks: 2, orders: 0, channel: 'instagram' },
      ])
      expect(verdict).toBe('ranked')
      expect(usual.map(({ of: each, isPool }) => [each, isPool])).toEqual([
        ['channel', false],
        ['channel', false],
        ['all', false],
      ])
      const [tiny, sure] = ['post-16', 'post-1'].map((key) => rows.find((row) => row.key === key))
      expect([tiny?.stands, sure?.stands]).toEqual(['within', 'above'])
      expect(tiny?.shrunk.low).toBeLessThan(sure?.shrunk.low ?? 0)
    },
  )

  it('draws posts to their own kind of content where channels are too few', async () => {
    const of = (kind: string, each: number) =>
      Array.from({ length: 8 }, (_, index) => ({ clicks: 60, orders: each + (index % 2) * 4, kind }))
    const { usual } = await ranking([...of('offer', 4), ...of('news', 0), { clicks: 10, orders: 1 }])
    expect(usual.map(({ of, key }) => [of, key])).toEqual([
      ['kind', 'offer'],
      ['kind', 'news'],
      ['all', ''],
    ])
  })

  it('counts people where they can be told, else clicks', async () => {
    const { rows } = await ranking([
      { clicks: 30, orders: 1 },
      { clicks: 20, orders: 1, unknown: true },
    ])
    expect(rows).toContainEqual(expect.objectContaining({ key: 'post-0', n: 30, nIs: 'people per day' }))
    expect(rows).toContainEqual(expect.objectContaining({ key: 'post-1', n: 20, nIs: 'clicks' }))
  })

  it('ranks revenue per person who clicked in money, and the more on the less certain', async () => {
    const { unit, verdict, rows, comparison } = await ranking(
      [
        { clicks: 100, orders: 30, value: 10_000 },
        { clicks: 100, orders: 1, value: 250_000 },
        { clicks: 100, orders: 2, value: 5000 },
      ],
      { measure: 'revenue-per-click', a: 'post-2', b: 'post-0' },
    )
    expect([unit, verdict]).toEqual(['money', 'ranked'])
    const [best, second] = rows
    expect(best).toMatchObject({ key: 'post-0', raw: { value: 30 } })
    expect(second).toMatchObject({ key: 'post-1', raw: { value: 25 } })
    expect(second?.raw.low).toBeLessThan(1)
    // One order of 2,500 says how unevenly this shop sells.
    expect(comparison).toMatchObject({ words: 'probably', better: 'post-0' })
    // Money a click: what one loses by going with the worse is about what they differ by.
    expect(comparison?.expectedLoss.a).toBeGreaterThan(20)
  })

  it('ranks numbers of orders', async () => {
    const { verdict, rows } = await ranking(
      [
        { clicks: 10, orders: 9 },
        { clicks: 300, orders: 40 },
        { clicks: 20, orders: 1 },
      ],
      { measure: 'orders' },
    )
    expect(verdict).toBe('ranked')
    expect(rows.map(({ key }) => key)).toEqual(['post-1', 'post-0', 'post-2'])
  })

  it('compares two of them by the published numbers', async () => {
    const { comparison } = await ranking(
      [
        { clicks: 480, orders: 12 },
        { clicks: 500, orders: 21 },
      ],
      { a: 'post-0', b: 'post-1' },
    )
    expect(comparison).toMatchObject({ words: 'probably', better: 'post-1', a: { orders: 12 }, b: { orders: 21 } })
    expect(comparison?.probability).toBeCloseTo(0.9272, 4)
    const back = await ranking(
      [
        { clicks: 480, orders: 12 },
        { clicks: 500, orders: 21 },
      ],
      { a: 'post-1', b: 'post-0' },
    )
    expect(back.comparison).toMatchObject({ words: 'probably', better: 'post-1' })
    expect(back.comparison?.probability).toBeCloseTo(1 - 0.9272, 4)
  })

  it('refuses to compare what isn’t there, itself, and one alone', async () => {
    const sold = [
      { clicks: 10, orders: 1 },
      { clicks: 10, orders: 2 },
    ]
    const asked = [{ a: 'post-0', b: 'post-7' }, { a: 'post-0', b: 'post-0' }, { a: 'post-0' }]
    for (const one of asked) await expect(ranking(sold, one)).rejects.toMatchObject({ status: 400 })
  })
})

type Over = { measure?: 'conversion-rate' | 'revenue-per-click' | 'orders'; a?: string; b?: string }

async function ranking(sold: readonly Sold[], over: Over = {}) {
  const { database } = await makeRuntime()
  await write(database, sold)
  return await rank(database, await question(database), { by: 'post', measure: 'conversion-rate', ...over })
}

async function write(database: Database, sold: readonly Sold[]): Promise<void> {
  const clicks = sold.flatMap(({ clicks: count, unknown }, link) =>
    Array.from({ length: count }, (_, index) =>
      makeClick({ at: start + index, link, random: link * 1000 + index, firsts: unknown ? 0 : 31 }),
    ),
  )
  const firstOf = (link: number) => clicks.findIndex((click) => click.link === link)
  const conversions = sold.flatMap(({ orders, value = 10_000 }, link) =>
    Array.from({ length: orders }, (_, index) =>
      makeOrder({ id: `${link}-${index}`, at: start + 5000 + index, value, click: firstOf(link) + index }),
    ),
  )
  await writeHistory(database, {
    posts: sold.map(({ channel = 'instagram', kind = null }, index) => ({
      ...{ id: `post-${index}`, title: `Post ${index}`, campaign: null },
      ...{ channel, kind },
    })),
    links: sold.map((_, post) => ({ id: `link-${post}`, slug: `s${post}`, post, content: null, archived: false })),
    clicks,
    conversions,
  })
}

async function question(database: Database): Promise<Question> {
  const shop = await findShop(database, 'shop-1')
  if (!shop) throw new Error('the test shop is missing')
  return { shop, from: first - 1, to: first + 3, windowDays: 7 }
}
