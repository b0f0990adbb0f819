import { localDay, mondayOf, showDay } from '../shops/calendar.ts'
import type { Database } from '../storage/database.ts'
import { findBest } from './heat-map-best.ts'
import { countHours, countOccurrences } from './heat-map-hours.ts'
import {
  mostClicks,
  quarterMs,
  type QuarterRow,
  readFirstWholeDay,
  readOrderQuarters,
  readQuarters,
} from './heat-map-store.ts'
import { type Question, showQuestion } from './question.ts'

/** What was counted in each hour of the week, Monday 0:00 first, by the shop's clocks; `perHour`: for each time that hour came. */
type Grid = readonly { readonly weekday: number; readonly hours: readonly Cell[] }[]
type Cell = { readonly number: number; readonly perHour: number | null }

/**
 * People's clicks and the orders credited to links of ours by hour and weekday, by the shop's clocks across daylight
 * saving; and which hours stand out beyond chance, if any do. Orders by hand have no hour and stand apart.
 */
export async function drawHeatMap(database: Database, question: Question) {
  const [{ rows, isCut }, orders, firstWholeDay] = await Promise.all([
    readQuarters(database, question),
    readOrderQuarters(database, question),
    readFirstWholeDay(database),
  ])
  const timed = orders.flatMap(({ quarter, number }) => (quarter === null ? [] : [{ quarter, number }]))
  const wholeFrom = Math.max(question.from, firstWholeDay, isCut ? dayAfterFirst(rows, question) : 0)
  return {
    ...showQuestion(question),
    clicks: draw(rows, question, wholeFrom),
    orders: draw(timed, question, question.from),
    ordersWithoutHour: orders.reduce((sum, { quarter, number }) => sum + (quarter === null ? number : 0), 0),
    // Of earlier days raw clicks may be gone by age: their hours aren't known any more, only their days.
    clicksFrom: wholeFrom > question.from ? showDay(wholeFrom) : null,
    clicksAreCutAt: isCut ? mostClicks : null,
  }
}

function draw(rows: readonly QuarterRow[], { shop, from, to }: Question, wholeFrom: number) {
  const days = countHours(rows, { from: wholeFrom, to, timeZone: shop.timeZone })
  const times = countOccurrences(Math.max(from, wholeFrom), to, shop.timeZone)
  const numbers = times.map((week) => week.map(() => 0))
  for (const [day, hours] of days) {
    const week = numbers[day - mondayOf(day)] ?? []
    for (const [hour, number] of hours.entries()) week[hour] = (week[hour] ?? 0) + number
  }
  const grid: Grid = numbers.map((week, weekday) => ({
    weekday,
    hours: week.map((number, hour) => ({ number, perHour: divide(number, times[weekday]?.[hour] ?? 0) })),
  }))
  return {
    total: numbers.reduce((sum, week) => sum + week.reduce((all, one) => all + one, 0), 0),
    grid,
    best: findBest(days, wholeFrom, to),
  }
}

/** Of the oldest day that was read part may have been left. */
function dayAfterFirst(rows: readonly QuarterRow[], { shop }: Question): number {
  const first = rows.reduce((least, { quarter }) => Math.min(least, quarter), Number.POSITIVE_INFINITY)
  return Number.isFinite(first) ? localDay(first * quarterMs, shop.timeZone) + 1 : 0
}

function divide(number: number, times: number): number | null {
  return times === 0 ? null : number / times
}
