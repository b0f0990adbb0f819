import { countFigures } from '../reports/figures.ts'
import { localDay, parseDay, showDay } from '../shops/calendar.ts'
import type { Shop } from '../shops/shop.ts'
import type { Database } from '../storage/database.ts'
import { type Goal, metricOf } from './goal.ts'
import { readLags } from './lag-store.ts'
import { expectOrders, lagCurve } from './lag.ts'

/**
 * Clicks of a goal's last days can still bring orders. Days as `2026-11-22`; an order counts on its own day, so what comes
 * after the goal's end counts for what comes after it.
 */
export type Maturing = {
  /** First day whose clicks' window is still open. */
  readonly since: string
  /** The last day on which one of these clicks can bring an order. */
  readonly until: string
  /** Orders still expected of the clicks so far, to one decimal; null where too few have come to tell how long people take. */
  readonly orders: number | null
  /** How many of them before the goal's end. */
  readonly inTime: number | null
}

/** Clicks of half a year tell how many order, and how long they take. */
const curveDays = 182

/** Null for what is no count of orders, before a goal begins, and once the last click's window is over. */
export async function readMaturing(database: Database, shop: Shop, goal: Goal, now: number): Promise<Maturing | null> {
  const [from, to, today] = [parseDay(goal.from), parseDay(goal.to), localDay(now, shop.timeZone)]
  const { clickWindowDays: window } = shop
  const since = Math.max(from, today - window)
  const last = Math.min(to, today)
  if (metricOf(goal).level !== 5 || goal.scope.place !== undefined || since > last) return null
  const open = { since: showDay(since), until: showDay(last + window) }
  const over = { from: today - window - curveDays, to: today - window - 1 }
  const [curve, perClick] = [
    lagCurve(await readLags(database, shop, over), window),
    await countPerClick(database, shop, goal, over),
  ]
  if (!curve || perClick === null) return { ...open, orders: null, inTime: null }
  const question = { shop, from: since, to: last, windowDays: window, scope: goal.scope }
  const { rows } = await countFigures(database, question, 'day')
  const clicks = rows.map(({ key, human }) => ({ day: parseDay(key), clicks: human }))
  const expect = (until: number) =>
    oneDecimal(expectOrders(clicks, { curve, perClick, now: exactDay(shop, now), until }))
  return { ...open, orders: expect(last + window), inTime: expect(Math.max(to, today - 1)) }
}

/** Orders per click of the scope, of clicks whose window is over. */
async function countPerClick(
  database: Database,
  shop: Shop,
  goal: Goal,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<number | null> {
  const question = { shop, from, to, windowDays: shop.clickWindowDays, scope: goal.scope }
  const { human, purchase } = (await countFigures(database, question, 'channel')).totals
  return human > 0 && purchase > 0 ? purchase / human : null
}

/** The beginning of today: what came today is in the count already, and half a day changes no order. */
function exactDay({ timeZone }: Shop, now: number): number {
  return localDay(now, timeZone)
}

function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10
}
