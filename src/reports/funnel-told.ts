import { findMetric } from '../platforms/catalog.ts'
import type { Reading, ReadingScope, ReadValue } from '../platforms/reading/reading.ts'
import { readValue } from '../platforms/reading/value.ts'
import { metricsOfLevel, type ToldLevel } from '../platforms/tells.ts'
import { readReadings } from '../platforms/value-store.ts'
import type { Channel } from '../links/channel.ts'
import type { Database } from '../storage/database.ts'
import type { FunnelPost } from './funnel-store.ts'
import type { Question } from './question.ts'

/** One channel of a row: all of the channel, or some posts on it. */
export type Part = {
  readonly channel: Channel
  /** Whether the channel's own numbers stand for it too. */
  readonly isWhole: boolean
  readonly posts: readonly FunnelPost[]
  /** Those of which numbers are to be expected: published or clicked in the period. */
  readonly live: readonly FunnelPost[]
}

/** What was told of one thing: a post by its id, or a whole channel by ''. */
export type Cell = Pick<ReadValue, 'coveredDays' | 'days'> & { readonly value: number; readonly isEstimated: boolean }

export type ToldPart = Pick<Part, 'channel'> &
  Pick<ReadValue, 'value' | 'coveredDays' | 'days'> & {
    /** Added up on level 3; one else. */
    readonly metrics: readonly string[]
    readonly cells: ReadonlyMap<string, Cell>
    readonly isOfChannel: boolean
    /** Of all days of what was told: 1 when each post and metric covers all of its own. */
    readonly coveredShare: number
    readonly livePosts: number
    readonly livePostsTold: number
    /** Numbers are there, from which no value of the period follows. */
    readonly hasReadings: boolean
  }

export type Readings = ReadonlyMap<string, Indexed>
type Indexed = {
  readonly byChannel: ReadonlyMap<string | null, readonly Reading[]>
  readonly byPost: ReadonlyMap<string | null, readonly Reading[]>
}

/** All numbers of levels 1–3, by metric. */
export async function readTold(database: Database, { shop }: Question): Promise<Readings> {
  const ids = Object.values(metricsOfLevel).flat()
  const entries = await Promise.all(
    ids.map(async (id) => {
      const readings = await readReadings(database, shop, id)
      const byChannel = Map.groupBy(readings, ({ channel }) => channel)
      return [id, { byChannel, byPost: Map.groupBy(readings, ({ post }) => post) }] as const
    }),
  )
  return new Map(entries)
}

/** Whether anything of level 1–3 was ever told of the channel. */
export function isToldOf(told: Readings, channel: Channel): boolean {
  return [...told.values()].some(({ byChannel }) => byChannel.has(channel))
}

/** The value of a level of one part: the best metric that is told; on level 3 the sum of those that are. */
export function readPart(told: Readings, level: ToldLevel, part: Part, period: Period): ToldPart {
  const read = metricsOfLevel[level].map((id) => readMetric(told, id, part, period))
  const found = read.filter(({ read: { value } }) => value !== null)
  const taken = level === 3 ? found : found.slice(0, 1)
  const cells = addCells(taken.map((one) => one.cells))
  const isOfChannel = taken.length > 0 && taken.every((one) => one.cells.has(''))
  const whole = period.to - period.from + 1
  return {
    channel: part.channel,
    value: taken.length === 0 ? null : taken.reduce((sum, one) => sum + (one.read.value ?? 0), 0),
    coveredDays: Math.min(whole, ...taken.map((one) => one.read.coveredDays)),
    days: Math.max(...taken.map((one) => one.read.days), 0) || whole,
    metrics: taken.map(({ id }) => id),
    cells,
    isOfChannel,
    coveredShare: shareOf([...cells.values()]),
    livePosts: part.live.length,
    livePostsTold: isOfChannel ? part.live.length : part.live.filter(({ id }) => cells.has(id)).length,
    hasReadings: read.some(({ hasReadings }) => hasReadings),
  }
}

/** 0 without any. */
export function shareOf(cells: readonly Pick<Cell, 'coveredDays' | 'days'>[]): number {
  const days = cells.reduce((sum, cell) => sum + cell.days, 0)
  return days === 0 ? 0 : cells.reduce((sum, cell) => sum + cell.coveredDays, 0) / days
}

type Period = Pick<Question, 'from' | 'to'>

function readMetric(told: Readings, id: string, part: Part, period: Period) {
  const metric = findMetric(id)
  const indexed = told.get(id)
  if (!metric || !indexed) throw new Error(`${id} is not in the catalog`)
  const readingsOf = (post: FunnelPost) => indexed.byPost.get(post.id) ?? []
  const readings = part.isWhole ? (indexed.byChannel.get(part.channel) ?? []) : part.posts.flatMap(readingsOf)
  const ask = (scope: ReadingScope, of: readonly Reading[]) =>
    readValue({ metric, readings: of, scope, from: period.from, to: period.to })
  const { channel } = part
  const read = ask(part.isWhole ? { channel } : { posts: part.posts.map((post) => post.id) }, readings)
  const own = part.isWhole
    ? ask(
        { channel },
        readings.filter(({ post, part: piece }) => post === null && piece === null),
      )
    : undefined
  // The channel's own numbers stand where they cover as much as its posts' together.
  const isOwn = own?.value != null && own.value === read.value && own.coveredDays === read.coveredDays
  const cells = new Map<string, Cell>()
  const add = (key: string, one: ReadValue) => {
    const { value, coveredDays, days, flags } = one
    if (value !== null) cells.set(key, { value, coveredDays, days, isEstimated: flags.includes('estimated') })
  }
  if (isOwn) add('', read)
  else for (const post of part.posts) add(post.id, ask({ post: post.id }, readingsOf(post)))
  return { id, read, cells, hasReadings: readings.some(({ to }) => to <= period.to) }
}

/** Several metrics of the same things: added up, as complete as the least complete. */
function addCells(all: readonly ReadonlyMap<string, Cell>[]): ReadonlyMap<string, Cell> {
  const sum = new Map<string, Cell>()
  for (const [key, cell] of all.flatMap((cells) => [...cells])) {
    const known = sum.get(key)
    sum.set(key, known ? addCell(known, cell) : cell)
  }
  return sum
}

function addCell(one: Cell, other: Cell): Cell {
  return {
    value: one.value + other.value,
    coveredDays: Math.min(one.coveredDays, other.coveredDays),
    days: Math.max(one.days, other.days),
    isEstimated: one.isEstimated || other.isEstimated,
  }
}
