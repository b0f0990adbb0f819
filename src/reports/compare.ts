import { parseDay, showDay } from '../shops/calendar.ts'
import { compareRates, gammaOf, wordsFor } from '../statistics/better.ts'
import type { Database } from '../storage/database.ts'
import { readFirstDay, readShownDays } from './compare-store.ts'
import type { Comparison, Dimension, Question } from './question.ts'
import { summarise } from './summary.ts'

type Summary = Awaited<ReturnType<typeof summarise>>
type Row = Summary['rows'][number]
type Totals = Summary['totals']
type Days = { readonly from: number; readonly to: number }

/**
 * A summary beside that of the days before it, or of the same days last year. Every row and the totals have `before`, the
 * figures of those days (null where nothing was, or there is no such day), and `change`. What was only before is listed with
 * zeros, so that `before` adds up too. `comparison` says which days; null where no comparison was asked for. A post that
 * wasn't out in both periods, and its links, get no verdict, and nothing does where those days weren't all counted
 * (`isMeasured`); `measuredSince` is then the day from which on they were, null where nothing is counted yet.
 */
export async function summariseCompared(database: Database, question: Question, by: Dimension, compare?: Comparison) {
  if (compare === undefined) return showAlone(await summarise(database, question, by))
  const days = comparedDays(question, compare)
  const past = await summarise(database, { ...question, ...days }, by)
  const isByDay = by === 'day'
  const before = new Map(past.rows.map((row) => [isByDay ? pairDay(row.key, question, compare) : row.key, row]))
  const also = [...before].map(([key, { label }]) => ({ key, label: isByDay ? key : label }))
  const now = await summarise(database, question, by, also)
  const lengths = { now: lengthOf(question), past: lengthOf(days) }
  const shown = await readShownDays(database, question.shop, { by, since: days.from })
  const firstDay = await readFirstDay(database, question.shop)
  const isMeasured = firstDay !== undefined && firstDay <= days.from
  const judge = (change: Change) => (isMeasured ? change : unmeasured)
  return {
    ...now,
    rows: now.rows.map((row) => {
      const other = before.get(row.key)
      const change = showChange(row, other, isByDay ? { now: 1, past: 1 } : lengths)
      return beside(row, other ? nameless(other) : null, judgeByAge(judge(change), shown.get(row.key), days))
    }),
    totals: beside(now.totals, past.totals, judge(showChange(now.totals, past.totals, lengths))),
    comparison: {
      ...{ kind: compare, ...showDays(days), isMeasured },
      measuredSince: isMeasured || firstDay === undefined ? null : showDay(firstDay),
      unattributed: past.unattributed,
      shopTotals: past.shopTotals,
    },
  }
}

/**
 * As many days right before, of a whole month the month before; or the same dates a year ago, where the 29th of February
 * stands for the 28th.
 */
export function comparedDays({ from, to }: Days, compare: Comparison): Days {
  if (compare === 'previous')
    return { from: isMonth({ from, to }) ? monthBefore(from) : from - (to - from + 1), to: from - 1 }
  return { from: yearBefore(from), to: yearBefore(to) }
}

/**
 * The day that a day before is compared with. A 29th of February without its like stands alone; where a period begins on
 * one, it is compared with the 28th, as `comparedDays` has it. Of months, the same dates stand beside each other, and a 31st
 * without its like stands alone.
 */
function pairDay(past: string, asked: Days, compare: Comparison): string {
  if (compare === 'previous' && isMonth(asked)) {
    const paired = asked.from + Number(past.slice(8)) - 1
    return paired > asked.to ? past : showDay(paired)
  }
  if (compare === 'previous') return showDay(parseDay(past) + lengthOf(asked))
  if (past.endsWith('-02-29')) return past
  const yearAfter = parseDay(`${String(Number(past.slice(0, 4)) + 1).padStart(4, '0')}${past.slice(4)}`)
  return showDay(Math.max(yearAfter, asked.from))
}

/** From the first of a month to its last. */
function isMonth({ from, to }: Days): boolean {
  const isFirst = (day: number) => showDay(day).endsWith('-01')
  return isFirst(from) && isFirst(to + 1) && showDay(from).slice(0, 7) === showDay(to).slice(0, 7)
}

