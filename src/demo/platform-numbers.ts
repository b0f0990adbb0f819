import { keepValues, type NewValue, setFollowed } from '../platforms/value-store.ts'
import type { Database } from '../storage/database.ts'
import { dayMs } from '../shops/calendar.ts'
import type { Plan } from './plan.ts'
import { logNormal, type Random, seededRandom } from './random.ts'
import { hourMs, weekdayOf } from './rhythm.ts'
import type { PlannedPost } from './schedule.ts'

/**
 * What the platforms tell of the demo's half year, read in each Monday: Facebook and Instagram up to yesterday, TikTok until
 * Solveig forgot it three weeks ago, Pinterest never. `idOf`: the post as it was stored.
 */
export async function keepPlatformNumbers(
  plan: Plan,
  { database, shopId, idOf }: { database: Database; shopId: string; idOf: (post: PlannedPost) => string | undefined },
): Promise<void> {
  const { now, calendar } = plan.stage
  const byDay = Map.groupBy([...planPostNumbers(plan, idOf), ...planFollowers(plan)], ({ to }) => to)
  const days = [...byDay].toSorted(([a], [b]) => a - b)
  for (const [day, values] of days) {
    const told = Math.min(now, calendar.at(day + 1, 9))
    await keepValues(database, { shopId, source: 'import', importId: null, now: told }, values)
  }
  const followed = [
    { channel: 'facebook', metric: 'followers' },
    { channel: 'instagram', metric: 'followers' },
    { channel: 'pinterest', metric: 'impressions' },
  ]
  await setFollowed(database, shopId, followed, now - 180 * dayMs)
}

/** A post's numbers are read in weekly for so long; after that with the newest file alone. */
const weeks = 8

/** Counts so far of each post, at the end of each Sunday and of the newest day. */
function planPostNumbers(plan: Plan, idOf: (post: PlannedPost) => string | undefined): NewValue[] {
  const { now, calendar } = plan.stage
  const random = seededRandom(41)
  const yesterday = calendar.day(now) - 1
  const clicksOf = Map.groupBy(
    plan.visits.filter(({ kind }) => kind === 'person'),
    ({ post }) => post,
  )
  return plan.posts.flatMap((post) => {
    const habit = tells[post.channel]
    const postId = idOf(post)
    if (!habit || postId === undefined) return []
    const draw = drawNumbers(random, post, habit)
    const clicks = (clicksOf.get(post) ?? []).map(({ at }) => calendar.day(at))
    const first = calendar.day(post.publishedAt)
    const last = yesterday - habit.forgottenDays
    const isRead = (day: number) => day === last || (weekdayOf(day) === sunday && day <= first + weeks * 7)
    return daysOf(first, last)
      .filter(isRead)
      .flatMap((day) => {
        const clicked = clicks.filter((at) => at <= day).length
        const age = (day + 1 - first) * 24 * hourMs
        return Object.entries(draw(clicked, age)).map(([metric, value]) => ({
          ...{ metric, channel: post.channel, postId, linkId: null, key: null, from: null, to: day, value },
        }))
      })
  })
}

const sunday = 6

type Habit = {
  readonly forgottenDays: number
  /** Clicks per showing of a usual post. */
  readonly clickRate: number
  readonly shown: 'impressions' | 'video_views'
  /** Of showings. */
  readonly likes: number
}

const tells: Partial<Readonly<Record<PlannedPost['channel'], Habit>>> = {
  facebook: { forgottenDays: 0, clickRate: 0.021, shown: 'impressions', likes: 0.012 },
  instagram: { forgottenDays: 0, clickRate: 0.011, shown: 'impressions', likes: 0.038 },
  tiktok: { forgottenDays: 20, clickRate: 0.006, shown: 'video_views', likes: 0.055 },
}

/** Numbers of one post that only grow: half of all showings come on the first day, and none without a click left out. */
function drawNumbers(random: Random, { channel, content }: PlannedPost, { clickRate, shown, likes }: Habit) {
  const perClick = 1 / (clickRate * (content === 'offer' ? 1.5 : 1) * logNormal(random, 0.3))
  const seen = Math.round(250 * logNormal(random, 0.3))
  const liked = likes * logNormal(random, 0.35)
  const [commented, shared, looked] = [0.08, 0.05, 0.04].map((share) => share * logNormal(random, 0.4))
  const film = content === 'inspiration' || content === 'knowledge' ? 0.3 * logNormal(random, 0.2) : 0
  return (clicks: number, age: number): Readonly<Record<string, number>> => {
    const showings = Math.round(seen * (1 - Math.exp(-age / (36 * hourMs))) + clicks * perClick)
    const likesSoFar = Math.round(showings * liked)
    const common = {
      [shown]: showings,
      reach: Math.round(showings * 0.71),
      likes: likesSoFar,
      comments: Math.round(likesSoFar * (commented ?? 0)),
      shares: Math.round(likesSoFar * (shared ?? 0)),
    }
    if (channel === 'tiktok') return { ...common, completed_views: Math.round(showings * 0.22) }
    const pictures = channel === 'facebook' ? { image_clicks: Math.round(showings * (looked ?? 0)) } : {}
    return { ...common, ...pictures, ...(film > 0 ? { video_views: Math.round(showings * film) } : {}) }
  }
}

/** How many there are, each Sunday: never summed. */
function planFollowers({ stage: { now, calendar } }: Plan): NewValue[] {
  const random = seededRandom(42)
  const today = calendar.day(now)
  const sundays = daysOf(today - 182, today - 1).filter((day) => weekdayOf(day) === sunday)
  return Object.entries({ facebook: [2_210, 2_390], instagram: [1_480, 1_850] } as const).flatMap(
    ([channel, [first, last]]) =>
      sundays.map((to, index) => {
        const even = first + ((last - first) * index) / sundays.length
        const value = Math.round(even + (random() - 0.5) * 8)
        return { metric: 'followers', channel, postId: null, linkId: null, key: null, from: null, to, value }
      }),
  )
}

function daysOf(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)
}
