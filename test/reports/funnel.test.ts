import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { channelIds } from '../../src/links/channel.ts'
import { findMetric } from '../../src/platforms/catalog.ts'
import { fileOf, metricsOfLevel, toldMetrics } from '../../src/platforms/tells.ts'
import { keepValues } from '../../src/platforms/value-store.ts'
import { drawFunnel } from '../../src/reports/funnel.ts'
import { findDrops } from '../../src/reports/funnel-hints.ts'
import type { Step } from '../../src/reports/funnel-steps.ts'
import { summarise } from '../../src/reports/summary.ts'
import { localDay } from '../../src/shops/calendar.ts'
import { findShop } from '../../src/shops/store.ts'
import { wilson } from '../../src/statistics/interval.ts'
import { type Database, statement } from '../../src/storage/database.ts'
import { makeRuntime } from '../make.ts'
import { histories, type History, makeClick, makeOrder, onePost, type TestPost, writeHistory, zone } from './history.ts'

const day = 86_400_000
const start = Date.parse('2026-10-10T10:00:00Z')
const from = localDay(start, zone)
const dimensions = ['post', 'campaign', 'channel'] as const

describe('the funnel', () => {
  it('adds up what was told of each post and day, whatever was told, as a slow count does', async () => {
    const { database } = await makeRuntime()
    const drawn = fc.tuple(histories(start, 30), fc.array(flow, { maxLength: 30 }), fc.constantFrom(...dimensions))
    await fc.assert(
      fc.asyncProperty(drawn, async ([history, flows, by]) => {
        await database.batch([statement('delete from metric_values')])
        await writeHistory(database, history)
        await keep(database, history.posts, flows)
        const report = await drawFunnel(database, await question(database), by)
        const clicks = await summarise(database, await question(database), by)
        for (const row of [...report.rows, { ...report.totals, key: 'totals' }]) {
          const inRow = (post: TestPost) => row.key === 'totals' || keyOf(post, by) === row.key
          const expected = recount(history, flows, inRow)
          expect(row.levels.slice(0, 3).map(({ value }) => value)).toEqual(expected.levels)
          const { clicks: counted, orders } =
            clicks.rows.find(({ key }) => key === row.key) ??
            (row.key === 'totals' ? clicks.totals : { clicks: { human: 0 }, orders: 0 })
          expect([row.levels[3]?.value, row.levels[4]?.value]).toEqual([counted.human, orders])
          const step = row.steps.find(({ to }) => to === 4)
          expect([step?.part, step?.of]).toEqual(expected.clickRate)
        }
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  it('compares clicks with showings of the same posts alone, with Wilson’s interval', async () => {
    const report = await drawOf(twoPosts, [
      told({ post: 'post-0', metric: 'impressions', value: 1000 }),
      told({ post: 'post-0', metric: 'likes', value: 30 }),
    ])
    const [row] = report.rows
    expect(row).toMatchObject({ key: 'instagram' })
    expect(row?.levels[0]).toMatchObject({ value: 1000, completeness: 'partial' })
    expect(row?.levels[0]?.says).toBe('partial: 1 of 2 posts have numbers')
    expect(row?.steps[2]).toMatchObject({ part: 3, of: 1000, interval: wilson(3, 1000) })
    expect(row?.steps[2]?.notes.map(({ code }) => code)).toEqual(['only-some'])
    expect(row?.steps[1]).toMatchObject({ part: 30, of: 1000 })
  })

  it('takes a channel’s own number for all posts on it', async () => {
    const report = await drawOf(twoPosts, [told({ metric: 'impressions', value: 4000 })])
    expect(report.rows[0]?.levels[0]).toMatchObject({ value: 4000, completeness: 'complete', says: 'complete' })
    expect(report.rows[0]?.steps[2]).toMatchObject({ part: 5, of: 4000, notes: [] })
  })

  it('says how many days are covered, and gives no interval where too few are', async () => {
    const report = await drawOf(twoPosts, [told({ metric: 'impressions', value: 500, to: from + 19 })])
    expect(report.rows[0]?.levels[0]?.says).toBe('partial: covers 20 of 30 days')
    expect(report.rows[0]?.steps[2]).toMatchObject({ part: 5, of: 500, interval: null })
    expect(report.rows[0]?.steps[2]?.notes[0]?.says).toContain('67% of the days, clicks of all')
  })

  it('flags a rate above all, and one of people', async () => {
    const over = await drawOf(twoPosts, [told({ metric: 'impressions', value: 2 })])
    expect(over.rows[0]?.steps[2]).toMatchObject({ rate: 2.5, interval: null, notes: [{ code: 'over-100' }] })
    const people = await drawOf(twoPosts, [told({ metric: 'reach', value: 900 })])
    expect(people.rows[0]?.levels[0]).toMatchObject({ metrics: ['reach'], value: 900 })
    expect(people.rows[0]?.steps[2]).toMatchObject({ interval: null, notes: [{ code: 'people' }] })
  })

  it('takes the growth of a post’s count so far, and says that it is reckoned', async () => {
    const ever = { post: 'post-0', metric: 'impressions', from: null } as const
    const report = await drawOf(twoPosts, [
      told({ ...ever, to: from - 10, value: 1000 }),
      told({ ...ever, to: from + 29, value: 5000 }),
    ])
    const growth = Math.round((4000 * 30) / 39)
    expect(report.rows[0]?.steps[2]).toMatchObject({ part: 3, of: growth })
    expect(report.rows[0]?.steps[2]?.notes.map(({ code }) => code)).toContain('estimated')
    const once = await drawOf(twoPosts, [told({ ...ever, to: from + 29, value: 5000 })])
    expect(once.rows[0]?.levels[0]).toMatchObject({ value: null, completeness: 'not-entered' })
    expect(once.rows[0]?.levels[0]?.says).toContain('with the next reading')
  })

  it('names each gap with its remedy: not entered where the platform tells, not told where it does not', async () => {
    const posts = ['x', 'line', 'newsletter'].map((channel, at) => {
      return { id: `post-${at}`, title: channel, channel, campaign: null }
    })
    const links = posts.map((_, post) => ({ id: `l-${post}`, slug: `s${post}`, post, content: null, archived: false }))
    const clicks = posts.map((_, link) => makeClick({ at: start + day, link, random: link }))
    const { rows, totals } = await drawOf({ posts, links, clicks, conversions: [] }, [])
    const gapOf = (key: string, level: number) => rows.find((row) => row.key === key)?.levels[level - 1]
    expect(gapOf('x', 1)).toMatchObject({ completeness: 'not-entered', parts: [{ remedy: { to: '/numbers/import' } }] })
    expect(gapOf('x', 2)?.says).toMatch(/^not told by this platform: X tells/)
    expect(gapOf('line', 1)).toMatchObject({ completeness: 'not-told', parts: [{ remedy: null }] })
    expect(gapOf('newsletter', 2)).toMatchObject({
      completeness: 'not-entered',
      parts: [{ remedy: { to: '/numbers' } }],
    })
    expect(totals.levels[0]?.why).toBe(
      'Only the platform knows how often your posts were shown. not entered yet: X and Newsletter; not told by LINE',
    )
    expect(totals.steps[2]).toMatchObject({ rate: null, why: 'How often it was shown isn’t known.' })
  })

  it('has a row for a post that was shown and never clicked', async () => {
    const report = await drawOf({ ...twoPosts, clicks: [], conversions: [] }, [
      told({ post: 'post-1', metric: 'impressions', value: 70 }),
    ])
    expect(report.rows.map(({ key }) => key)).toEqual(['instagram'])
    expect(report.rows[0]?.steps[2]).toMatchObject({ part: 0, of: 70, rate: 0 })
  })

  it('names the five levels, and what of 4 and 5 stands beside', async () => {
    const { totals } = await drawOf(twoPosts, [])
    expect(totals.levels.map(({ level, name }) => `${level} ${name}`)).toEqual([
      '1 Visibility',
      '2 Attention',
      '3 Engagement',
      '4 Interaction',
      '5 Transaction',
    ])
    expect(totals.levels[3]?.figures).toContainEqual(expect.objectContaining({ metric: 'link_clicks', value: 5 }))
    expect(totals.levels[4]?.figures).toContainEqual(expect.objectContaining({ metric: 'revenue', value: '100.00' }))
  })
})

describe('the hint', () => {
  const rowOf = (key: string, part: number, of: number) => {
    const step = { from: 4, to: 5, name: '', part, of, rate: part / of, interval: wilson(part, of) } as const
    const steps: Step[] = [{ ...step, channels: [], why: null, notes: [] }]
    return { key, label: key, group: '', steps }
  }
  const usual = [1, 2, 3, 4].map((at) => rowOf(`usual ${at}`, 28 + at, 1000))

  it('names the step at which a post loses clearly more than the others', () => {
    const { of, most } = findDrops([...usual, rowOf('weak', 4, 1000)], () => 'posts')
    expect(of.get('weak')).toMatchObject({ kind: 'drop', step: { from: 4, to: 5 } })
    expect(of.get('weak')?.says).toMatch(
      /^The biggest drop is from the click to an order: .* your 4 other posts get 3\.05%/,
    )
    expect(most.says).toContain('“weak”')
    expect(of.get('usual 1')?.kind).toBe('none')
  })

  it('says that there are few data, instead of making a drop of chance', () => {
    const { of } = findDrops([...usual, rowOf('new', 0, 20)], () => 'posts')
    expect(of.get('new')?.kind).toBe('few')
    expect(findDrops(usual.slice(0, 3), () => 'posts').most.kind).toBe('few')
    expect(findDrops([...usual, rowOf('small', 0, 40)], () => 'posts').of.get('small')?.kind).toBe('none')
  })
})

describe('what platforms tell', () => {
  it('is said in metrics of the level, each of which can stand for it', () => {
    for (const channel of channelIds)
      for (const level of [1, 2, 3] as const)
        for (const id of toldMetrics(channel, level)) {
          expect(findMetric(id)?.level).toBe(level)
          expect(metricsOfLevel[level]).toContain(id)
        }
    expect([toldMetrics('line', 1), fileOf('line')]).toEqual([[], null])
  })
})

type Flow = {
  readonly post: string | null
  readonly metric: string
  readonly from: number | null
  readonly to: number
  readonly value: number
}

const told = (over: Partial<Flow>): Flow => ({
  post: null,
  metric: 'impressions',
  from,
  to: from + 29,
  value: 1,
  ...over,
})

/** Of single days, so that the slow count has only to add. */
const flow: fc.Arbitrary<Flow> = fc
  .record({
    post: fc.constantFrom('post-0', 'post-1', 'post-2'),
    metric: fc.constantFrom('impressions', 'likes', 'comments', 'image_clicks'),
    at: fc.integer({ min: from - 3, max: from + 32 }),
    value: fc.integer({ min: 1, max: 5000 }),
  })
  .map(({ at, ...rest }) => ({ ...rest, from: at, to: at }))

const twoPosts: History = {
  posts: [0, 1].map((at) => ({ id: `post-${at}`, title: `Post ${at}`, channel: 'instagram', campaign: null })),
  links: [0, 1].map((post) => ({
    ...onePost.links[0],
    id: `link-${post}`,
    slug: `s${post}`,
    post,
    content: null,
    archived: false,
  })),
  clicks: [0, 0, 0, 1, 1].map((link, random) => makeClick({ at: start + day, link, random })),
  conversions: [makeOrder({ at: start + 2 * day })],
}

async function drawOf(history: History, flows: readonly Flow[]) {
  const { database } = await makeRuntime()
  await writeHistory(database, history)
  await keep(database, history.posts, flows)
  return drawFunnel(database, await question(database), 'channel')
}

async function question(database: Database) {
  const shop = await findShop(database, 'shop-1')
  if (!shop) throw new Error('no shop')
  return { shop, from, to: from + 29, windowDays: 30 }
}

/** The last of those that tell the same counts. */
async function keep(database: Database, posts: readonly TestPost[], flows: readonly Flow[]): Promise<void> {
  await keepValues(
    database,
    { shopId: 'shop-1', source: 'api', importId: null, now: start },
    lastOfEach(posts, flows).map(({ post, ...one }) => {
      const channel = posts.find(({ id }) => id === post)?.channel ?? 'instagram'
      return { ...one, postId: post, channel, linkId: null, key: null }
    }),
  )
}

function lastOfEach(posts: readonly TestPost[], flows: readonly Flow[]): Flow[] {
  const known = flows.filter(({ post }) => post === null || posts.some(({ id }) => id === post))
  return [...new Map(known.map((one) => [`${one.post} ${one.metric} ${one.from} ${one.to}`, one])).values()]
}

function keyOf(post: TestPost, by: (typeof dimensions)[number]): string {
  if (by === 'post') return post.id
  return by === 'channel' ? post.channel : (post.campaign ?? '(none)')
}

/** By the words of the docs, one number at a time. */
function recount({ posts, links, clicks }: History, flows: readonly Flow[], inRow: (post: TestPost) => boolean) {
  const own = posts.filter(inRow)
  const inPeriod = lastOfEach(posts, flows).filter(({ to }) => to >= from && to <= from + 29)
  const sumOf = (metrics: readonly string[], among: readonly TestPost[] = own) => {
    const those = inPeriod.filter(({ post, metric }) => metrics.includes(metric) && among.some(({ id }) => id === post))
    return those.length === 0 ? null : those.reduce((sum, { value }) => sum + value, 0)
  }
  const shown = own.filter((post) => sumOf(['impressions'], [post]) !== null)
  const clicked = clicks.filter(({ at, link, class: kind }) => {
    const post = posts[links[link]?.post ?? -1]
    const on = localDay(at, zone)
    return post && shown.includes(post) && on >= from && on <= from + 29 && (kind === 'human' || kind === 'repeat')
  })
  return {
    levels: [sumOf(['impressions']), sumOf(['image_clicks']), sumOf(['likes', 'comments'])],
    clickRate: shown.length === 0 ? [null, null] : [clicked.length, sumOf(['impressions'])],
  }
}
