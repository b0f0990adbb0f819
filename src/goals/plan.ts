import type { Channel } from '../links/channel.ts'
import { type Estimate, multiply, poissonRange, z80 } from '../statistics/rate.ts'
import { type ChannelRates, isKnown, type PlanPage, type PlanRate, type Unknown } from './plan-rates.ts'
import { type NeedName, needs, rounded, sayNeed } from './plan-words.ts'
import type { Plannable } from './plannable.ts'

/** What a goal asks for, and by what it is answered. Days since 1970, inclusive. `said`: the shop's own resources. */
export type PlanQuestion = {
  readonly metric: Plannable
  readonly target: number
  /** What was reached of it before `today`. */
  readonly reached: number
  readonly from: number
  readonly to: number
  readonly today: number
  readonly channels: readonly { readonly channel: Channel; readonly share: number; readonly rates: ChannelRates }[]
  /** What one result is worth in the metric: money per order, new customers per order; 1 of what is counted. */
  readonly perResult: PlanRate | Unknown
  readonly said: { readonly hoursPerWeek: number | null; readonly moneyPerMonth: number | null }
  /** Whether costs of no channel were left out. */
  readonly hasOtherCosts: boolean
  readonly currency: string
}

/** About how much, and the range it lies in with 80 % if rates stay; rounded. Or what would tell. */
export type Need =
  | {
      readonly value: number
      readonly low: number
      readonly high: number
      readonly words: string
      readonly unknown: null
      readonly page: null
    }
  | {
      readonly value: null
      readonly low: null
      readonly high: null
      readonly words: string
      readonly unknown: string
      readonly page: PlanPage | null
    }

type Raw = Estimate | Unknown
type RawNeeds = Readonly<Record<NeedName, Raw>>

/**
 * What it takes to reach the rest of a target, channel by channel, backwards: results ← clicks ← impressions and posts ←
 * hours and money. Ranges are the rates' 80 % intervals, put together on the logarithm's scale (`multiply`); the totals'
 * add the channels' ends, as if all were off the same way, which is on the safe side.
 */
export function planBackwards(question: PlanQuestion) {
  const { target, reached, from, to, today, channels } = question
  const remaining = Math.max(0, target - reached)
  const daysLeft = Math.max(0, to - Math.max(from, today) + 1)
  const raw = channels.map((one) => ({ ...one, needs: needsOf(question, remaining * one.share, one.rates) }))
  const totals = addUp(raw.map((one) => one.needs))
  return {
    remaining,
    daysLeft,
    channels: raw.map(({ channel, share, rates, needs: own }) => ({
      channel,
      share,
      rates: showRates(rates),
      needs: showNeeds(own, question),
    })),
    totals: showNeeds(totals, question),
    feasibility: judgeFeasibility(totals, question, daysLeft),
    assumptions: assumptionsOf(question, remaining),
  }
}

function needsOf({ metric, perResult }: PlanQuestion, share: number, rates: ChannelRates): RawNeeds {
  const exact = { value: share, range: [share, share] } as const
  const results = divide(exact, perResult)
  const clicks = metric === 'link_clicks' ? results : divide(results, rates.conversion)
  const posts = divide(clicks, rates.clicksPerPost)
  return {
    results,
    clicks,
    impressions: divide(clicks, rates.click),
    posts,
    hours: times(posts, rates.hoursPerPost),
    money: times(clicks, rates.moneyPerClick),
  }
}

function divide(need: Raw, rate: PlanRate | Unknown): Raw {
  if ('unknown' in need) return need
  if (!isKnown(rate)) return rate
  if (need.value === 0) return need
  const [low, high] = rate.range
  if (!(rate.value > 0 && low > 0)) return { unknown: 'Nothing has come of it so far: wait for the first results.' }
  return multiply(need, { value: 1 / rate.value, range: [1 / high, 1 / low] })
}

function times(need: Raw, rate: PlanRate | Unknown): Raw {
  if ('unknown' in need) return need
  return isKnown(rate) ? multiply(need, rate) : rate
}

/** Unknown as soon as one channel's is. */
function addUp(all: readonly RawNeeds[]): RawNeeds {
  const sumOf = (name: NeedName): Raw => {
    let sum: Estimate = { value: 0, range: [0, 0] }
    for (const { [name]: need } of all) {
      if ('unknown' in need) return need
      // There is no part of a post: each channel's are rounded up before they are added.
      const whole = (number: number) => (name === 'posts' ? Math.ceil(number - 1e-9) : number)
      const [low, high] = need.range
      sum = { value: sum.value + whole(need.value), range: [sum.range[0] + whole(low), sum.range[1] + whole(high)] }
    }
    return sum
  }
  const [results, clicks, impressions, posts, hours, money] = needs.map(sumOf)
  if (!results || !clicks || !impressions || !posts || !hours || !money) throw new Error('a need is missing')
  return { results, clicks, impressions, posts, hours, money }
}

