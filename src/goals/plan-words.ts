import type { Estimate } from '../statistics/rate.ts'

/** What a plan tells of each channel, from what is wanted down to what it takes. */
export const needs = ['results', 'clicks', 'impressions', 'posts', 'hours', 'money'] as const
export type NeedName = (typeof needs)[number]

export type Rounded = { readonly value: number; readonly low: number; readonly high: number }

/**
 * To two figures, the range outward: what is known of a plan bears no more. Hours to a tenth, all else whole; posts up, as
 * there is no part of one. What is exact has no range.
 */
export function rounded({ value, range: [low, high] }: Estimate, name: NeedName): Rounded {
  const least = name === 'hours' ? 0.1 : 1
  const shown = toStep(value, least, name === 'posts' ? Math.ceil : Math.round)
  if (low === value && high === value) return { value: shown, low: shown, high: shown }
  const lowest = toStep(low, least, name === 'posts' ? Math.ceil : Math.floor)
  return { value: shown, low: lowest, high: toStep(high, least, Math.ceil) }
}

/** `about 2,400 clicks (1,700–3,600)`; without a range where there is none. */
export function sayNeed(
  { value, low, high }: Rounded,
  name: NeedName,
  { metric, currency }: { readonly metric: string; readonly currency: string },
): string {
  const say = (number: number) => number.toLocaleString('en-GB')
  const [before, after] = name === 'money' ? [`${currency} `, ''] : ['', ` ${nounOf(name, metric, value)}`]
  const range = low < value || high > value ? ` (${say(low)}–${say(high)})` : ''
  return `about ${before}${say(value)}${after}${range}`
}

function nounOf(name: NeedName, metric: string, value: number): string {
  const noun = name === 'results' ? (results[metric] ?? 'orders') : name
  return value === 1 ? noun.replace(/s$/, '') : noun
}

/** What clicks turn into on the way to each metric. */
const results: Readonly<Record<string, string>> = {
  leads: 'leads',
  add_to_cart: 'baskets',
  begin_checkout: 'checkouts',
  link_clicks: 'clicks',
}

function toStep(value: number, least: number, round: (value: number) => number): number {
  if (!(value > 0)) return 0
  const step = Math.max(least, 10 ** (Math.floor(Math.log10(value)) - 1))
  // A hair off, so that 2400.0000001 isn't rounded up to 2500; and no 0.30000000000000004.
  const hair = round === Math.ceil ? -1e-9 : 1e-9
  return Number((round(value / step + hair) * step).toPrecision(12))
}
