import * as z from 'zod'
import { badField } from '../http/problem.ts'
import { showDay } from '../shops/calendar.ts'
import { toUnits } from '../shops/money.ts'
import { type Better, wordsFor } from '../statistics/better.ts'
import type { Shrunk } from '../statistics/shrinkage.ts'
import type { Database } from '../storage/database.ts'
import { countFigures, noFigures } from './figures.ts'
import { periodQuery, type Question, showQuestion } from './question.ts'
import { type Entry, type Gauge, gaugeOf, type Measure, measures, toEntry } from './ranking-measure.ts'
import { findUsual, type Usual } from './ranking-priors.ts'
import { readPostKinds } from './ranking-store.ts'
import { showCount } from './summary.ts'

const rankedBy = ['post', 'campaign', 'channel', 'link'] as const
export type RankedBy = (typeof rankedBy)[number]

export const rankingQuery = periodQuery.extend({
  by: z.enum(rankedBy, `must be one of ${rankedBy.join(', ')}`).default('post'),
  measure: z.enum(measures, `must be one of ${measures.join(', ')}`).default('conversion-rate'),
  a: z.string().optional(),
  b: z.string().optional(),
})

type Asked = {
  readonly by: RankedBy
  readonly measure: Measure
  readonly a?: string | undefined
  readonly b?: string | undefined
}

/**
 * Which is the best, from so many small numbers: each value is drawn to what is usual, the further the less it rests on,
 * and ranked by the lower end of its 95 % interval. Where the differences are no larger than chance makes them, all is one
 * pool and nothing is ranked. Values are shares, decimal money a click, or orders. For the conversion rate `orders` are
 * clicks of the period that led to one by `ordersUntil`; `ordersInPeriod` are the period's own, as the report has them.
 */
export async function rank(database: Database, question: Question, asked: Asked) {
  const { by, measure } = asked
  const [counted, posts] = await Promise.all([
    countFigures(database, { ...question, model: 'last-touch' }, by),
    by === 'post' ? readPostKinds(database, question.shop.id) : [],
  ])
  const { gross, squares } = counted.totals
  const gauge = gaugeOf(measure, gross > 0 ? squares / gross : 0)
  // The rate is of clicks that led to an order: a click may lead to two.
  const entries = counted.rows.map((row) => {
    const entry = toEntry(row)
    return measure === 'conversion-rate' ? { ...entry, orders: row.buyers } : entry
  })
  const ranked = entries.filter((entry) => (entry.n > 0 || entry.orders > 0) && gauge.isRanked(entry))
  const usual = findUsual(ranked, gauge, posts)
  const verdict = judge(ranked, usual.all)
  const placed = place(ranked, { gauge, verdict, all: usual.all, usualOf: usual.usualOf })
  const show = showIn(measure, question.shop.currency)
  return {
    ...showQuestion(question),
    ...{
      by,
      measure,
      model: 'last-touch' as const,
      unit: unitOf[measure],
      verdict,
      says: sayVerdict(verdict, placed, by),
    },
    ordersUntil: showDay(lastDayOfOrders(question)),
    rankedBy: verdict === 'ranked' ? 'the lower end of the 95% interval, after drawing each to what is usual' : null,
    usual: (verdict === 'ranked'
      ? [...usual.own, ...(usual.all ? [usual.all] : [])]
      : usual.all
        ? [usual.all]
        : []
    ).map((one) => showUsual(one, gauge, show)),
    rows: placed.map(({ entry, rank, stands, raw, shrunk }) => ({
      ...showEntry(entry),
      ...{ ordersInPeriod: showCount(entry.figures.purchase), rank, stands },
      raw: show(raw),
      shrunk: show(shrunk),
    })),
    leftOut: entries.filter(({ n, orders }) => n > 0 || orders > 0).length - ranked.length,
    comparison: compare(placed, { ...asked, gauge, verdict, all: usual.all, usualOf: usual.usualOf, show }),
  }
}

/** A click of the period may lead to an order after it: until then they are counted for the conversion rate. */
function lastDayOfOrders({ to, windowDays, today = Number.POSITIVE_INFINITY }: Question): number {
  return Math.min(to + windowDays, today)
}

/** `pool`: no evidence that they differ. */
export type Verdict = 'ranked' | 'pool' | 'too-few'

/** Fewer say nothing of any share. */
const fewestOrders = 5

/** In the order of their places; those of one pool by what they rest on. */
type Placed = {
  readonly entry: Entry
  readonly rank: number | null
  /** Whether its 95 % interval lies above or below what is usual of all; never above by under five orders. Null where nothing is ranked. */
  readonly stands: 'above' | 'below' | 'within' | null
  readonly raw: Shrunk
  readonly shrunk: Shrunk
}

function judge(entries: readonly Entry[], all: Usual | undefined): Verdict {
  const orders = entries.reduce((sum, entry) => sum + entry.orders, 0)
  if (!all || entries.length < 2 || orders < fewestOrders) return 'too-few'
  return all.prior.weight === Number.POSITIVE_INFINITY ? 'pool' : 'ranked'
}

type Drawing = {
  readonly gauge: Gauge
  readonly verdict: Verdict
  readonly all: Usual | undefined
  readonly usualOf: (key: string) => Usual | undefined
}

