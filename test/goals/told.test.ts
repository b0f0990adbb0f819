import { describe, expect, it } from 'vitest'
import type { GoalDraft } from '../../src/goals/goal.ts'
import { readChain } from '../../src/goals/chain-evidence.ts'
import { readCounted } from '../../src/goals/measurable-store.ts'
import { readPlanPast } from '../../src/goals/plan-past.ts'
import { readStanding, readStandings } from '../../src/goals/standing.ts'
import { createGoal } from '../../src/goals/store.ts'
import { keepValues, type NewValue } from '../../src/platforms/value-store.ts'
import { localDay, showDay } from '../../src/shops/calendar.ts'
import { findShop } from '../../src/shops/store.ts'
import { type Database, statement } from '../../src/storage/database.ts'
import { makeRuntime, noon } from '../make.ts'
import { makeClick, onePost, writeHistory, zone } from '../reports/history.ts'

const day = 86_400_000
const today = localDay(noon, zone)

describe('the pace of a number that others tell', () => {
  it('is not made faster by a post that was told on two days only', async () => {
    const { stand, tell } = await open()
    await tell([...twentyDays('post-0'), ...oneDay('post-1', [2, 1], 100)])
    const { runRate, readings } = await stand({ ...impressions(), scope: { channel: 'facebook' } }, [-20, 9])
    expect(runRate).toBeCloseTo((20_200 / 20) * 30, 6)
    expect(readings).toMatchObject({ coveredDays: 2, days: 21, completeness: 'partial' })
  })

  it('is each channel’s own, where one was told a week less', async () => {
    const { stand, tell } = await open()
    await tell([
      { from: -14, to: -8, value: 7000 },
      { from: -7, to: -1, value: 7000 },
      { from: -14, to: -8, value: 3000, channel: 'instagram' },
    ])
    const { runRate, status } = await stand({ ...impressions(), target: 45_000 }, [-14, 13])
    expect(runRate).toBeCloseTo(14_000 * 2 + 3000 * 4, 3)
    expect(status).toBe('behind')
  })

  it('counts days before a post was published as days on which it had nothing', async () => {
    const { stand, tell, database } = await open()
    await database.batch([statement('update posts set published_at = ?', noon - 5 * day)])
    await tell([{ metric: 'likes', to: -1, value: 60, postId: 'post-0' }])
    const { value, runRate } = await stand({ ...impressions(), metric: 'likes', scope: { postId: 'post-0' } }, [-20, 9])
    expect(value).toBe(60)
    expect(runRate).toBeCloseTo((60 / 20) * 30, 6)
  })
})

it('the chain to the sale takes days of any post for told', async () => {
  const { tell, database, shop, make } = await open()
  const counted = await readCounted(database, shop, today - 90)
  await tell([...twentyDays('post-0'), ...oneDay('post-1', [2], 100)])
  const goal = await make({ ...impressions(), target: 40_200, scope: { channel: 'facebook' } }, [0, 29])
  const chain = await readChain(database, shop, goal, { now: noon, counted })
  // 40 clicks, two a day, of 20,100.
  expect(chain?.steps[1]?.rate).toMatchObject({ seen: 40, of: 20_100 })
})

it('a plan takes weeks in which every day was told, of whichever posts', async () => {
  const { tell, database, shop } = await open()
  await tell([...twentyDays('post-0'), ...oneDay('post-1', [2], 100)])
  const { past } = await readPlanPast(database, shop, 'link_clicks', today)
  // Two whole weeks up to yesterday: 14 × 1,000 and 100, two clicks a day.
  expect(past.find(({ channel }) => channel === 'facebook')?.seen).toEqual({ impressions: 14_100, clicks: 28 })
})

describe('followers', () => {
  const followers = { ...impressions(), metric: 'followers', target: 1600 }

  it('of all channels stay what they were on one that was not read since', async () => {
    const { stand, tell } = await open()
    await tell([...read(-12, 400), ...read(-12, 1000, 'instagram'), ...read(-2, 420)])
    const { value, start, pacePerDay, readings } = await stand(followers, [-10, 20])
    expect([value, start]).toEqual([1420, 1400])
    expect(pacePerDay).toBeCloseTo(20 / 9, 9)
    expect(readings).toMatchObject({ completeness: 'partial', flags: ['carried', 'same-people', 'sum-of-channels'] })
  })

  it('of a channel that joins in begin at its first number, and are no growth', async () => {
    const { stand, tell } = await open()
    await tell([...read(-12, 400), ...read(-5, 1000, 'instagram'), ...read(-2, 420)])
    expect(await stand(followers, [-10, 20])).toMatchObject({ value: 1420, start: 1400 })
  })

  it('first read within the goal’s days begin there', async () => {
    const { stand, tell } = await open()
    await tell([...read(-10, 400), ...read(-1, 430)])
    const goal = { ...followers, target: 480, scope: { channel: 'facebook' } } as const
    const { status, start, pacePerDay } = await stand(goal, [-10, 19])
    expect([status, start]).toEqual(['ahead', 400])
    expect(pacePerDay).toBeCloseTo(30 / 9, 9)
  })

  it('of which there is one number have a beginning and no way', async () => {
    const { stand, tell } = await open()
    await tell(read(-1, 430))
    const goal = { ...followers, target: 480, scope: { channel: 'facebook' } } as const
    expect(await stand(goal, [-10, 19])).toMatchObject({ start: 430, status: 'unknown', pacePerDay: null })
  })
})

