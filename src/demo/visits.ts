import { habits, kinds } from './channels.ts'
import { exponential, pick, type Random, shareOut } from './random.ts'
import { drawInRhythm, hourMs, minuteMs } from './rhythm.ts'
import type { PlannedPost, Stage } from './schedule.ts'
import { drawBot, drawPerson, drawPrefetcher, drawPreviewer, type Visitor } from './visitors.ts'

/** A request for a short URL that is to be made. */
export type PlannedVisit = {
  readonly at: number
  readonly post: PlannedPost
  readonly kind: 'person' | 'preview' | 'bot' | 'prefetch'
  readonly visitor: Visitor
  readonly hasGpc: boolean
}

/** `count` requests, oldest first: shared out to posts by their reach and by how much of their time has passed. */
export function planVisits(stage: Stage, posts: readonly PlannedPost[], count: number): PlannedVisit[] {
  const [people = 0, returning = 0, previews = 0, bots = 0, prefetches = 0] = shareOut(count, [700, 95, 80, 90, 35])
  const came = planKind(stage, posts, people, 'person')
  const again = Array.from({ length: returning }, () => comeAgain(stage, pick(stage.random, came)))
  return [
    ...came,
    ...again,
    ...planKind(stage, posts, previews, 'preview'),
    ...planKind(stage, posts, bots, 'bot'),
    ...planKind(stage, posts, prefetches, 'prefetch'),
  ].toSorted((a, b) => a.at - b.at)
}

function planKind(
  stage: Stage,
  posts: readonly PlannedPost[],
  count: number,
  kind: PlannedVisit['kind'],
): PlannedVisit[] {
  const counts = shareOut(
    count,
    posts.map((post) => expectVisits(stage, post)),
  )
  return posts.flatMap((post, index) =>
    Array.from({ length: counts[index] ?? 0 }, () => {
      const visitor = draw[kind](stage.random, post.channel)
      const hasGpc = kind === 'person' && stage.random() < (visitor.agent.includes('Firefox') ? 0.35 : 0.012)
      return { at: drawTime(stage, post, kind), post, kind, visitor, hasGpc }
    }),
  )
}

const draw: Readonly<Record<PlannedVisit['kind'], (random: Random, channel: PlannedPost['channel']) => Visitor>> = {
  person: drawPerson,
  preview: drawPreviewer,
  bot: drawBot,
  prefetch: drawPrefetcher,
}

function expectVisits({ now }: Stage, { channel, content, publishedAt, luck }: PlannedPost): number {
  const { reach, meanAgeHours } = habits[channel]
  const passed = 1 - Math.exp(-(now - publishedAt) / (meanAgeHours * hourMs))
  return reach * kinds[content].reach * luck * passed
}

/** Cards are drawn when a post appears, and whenever somebody shares it; machines don't sleep. */
function drawTime({ random, calendar, now }: Stage, post: PlannedPost, kind: PlannedVisit['kind']): number {
  const mean = habits[post.channel].meanAgeHours * hourMs
  const isAtOnce = kind === 'preview' && random() < 0.4
  const age = () => exponential(random, isAtOnce ? 4 * minuteMs : mean) % (now - post.publishedAt)
  const at = () => Math.floor(post.publishedAt + age())
  return kind === 'person' || (kind === 'preview' && !isAtOnce) ? drawInRhythm(random, calendar, at) : at()
}

/** The same person on the same post, mostly the same day. */
function comeAgain({ random, now }: Stage, first: PlannedVisit): PlannedVisit {
  const later = minuteMs + exponential(random, 3 * hourMs)
  return { ...first, at: Math.floor(first.at + (later % (now - first.at))) }
}
