import { compareModels } from '../src/reports/attribution.ts'
import { standBeside } from '../src/reports/beside.ts'
import { measureBuyingTime } from '../src/reports/buying-time.ts'
import { explainCoverage } from '../src/reports/coverage.ts'
import { drawFunnel } from '../src/reports/funnel.ts'
import { drawHeatMap } from '../src/reports/heat-map.ts'
import type { FilterDimension, Question } from '../src/reports/question.ts'
import { summarise } from '../src/reports/summary.ts'
import type { Shop } from '../src/shops/shop.ts'
import type { Database } from '../src/storage/database.ts'

type Report = {
  readonly told: string
  readonly only?: { readonly dimension: FilterDimension; readonly key: string }
  read(database: Database, question: Question): Promise<unknown>
}

const filters = [
  { dimension: 'campaign', key: 'campaign-0000000000000003' },
  { dimension: 'country', key: 'NO' },
] as const

/** Each whole report as its route reads it. */
const reports: readonly Report[] = [
  ...(['post', 'campaign', 'channel', 'day', 'country'] as const).map((by) => summaryBy(by)),
  ...filters.flatMap((only) => {
    // Places by country are read from the raw clicks: one of them will do.
    const bys =
      only.dimension === 'country' ? (['day', 'country', 'post'] as const) : (['post', 'channel', 'day'] as const)
    return bys.map((by) => ({ ...summaryBy(by), only }))
  }),
  {
    told: 'summary by post, linear',
    read: (database, asked) => summarise(database, { ...asked, model: 'linear' }, 'post'),
  },
  {
    told: 'summary by post, markov',
    read: (database, asked) => summarise(database, { ...asked, model: 'markov' }, 'post'),
  },
  { told: 'attribution by post', read: (database, asked) => compareModels(database, asked, 'post') },
  { told: 'attribution by channel', read: (database, asked) => compareModels(database, asked, 'channel') },
  { told: 'coverage', read: explainCoverage },
  { told: 'heat map', read: drawHeatMap },
  { told: 'buying time by channel', read: (database, asked) => measureBuyingTime(database, asked, 'channel') },
  { told: 'social beside the rest', read: standBeside },
  { told: 'funnel by post', read: (database, asked) => drawFunnel(database, asked, 'post') },
  { told: 'funnel by channel', read: (database, asked) => drawFunnel(database, asked, 'channel') },
]

/** Prints milliseconds in the database and in all, by report and length of the period, as they come; the median of five. */
export async function printReports(database: Database, shop: Shop, lastDay: number): Promise<void> {
  const lengths = [30, 90, 365]
  const heads = lengths.map((length) => `${length} days`.padStart(18)).join('')
  process.stdout.write(`${'ms in the database / in all'.padEnd(40)}${heads}\n`)
  for (const report of reports) {
    const cells = []
    for (const length of lengths) {
      const question = askFor(report, { shop, lastDay, length })
      const { inDatabase, inAll } = await timeReport(database, (timed) => report.read(timed, question))
      cells.push(`${inDatabase.toFixed(0).padStart(10)} / ${inAll.toFixed(0).padStart(5)}`)
    }
    const only = report.only ? `, one ${report.only.dimension}` : ''
    process.stdout.write(`${`${report.told}${only}`.padEnd(40)}${cells.join('')}\n`)
  }
}

function summaryBy(by: Parameters<typeof summarise>[2]): Report {
  return { told: `summary by ${by}`, read: (database, question) => summarise(database, question, by) }
}

type Period = { readonly shop: Shop; readonly lastDay: number; readonly length: number }

function askFor({ only }: Report, { shop, lastDay, length }: Period): Question {
  return {
    ...{ shop, from: lastDay - length + 1, to: lastDay, today: lastDay, windowDays: 30 },
    filters: only ? [{ dimension: only.dimension, isNot: false, keys: [only.key] }] : [],
  }
}

/** Fewer runs of what takes seconds. */
async function timeReport(database: Database, read: (timed: Database) => Promise<unknown>) {
  const runs: { readonly inDatabase: number; readonly inAll: number }[] = []
  while (runs.length < 5 && (runs[0]?.inAll ?? 0) < 1000) {
    let inDatabase = 0
    const start = performance.now()
    await read({
      ...database,
      async all(statement) {
        const before = performance.now()
        // Read before the call returns: what is awaited after it would be the turns of others.
        const rows = database.all(statement)
        inDatabase += performance.now() - before
        return rows
      },
    })
    runs.push({ inDatabase, inAll: performance.now() - start })
  }
  const [one] = runs.toSorted((a, b) => a.inAll - b.inAll).slice(Math.floor(runs.length / 2))
  return one ?? { inDatabase: 0, inAll: 0 }
}
