import { localDay, mondayOf, startOfDay } from '../shops/calendar.ts'
import type { Shop } from '../shops/shop.ts'
import type { Database } from '../storage/database.ts'
import { readClickDays, readOwnClicks, readPublished } from './adherence-store.ts'
import { dayAfter, type Experiment } from './experiment.ts'
import { type PlannedWeek, planWeeks } from './plan.ts'

/**
 * How a week was kept, without a word of what it brought. `clicks`: human ones, of all posts in scope; `ownClicks`: of
 * those to posts that were published in the same week.
 */
export type KeptWeek = PlannedWeek & {
  readonly state: 'past' | 'now' | 'to-come'
  readonly posts: readonly string[]
  readonly clicks: number
  readonly ownClicks: number
  readonly finding: string | null
}

/** The weeks of an experiment as they were kept up to `now`, UTC milliseconds, or up to when it was stopped: no later one came. */
export async function readAdherence(
  database: Database,
  shop: Shop,
  experiment: Experiment,
  now: number,
): Promise<KeptWeek[]> {
  const { timeZone } = shop
  const scope = { shopId: shop.id, channel: experiment.channel }
  const [first, end] = [experiment.firstMonday, dayAfter(experiment)]
  const until = Math.min(experiment.stoppedAt ?? now, now)
  const lastDay = localDay(until, timeZone)
  const [published, clickDays] = await Promise.all([
    readPublished(database, {
      ...scope,
      from: startOfDay(first, timeZone),
      until: Math.min(until, startOfDay(end, timeZone)),
    }),
    readClickDays(database, { ...scope, from: first, to: Math.min(end - 1, lastDay) }),
  ])
  const posts = published.map(({ id, title, at }) => ({ id, title, monday: mondayOf(localDay(at, timeZone)) }))
  const own = new Map((await readOwnClicks(database, posts)).map(({ monday, clicks }) => [monday, clicks]))
  return planWeeks(experiment, experiment.seed).map((week) => {
    const state = lastDay < week.from ? 'to-come' : localDay(now, timeZone) > week.to ? 'past' : 'now'
    const clicks = clickDays.reduce((sum, one) => sum + (mondayOf(one.day) === week.from ? one.clicks : 0), 0)
    const titles = posts.flatMap(({ title, monday }) => (monday === week.from ? [title] : []))
    const kept = { ...week, state, posts: titles, clicks, ownClicks: own.get(week.from) ?? 0 } as const
    return { ...kept, finding: findingOf(kept, lastDay > week.to) }
  })
}

/** `isWhole`: it was kept to its end, so that posts that are missing won't come any more. */
function findingOf(
  { isOn, state, posts, clicks, ownClicks }: Omit<KeptWeek, 'finding'>,
  isWhole: boolean,
): string | null {
  if (state === 'to-come') return null
  if (isOn)
    return isWhole && posts.length === 0
      ? 'No post with a link was published in this on week: it can’t show what posts do.'
      : null
  if (posts.length > 0)
    return `${countOf(posts.length, 'post')} with links came out in this off week, with ${countOf(ownClicks, 'click')}: a slip, which makes the difference smaller.`
  return clicks > 0
    ? `${countOf(clicks, 'click')} on earlier posts: what carries over makes the difference smaller.`
    : null
}

export function countOf(count: number, what: string): string {
  return `${new Intl.NumberFormat('en').format(count)} ${what}${count === 1 ? '' : 's'}`
}
