import { channels } from '../links/channel.ts'
import type { Prior } from '../statistics/shrinkage.ts'
import type { Entry, Gauge } from './ranking-measure.ts'
import type { PostKind } from './ranking-store.ts'

/** What is usual of some of the entries: of all, or of those of one channel or one kind of content. */
export type Usual = {
  readonly of: 'all' | 'channel' | 'kind'
  readonly key: string
  readonly label: string
  readonly entries: number
  readonly prior: Prior
}

/** With fewer of a kind what is usual of them is a guess. */
const fewestOfKind = 8

/**
 * What each entry is drawn to, the usual of all last. Posts are told apart by channel where at least two channels have eight
 * posts or more each, else by kind of content where two kinds have; what belongs to none of them is drawn to all. How alike
 * posts are is learnt from all: eight or so never show that a channel's posts are all the same, and a post with two clicks
 * would be as sure as its channel. So what is usual of some weighs no more than what is usual of all.
 */
export function findUsual(
  entries: readonly Entry[],
  gauge: Gauge,
  posts: readonly PostKind[],
): {
  readonly all: Usual | undefined
  readonly own: readonly Usual[]
  readonly usualOf: (key: string) => Usual | undefined
} {
  const prior = gauge.priorOf(entries)
  const all = prior && { of: 'all' as const, key: '', label: 'All', entries: entries.length, prior }
  const byId = new Map(posts.map((post) => [post.id, post]))
  for (const group of ['channel', 'kind'] as const) {
    const groupOf = (key: string) => byId.get(key)?.[group] ?? null
    const own = [...Map.groupBy(entries, ({ key }) => groupOf(key))].flatMap(([key, ofKey]) => {
      const usual = key !== null && ofKey.length >= fewestOfKind ? gauge.priorOf(ofKey) : undefined
      if (!usual || !prior) return []
      const weighed = { ...usual, weight: Math.min(usual.weight, prior.weight) }
      return [{ of: group, key: key ?? '', label: labelOf(group, key ?? ''), entries: ofKey.length, prior: weighed }]
    })
    if (own.length < 2) continue
    const byKey = new Map(own.map((usual) => [usual.key, usual]))
    return { all, own, usualOf: (key) => byKey.get(groupOf(key) ?? '') ?? all }
  }
  return { all, own: [], usualOf: () => all }
}

function labelOf(of: 'channel' | 'kind', key: string): string {
  return of === 'channel' ? (channels.find(({ id }) => id === key)?.name ?? key) : key
}
