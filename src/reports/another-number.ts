import * as z from 'zod'
import { badField } from '../http/problem.ts'
import { isTimeZone } from '../shops/calendar.ts'
import { toUnits } from '../shops/money.ts'
import type { Database } from '../storage/database.ts'
import {
  type AnotherMetric,
  anotherMetrics,
  type AnotherSource,
  anotherSources,
  findReasons,
  type Reason,
} from './another-number-reasons.ts'
import {
  type Compared,
  type OrderReasons,
  readClickEdges,
  readClickReasons,
  readOrderReasons,
  readSessions,
} from './another-number-store.ts'
import { conditional, reasonWords } from './another-number-words.ts'
import { countFigures, type Figures, netOf } from './figures.ts'
import { type Filter, periodQuery, type Question, showQuestion } from './question.ts'

export const anotherNumberQuery = periodQuery.extend({
  metric: z.enum(anotherMetrics, `must be one of ${anotherMetrics.join(', ')}`),
  source: z.enum(anotherSources, `must be one of ${anotherSources.join(', ')}`),
  value: z.coerce
    .number('must be a number such as 128 or 15400.50')
    .min(0, 'must be 0 or more')
    .max(1e15, 'must be 1,000,000,000,000,000 at most'),
  of: z.enum(['shop', 'links'], 'must be shop or links').optional(),
  theirTimeZone: z.string().refine(isTimeZone, 'must be an IANA time zone such as UTC or Europe/Oslo').default('UTC'),
  theirWindowDays: z.coerce
    .number('must be a number of days')
    .pipe(z.literal([1, 7, 28, 30, 90], 'must be one of 1, 7, 28, 30, 90'))
    .optional(),
})

export type AnotherAsked = {
  readonly metric: AnotherMetric
  readonly source: AnotherSource
  readonly value: number
  readonly of?: 'shop' | 'links' | undefined
  readonly theirTimeZone: string
  readonly theirWindowDays?: number | undefined
}

/** As they come: Meta and TikTok count a week after a click, Analytics' key events three months. */
const usualWindow = { ga4: 90, meta: 7, tiktok: 7, platform: 28 } as const satisfies Record<AnotherSource, number>

const channelsOf = {
  ga4: null,
  meta: ['facebook', 'instagram', 'threads'],
  tiktok: ['tiktok'],
  platform: null,
} as const satisfies Record<AnotherSource, readonly string[] | null>

/**
 * Why another count of the same days says something else: each reason with how much of it there was here, and whether it
 * can explain the difference: `if` where that hangs on something nobody knows here. Counts overlap (an order can be blocked
 * and near midnight), so that what they add up to is the most they explain; what is left is said. Revenue in whole units of the shop's currency.
 */
export async function explainAnother(database: Database, question: Question, asked: AnotherAsked) {
  const { metric, source, value } = asked
  const { shop } = question
  const compared = toCompared(asked)
  const { ours, reasons, ages } = await compare(database, withChannels(question, compared), { ...asked, compared })
  const inUnits = (amount: number) => (metric === 'revenue' ? toUnits(Math.round(amount), shop.currency) : amount)
  const gap = value - inUnits(ours)
  const shown = reasons.map((reason) => showReason(reason, gap, inUnits)).toSorted(bySize)
  return {
    ...showQuestion(question),
    ...{ metric, source, of: compared.of, channels: compared.channels, value },
    ...{ theirTimeZone: compared.timeZone, theirWindowDays: compared.windowDays },
    ours: inUnits(ours),
    gap,
    reasons: shown,
    /** Of the orders compared, how many came how soon after their click. */
    clickAges: ages,
    explained: addUp(shown, gap),
  }
}

function toCompared({ metric, source, of, theirTimeZone, theirWindowDays }: AnotherAsked): Compared {
  const isOfClicks = metric === 'clicks' || metric === 'sessions'
  if (isOfClicks && of === 'shop')
    throw badField('/of', `must be links, or left out: ${metric} are counted of links alone.`)
  return {
    of: isOfClicks ? 'links' : (of ?? (source === 'ga4' ? 'shop' : 'links')),
    channels: channelsOf[source],
    timeZone: theirTimeZone,
    windowDays: theirWindowDays ?? usualWindow[source],
  }
}

/** The platform's own channels alone. */
function withChannels(question: Question, { channels }: Compared): Question {
  const only: Filter[] = channels ? [{ dimension: 'channel', isNot: false, keys: channels }] : []
  return { ...question, filters: only, model: 'last-touch' }
}

