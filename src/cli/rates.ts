import { readFileSync } from 'node:fs'
import { OperationError } from '../operations/backup.ts'
import { showDay } from '../shops/calendar.ts'
import { readRateFile } from '../shops/rate-file.ts'
import { listCurrencies, reconvert, saveRates } from '../shops/rate-store.ts'
import { command, tell } from './command.ts'
import { withDatabase } from './database.ts'

export const importRates = command({
  name: 'rates import',
  usage: 'FILE [--json]',
  about: `Takes exchange rates: the European Central Bank's eurofxref-hist.zip, its CSV or XML, or a CSV with the columns date, currency, per_euro. Orders in other currencies are converted anew.`,
  example: 'rates import eurofxref-hist.zip',
  operands: ['FILE'],
  options: { json: { type: 'boolean' } },
  async run({ json }, [path = '']) {
    const read = await readRateFile(new Uint8Array(readFileSync(path)), Date.now())
    if (!read.ok) throw new OperationError([`${path}: nothing was changed.`, ...read.faults].join('\n  '))
    const { rates, leftOut } = read
    await withDatabase(async (database) => {
      const changed = await saveRates(database, rates)
      await reconvert(database)
      const old = leftOut > 0 ? ` ${leftOut} are older than ten years and were left out.` : ''
      tell(
        json,
        { rates: rates.length, changed, leftOut },
        `${rates.length} rates read, ${changed} new or changed.${old}`,
      )
    })
  },
})

export const listRates = command({
  name: 'rates list',
  usage: '[--json]',
  about: 'Lists the currencies that there are rates of, with the first and last day of each.',
  example: 'rates list',
  operands: [],
  options: { json: { type: 'boolean' } },
  async run({ json }) {
    await withDatabase(async (database) => {
      const found = await listCurrencies(database)
      const items = found.map(({ currency, rates, first_day: first, last_day: last }) => ({
        ...{ currency, rates },
        ...{ firstDay: showDay(first), lastDay: showDay(last) },
      }))
      const lines = items.map((one) => `${one.currency}  ${one.firstDay} to ${one.lastDay}  ${one.rates} days`)
      tell(json, { items }, lines.join('\n') || 'There are no rates. Take some in with: rates import FILE')
    })
  },
})
