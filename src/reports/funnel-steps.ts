import type { Channel } from '../links/channel.ts'
import { type Interval, wilson } from '../statistics/interval.ts'
import { type Cell, shareOf, type ToldPart } from './funnel-told.ts'
import { type LevelSource, nameOf } from './levels.ts'
import { rateConversion } from './summary.ts'

/** Which levels are compared. Engagement and clicks go by how often a post was shown: who likes need not have opened a picture. */
export const steps = [
  { from: 1, to: 2, name: 'Attention rate' },
  { from: 1, to: 3, name: 'Engagement rate' },
  { from: 1, to: 4, name: 'Click rate' },
  { from: 4, to: 5, name: 'Conversion rate' },
] as const

/**
 * How many of one level went on to another: `part` of `of`, counted on the same posts and channels (`channels`), which may be
 * fewer than the row's. `interval`: Wilson 95 %, where both are counts of the same posts and days; null where they aren't,
 * with the reason in `notes`. `why`: why there is no rate.
 */
export type Step = {
  readonly from: Named['from']
  readonly to: Named['to']
  readonly name: string
  readonly part: number | null
  readonly of: number | null
  readonly rate: number | null
  readonly interval: Interval | null
  readonly channels: readonly Channel[]
  readonly why: string | null
  readonly notes: readonly Note[]
}

export type Note = {
  readonly code: 'over-100' | 'other-days' | 'estimated' | 'people' | 'only-some'
  readonly says: string
}

/** Human clicks of a post; of all posts of the channel for ''. */
export type ClicksOf = (channel: Channel, postId: string) => number

/** The steps of a row. */
export function compareLevels(source: LevelSource, clicksOf: ClicksOf): Step[] {
  return steps.map((step) => {
    if (step.to === 5) return fromClicks(step, source)
    const { to } = step
    const pairs = source.told[1].flatMap((shown) => {
      const other = to === 4 ? clicksOn(shown, clicksOf) : source.told[to].find(isOn(shown.channel))?.cells
      return other ? pair(shown, other) : []
    })
    const enough = pairs.filter((one) => shareOfDays(one) >= enoughDays)
    return fromPairs(step, enough.length > 0 ? enough : pairs, source)
  })
}

type Named = (typeof steps)[number]

function fromClicks(step: Named, { counted }: LevelSource): Step {
  const interval = rateConversion(counted)
  const { human, buyers } = counted
  if (human === 0) return { ...nothing(step), why: 'Nobody has clicked in this period.' }
  const part = Math.min(buyers, human)
  return { ...nothing(step), part, of: human, rate: interval.value, interval, why: null }
}

type Pair = {
  readonly channel: Channel
  readonly metrics: readonly string[]
  readonly of: Cell
  readonly part: Pick<Cell, 'value' | 'coveredDays' | 'days' | 'isEstimated'>
}

/** What both levels were told of. */
function pair({ channel, metrics, cells }: ToldPart, other: ReadonlyMap<string, Cell>): Pair[] {
  return [...cells].flatMap(([key, of]) => {
    const part = other.get(key)
    return part ? [{ channel, metrics, of, part }] : []
  })
}

/** Clicks are counted on every day: they cover what the showings cover, and more. */
function clicksOn({ channel, cells }: ToldPart, clicksOf: ClicksOf): ReadonlyMap<string, Cell> {
  return new Map(
    [...cells].map(([key, { days }]) => {
      return [key, { value: clicksOf(channel, key), coveredDays: days, days, isEstimated: false }]
    }),
  )
}

function isOn(channel: Channel): (part: ToldPart) => boolean {
  return (part) => part.channel === channel
}