/** The first of the month before a month's first. */
function monthBefore(first: number): number {
  return parseDay(`${showDay(first - 1).slice(0, 7)}-01`)
}

function yearBefore(day: number): number {
  const [year = 0, month = 0, date = 0] = showDay(day).split('-').map(Number)
  const isLeapDay = month === 2 && date === 29
  const two = (part: number) => String(part).padStart(2, '0')
  return parseDay(`${String(year - 1).padStart(4, '0')}-${two(month)}-${isLeapDay ? 28 : two(date)}`)
}

function lengthOf({ from, to }: Days): number {
  return to - from + 1
}

function showDays({ from, to }: Days) {
  return { from: showDay(from), to: showDay(to) }
}

type Lengths = { readonly now: number; readonly past: number }

/** Fewer are no base for a percentage, nor for a verdict where both have fewer. */
const fewest = 5

/**
 * `clicks`, `orders`, `net`: the part they grew by, null under five orders (clicks: under five clicks) on either side. `sure`:
 * how probable it is that orders come at another pace in that direction, rather than by chance; `says` in words. Neither is told
 * where both have under five orders.
 * @source Evan Miller's comparison of two counts, as in statistics/better.ts; per day, for periods of unlike length
 */
function showChange(now: Compared, past: Compared | undefined, lengths: Lengths): Change {
  const { probability } = compareRates(
    gammaOf({ count: past?.orders ?? 0, exposure: lengths.past }),
    gammaOf({ count: now.orders, exposure: lengths.now }),
  )
  const sure = Math.max(probability, 1 - probability)
  const isFew = Math.max(now.orders, past?.orders ?? 0) < fewest
  const isSpeakable = past !== undefined && Math.min(now.orders, past.orders) >= fewest
  const areClicks = past !== undefined && Math.min(now.clicks.human, past.clicks.human) >= fewest
  return {
    clicks: areClicks ? growth(now.clicks.human, past.clicks.human) : null,
    orders: isSpeakable ? growth(now.orders, past.orders) : null,
    net: isSpeakable ? growth(Number(now.revenue.net), Number(past.revenue.net)) : null,
    ...(isFew
      ? { sure: null, says: null, unsaid: 'few' }
      : { sure, says: sayChange(wordsFor(sure), probability > 0.5), unsaid: null }),
  }
}

/** A post that came out after the days compared with had no chance in them; one of those days had its first ones there. */
function judgeByAge(change: Change, shownDay: number | undefined, past: Days): Change {
  if (shownDay === undefined) return change
  return { ...change, sure: null, says: null, unsaid: shownDay > past.to ? 'new' : 'older' }
}

export type Change = {
  readonly clicks: number | null
  readonly orders: number | null
  readonly net: number | null
  readonly sure: number | null
  readonly says: ChangeWords | null
  /**
   * Why nothing is said: there are `few` orders, under five both times; the post is `new`, published after the days compared
   * with, or `older`, published in them; or those days are `unmeasured`, wholly or in part.
   */
  readonly unsaid: 'few' | 'new' | 'older' | 'unmeasured' | null
}

const unmeasured: Change = { clicks: null, orders: null, net: null, sure: null, says: null, unsaid: 'unmeasured' }

type Compared = Pick<Totals, 'clicks' | 'orders' | 'revenue'>

/** Of what is above zero: from nothing, or from a loss, nothing grows by a part. */
function growth(now: number, past: number): number | null {
  return past > 0 ? Math.round((now / past - 1) * 10_000) / 10_000 : null
}

export type ChangeWords = 'no-difference-shown' | `${'probably' | 'clearly'}-${'more' | 'fewer'}`

function sayChange(how: ReturnType<typeof wordsFor>, isMore: boolean): ChangeWords {
  return how === 'no difference shown' ? 'no-difference-shown' : `${how}-${isMore ? 'more' : 'fewer'}`
}

function nameless({ key: _, label: __, ...figures }: Row): Totals {
  return figures
}

function beside<Now>(now: Now, before: Totals | null, change: Change | null) {
  return { ...now, before, change }
}

/** The same shape where nothing is compared. */
function showAlone(summary: Summary) {
  return {
    ...summary,
    rows: summary.rows.map((row) => beside(row, null, null)),
    totals: beside(summary.totals, null, null),
    comparison: null,
  }
}
