import { open } from 'node:fs/promises'
import { csvRow } from '../http/lines.ts'
import { decimalKinds } from '../shops/amount.ts'
import { importOrders, type OrderImportAsked, type OrderImportStep } from '../conversions/import/import.ts'
import { orderLayoutIds } from '../conversions/import/layouts.ts'
import { dateKinds } from '../conversions/import/moment.ts'
import {
  type OrderImportSummary,
  type OrderOutcome,
  orderOutcomeColumns,
  orderOutcomeRow,
  tellOrderError,
} from '../conversions/import/outcome.ts'
import { command, tell, UsageError } from './command.ts'
import { chooseShop, withDatabase } from './database.ts'
import { orUsage, readBytes } from './import.ts'
import { showSlowProgress } from './progress.ts'
import { createRuntime } from './runtime.ts'

export const importOrdersFile = command({
  name: 'import orders',
  usage:
    'FILE [--from KIND] [--map FIELD=COLUMN …] [--status STATUS=MEANING …] [--decimals point|comma] ' +
    '[--dates day-first|month-first] [--dry-run] [--shop ID] [--outcomes FILE] [--json]',
  about:
    'Takes in past orders from a CSV file (- for standard input), an export of Shopify or WooCommerce or any other, and says ' +
    'what we hadn’t seen, what differs and what the file lacks. The same file again stores nothing. Exit 1 if an order was refused.',
  example: 'import orders orders_export.csv --dry-run --outcomes outcomes.csv',
  operands: ['FILE'],
  options: {
    from: { type: 'string', default: 'auto' },
    map: { type: 'string', multiple: true },
    status: { type: 'string', multiple: true },
    decimals: { type: 'string', default: 'auto' },
    dates: { type: 'string', default: 'auto' },
    'dry-run': { type: 'boolean' },
    shop: { type: 'string' },
    outcomes: { type: 'string' },
    json: { type: 'boolean' },
  },
  async run(values, [file = '']) {
    const asked: OrderImportAsked = {
      from: oneOf('from', ['auto', ...orderLayoutIds], values.from),
      map: values.map ?? [],
      status: values.status ?? [],
      decimals: oneOf('decimals', decimalKinds, values.decimals),
      dates: oneOf('dates', dateKinds, values.dates),
      dryRun: values['dry-run'] ?? false,
    }
    await withDatabase(async (database) => {
      const shop = await chooseShop(database, values.shop)
      const bytes = readBytes(file, showSlowProgress(asked.dryRun ? 'Checking' : 'Importing'))
      const steps = await orUsage(importOrders(await createRuntime(database), shop, bytes, asked))
      const told = await follow(steps, values.outcomes)
      tell(values.json, told.summary, tellSummary(told, values.outcomes))
      if (told.summary.refused > 0) process.exitCode = 1
    })
  },
})

type Followed = {
  readonly summary: OrderImportSummary
  readonly refused: OrderOutcome[]
  readonly differing: OrderOutcome[]
  readonly lacking: OrderOutcome[]
}

/** Writes the outcomes where they are asked for, and keeps the first of what wants looking at. */
async function follow(steps: AsyncGenerator<OrderImportStep>, file: string | undefined): Promise<Followed> {
  const out = file === undefined ? undefined : await open(file, 'w', 0o600)
  const [refused, differing, lacking]: OrderOutcome[][] = [[], [], []]
  const keep = (list: OrderOutcome[] | undefined, one: OrderOutcome) =>
    list && list.length < mostShown ? void list.push(one) : undefined
  let summary: OrderImportSummary | undefined
  try {
    await out?.write(`\ufeff${csvRow(orderOutcomeColumns)}\r\n`)
    for await (const step of steps) {
      summary = step.summary
      for (const one of step.outcomes) {
        if (one.outcome === 'refused') keep(refused, one)
        if (one.outcome === 'lacking') keep(lacking, one)
        if (one.difference !== null) keep(differing, one)
      }
      await out?.write(step.outcomes.map((one) => `${orderOutcomeRow(one, 'cli')}\r\n`).join(''))
    }
  } finally {
    await out?.close()
  }
  if (!summary) throw new Error('an import came to nothing')
  return { summary, refused: refused ?? [], differing: differing ?? [], lacking: lacking ?? [] }
}

const mostShown = 10

function tellSummary({ summary, refused, differing, lacking }: Followed, outcomes: string | undefined): string {
  const { dryRun, orders, stored, merged, duplicate, skipped, refunds, unseen, period } = summary
  const more = (all: number, shown: readonly unknown[]) =>
    all > shown.length
      ? [`… and ${count(all - shown.length)} more${outcomes === undefined ? ': --outcomes FILE.csv lists all' : ''}`]
      : []
  return [
    ...refused.map(
      ({ line, errors }) => `line ${line}: ${errors.map((error) => tellOrderError(error, 'cli')).join(' ')}`,
    ),
    ...more(summary.refused, refused),
    ...(refused.length > 0 ? [''] : []),
    `${plural(orders, 'order')}${period ? ` of ${period.from.slice(0, 10)} to ${period.to.slice(0, 10)}` : ''}: ` +
      `${count(stored)} ${dryRun ? 'would be stored' : 'stored'}, ${count(merged)} ${dryRun ? 'would add to' : 'added to'} what we had, ` +
      `${count(duplicate)} there already, ${count(skipped)} passed over, ${count(summary.refused)} refused; ` +
      `${plural(refunds, 'refund')}.`,
    `Orders that we had not seen: ${tellSum(unseen)}.`,
    `Orders whose amount differs: ${count(summary.differing)}, of which ${count(summary.changed)} ${dryRun ? 'will be' : 'were'} changed to the file’s.`,
    ...differing.map((one) => `  ${one.orderId}: ${tellDifference(one, dryRun)}`),
    ...more(summary.differing, differing),
    `Orders that we have and the file lacks: ${tellSum(summary.lacking)}.`,
    ...lacking.map(({ orderId, ours }) => `  ${orderId}: ${tellMoney(ours)}`),
    ...more(summary.lacking.orders, lacking),
    ...(dryRun ? ['Nothing was stored. Without --dry-run it will be.'] : []),
    ...(outcomes === undefined ? [] : [`Each order's outcome is in ${outcomes}.`]),
  ].join('\n')
}

function tellDifference({ ours, inFile, difference, isChanged }: OrderOutcome, dryRun: boolean): string {
  if (difference === 'unpaid') return `${tellMoney(ours)} here, not paid in the file`
  if (isChanged) return `${tellMoney(ours)} here, ${dryRun ? 'will be ' : ''}changed to ${tellMoney(inFile)}`
  return `${tellMoney(ours)} here, ${tellMoney(inFile)} in the file: stays, as the shop system itself told it`
}

function plural(number: number, thing: string): string {
  return `${count(number)} ${thing}${number === 1 ? '' : 's'}`
}

function count(number: number): string {
  return number.toLocaleString('en')
}

function tellSum({ orders, amounts }: OrderImportSummary['unseen']): string {
  return orders === 0 ? '0' : `${count(orders)} (${amounts.map(tellMoney).join(' + ')})`
}

function tellMoney(money: { readonly value: string; readonly currency: string } | null): string {
  return money ? `${money.value} ${money.currency}` : 'no amount'
}

function oneOf<Kind extends string>(option: string, kinds: readonly Kind[], text: string): Kind {
  const kind = kinds.find((one) => one === text)
  if (kind === undefined) throw new UsageError(`--${option} is one of ${kinds.join(', ')}, not ${text}`)
  return kind
}
