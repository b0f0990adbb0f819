import { dayMs } from '../shops/calendar.ts'
import { habits } from './channels.ts'
import { campaigns, type DemoCampaign, type DemoChannel, type Page } from './posts.ts'
import type { PostContent } from '../links/post.ts'
import { type Random, logNormal } from './random.ts'
import { type Calendar, hourMs, weekdayOf } from './rhythm.ts'

/** A post of the demo, with the one link it has. Times are UTC milliseconds. */
export type PlannedPost = {
  readonly campaign: DemoCampaign
  readonly channel: DemoChannel
  readonly content: PostContent
  readonly page: Page
  readonly title: string
  readonly publishedAt: number
  readonly createdAt: number
  readonly slug: string
  readonly placement: string
  /** Better or worse than others of its kind, 1 is usual. */
  readonly luck: number
}

export type Stage = {
  readonly random: Random
  readonly calendar: Calendar
  /** When the demo is filled: nothing lies after it. */
  readonly now: number
}

/** When each post is published, oldest first. `every`: only each so-many-th post. */
export function schedulePosts(stage: Stage, every = 1): PlannedPost[] {
  const drafts = campaigns.flatMap((campaign) =>
    Object.entries(Object.groupBy(campaign.posts, ([channel]) => channel)).flatMap(([, posts]) =>
      posts.map((post, index) => ({ campaign, post, share: (index + 0.5) / posts.length })),
    ),
  )
  const placed = drafts
    .filter((_, index) => index % every === 0)
    .map((draft) => ({ ...draft, publishedAt: publish(stage, draft) }))
    .toSorted((a, b) => a.publishedAt - b.publishedAt)
  const used = new Map<string, number>()
  return placed.map(({ campaign, post, publishedAt }) => {
    const [channel, content, page, title] = post
    const { short, placements } = habits[channel]
    const name = `${page}-${short}`
    const count = (used.get(name) ?? 0) + 1
    used.set(name, count)
    return {
      ...{ campaign, channel, content, page, title, publishedAt },
      createdAt: publishedAt - 40 * 60_000,
      slug: `${name}-${count}`,
      placement: placements[count % placements.length] ?? 'feed',
      luck: logNormal(stage.random, 0.55),
    }
  })
}

/** Of posts with a code in their title: it is said there, whoever clicks or not. */
export function hasCode({ title, campaign }: Pick<PlannedPost, 'title' | 'campaign'>): boolean {
  return title.includes(campaign.coupon)
}

type Draft = {
  readonly campaign: DemoCampaign
  readonly post: DemoCampaign['posts'][number]
  readonly share: number
}

/** Spread over the campaign (a running one: over what has passed of it), at the channel's usual hour. */
function publish({ random, calendar, now }: Stage, { campaign, post: [channel], share }: Draft): number {
  const today = calendar.day(now)
  const from = today + campaign.from
  const to = Math.min(today, from + (campaign.to - campaign.from) * 0.92)
  const day = Math.floor(from + share * (to - from))
  const newsletterDay = channel === 'newsletter' ? day - weekdayOf(day) + thursday : day
  const at = Math.floor(calendar.at(newsletterDay, habits[channel].hour + random() * 0.8))
  return at < now - hourMs
    ? at
    : at - Math.ceil((at - now + hourMs) / dayMs / daysBack(channel)) * daysBack(channel) * dayMs
}

const thursday = 3

/** A letter that would lie ahead goes out a week earlier. */
function daysBack(channel: DemoChannel): number {
  return channel === 'newsletter' ? 7 : 1
}