async function compare(
  database: Database,
  question: Question,
  { metric, source, compared }: AnotherAsked & { readonly compared: Compared },
) {
  const { totals, unattributed } = await countFigures(database, question, 'channel')
  if (metric === 'orders' || metric === 'revenue') {
    const found = await readOrderReasons(database, question, compared)
    const counted = compared.of === 'shop' ? [totals, unattributed] : [totals]
    const sum = (each: (figures: Figures) => number) => counted.reduce((all, figures) => all + each(figures), 0)
    const ours = metric === 'orders' ? sum(({ purchase }) => purchase) : sum(netOf)
    const refunded = sum((figures) => figures.refunded)
    const taxedIn = question.shop.revenueBasis === 'paid'
    const reasons = findReasons({ metric, source, compared, found, refunded, isTaxIn: taxedIn })
    return { ours, reasons, ages: compared.of === 'links' ? showAges(found) : null }
  }
  const { channels } = compared
  const [clicks, edges, sessions] = await Promise.all([
    readClickReasons(database, question, channels),
    readClickEdges(database, question, compared),
    readSessions(database, question, channels),
  ])
  const ours = metric === 'clicks' ? totals.human : sessions
  return { ours, reasons: findReasons({ metric, source, totals, clicks, edges, sessions }), ages: null }
}

function showAges(found: OrderReasons) {
  return [
    { days: 1, orders: found.within1.orders },
    { days: 7, orders: found.within7.orders },
    { days: 28, orders: found.within28.orders },
    { days: 30, orders: found.within30.orders },
  ]
}

type Shown = ReturnType<typeof showReason>

/** `count` in the metric, null where it can't be counted; `orders` how many orders an amount is of. */
function showReason({ code, makesTheirs, count, orders }: Reason, gap: number, inUnits: (amount: number) => number) {
  const isFitting = gap !== 0 && makesTheirs === (gap > 0 ? 'larger' : 'smaller')
  const isIf = conditional.has(code)
  const explains = !isFitting || count === 0 ? 'no' : count === null ? 'cannot-count' : isIf ? 'if' : 'part'
  const amount = count === null ? null : inUnits(count)
  return {
    ...{ code, says: reasonWords[code], makesTheirs, count: amount, orders: orders ?? null, isConditional: isIf },
    explains: explains === 'part' && amount !== null && amount >= Math.abs(gap) ? ('all' as const) : explains,
  } as const
}

/** What can explain the difference first, the most first; then what does on a condition; then what can't be counted; then the rest, the most first. */
function bySize(a: Shown, b: Shown): number {
  const place = ({ explains }: Shown) => ({ all: 0, part: 0, if: 1, 'cannot-count': 2, no: 3 })[explains]
  return place(a) - place(b) || (b.count ?? -1) - (a.count ?? -1) || (a.code < b.code ? -1 : 1)
}

/**
 * Of what is counted and hangs on nothing: what explains the difference, less what works the other way and has to be
 * explained as well. About, since the same order may be in several reasons.
 */
function addUp(reasons: readonly Shown[], gap: number) {
  const sum = (isAsked: (reason: Shown) => boolean) =>
    reasons.filter(isAsked).reduce((all, { count }) => all + (count ?? 0), 0)
  const counted = sum(({ explains }) => explains === 'part' || explains === 'all')
  const isAgainst = ({ makesTheirs, isConditional }: Shown) =>
    !isConditional && makesTheirs === (gap > 0 ? 'smaller' : 'larger')
  const against = gap === 0 ? 0 : sum(isAgainst)
  const unexplained = gap === 0 ? 0 : Math.max(0, Math.abs(gap) + against - counted)
  return {
    counted,
    /** What works the other way, and makes the riddle larger. */
    against,
    /** What would explain more, where its condition holds. */
    onCondition: sum(({ explains }) => explains === 'if'),
    unexplained,
    uncounted: reasons.filter(({ explains }) => explains === 'cannot-count').length,
    says: sayExplained(gap, counted, unexplained),
  }
}

function sayExplained(gap: number, counted: number, unexplained: number): string {
  if (gap === 0) return 'Both numbers are the same.'
  if (counted === 0) return 'Nothing that can be counted here explains the difference.'
  if (unexplained > 0) return 'What can be counted here explains a part of the difference at most.'
  return 'What can be counted here could explain all of it. That doesn’t prove that it does.'
}
