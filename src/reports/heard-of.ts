import { type Interval, wilson } from '../statistics/interval.ts'
import type { Database } from '../storage/database.ts'
import { isSocialPlace, type Place, placeOfChannel } from '../survey/place.ts'
import { type HeardBeside, type HeardRow, readHeard, readHeardBeside } from './heard-of-store.ts'
import { type Question, showQuestion } from './question.ts'

/** What customers say led them here, beside what their clicks say. */
export async function reportHeard(database: Database, question: Question) {
  const [rows, beside] = await Promise.all([readHeard(database, question), readHeardBeside(database, question)])
  return { ...showQuestion(question), ...judgeHeard(rows, beside) }
}

export type Heard = ReturnType<typeof judgeHeard>

/**
 * Shares are of the answers that belong to an order of the period. `bounds`: where the share among all orders must lie,
 * whatever those who didn't answer would have said. `agreement`: what was said against the click's channel, in orders;
 * `clicked` null for no click. `missed`: orders for which social media was named and no click of ours came along.
 */
export function judgeHeard(rows: readonly HeardRow[], { orders, untied, ofUnknownOrders }: HeardBeside) {
  const answered = sum(rows)
  const share = (count: number) => shareOf(count, answered, orders)
  const said = [...new Set(rows.map(({ place }) => place))].map((place) => {
    const ofPlace = rows.filter((row) => row.place === place)
    const ownWords = sum(ofPlace.filter(({ isOwn }) => isOwn === 1))
    return { place, isSocial: isSocialPlace(place), answers: sum(ofPlace), ownWords, ...share(sum(ofPlace)) }
  })
  const social = rows.filter(({ place }) => isSocialPlace(place))
  const withoutClick = sum(social.filter(({ clicked }) => clicked === null))
  return {
    orders,
    answered,
    untied,
    ofUnknownOrders,
    responseRate: orders === 0 ? null : wilson(answered, orders),
    rows: said.toSorted((a, b) => b.answers - a.answers || (a.place < b.place ? -1 : 1)),
    social: { answers: sum(social), ...share(sum(social)) },
    agreement: compareWithClicks(rows),
    missed: {
      orders: withoutClick,
      ofSocial: sum(social),
      share: sum(social) === 0 ? null : wilson(withoutClick, sum(social)),
    },
  }
}

export type Bounds = { readonly low: number; readonly high: number }

/**
 * Where a share lies among all orders: `share` as if those who answered were like the rest, `bounds` at the worst – nobody
 * of the silent would have said so, or all of them.
 * @source Worst-case bounds for missing data: Manski 1989, Anatomy of the Selection Problem.
 */
export function shareOf(
  count: number,
  answered: number,
  orders: number,
): { share: Interval | null; bounds: Bounds | null } {
  if (answered === 0) return { share: null, bounds: null }
  const silent = Math.max(0, orders - answered)
  const all = answered + silent
  return { share: wilson(count, answered), bounds: { low: count / all, high: (count + silent) / all } }
}

/** Who doesn't remember, or said something nobody knows, agrees with no click and disagrees with none. */
function compareWithClicks(rows: readonly HeardRow[]) {
  const pairs = new Map<string, { said: Place; clicked: Place | null; orders: number }>()
  for (const { place: said, clicked: channel, orders } of rows) {
    const clicked = channel === null ? null : placeOfChannel(channel)
    const pair = pairs.get(`${said} ${clicked}`) ?? { said, clicked, orders: 0 }
    pairs.set(`${said} ${clicked}`, { ...pair, orders: pair.orders + orders })
  }
  const all = [...pairs.values()].toSorted((a, b) => b.orders - a.orders)
  const compared = all.filter(({ said, clicked }) => clicked !== null && said !== 'unknown' && said !== 'other')
  const agreeing = compared.filter(({ said, clicked }) => said === clicked)
  return {
    rows: all,
    compared: sum(compared),
    agreeing: sum(agreeing),
    share: compared.length === 0 ? null : wilson(sum(agreeing), sum(compared)),
  }
}

function sum(rows: readonly { readonly orders: number }[]): number {
  return rows.reduce((total, { orders }) => total + orders, 0)
}
