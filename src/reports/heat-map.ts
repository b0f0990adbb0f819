import { mondayOf, showDay } from '../shops/calendar.ts'
import type { Database } from '../storage/database.ts'
import { findBest } from './heat-map-best.ts'
import { countHours, countOccurrences } from './heat-map-hours.ts'
import { type QuarterRow, readFirstWholeDay, readOrderQuarters, readQuarters } from './heat-map-store.ts'
import { type Question, showQuestion } from './question.ts'

/** What was counted in each hour of the week, Monday 0:00 first, by the shop's clocks; `perHour`: for each time that hour came. */
type Grid = readonly { readonly weekday: number; readonly hours: readonly Cell[] }[]
type Cell = { readonly number: number; readonly perHour: number | null }

/**
 * People's clicks and the orders credited to links of ours by hour and weekday, by the shop's clocks across daylight
 * saving; and which hours stand out beyond chance, if any do. Orders by hand have no hour and stand apart.
 */
export async function drawHeatMap(database: Database, question: Question) {
  const [clicks, orders, firstWholeDay] = await Promise.all([
    readQuarters(database, question),
    readOrderQuarters(database, question),
    readFirstWholeDay(database, question),
  ])
  const timed = orders.flatMap(({ quarter, number }) => (quarter === null ? [] : [{ quarter, number }]))
  const wholeFrom = Math.max(question.from, firstWholeDay)
  return {
    ...showQuestion(question),
    clicks: draw(clicks, question, wholeFrom),
    orders: draw(timed, question, question.from),
    ordersWithoutHour: orders.reduce((sum, { quarter, number }) => sum + (quarter === null ? number : 0), 0),
    // Of earlier days raw clicks may be gone by age, and with them their hours where these aren't summed.
    clicksFrom: wholeFrom > question.from ? showDay(wholeFrom) : null,
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

function divide(number: number, times: number): number | null {
  return times === 0 ? null : number / times
}
