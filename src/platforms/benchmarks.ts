import type { Channel } from '../links/channel.ts'

export const trusts = ['high', 'medium', 'low'] as const
export type Trust = (typeof trusts)[number]

/**
 * What others report. `low` and `high` are in the metric's unit (percent is 0–100), the same where one number is told,
 * null where no number says anything. `asOf` is the day it was told. Never a line to pass or fail: shops differ more
 * than numbers like these.
 */
export type Benchmark = {
  readonly metric: string
  /** null: of no channel in particular. */
  readonly channel: Channel | null
  readonly low: number | null
  readonly high: number | null
  readonly source: string
  readonly asOf: string
  readonly trust: Trust
  readonly caution: string
}

/** Told on 2024-02-28 by Bazaarvoice in “11 social commerce KPIs”, who quote others without saying of when their numbers are. */
const told = { asOf: '2024-02-28' } as const
const rivalIq = {
  ...told,
  metric: 'engagement_rate',
  source: 'Rival IQ, quoted by Bazaarvoice',
  trust: 'medium',
} as const
const perPost =
  'Per post and by followers. Kinds of engagement differ in worth, and platforms count them differently: compare with your own past first.'
const chatdesk = { ...told, metric: 'click_rate', source: 'Chatdesk, quoted by Bazaarvoice', trust: 'low' } as const
const tooHigh =
  'Implausibly high: rates near 1% are common, so that a decimal point may have been lost. Never planned with.'

/** What is shipped. A shop's own word on the same metric and channel goes before it. */
export const benchmarks: readonly Benchmark[] = [
  {
    ...told,
    metric: 'conversion_rate',
    channel: null,
    low: 2,
    high: 3,
    source: 'BigCommerce, quoted by Bazaarvoice',
    trust: 'medium',
    caution:
      'Called good for web shops of all kinds, over all their visitors. Price, season and how warm your followers are matter more.',
  },
  {
    ...told,
    metric: 'lead_rate',
    channel: null,
    low: 3.8,
    high: 3.8,
    source: 'Average of pop-ups that ask for an e-mail address, quoted by Bazaarvoice',
    trust: 'medium',
    caution: 'Of all visitors to a shop. Yours from social media should be no lower than yours from elsewhere.',
  },
  { ...rivalIq, channel: 'facebook', low: 0.06, high: 0.06, caution: perPost },
  { ...rivalIq, channel: 'instagram', low: 0.47, high: 0.47, caution: perPost },
  { ...rivalIq, channel: 'tiktok', low: 5.69, high: 5.69, caution: perPost },
  { ...rivalIq, channel: 'x', low: 0.035, high: 0.035, caution: perPost },
  { ...chatdesk, channel: 'instagram', low: 18, high: 18, caution: `Posts and ads alike. ${tooHigh}` },
  { ...chatdesk, channel: 'tiktok', low: 2.3, high: 14, caution: `Ads 2.3%, posts 14%. ${tooHigh}` },
  { ...chatdesk, channel: 'facebook', low: 9, high: 9, caution: `Ads; nothing is told of posts. ${tooHigh}` },
  ...noneUseful(),
]

/** Where the trade has no number worth comparing with, and what to compare with instead. */
function noneUseful(): Benchmark[] {
  const none = { ...told, channel: null, low: null, high: null, source: 'Bazaarvoice', trust: 'high' } as const
  return [
    {
      ...none,
      metric: 'orders',
      caution:
        'Orders follow the season: compare with the same days of last year, such as this December with the last.',
    },
    {
      ...none,
      metric: 'revenue',
      caution: 'Compare with the same days of last year, and with what the business expects.',
    },
    {
      ...none,
      metric: 'aov',
      caution: 'No shop’s basket says anything about another’s: take your own history, or begin to collect one now.',
    },
    {
      ...none,
      metric: 'impressions',
      caution: 'Weekly swings are normal. Look for a long upward trend, and compare today with last year.',
    },
  ]
}

/** The number to plan with, in the metric's unit; null where nothing is told, or too little of it is to be believed. */
export function plannable({ low, high, trust }: Pick<Benchmark, 'low' | 'high' | 'trust'>) {
  if (low === null || high === null || trust === 'low') return null
  // One number is told as if it were exact; half and double it is what such numbers are worth.
  return low === high ? { value: low, low: low / 2, high: low * 2 } : { value: (low + high) / 2, low, high }
}

/** A rate as it stands beside others': in percent, with where the true one may lie. */
export type OwnRate = { readonly value: number; readonly low: number | null; readonly high: number | null }

/** `your 1.9 % [1.2–2.9]; others report 2–3 % (2024, medium trust)`. Says where you are, never whether that is good. */
export function compareToBenchmark(own: OwnRate | null, benchmark: Pick<Benchmark, 'low' | 'high' | 'asOf' | 'trust'>) {
  const { low, high, asOf, trust } = benchmark
  const bounds = own && own.low !== null && own.high !== null ? ` [${digits(own.low)}–${digits(own.high)}]` : ''
  const yours = own ? `your ${digits(own.value)}%${bounds}` : 'yours is not known yet'
  if (low === null || high === null) return `${yours}; others report nothing useful: compare with your own past`
  const span = low === high ? digits(low) : `${digits(low)}–${digits(high)}`
  return `${yours}; others report ${span}% (${asOf.slice(0, 4) || 'no date'}, ${trust} trust)`
}

/** Two figures that say something; whole numbers whole. */
function digits(value: number): string {
  return String(Number(value.toPrecision(2)))
}
