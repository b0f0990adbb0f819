import type { rank } from '../reports/ranking.ts'
import { parseDay } from '../shops/calendar.ts'
import { sayCount, sayOrders, sayShare } from '../views/view-words.ts'
import { sayDayOfYear, sayMonthAlone } from './month-days.ts'

type Ranked = Awaited<ReturnType<typeof rank>>
type Row = Ranked['rows'][number]

export type MonthPosts = {
  readonly verdict: Ranked['verdict']
  /** `Best posts` where there are such, else what these are. */
  readonly title: string
  /** Whether there is a best one at all. */
  readonly says: string
  readonly rows: readonly MonthPost[]
}

type MonthPost = {
  readonly key: string
  readonly label: string
  /** The month's own, as the report has them; what came of the month's clicks is in `says`. */
  readonly orders: number
  readonly isClearlyBetter: boolean
  readonly says: string
}

const mostShown = 3
/** A share of fewer orders says nothing, and nobody is the best by them. */
const fewestOrders = 5

/** Three posts: the clearly better and then those who may be so by luck, or where none is, those with the most orders. */
export function showPosts(ranked: Ranked): MonthPosts {
  const { verdict, says, rows } = ranked
  const best = rows.filter(({ stands }) => stands === 'above')
  if (best.length > 0) {
    const rest = rows.filter(
      ({ stands, orders, ordersInPeriod }) => stands === 'within' && Math.min(orders, ordersInPeriod) >= fewestOrders,
    )
    const shown = [...best, ...rest].slice(0, mostShown)
    return { verdict, title: 'Best posts', says, rows: shown.map((row) => showPost(row, ranked)) }
  }
  const shown = rows
    .filter(({ orders, ordersInPeriod }) => orders > 0 || ordersInPeriod > 0)
    .toSorted((a, b) => b.ordersInPeriod - a.ordersInPeriod || b.orders - a.orders)
    .slice(0, mostShown)
  const finding = verdict === 'ranked' ? 'No post is clearly better than usual.' : says
  return {
    verdict,
    title: 'Posts with the most orders',
    says: shown.length > 0 ? `${finding} These had the most orders.` : finding,
    rows: shown.map((row) => showPost(row, ranked)),
  }
}

/** `20 orders. Of October’s clicks, by 14 November: 23 with an order, from 812 people; likely 2.0% to 4.4% of them order` */
function showPost(row: Row, { verdict, from, ordersUntil, rows }: Ranked): MonthPost {
  const { key, label, orders, ordersInPeriod, n, stands } = row
  const isClearlyBetter = stands === 'above'
  const isBesideBetter = !isClearlyBetter && rows.some((one) => one.stands === 'above')
  const of = `Of ${sayMonthAlone(parseDay(from))}’s clicks, by ${sayDayOfYear(parseDay(ordersUntil))}`
  const said = `${of}: ${sayCount(orders)} with an order, from ${sayCount(n)} ${nounOf(row)}`
  const likely = verdict === 'ranked' && orders >= fewestOrders ? sayLikely(row) : ''
  return {
    ...{ key, label, orders: ordersInPeriod, isClearlyBetter },
    says: `${sayOrders(ordersInPeriod)}. ${said}${likely}${isBesideBetter ? '; could be luck' : ''}`,
  }
}

function nounOf({ n, nIs }: Row): string {
  if (nIs === 'clicks') return n === 1 ? 'click' : 'clicks'
  return n === 1 ? 'person' : 'people'
}

/** Of the numbers beside it, which anybody can divide; who is the best goes by what is drawn to the usual. */
function sayLikely({ nIs, raw: { low, high } }: Row): string {
  return `; likely ${sayShare(low, 1)} to ${sayShare(high, 1)} of them ${nIs === 'clicks' ? 'lead to one' : 'order'}`
}
