import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Ga4Grouping } from '../links/ga4-grouping.ts'
import { readGa4File } from '../links/ga4-file.ts'
import { ga4Categories } from '../links/ga4-rules.ts'
import { forgetGrouping, putGrouping, readGrouping, storeGrouping, toGrouping } from '../links/ga4-store.ts'
import { OperationError } from '../operations/backup.ts'
import { dayField } from '../shops/day-field.ts'
import { command, tell, UsageError } from './command.ts'
import { withDatabase } from './database.ts'

export const loadGa4 = command({
  name: 'ga4 load',
  usage: 'FILE [--as-of YYYY-MM-DD] [--sql] [--json]',
  about: `Takes Google Analytics' list of sources (CSV or JSON: source, category) in place of the one in force. With --sql it only prints the statements for a database elsewhere.`,
  example: 'ga4 load ga4-sources.csv --as-of 2026-10-01',
  operands: ['FILE'],
  options: { 'as-of': { type: 'string' }, sql: { type: 'boolean' }, json: { type: 'boolean' } },
  async run({ 'as-of': asOf, sql, json }, [path = '']) {
    if (asOf !== undefined && !dayField.safeParse(asOf).success)
      throw new UsageError(`--as-of is a day such as 2026-10-01, not ${asOf}`)
    const read = readGa4File({ text: readFileSync(path, 'utf8'), name: basename(path), asOf, now: Date.now() })
    if (!read.ok) throw new OperationError(showFaults(path, read.faults))
    if (sql) return void process.stdout.write(`${putGrouping(read.loaded).map(toSql).join('\n')}\n`)
    await withDatabase(async (database) => storeGrouping(database, read.loaded))
    tellGrouping(json, toGrouping(read.loaded), 'Loaded')
  },
})

export const showGa4 = command({
  name: 'ga4 show',
  usage: '[--json]',
  about: 'Tells by which list the channels of Google Analytics are foretold, and of which day it is.',
  example: 'ga4 show',
  operands: [],
  options: { json: { type: 'boolean' } },
  async run({ json }) {
    await withDatabase(async (database) => tellGrouping(json, await readGrouping(database), 'In force'))
  },
})

export const resetGa4 = command({
  name: 'ga4 reset',
  usage: '[--json]',
  about: 'Goes back to the built-in list.',
  example: 'ga4 reset',
  operands: [],
  options: { json: { type: 'boolean' } },
  async run({ json }) {
    await withDatabase(async (database) => {
      const was = await forgetGrouping(database)
      tellGrouping(json, await readGrouping(database), was ? 'Back to' : 'Nothing was loaded. In force')
    })
  },
})

function showFaults(path: string, faults: readonly string[]): string {
  const more = faults.length > mostFaults ? [`and ${faults.length - mostFaults} more like these`] : []
  return [`${path}: nothing was changed.`, ...faults.slice(0, mostFaults), ...more].join('\n  ')
}

const mostFaults = 20

function tellGrouping(json: boolean | undefined, { asOf, origin, rules, sources }: Ga4Grouping, word: string): void {
  const counts = Object.fromEntries(ga4Categories.map((category) => [category, sources[category].size]))
  const text = ga4Categories.map((category) => `${counts[category] ?? 0} ${category}`).join(', ')
  tell(
    json,
    { asOf, origin, rules: rules.length, sources: counts },
    `${word}: ${origin}, as of ${asOf}. ${rules.length} rules, sources: ${text}.`,
  )
}

type Stored = ReturnType<typeof putGrouping>[number]

function toSql({ sql, params }: Stored): string {
  let at = 0
  return `${sql.replace(/\s+/g, ' ').replaceAll('?', () => quoted(params[at++]))};`
}

function quoted(value: Stored['params'][number] | undefined): string {
  if (typeof value !== 'string') throw new TypeError('only text is put into settings')
  return `'${value.replaceAll("'", "''")}'`
}
