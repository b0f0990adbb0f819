import { type Channel, channels } from '../links/channel.ts'
import type { Database } from '../storage/database.ts'
import { readLandings } from '../visits/store.ts'
import { countFigures, type Figures, sumFigures } from './figures.ts'
import { type FunnelPost, listFunnelPosts } from './funnel-store.ts'
import type { ClicksOf } from './funnel-steps.ts'
import { isToldOf, type Part, type Readings, readTold } from './funnel-told.ts'
import type { funnelDimensions, Question } from './question.ts'

/** A row before its levels are drawn: what was counted, and the channels it is on. */
export type Place = { readonly figures: Figures; readonly parts: readonly Part[] }

/** What all rows are drawn from. */
export type Seen = {
  readonly told: Readings
  readonly posts: readonly FunnelPost[]
  /** The whole shop, by channel. */
  readonly channelParts: readonly Part[]
  readonly clicksOf: ClicksOf
  readonly sessionsOf: (post: FunnelPost) => number
  readonly isLive: (post: FunnelPost) => boolean
}

export async function readSeen(database: Database, question: Question): Promise<Seen> {
  const { shop, from, to } = question
  const [all, counted, told, landings] = await Promise.all([
    listFunnelPosts(database, question),
    countFigures(database, question, 'post'),
    readTold(database, question),
    readLandings(database, { shop: shop.number, from, to }, 'post'),
  ])
  const posts = all.filter(({ publishedDay }) => publishedDay <= to)
  const clicks = new Map(counted.rows.map(({ key, human }) => [key, human]))
  const sessions = new Map<number, number>()
  for (const { key, landings: number } of landings) sessions.set(key, (sessions.get(key) ?? 0) + number)
  const isLive = ({ id, publishedDay }: FunnelPost) => publishedDay >= from || (clicks.get(id) ?? 0) > 0
  const byChannel = Map.groupBy(all, ({ channel }) => channel)
  const clicksOf: ClicksOf = (channel, key) => {
    if (key !== '') return clicks.get(key) ?? 0
    return (byChannel.get(channel) ?? []).reduce((sum, { id }) => sum + (clicks.get(id) ?? 0), 0)
  }
  return {
    ...{ told, posts: all, isLive, clicksOf },
    sessionsOf: ({ number }) => sessions.get(number) ?? 0,
    channelParts: wholeChannels(told, { posts, isLive }, question),
  }
}

/** One place for each row that was counted, and for each that only platforms told of. */
export function placesOf(
  seen: Seen,
  question: Question,
  { rows, by }: { readonly rows: readonly Figures[]; readonly by: (typeof funnelDimensions)[number] },
): Place[] {
  const parts = by === 'channel' ? ofChannels(seen) : ofPosts(seen, question, by)
  const counted = new Set(rows.map(({ key }) => key))
  const told = [...parts.values()].filter(({ key }) => !counted.has(key))
  return [
    ...rows.map((figures) => ({ figures, parts: parts.get(figures.key)?.parts ?? [] })),
    ...told.map(({ key, label, parts: own }) => ({ figures: { ...sumFigures([]), key, label }, parts: own })),
  ]
}

type Kept = { readonly key: string; readonly label: string; readonly parts: readonly Part[] }

function ofChannels({ channelParts }: Seen): ReadonlyMap<string, Kept> {
  return new Map(
    channelParts.map((part) => {
      const label = channels.find(({ id }) => id === part.channel)?.name ?? part.channel
      return [part.channel, { key: part.channel, label, parts: [part] }]
    }),
  )
}

function ofPosts(seen: Seen, { to }: Question, by: 'post' | 'campaign'): ReadonlyMap<string, Kept> {
  const keyOf = ({ id, campaignId }: FunnelPost) => (by === 'post' ? id : (campaignId ?? '(none)'))
  const groups = Map.groupBy(seen.posts, keyOf)
  return new Map(
    [...groups].map(([key, posts]) => {
      const label = by === 'post' ? posts[0]?.title : (posts[0]?.campaign ?? 'No campaign')
      const parts = [...Map.groupBy(posts, ({ channel }) => channel)].map(([channel, own]) => {
        const published = own.filter(({ publishedDay }) => publishedDay <= to)
        return { channel, isWhole: false, posts: own, live: published.filter(seen.isLive) }
      })
      const kept = by === 'post' ? parts : parts.filter((part) => part.live.length > 0 || isToldOfSome(seen.told, part))
      return [key, { key, label: label ?? key, parts: kept.toSorted(inOrder) }]
    }),
  )
}

function isToldOfSome(told: Readings, { posts }: Part): boolean {
  return posts.some(({ id }) => [...told.values()].some(({ byPost }) => byPost.has(id)))
}

function wholeChannels(
  told: Readings,
  { posts, isLive }: { readonly posts: readonly FunnelPost[]; readonly isLive: (post: FunnelPost) => boolean },
  { scope }: Question,
): Part[] {
  const isWhole = !scope?.campaignId && !scope?.postId
  return channels.flatMap(({ id: channel }) => {
    if (scope?.channel && scope.channel !== channel) return []
    const own = posts.filter((post) => post.channel === channel)
    const live = own.filter(isLive)
    return live.length > 0 || (isWhole && isToldOf(told, channel)) ? [{ channel, isWhole, posts: own, live }] : []
  })
}

function inOrder(a: Part, b: Part): number {
  return orderOf(a.channel) - orderOf(b.channel)
}

function orderOf(channel: Channel): number {
  return channels.findIndex(({ id }) => id === channel)
}