function fromPairs(step: Named, pairs: readonly Pair[], source: LevelSource): Step {
  const of = Math.round(sum(pairs.map((one) => one.of.value)))
  const part = Math.round(sum(pairs.map((one) => one.part.value)))
  if (of === 0) return { ...nothing(step), why: sayWhy(step, pairs, source) }
  const covered = shareOf(pairs.map(daysOf))
  const notes = noteOn(step, pairs, { part, of, covered, told: source.told[1] })
  const isComparable = covered >= enoughDays && !notes.some(({ code }) => code === 'over-100' || code === 'people')
  return {
    ...nothing(step),
    ...{ part, of, rate: part / of },
    interval: isComparable ? wilson(part, of) : null,
    channels: [...new Set(pairs.map(({ channel }) => channel))],
    why: null,
    notes,
  }
}

/** Numbers that are read once a week lag up to six days behind: of a month still enough to compare, and said. */
const enoughDays = 0.75

function daysOf({ of, part }: Pair): Pick<Cell, 'coveredDays' | 'days'> {
  return { coveredDays: Math.min(of.coveredDays, part.coveredDays), days: of.days }
}

function shareOfDays(one: Pair): number {
  return shareOf([daysOf(one)])
}

type Compared = {
  readonly part: number
  readonly of: number
  /** 0–1 of the days. */
  readonly covered: number
  readonly told: LevelSource['told'][1]
}

function noteOn(step: Named, pairs: readonly Pair[], { part, of, covered, told }: Compared): Note[] {
  const notes: Note[] = []
  const what = step.to === 4 ? 'clicks' : step.to === 3 ? 'responses' : 'readings'
  if (part > of) notes.push({ code: 'over-100', says: sayOver(step) })
  if (pairs.some(({ metrics }) => metrics.includes('reach')))
    notes.push({
      code: 'people',
      says: `Reach counts accounts, ${what} count times: one account may stand behind several.`,
    })
  if (covered < 1) notes.push({ code: 'other-days', says: sayDays(step, covered) })
  if (pairs.some((one) => one.of.isEstimated || one.part.isEstimated))
    notes.push({
      code: 'estimated',
      says: 'The platform’s counts run since a post was published; the growth of this period is reckoned between two readings, as if it were even.',
    })
  const compared = new Set(pairs.map(({ channel }) => channel))
  const isSome =
    told.some(({ channel }) => !compared.has(channel)) ||
    told.some(({ isOfChannel, livePosts, livePostsTold }) => !isOfChannel && livePostsTold < livePosts)
  if (isSome && told.length > 0)
    notes.push({
      code: 'only-some',
      says: `Only of what is told: ${list.format([...compared].map(nameOf))}, ${pairs.length === 1 ? 'one count' : `${pairs.length} counts`} of both levels.`,
    })
  return notes
}

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' })

function sayOver({ to }: Named): string {
  if (to === 4)
    return 'More clicks than showings: the link was also opened where the platform doesn’t count (copied, forwarded, in the profile), or showings are missing.'
  return 'More than there were showings: the two counts are of different people or days.'
}

function sayDays({ to }: Named, covered: number): string {
  const share = Math.min(99, Math.round(covered * 100))
  if (to === 4) return `Showings are known of ${share}% of the days, clicks of all: the true rate is lower.`
  return `Both are known of only ${share}% of the days, and perhaps not of the same ones.`
}

function sayWhy({ to }: Named, pairs: readonly Pair[], { told }: LevelSource): string {
  const isShown = told[1].some(({ value }) => value !== null)
  if (!isShown) return 'How often it was shown isn’t known.'
  if (pairs.length > 0) return 'It wasn’t shown in this period.'
  const other = to === 2 || to === 3 ? told[to] : []
  if (other.some(({ value }) => value !== null))
    return 'The two levels are told of different things: one of the whole channel, the other of single posts.'
  return to === 2 ? 'Who read it isn’t known.' : 'Who responded isn’t known.'
}

function nothing({ from, to, name }: Named): Step {
  return { from, to, name, part: null, of: null, rate: null, interval: null, channels: [], why: null, notes: [] }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
