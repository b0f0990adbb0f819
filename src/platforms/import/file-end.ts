import { plainText } from './cell.ts'
import { readDay } from './file-day.ts'
import type { PlanOrder } from './file-plan.ts'
import type { FileTable } from './read-table.ts'
import { showDay } from '../../shops/calendar.ts'

/**
 * The day that dates without a year are at the latest: the day said for the file, else today, and the days right after it
 * that the file has as well (a file said to be of 20 November goes on to `22 November` of the same year).
 */
export function findFileEnd({ rows, meanings }: FileTable, { period, dateOrder, today }: PlanOrder): number {
  const said = period === undefined ? today : 'at' in period ? period.at : period.to
  const columns = [...meanings].flatMap(([at, { holds }]) => (holds === 'day' ? [at] : []))
  const cells = columns.flatMap((at) => rows.map((row) => row[at] ?? ''))
  const days = new Set(cells.map((cell) => readDay(cell, dateOrder, Number(showDay(said).slice(0, 4)))))
  if (!cells.some((cell) => !/\d{4}/.test(plainText(cell)))) return said
  let end = said
  while (end < today && days.has(end + 1)) end++
  return end
}
