import { dayMs } from '../shops/calendar.ts'
import type { ShopSource } from '../shops/source.ts'
import { chanceOfSoFew, chanceOfSoMany, type Part } from '../statistics/compare.ts'
import { wilson } from '../statistics/interval.ts'
import { count, hourMs, showSpan, silentRemedies, sourceNames } from './alarm-words.ts'

export const alarmCodes = [
  'webhook-silent',
  'webhook-refused',
  'coverage-fell',
  'refunds-high',
  'woocommerce-webhook-disabled',
  'snippet-silent',
] as const
export type AlarmCode = (typeof alarmCodes)[number]

/** Something that is likely broken, with the figures that say so. `since`: UTC milliseconds. `page`: where to mend it. */
export type Alarm = {
  readonly code: AlarmCode
  readonly source: ShopSource | null
  readonly since: number
  readonly title: string
  readonly text: string
  readonly remedy: string
  readonly page: '/install' | '/orders' | '/report'
}

/** A finding by chance alone comes less often than this. */
const leastChance = 0.01

export type SourceHistory = {
  readonly source: ShopSource
  readonly takenAt: number | null
  readonly refusedAt: number | null
  /** When its last orders were made, ascending, up to `takenAt`. */
  readonly orderTimes: readonly number[]
  /** Of the shop's orders in the 28 days up to `takenAt`, those that it told of. */
  readonly told: Part
  /** Orders since, an hour and more ago, that its list or others told of. */
  readonly ordersSince: number
  /** People's clicks on the whole days since, and in the 28 days before. */
  readonly clicksSince: number
  readonly clicksBefore: number
}

/**
 * A source that told of orders before and has told nothing for longer than usual, though the shop goes on. Longer than
 * usual: a day, and four times the usual (median) time between two orders. That the shop goes on is told by orders that
 * came without it, or, beyond a quarter more than its longest silence so far, by clicks that would have led to orders.
 */
export function judgeSilence(history: SourceHistory, now: number): Alarm | null {
  const { source, takenAt, orderTimes } = history
  if (takenAt === null || orderTimes.length < leastOrders) return null
  const gaps = orderTimes.slice(1).map((at, index) => at - (orderTimes[index] ?? at))
  const usualMs = median(gaps)
  const silentMs = now - takenAt
  if (silentMs <= Math.max(dayMs, 4 * usualMs)) return null
  const why = goesOn(history, { silentMs, longestMs: Math.max(...gaps) })
  if (why === null) return null
  const name = sourceNames[source]
  return {
    code: 'webhook-silent',
    source,
    since: takenAt,
    title: `${name} has gone silent`,
    text: `Nothing has come from ${name} for ${showSpan(silentMs)}; usually an order comes every ${showSpan(usualMs)}. ${why}`,
    remedy: silentRemedies[source],
    page: '/install',
  }
}

const leastOrders = 11

function goesOn(
  { told, ordersSince, clicksSince, clicksBefore }: SourceHistory,
  { silentMs, longestMs }: { readonly silentMs: number; readonly longestMs: number },
): string | null {
  const tellsUsually = wilson(told.successes, told.trials).low
  if (told.trials >= 10 && (1 - tellsUsually) ** ordersSince < leastChance)
    return `Meanwhile ${count(ordersSince, 'order')} became known without it.`
  if (silentMs <= 1.25 * longestMs || clicksBefore === 0 || clicksSince < 20) return null
  const expected = (told.successes / clicksBefore) * clicksSince
  if (Math.exp(-expected) >= leastChance) return null
  return `Meanwhile people clicked ${clicksSince} times, which usually goes with about ${Math.round(expected)} orders.`
}

/** Deliveries that are signed wrongly, lately, and none that is signed right since. */
export function judgeRefused({ source, takenAt, refusedAt }: SourceHistory, now: number): Alarm | null {
  if (refusedAt === null || now - refusedAt > 7 * dayMs) return null
  if (takenAt !== null && refusedAt - takenAt < hourMs) return null
  const name = sourceNames[source]
  const before =
    takenAt === null ? 'None was signed right so far.' : `The last right one came ${showSpan(now - takenAt)} ago.`
  return {
    code: 'webhook-refused',
    source,
    since: takenAt ?? refusedAt,
    title: `Deliveries by ${name} are refused`,
    text: `One came ${showSpan(now - refusedAt)} ago, signed with none of the secrets that are set here. ${before}`,
    remedy: `Copy the secret of ${name} to the install page once more, or set there the one that ${name} has. Orders of the time between can be imported.`,
    page: '/install',
  }
}