function showNeeds(raw: RawNeeds, question: PlanQuestion): Record<NeedName, Need> {
  const show = (name: NeedName) => showNeed(raw[name], name, question)
  return {
    results: show('results'),
    clicks: show('clicks'),
    impressions: show('impressions'),
    posts: show('posts'),
    hours: show('hours'),
    money: show('money'),
  }
}

function showNeed(need: Raw, name: NeedName, { metric, currency }: PlanQuestion): Need {
  if ('unknown' in need)
    return {
      ...{ value: null, low: null, high: null, words: `unknown: ${lowerFirst(need.unknown)}` },
      ...{ unknown: need.unknown, page: need.page ?? null },
    }
  const shown = rounded(need, name)
  return { ...shown, words: sayNeed(shown, name, { metric, currency }), unknown: null, page: null }
}

function showRates(rates: ChannelRates) {
  const show = (rate: PlanRate | Unknown) =>
    isKnown(rate)
      ? {
          value: rate.value,
          low: rate.range[0],
          high: rate.range[1],
          basis: rate.basis,
          told: rate.told,
          unknown: null,
        }
      : { value: null, low: null, high: null, basis: null, told: null, unknown: rate.unknown }
  return {
    conversion: show(rates.conversion),
    click: show(rates.click),
    clicksPerPost: show(rates.clicksPerPost),
    hoursPerPost: show(rates.hoursPerPost),
    moneyPerClick: show(rates.moneyPerClick),
  }
}

/** Whether it fits what the shop said it would put in; null where either isn't known. Said, never blocked. */
function judgeFeasibility(totals: RawNeeds, { said, currency }: PlanQuestion, daysLeft: number) {
  const weeks = Math.max(1, daysLeft) / 7
  const months = Math.max(1, daysLeft) / 30.44
  const hours = weigh(totals.hours, weeks, said.hoursPerWeek)
  const money = weigh(totals.money, months, said.moneyPerMonth)
  const sayHours = (value: number) => `${value.toLocaleString('en-GB')} h/week`
  const sayMoney = (value: number) => `${currency} ${value.toLocaleString('en-GB')} a month`
  return {
    hoursPerWeek: { ...hours, words: sayFit(hours, sayHours, 'hours') },
    moneyPerMonth: { ...money, words: sayFit(money, sayMoney, 'money') },
  }
}

type Fit = { readonly needed: number | null; readonly said: number | null; readonly fits: boolean | null }

function weigh(total: Raw, periods: number, said: number | null): Fit {
  if ('unknown' in total) return { needed: null, said, fits: null }
  const { value } = rounded({ value: total.value / periods, range: [0, 0] }, 'hours')
  return { needed: value, said, fits: said === null ? null : value <= said }
}

function sayFit({ needed, said }: Fit, say: (value: number) => string, what: 'hours' | 'money'): string {
  if (needed === null) return `How much ${what === 'hours' ? 'time' : 'money'} it takes is unknown: write down costs.`
  if (said === null) return `Needs about ${say(needed)}. How much you can put in is not said yet: say it under Purpose.`
  return needed <= said
    ? `Needs about ${say(needed)}; you said ${say(said)}.`
    : `Needs about ${say(needed)}; you said ${say(said)}: lower the target, take longer, or put in more.`
}

/** What must stay as it is for the plan to hold; shown with it, always. */
function assumptionsOf({ metric, channels, hasOtherCosts }: PlanQuestion, remaining: number): string[] {
  const [low, high] = poissonRange(remaining, { z: z80 })
  const isCounted = metric !== 'revenue' && remaining > 0
  const isBenchmarked = channels.some(
    ({ rates }) => isKnown(rates.conversion) && rates.conversion.basis === 'benchmark',
  )
  return [
    'It holds if rates stay as in the last 180 days. Ranges are where the need lies 8 times in 10 by what is known of the rates.',
    ...(isCounted
      ? [
          `Even at exactly these rates chance alone makes ${Math.round(remaining)} come out at ${Math.floor(low)}–${Math.ceil(high)}.`,
        ]
      : []),
    'More posts to the same followers bring fewer clicks each: the more you plan above what you do now, the less it holds.',
    ...(hasOtherCosts ? ['Costs that name no channel are left out of hours and money.'] : []),
    'Only what comes by your links is counted, by the last click.',
    ...(isBenchmarked
      ? ['Your own numbers are too few yet: others’ are used, which may not fit your shop at all.']
      : []),
  ]
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, '')
}
