import type { CountedEvent } from '../conversions/counted-store.ts'
import { showMoney } from '../shops/money.ts'
import { type Interval, wilson } from '../statistics/interval.ts'
import { poissonRange, z95 } from '../statistics/rate.ts'
import type { Database } from '../storage/database.ts'
import { bounceSeconds } from '../visits/sums-store.ts'
import { type Amounts, compareMeans, compareRates, compareShares, type Rate } from './beside-compare.ts'
import { countLooseViews, readFinished, readSides, readVisits, type SideRow, type VisitRow } from './beside-store.ts'
import { meanOf } from './landings.ts'
import { type Question, refuseFilters, showQuestion } from './question.ts'

/**
 * What came by links of ours beside everything else the shop had: visits, bounces, leads, orders, their value, and how many
 * baskets were bought. `said` compares the two, and says so where nothing is shown.
 */
export async function standBeside(database: Database, question: Question) {
  refuseFilters(question, 'The comparison with the rest')
  const [visits, looseViews, sides, carts, checkouts] = await Promise.all([
    readVisits(database, question),
    countLooseViews(database, question),
    readSides(database, question),
    readFinished(database, question, 'add_to_cart'),
    readFinished(database, question, 'begin_checkout'),
  ])
  const [ours, rest] = [sideOf(visits, sides, 1), sideOf(visits, sides, 0)]
  const all = ours.visits + rest.visits
  return {
    ...showQuestion(question),
    bounceMeans: `a visit of one page with fewer than ${bounceSeconds} seconds of activity`,
    ofVisits: all > 0 ? wilson(ours.visits, all) : null,
    ofOrders: ours.purchase + rest.purchase > 0 ? wilson(ours.purchase, ours.purchase + rest.purchase) : null,
    ours: show(ours, question),
    rest: show(rest, question),
    said: compare(ours, rest),
    finishedByClick: { addToCart: showFinished(carts[0]), checkout: showFinished(checkouts[0]) },
    looseViews,
    whyNot: all === 0 ? ('no-visits' as const) : null,
    notKnown: [
      'Visits by people who refused, or whom the shop only counts, aren’t told from one another: they are page views of nobody, on neither side.',
      'Their orders are counted all the same, since the shop’s own system tells of them: orders and leads for each visit come out too high on both sides, and more so where more people refuse.',
      'The rest holds what your posts brought without a click: seen on the phone, bought at the computer.',
    ],
  }
}

type Side = Record<CountedEvent, number> & {
  readonly visits: number
  readonly bounces: number
  readonly views: number
  readonly seconds: number
  readonly squares: number
  readonly amounts: Amounts
  /** Orders that a browser told of, as baskets and checkouts are. */
  readonly seenOrders: number
}

function sideOf(visits: readonly VisitRow[], sides: readonly SideRow[], ours: 0 | 1): Side {
  const visited = visits.find((row) => row.ours === ours)
  const rowOf = (event: CountedEvent) => sides.find((row) => row.ours === ours && row.event === event)
  const numberOf = (event: CountedEvent) => rowOf(event)?.number ?? 0
  const { valued, amount, squares } = rowOf('purchase') ?? { valued: 0, amount: 0, squares: 0 }
  return {
    visits: visited?.visits ?? 0,
    bounces: visited?.bounces ?? 0,
    views: visited?.views ?? 0,
    seconds: visited?.seconds ?? 0,
    squares: visited?.squares ?? 0,
    purchase: numberOf('purchase'),
    lead: numberOf('lead'),
    add_to_cart: numberOf('add_to_cart'),
    begin_checkout: numberOf('begin_checkout'),
    amounts: { valued, amount, squares },
    seenOrders: rowOf('purchase')?.seen ?? 0,
  }
}

function show(side: Side, { shop: { currency } }: Question) {
  const { visits, bounces, views, seconds, squares, amounts } = side
  const value = meanOf({ n: amounts.valued, sum: amounts.amount, squares: amounts.squares })
  const money = (minor: number | null) => (minor === null ? null : showMoney(minor, currency))
  return {
    visits,
    orders: side.purchase,
    leads: side.lead,
    bounced: visits > 0 ? wilson(bounces, visits) : null,
    viewsPerVisit: visits > 0 ? views / visits : null,
    seconds: meanOf({ n: visits, sum: seconds, squares }),
    ordersPerVisit: rateOf(side.purchase, visits),
    leadsPerVisit: rateOf(side.lead, visits),
    orderValue: value && { mean: money(value.mean), low: money(value.low), high: money(value.high), n: amounts.valued },
    baskets: boughtOf(side.seenOrders, side.add_to_cart),
    checkouts: boughtOf(side.seenOrders, side.begin_checkout),
  }
}

function rateOf(count: number, visits: number): Rate | null {
  if (visits === 0) return null
  const [low, high] = poissonRange(count, { z: z95 })
  return { value: count / visits, low: low / visits, high: high / visits, count, visits }
}

type Bought = {
  /** Times that a browser told of it, and of an order. */
  readonly begun: number
  readonly orders: number
  readonly bought: Interval | null
  readonly whyNot: 'none-told' | 'more-orders' | null
}

/** Orders for each basket or checkout: not matched one by one, so that nothing is said where there are more orders than those. */
function boughtOf(orders: number, begun: number): Bought {
  if (begun === 0) return { begun, orders, bought: null, whyNot: 'none-told' }
  if (orders > begun) return { begun, orders, bought: null, whyNot: 'more-orders' }
  return { begun, orders, bought: wilson(orders, begun), whyNot: null }
}

function showFinished(row: { clicks: number; bought: number } | undefined) {
  const { clicks, bought } = row ?? { clicks: 0, bought: 0 }
  return { clicks, bought: clicks > 0 ? wilson(bought, clicks) : null }
}

function compare(ours: Side, rest: Side) {
  const bounced = ({ bounces, visits }: Side) => ({ successes: bounces, trials: visits })
  const per = (event: CountedEvent) => compareRates(rateOf(ours[event], ours.visits), rateOf(rest[event], rest.visits))
  const bought = (event: 'add_to_cart' | 'begin_checkout') => {
    const isTold = [ours, rest].every((side) => side[event] > 0 && side.seenOrders <= side[event])
    const part = (side: Side) => ({ successes: side.seenOrders, trials: side[event] })
    return isTold ? compareShares(part(ours), part(rest)) : null
  }
  return {
    bounced: compareShares(bounced(ours), bounced(rest)),
    ordersPerVisit: per('purchase'),
    leadsPerVisit: per('lead'),
    orderValue: compareMeans(ours.amounts, rest.amounts),
    baskets: bought('add_to_cart'),
    checkouts: bought('begin_checkout'),
  }
}
