import type { Channel } from '../links/channel.ts'
import type { Counted, Prior } from '../statistics/shrinkage.ts'
import { dispersionOfShares, rateOfGroups, shareOfGroups, shrinkRate, shrinkShare } from '../statistics/shrinkage.ts'
import type { Part } from '../statistics/compare.ts'
import type { Estimate } from '../statistics/rate.ts'

/** What a channel did in the days that rates are taken from. `results`: orders or leads, by the goal. Money in whole units. */
export type ChannelPast = {
  readonly channel: Channel
  readonly clicks: number
  readonly results: number
  /** By week, oldest first: how uneven a channel is. */
  readonly weeks: readonly { readonly clicks: number; readonly results: number }[]
  /** Impressions and the clicks of the same days; null where nobody told them. */
  readonly seen: { readonly impressions: number; readonly clicks: number } | null
  /** Clicks of each post that was published on these days. */
  readonly posts: readonly number[]
  readonly hours: number
  readonly money: number
  /** Whether anything was written down for it, 0 too, and all of it is in `money`. */
  readonly isCostTold: boolean
}

/** What stands between two steps, and where it is from. A share is 0–1. */
export type PlanRate = Estimate & {
  readonly basis: 'own' | 'others' | 'benchmark' | 'if'
  readonly told: string
}

/** What isn't known, and the one thing that would tell it, with the page to do it on. */
export type Unknown = { readonly unknown: string; readonly page?: PlanPage }
export type PlanPage = 'numbers' | 'costs' | 'links' | 'install'

export type ChannelRates = {
  /** Clicks → results. */
  readonly conversion: PlanRate | Unknown
  /** Impressions → clicks. */
  readonly click: PlanRate | Unknown
  readonly clicksPerPost: PlanRate | Unknown
  readonly hoursPerPost: PlanRate | Unknown
  readonly moneyPerClick: PlanRate | Unknown
}

/** A number of others to go by where own ones are too few; a share is 0–1. */
export type Fallback = Estimate & { readonly told: string }

// Below these counts the next order would turn the rate over; chosen, not found.
export const fewest = { clicks: 100, results: 5, impressions: 1000, impressionClicks: 10, posts: 5 } as const
/** What all channels together weigh, in clicks, while there are too few of them to show how much they differ. */
const assumedWeight = 100
/** Channels (with 20 clicks each) from which it can be told how much they differ. */
const fewestGroups = 3
const fewestInGroup = 20
const confidence = 0.8

/** The rates of each channel by its own past, drawn towards that of all channels as far as its own numbers are few. */
export function ratesOf(
  past: readonly ChannelPast[],
  channel: { readonly id: Channel; readonly name: string },
  others: { readonly conversion: Fallback | Unknown; readonly click: Fallback | null },
): ChannelRates {
  const own = past.find((one) => one.channel === channel.id) ?? { ...nothing, channel: channel.id }
  return {
    conversion: conversionOf(past, own, others.conversion),
    click: clickRateOf(own, channel.name, others.click),
    clicksPerPost: clicksPerPostOf(past, own, channel.name),
    hoursPerPost: hoursPerPostOf(past, own, channel.name),
    moneyPerClick: moneyPerClickOf(own, channel.name),
  }
}

export function isKnown(rate: PlanRate | Unknown): rate is PlanRate {
  return !('unknown' in rate)
}

const nothing = { clicks: 0, results: 0, weeks: [], seen: null, posts: [], hours: 0, money: 0, isCostTold: false }

function conversionOf(past: readonly ChannelPast[], own: ChannelPast, fallback: Fallback | Unknown) {
  const clicks = total(past, (one) => one.clicks)
  const results = total(past, (one) => one.results)
  if (clicks < fewest.clicks || results < fewest.results) {
    return 'unknown' in fallback ? fallback : { ...fallback, basis: 'benchmark' as const }
  }
  const partOf = (one: ChannelPast) => ({ successes: Math.min(one.results, one.clicks), trials: one.clicks })
  const part = partOf(own)
  const prior = priorOf(past.map(partOf), shareOfGroups)
  const weeks = own.weeks.map((week) => ({ successes: Math.min(week.results, week.clicks), trials: week.clicks }))
  const estimate = shrinkShare(thin(part, dispersionOfShares(weeks)), prior, confidence)
  const isOwn = own.clicks >= fewest.clicks && own.results >= fewest.results
  return rate(estimate, isOwn, `${sayCount(own.results)} of ${sayCount(own.clicks)} clicks`)
}