it('a campaign has as many posts as it has', async () => {
  const { stand, tell, database } = await open()
  const insert = `insert into posts (id, shop_id, campaign_id, channel, title, created_at)
    select 'more-' || value, 'shop-1', 'campaign-0', 'facebook', 'More', 0 from json_each(?)`
  await database.batch([statement(insert, JSON.stringify(Array.from({ length: 520 }, (_, index) => index)))])
  await tell([
    { metric: 'likes', from: -3, to: -1, value: 10, postId: 'more-0' },
    { metric: 'likes', from: -3, to: -1, value: 40, postId: 'more-519' },
    { metric: 'likes', from: -3, to: -1, value: 7 },
  ])
  const goal = { ...impressions(), metric: 'likes', scope: { campaignId: 'campaign-0' } }
  expect((await stand(goal, [-5, 13])).value).toBe(50)
})

it('many goals on one metric read it once, and each stands as it does alone', async () => {
  const { tell, database, shop, make } = await open()
  await tell([...twentyDays('post-0'), { from: -14, to: -8, value: 3000, channel: 'instagram' }])
  const scopes = [
    {},
    { channel: 'facebook' },
    { channel: 'instagram' },
    { postId: 'post-0' },
    { campaignId: 'campaign-0' },
  ] as const
  const goals = await Promise.all(scopes.map((scope, index) => make({ ...impressions(), scope }, [-20 + index, 9])))
  const asked: string[] = []
  const watched: Database = {
    ...database,
    batch: (statements) => database.batch(statements),
    all: (query) => {
      if (query.sql.includes('from metric_values')) asked.push(query.sql)
      return database.all(query)
    },
  }
  const together = await readStandings(watched, shop, goals, noon)
  expect(asked).toHaveLength(1)
  for (const goal of goals) expect(together.get(goal.id)).toEqual(await readStanding(database, shop, goal, noon))
})

function impressions() {
  return { name: 'Seen', metric: 'impressions', target: 40_000, main: false } as const
}

type Told = Partial<NewValue> & { readonly to: number; readonly value: number }

function twentyDays(postId: string): Told[] {
  return oneDay(
    postId,
    Array.from({ length: 20 }, (_, index) => 20 - index),
    1000,
  )
}

function oneDay(postId: string, daysAgo: readonly number[], value: number): Told[] {
  return daysAgo.map((ago) => ({ from: -ago, to: -ago, value, postId }))
}

function read(to: number, value: number, channel: 'facebook' | 'instagram' = 'facebook'): Told[] {
  return [{ metric: 'followers', to, value, channel }]
}

/** Two posts on Facebook with two clicks on each of the last twenty days; days are told from today. */
async function open() {
  const { database } = await makeRuntime()
  const [post] = onePost.posts
  const [link] = onePost.links
  if (!post || !link) throw new Error('no post')
  await writeHistory(database, {
    posts: [0, 1].map((index) => ({ ...post, id: `post-${index}`, channel: 'facebook' })),
    links: [link],
    clicks: Array.from({ length: 40 }, (_, index) => makeClick({ at: noon - (1 + (index % 20)) * day, random: index })),
    conversions: [],
  })
  const shop = await findShop(database, 'shop-1')
  if (!shop) throw new Error('no shop')
  const make = (draft: Omit<GoalDraft, 'from' | 'to'>, [from, to]: readonly [number, number]) =>
    createGoal(database, 'shop-1', { ...draft, from: showDay(today + from), to: showDay(today + to) }, noon)
  return {
    ...{ database, shop, make },
    tell: (told: readonly Told[]) =>
      keepValues(
        database,
        { shopId: 'shop-1', source: 'typed', importId: null, now: noon },
        told.map(({ from = null, to, ...rest }) => ({
          ...{ metric: 'impressions', channel: 'facebook', postId: null, linkId: null, key: null },
          ...rest,
          from: from === null ? null : today + from,
          to: today + to,
        })),
      ),
    stand: async (...goal: Parameters<typeof make>) => readStanding(database, shop, await make(...goal), noon),
  }
}