/** `recent`, `before`: of the orders that the shop's own systems told of, those that a browser told of too. */
export function judgeCoverage({ recent, before, since }: Compared): Alarm | null {
  if (recent.trials < 20 || before.trials < 40) return null
  const [now, then] = [shareOf(recent), shareOf(before)]
  if (then - now < 0.1 || chanceOfSoFew(recent, before) >= leastChance) return null
  return {
    code: 'coverage-fell',
    source: null,
    since,
    title: 'The snippet sees fewer of your orders',
    text: `In the last 7 days it saw ${ofAll(recent)} orders (${percent(now)}), in the 28 days before ${ofAll(before)} (${percent(then)}).`,
    remedy:
      'Look whether the thank-you page, the consent banner or the theme was changed: the install page names the likely causes.',
    page: '/install',
  }
}

export type Compared = { readonly recent: Part; readonly before: Part; readonly since: number }

/** `recent`, `before`: of the orders made then, those that something was given back of since. */
export function judgeRefunds({ recent, before, since }: Compared): Alarm | null {
  if (recent.trials < 20 || before.trials < 50 || recent.successes < 5) return null
  const [now, then] = [shareOf(recent), shareOf(before)]
  if (now < 1.5 * then || chanceOfSoMany(recent, before) >= leastChance) return null
  return {
    code: 'refunds-high',
    source: null,
    since,
    title: 'Unusually many orders are given back',
    text: `Of the orders of the last 14 days ${ofAll(recent)} were refunded or cancelled (${percent(now)}), of those of the 12 weeks before ${ofAll(before)} (${percent(then)}).`,
    remedy:
      'Look at these orders: a faulty product, a wrong price, fraud, or payments that fail. If they are right, nothing is broken; set the alarm aside.',
    page: '/orders',
  }
}

export type SnippetHistory = {
  /** Days, ascending, on which the snippet or the pixel was heard, the last 28 up to the last one. */
  readonly heardDays: readonly number[]
  readonly today: number
  /** When the last of these days was over. */
  readonly since: number
  /** Visits, or page views where visits aren't told apart, and people's clicks in that time. */
  readonly visits: number
  readonly clicks: number
  /** People's clicks on the whole days since. */
  readonly clicksSince: number
}

/** The snippet was heard on most days, and isn't for longer than ever, though clicks come that it usually tells of. */
export function judgeSnippet(history: SnippetHistory): Alarm | null {
  const { heardDays, today, since, visits, clicks, clicksSince } = history
  const last = heardDays.at(-1)
  if (last === undefined || heardDays.length < 7 || visits < 50 || clicks === 0) return null
  const longest = Math.max(...heardDays.slice(1).map((day, index) => day - (heardDays[index] ?? day)))
  const expected = Math.min(1, visits / clicks) * clicksSince
  if (today - last <= Math.max(1, longest) || clicksSince < 20 || Math.exp(-expected) >= leastChance) return null
  return {
    code: 'snippet-silent',
    source: null,
    since,
    title: 'The snippet has gone silent',
    text: `No visit was told of for ${count(today - last - 1, 'whole day')}, though people clicked ${clicksSince} times; usually that goes with about ${Math.round(expected)} visits.`,
    remedy:
      'Open your shop and look whether the snippet is still in its pages: a new theme, a consent banner or a content security policy takes it away.',
    page: '/install',
  }
}

/** WooCommerce switches a webhook off after more than five deliveries in a row that failed. */
export function judgeDisabled(
  connection:
    | { readonly url: string; readonly disabledAt: number | null; readonly mendedAt: number | null }
    | undefined,
  now: number,
): Alarm | null {
  if (!connection || connection.disabledAt === null) return null
  const { url, disabledAt, mendedAt } = connection
  const isMended = mendedAt !== null && mendedAt >= disabledAt
  const done = isMended
    ? 'It was switched on again, and the orders of the last 3 days were read, so that none is missing.'
    : 'It was switched on again before, and WooCommerce switched it off once more.'
  return {
    code: 'woocommerce-webhook-disabled',
    source: 'woocommerce',
    since: disabledAt,
    title: 'WooCommerce switched its webhook off',
    text: `${showSpan(now - disabledAt)} ago a webhook of ${new URL(url).host} was found switched off, as WooCommerce does after more than 5 failed deliveries in a row. ${done}`,
    remedy:
      `See in WooCommerce, Status, Logs (webhooks-delivery) why deliveries failed: most often Tilltrail could not be reached from the shop. ${isMended ? '' : 'Then switch the webhook to Active under WooCommerce, Settings, Advanced, Webhooks.'}`.trim(),
    page: '/install',
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2
}

function shareOf({ successes, trials }: Part): number {
  return successes / trials
}

function ofAll({ successes, trials }: Part): string {
  return `${successes} of ${trials}`
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`
}