function place(entries: readonly Entry[], { gauge, verdict, all, usualOf }: Drawing): Placed[] {
  const drawn = entries.flatMap((entry) => {
    const usual = usualOf(entry.key)
    return usual ? [{ entry, raw: gauge.raw(entry), shrunk: gauge.shrink(entry, usual.prior) }] : []
  })
  if (verdict !== 'ranked')
    return drawn
      .toSorted((a, b) => b.entry.orders - a.entry.orders || b.entry.n - a.entry.n || byKey(a, b))
      .map((one) => ({ ...one, rank: null, stands: null }))
  const sorted = drawn.toSorted((a, b) => b.shrunk.low - a.shrunk.low || b.shrunk.value - a.shrunk.value || byKey(a, b))
  const average = all ? gauge.usual(all.prior) : 0
  let rank = 0
  return sorted.map((one, index) => {
    // Equal ones share their place.
    if (index === 0 || sorted[index - 1]?.shrunk.low !== one.shrunk.low) rank = index + 1
    return { ...one, rank, stands: standOf(one, average) }
  })
}

function standOf({ entry: { orders }, shrunk: { low, high } }: Pick<Placed, 'entry' | 'shrunk'>, average: number) {
  if (high < average) return 'below'
  return low > average && orders >= fewestOrders ? 'above' : 'within'
}

function byKey(a: { readonly entry: Entry }, b: { readonly entry: Entry }): number {
  return a.entry.key < b.entry.key ? -1 : 1
}

type Show = ReturnType<typeof showIn>
type Comparing = Drawing & Asked & { readonly show: Show }

/** Two of them: how sure it is that B is better than A, by their own numbers and beside all others. */
function compare(placed: readonly Placed[], { a, b, by, gauge, verdict, usualOf, show }: Comparing) {
  if (a === undefined && b === undefined) return null
  const [first, second] = [find('/a', a), find('/b', b)]
  if (first.key === second.key) throw badField('/b', `must be another ${by} than a.`)
  const alone = gauge.compare(first, second)
  return {
    a: showEntry(first),
    b: showEntry(second),
    ...showBetter(alone, [first, second], show),
    amongAll: compareAmong(),
  }

  function find(pointer: '/a' | '/b', key: string | undefined): Entry {
    if (key === undefined) throw badField(pointer, `is missing: two ${by}s are compared, a and b.`)
    const found = placed.find(({ entry }) => entry.key === key)
    if (!found) throw badField(pointer, `must be the key of one of the rows: ${key.slice(0, 64)} was not clicked then.`)
    return found.entry
  }

  function compareAmong() {
    const usual = { a: usualOf(first.key), b: usualOf(second.key) }
    if (verdict === 'too-few') return null
    // In one pool there is nothing left that could differ.
    if (verdict === 'pool' || !usual.a || !usual.b) return { probability: 0.5, words: wordsFor(0.5), better: null }
    const priors = { a: usual.a.prior, b: usual.b.prior }
    if (![priors.a, priors.b].every(({ weight }) => Number.isFinite(weight))) return null
    const { probability } = gauge.compareAmong(first, second, priors)
    return { probability, ...wordsOf(probability, [first, second]) }
  }
}

type Two = readonly [Entry, Entry]

function showBetter({ probability, lossOfA, lossOfB }: Better, two: Two, show: Show) {
  const loss = (value: number) => show({ value, low: value, high: value }).value
  return {
    /** That B is better than A. */
    probability,
    ...wordsOf(probability, two),
    expectedLoss: { a: loss(lossOfA), b: loss(lossOfB) },
  }
}

/** The words are of the one that looks better. */
function wordsOf(probability: number, [a, b]: Two) {
  const words = wordsFor(Math.max(probability, 1 - probability))
  const better = words === 'no difference shown' ? null : probability > 0.5 ? b.key : a.key
  return { words, better }
}

function showEntry({ key, label, n, nIs, orders }: Entry) {
  return { key, label, n, nIs, orders }
}

function showUsual({ of, key, label, entries, prior }: Usual, gauge: Gauge, show: Show) {
  const isPool = prior.weight === Number.POSITIVE_INFINITY
  const { value, low, high } = show(gauge.shrink(toEntry(noFigures(key, label)), prior))
  return { of, key, label, entries, isPool, value, low, high }
}

const unitOf = { 'conversion-rate': 'share', 'revenue-per-click': 'money', orders: 'orders' } as const

/** Money as numbers of the currency's main unit, which bars are drawn of. */
function showIn(measure: Measure, currency: string) {
  const scale = measure === 'revenue-per-click' ? toUnits(1, currency) : 1
  return ({ value, low, high }: Shrunk): Shrunk => ({ value: value * scale, low: low * scale, high: high * scale })
}

function sayVerdict(verdict: Verdict, placed: readonly Placed[], by: RankedBy): string {
  if (verdict === 'pool')
    return `No evidence that the ${by}s differ: what looks like a difference is what chance makes.`
  if (verdict === 'too-few') return `Too few orders to compare the ${by}s.`
  const [above, below] = (['above', 'below'] as const).map(
    (side) => placed.filter(({ stands }) => stands === side).length,
  )
  if (above === 0 && below === 0) return `No ${by} stands out clearly: the order is a best guess.`
  return `Of ${placed.length} ${by}s, ${above} clearly better than usual and ${below} clearly worse.`
}