/** Of impressions and clicks alone: platforms differ too much in what they call an impression to lend each other rates. */
function clickRateOf({ seen }: ChannelPast, name: string, fallback: Fallback | null): PlanRate | Unknown {
  if (seen && seen.impressions >= fewest.impressions && seen.clicks >= fewest.impressionClicks) {
    const part = { successes: Math.min(seen.clicks, seen.impressions), trials: seen.impressions }
    const alone = { mean: part.successes / part.trials, weight: 1, ...part }
    // Impressions come in thousands per post, so that chance says next to nothing: posts differ by ten times what it allows.
    const estimate = shrinkShare(thin(part, usualDispersion), alone, confidence)
    return rate(estimate, true, `${sayCount(seen.clicks)} clicks of ${sayCount(seen.impressions)} impressions`)
  }
  if (fallback) return { ...fallback, basis: 'benchmark' }
  return { unknown: `Type in impressions for ${name}.`, page: 'numbers' }
}

/** How many times posts' click rates scatter more than chance makes them: our reading of what platforms' exports show. */
const usualDispersion = 10

function clicksPerPostOf(past: readonly ChannelPast[], own: ChannelPast, name: string): PlanRate | Unknown {
  const countedOf = (one: ChannelPast) => ({
    count: one.posts.length === 0 ? 0 : one.clicks,
    exposure: one.posts.length,
  })
  if (total(past, (one) => one.posts.length) < fewest.posts || total(past, (one) => one.clicks) < fewest.clicks)
    return { unknown: `Publish ${fewest.posts} posts with short links on ${name}, with their dates.`, page: 'links' }
  const prior = priorOf(past.map(countedOf), rateOfGroups, 1)
  const { count, exposure } = countedOf(own)
  const scatter = dispersionOfCounts(past.flatMap((one) => one.posts))
  const estimate = shrinkRate({ count: count / scatter, exposure: exposure / scatter }, prior, confidence)
  return rate(
    estimate,
    exposure >= fewest.posts,
    `${sayCount(count)} clicks in the days of ${sayCount(exposure)} posts`,
  )
}

function hoursPerPostOf(past: readonly ChannelPast[], own: ChannelPast, name: string): PlanRate | Unknown {
  const all = { hours: total(past, (one) => one.hours), posts: total(past, (one) => one.posts.length) }
  const [source, isOwn] =
    own.hours > 0 && own.posts.length > 0 ? [{ hours: own.hours, posts: own.posts.length }, true] : [all, false]
  if (source.hours === 0 || source.posts === 0)
    return { unknown: `Write down the hours that posts on ${name} take.`, page: 'costs' }
  return rate(
    exactly(source.hours / source.posts),
    isOwn,
    `${sayCount(source.hours)} hours for ${sayCount(source.posts)} posts`,
  )
}

function moneyPerClickOf(own: ChannelPast, name: string): PlanRate | Unknown {
  if (!own.isCostTold || own.clicks === 0) return { unknown: `Write down what ${name} costs, 0 too.`, page: 'costs' }
  return rate(exactly(own.money / own.clicks), true, `${sayCount(own.money)} for ${sayCount(own.clicks)} clicks`)
}

/** What the groups tell together; of too few of them with a weight that is assumed, and of one alone with none. */
function priorOf<Group extends Part | Counted>(
  groups: readonly Group[],
  learn: (groups: readonly Group[]) => Prior | undefined,
  enough = fewestInGroup,
): Prior {
  const sizeOf = (group: Group) => ('trials' in group ? group.trials : group.exposure)
  const told = groups.filter((group) => sizeOf(group) > 0)
  const prior = learn(told) ?? { mean: 0, weight: 1, successes: 0, trials: 0 }
  if (told.filter((group) => sizeOf(group) >= enough).length >= fewestGroups && prior.weight < prior.trials)
    return prior
  const assumed = told.length > 1 ? Math.min(assumedWeight, prior.trials / told.length) : 1
  return { ...prior, weight: Math.max(1, assumed) }
}

/** Fewer trials that say as much as these do, where they scatter. */
function thin({ successes, trials }: Part, dispersion: number): Part {
  return { successes: successes / dispersion, trials: trials / dispersion }
}

/** Variance ÷ mean of the posts' clicks: one post in ten brings most of them. */
function dispersionOfCounts(counts: readonly number[]): number {
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length
  if (counts.length < 2 || !(mean > 0)) return 1
  const squares = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0)
  return Math.max(1, squares / (counts.length - 1) / mean)
}

function rate(
  { value, low, high }: { value: number; low: number; high: number },
  isOwn: boolean,
  told: string,
): PlanRate {
  return { value, range: [low, high], basis: isOwn ? 'own' : 'others', told }
}

function exactly(value: number) {
  return { value, low: value, high: value }
}

function total(past: readonly ChannelPast[], of: (one: ChannelPast) => number): number {
  return past.reduce((sum, one) => sum + of(one), 0)
}

function sayCount(count: number): string {
  return (Math.round(count * 10) / 10).toLocaleString('en-GB')
}
