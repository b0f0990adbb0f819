import type { LatestVerdict } from '../experiments/result.ts'
import { chanceOfSoFew, chanceOfSoMany } from '../statistics/compare.ts'
import { fayFeuer } from '../statistics/fay-feuer.ts'
import { wilson } from '../statistics/interval.ts'
import type { Heard } from './heard-of.ts'
import type { CodeRow, CreditedKind, Lags } from './ladder-store.ts'

/** What is known by each rung, from the weakest evidence to the strongest. `experiment`: null as long as none ran to its end. */
export type Rungs = {
  readonly attributed: ReturnType<typeof judgeAttributed>
  readonly newCustomers: ReturnType<typeof judgeNewCustomers>
  readonly time: ReturnType<typeof judgeTime>
  readonly second: { readonly codes: ReturnType<typeof judgeCodes>; readonly heard: ReturnType<typeof judgeHeardRung> }
  readonly experiment: LatestVerdict
}

/** Rung 1. `range`: where the number of attributed orders lies in the long run, by Fay and Feuer's interval. */
export function judgeAttributed(kinds: readonly CreditedKind[]) {
  const orders = sumOrders(kinds)
  const attributed = sumOrders(kinds.filter(({ isCredited }) => isCredited === 1))
  const range = fayFeuer({ sum: attributed, sumOfSquares: attributed, largest: 1 })
  return { orders: attributed, range, share: orders === 0 ? null : wilson(attributed, orders) }
}

/** As the shares of new customers compare; `too-few` where either side has under five orders of known customers. */
export type NewWords =
  | 'clearly-more'
  | 'probably-more'
  | 'no-difference'
  | 'probably-fewer'
  | 'clearly-fewer'
  | 'too-few'

/** Rung 2: new customers among the attributed orders and among all others, of the orders whose customer is known. */
export function judgeNewCustomers(kinds: readonly CreditedKind[]) {
  const attributed = countNew(kinds.filter(({ isCredited }) => isCredited === 1))
  const others = countNew(kinds.filter(({ isCredited }) => isCredited === 0))
  return { attributed, others, words: compareNew(attributed, others) }
}

function countNew(kinds: readonly CreditedKind[]) {
  const known = sumOrders(kinds.filter(({ customer }) => customer !== 'unknown'))
  const fresh = sumOrders(kinds.filter(({ customer }) => customer === 'new'))
  return { orders: sumOrders(kinds), known, new: fresh, share: known === 0 ? null : wilson(fresh, known) }
}

type NewCount = { readonly known: number; readonly new: number }

/** By Fisher's exact test, one-sided: under .05 clearly, under .20 probably. */
function compareNew(attributed: NewCount, others: NewCount): NewWords {
  if (attributed.known < fewest || others.known < fewest) return 'too-few'
  const [one, other] = [attributed, others].map((count) => ({ successes: count.new, trials: count.known }))
  if (!one || !other) return 'too-few'
  const [more, fewer] = [chanceOfSoMany(one, other), chanceOfSoFew(one, other)]
  if (Math.min(more, fewer) >= 0.2) return 'no-difference'
  const way = more < fewer ? 'more' : 'fewer'
  return Math.min(more, fewer) < 0.05 ? `clearly-${way}` : `probably-${way}`
}

const fewest = 5

/** Rung 3: orders by how long after their last click they came. `medianMs`: the middle one's. */
export function judgeTime({ orders, hour, day, week, medianMs }: Lags) {
  return {
    orders,
    withinHour: hour,
    withinDay: day - hour,
    withinWeek: week - day,
    later: orders - week,
    medianMs,
    shareWithinDay: orders === 0 ? null : wilson(day, orders),
  }
}

/**
 * Rung 4: a click or a code of a post, whichever came along. `missed`: of the orders with a code, those without a click –
 * the share that clicks miss. A code that nearly nobody brings with a click may stand on coupon sites: `isLeakLikely`.
 */
export function judgeCodes(rows: readonly CodeRow[], orders: number) {
  const count = (ofCode: boolean, clicked: number) =>
    sumOrders(rows.filter((row) => (row.code !== null) === ofCode && row.clicked === clicked))
  const [codeOnly, both, clickOnly] = [count(true, 0), count(true, 1), count(false, 1)]
  const union = codeOnly + both + clickOnly
  const codes = [...new Set(rows.flatMap(({ code }) => (code === null ? [] : [code])))]
  return {
    ...{ codeOnly, both, clickOnly, union },
    share: orders === 0 ? null : wilson(union, orders),
    missed: codeOnly + both === 0 ? null : wilson(codeOnly, codeOnly + both),
    byCode: codes
      .map((code) => judgeCode(rows, code))
      .toSorted((a, b) => b.orders - a.orders || (a.code < b.code ? -1 : 1)),
  }
}

function judgeCode(rows: readonly CodeRow[], code: string) {
  const ofCode = rows.filter((row) => row.code === code)
  const orders = sumOrders(ofCode)
  const withoutClick = sumOrders(ofCode.filter(({ clicked }) => clicked === 0))
  const isLeakLikely = orders >= fewestForLeak && withoutClick / orders >= leakShare
  return { code, orders, withoutClick, isLeakLikely }
}

/** A judgement of ours: people who type a code they saw in a post have often clicked on it too. */
const leakShare = 0.8
const fewestForLeak = 10

/** Rung 4 too: what customers said when they were asked. */
export function judgeHeardRung({ answered, social, missed, agreement, responseRate }: Heard) {
  return { answered, responseRate, social, missed, compared: agreement.compared, agreeing: agreement.agreeing }
}

export function sumOrders(rows: readonly { readonly orders: number }[]): number {
  return rows.reduce((total, { orders }) => total + orders, 0)
}
