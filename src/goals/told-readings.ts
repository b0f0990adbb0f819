import type { Reading, ReadingScope } from '../platforms/reading/reading.ts'
import { type ReadingBounds, readReadings } from '../platforms/value-store.ts'
import type { Shop } from '../shops/shop.ts'
import type { Database } from '../storage/database.ts'
import type { Goal } from './goal.ts'

export type Told = { readonly readings: readonly Reading[]; readonly scope: ReadingScope }

/** Where readings come from, so that many goals on one metric can share them. */
export type ReadingSource = (metric: string, bounds: ReadingBounds) => Promise<readonly CampaignReading[]>
type CampaignReading = Reading & { readonly campaign: string | null }

/** What was told of a goal's metric, as far as `days` asks for it, and how its scope is asked for. */
export async function readTold(
  database: Database,
  shop: Shop,
  { metric, scope }: Pick<Goal, 'metric' | 'scope'>,
  { days = {}, source }: { readonly days?: Pick<ReadingBounds, 'from' | 'to'>; readonly source?: ReadingSource } = {},
): Promise<Told> {
  const read = source ?? ((id: string, bounds: ReadingBounds) => readReadings(database, shop, id, bounds))
  const readings = await read(metric, { scope: narrowest(scope), ...days })
  return { readings, scope: toReadingScope(scope, readings) }
}

/** A source that reads each metric once, whole, from the first day given for it. */
export function shareReadings(database: Database, shop: Shop, days: ReadonlyMap<string, number>): ReadingSource {
  const known = new Map<string, Promise<readonly CampaignReading[]>>()
  return (metric) => {
    const found = known.get(metric) ?? readReadings(database, shop, metric, { from: days.get(metric) })
    known.set(metric, found)
    return found
  }
}

type Period = { readonly from: number; readonly to: number }

/** From the first to the last day of the period that readings speak of; undefined where none does. */
export function toldDays({ readings, scope }: Told, period: Period): Period | undefined {
  const ours = readings.filter(isIn(scope))
  if (ours.length === 0) return undefined
  // Not Math.min(...): a call takes some ten thousand arguments at most.
  const from = ours.reduce((first, one) => Math.min(first, one.from ?? one.publishedDay ?? one.to), Infinity)
  const to = ours.reduce((last, one) => Math.max(last, one.to), -Infinity)
  const within = { from: Math.max(period.from, from), to: Math.min(period.to, to) }
  return within.from <= within.to ? within : undefined
}

/** A goal is of one post, else of one campaign, else of one channel. */
function narrowest({ postId, campaignId, channel }: Goal['scope']): ReadingBounds['scope'] {
  if (postId !== undefined) return { postId }
  if (campaignId !== undefined) return { campaignId }
  return channel === undefined ? undefined : { channel }
}

function toReadingScope(scope: Goal['scope'], readings: readonly CampaignReading[]): ReadingScope {
  const { postId, campaignId, channel } = narrowest(scope) ?? {}
  if (postId !== undefined) return { post: postId }
  if (campaignId !== undefined) {
    const inside = readings.filter(({ campaign }) => campaign === campaignId)
    return { posts: [...new Set(inside.flatMap(({ post }) => post ?? []))] }
  }
  return channel === undefined ? {} : { channel }
}

/** Whether a reading is of what is asked for. */
export function isIn(scope: ReadingScope): (reading: Reading) => boolean {
  const posts = new Set('posts' in scope ? scope.posts : [])
  return ({ channel, post }) => {
    if ('channel' in scope) return channel === scope.channel
    if ('post' in scope) return post === scope.post
    return !('posts' in scope) || (post !== null && posts.has(post))
  }
}
