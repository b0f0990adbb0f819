import { summariseCompared } from '../../src/reports/compare.ts'
import { localDay } from '../../src/shops/calendar.ts'
import { findShop } from '../../src/shops/store.ts'
import { makeRuntime, noon } from '../make.ts'
import { makeClick, onePost, writeHistory, zone } from '../reports/history.ts'

/** A report of so many rows, `Row 0`, `Row 1` …, with a click each. */
export async function makeReport(count: number, by: 'post' | 'day' = 'post') {
  const { database } = await makeRuntime()
  await writeHistory(database, { ...onePost, clicks: [makeClick({ at: noon })], conversions: [] })
  const shop = await findShop(database, 'shop-1')
  if (!shop) throw new Error('no shop')
  const day = localDay(noon, zone)
  const report = await summariseCompared(database, { shop, from: day, to: day, windowDays: 30 }, by)
  const rows = Array.from({ length: count }, (_, index) =>
    report.rows.map((row) => ({ ...row, key: `row-${index}`, label: `Row ${index}` })),
  ).flat()
  return { shop, report: { ...report, rows } }
}
