import { createCosts, type NewCost, newCostId, saveHourlyRate } from '../platforms/cost-store.ts'
import { mondayOf } from '../shops/calendar.ts'
import type { Database } from '../storage/database.ts'
import type { Plan } from './plan.ts'
import type { DemoCampaign, DemoChannel } from './posts.ts'
import type { PlannedPost } from './schedule.ts'

type Ids = {
  readonly idOf: (post: PlannedPost) => string | undefined
  readonly campaignIds: ReadonlyMap<DemoCampaign, string>
}

/** What an hour of Ingrid's and Solveig's is worth to them, in øre. */
const hourlyRate = 32_000

/**
 * What the half year took: hours by channel and week, boosted offers, a photographer for each campaign, and a tool by the
 * month. The hours of this week aren't written down yet.
 */
export async function keepDemoCosts(plan: Plan, database: Database, shopId: string, ids: Ids): Promise<void> {
  const { now } = plan.stage
  const costs = [...hoursOf(plan), ...boostsOf(plan, ids), ...campaignCosts(plan, ids), ...toolsOf(plan)]
  const stored = costs
    .toSorted((a, b) => a.to - b.to)
    .map((cost): NewCost => ({ ...nothing, ...cost, id: newCostId(), shopId }))
  for (let at = 0; at < stored.length; at += 200) await createCosts(database, stored.slice(at, at + 200), now)
  await saveHourlyRate(database, shopId, hourlyRate, now)
}

const nothing = {
  ...{ amount: null, currency: null, hours: null, note: null },
  ...{ linkId: null, postId: null, campaignId: null, channel: null },
} as const

type DemoCost = Pick<NewCost, 'kind' | 'from' | 'to'> & Partial<NewCost>

/** Hours in a usual week; what is planned or answered takes more or less of it each week. */
const weekly: Readonly<Record<DemoChannel, number>> = {
  instagram: 2,
  facebook: 1,
  tiktok: 1.25,
  newsletter: 1,
  pinterest: 0.5,
  'google-business': 0.25,
}

function hoursOf({ stage, posts }: Plan): DemoCost[] {
  const monday = mondayOf(stage.calendar.day(stage.now))
  const used = new Set(posts.map(({ channel }) => channel))
  return Array.from({ length: 25 }, (_, week) => monday - 7 * (week + 1)).flatMap((from, week) =>
    Object.entries(weekly).flatMap(([channel, hours], at) => {
      const more = ((week * 3 + at * 5) % 4) / 4
      const isUsed = [...used].some((one) => one === channel)
      return isUsed
        ? [{ kind: 'work', channel, from, to: from + 6, hours: hours + (hours > 0.5 ? more : 0) } as const]
        : []
    }),
  )
}

/** Offers are boosted for three days where that can be paid for. */
function boostsOf({ stage, posts }: Plan, { idOf }: Ids): DemoCost[] {
  const today = stage.calendar.day(stage.now)
  const offers = posts.filter(
    ({ content, channel }) => content === 'offer' && (channel === 'facebook' || channel === 'instagram'),
  )
  return offers.flatMap((post, at) => {
    const from = stage.calendar.day(post.publishedAt)
    const postId = idOf(post)
    if (postId === undefined || from > today) return []
    const amount = [15_000, 20_000, 30_000][at % 3] ?? 15_000
    return [{ kind: 'boost', postId, from, to: Math.min(today, from + 2), amount, currency: 'NOK' } as const]
  })
}

function campaignCosts({ stage }: Plan, { campaignIds }: Ids): DemoCost[] {
  const today = stage.calendar.day(stage.now)
  return [...campaignIds].map(([{ from }, campaignId]) => ({
    ...({ kind: 'other', campaignId, amount: 180_000, currency: 'NOK', note: 'Photographs' } as const),
    ...{ from: today + from, to: today + from },
  }))
}

/** For everything: of no channel. */
function toolsOf({ stage }: Plan): DemoCost[] {
  const today = stage.calendar.day(stage.now)
  return [5, 4, 3, 2, 1].map((month) => ({
    ...({ kind: 'other', amount: 14_900, currency: 'NOK', note: 'Picture editor, a month' } as const),
    ...{ from: today - month * 30, to: today - month * 30 + 29 },
  }))
}
