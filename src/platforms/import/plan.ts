import { showDay } from '../../shops/calendar.ts'
import { isFiner, levelOfColumn } from '../ad-level.ts'
import { type KnownMetric } from '../known-metric.ts'
import { plainText, readNumber } from './cell.ts'
import { readDay } from './file-day.ts'
import { findFileEnd } from './file-end.ts'
import type { AskedPeriod, FileFault, FileItem, FilePlan, FileReading, PlanOrder } from './file-plan.ts'
import { addUp, numberFault } from './judge-number.ts'
import { isFileField, type LayoutColumn } from './layout.ts'
import type { FileTable } from './read-table.ts'
import { findSumRow } from './total-row.ts'

/** What a table's rows say, each number with its metric, post and days. Stores nothing, guesses nothing. */
export function planTable(table: FileTable, order: PlanOrder): FilePlan {
  const items = new Map<string, FileItem>()
  const readings = new Map<string, FileReading>()
  const faults: FileFault[] = []
  const seen = new Set<string>()
  const told = new Map<string, readonly string[]>()
  const addedUpBy = new Set<string>()
  let addedUp = 0
  const { rows, totals } = rowsOf(table, { ...order, end: findFileEnd(table, order) }, faults)
  for (const row of rows) {
    const { cells } = row
    const text = JSON.stringify(cells)
    if (seen.has(text)) continue
    seen.add(text)
    const item = itemOf(row)
    const period = item === 'refused' ? undefined : periodOf(row)
    if (item === 'refused' || !period) continue
    if (item) items.set(item.key, items.get(item.key) ?? item)
    for (const reading of numbersOf(row, item, period)) {
      const key = JSON.stringify([reading.metric, reading.key, reading.from, reading.to])
      const before = readings.get(key)
      const sum = before ? addedTo(before, reading, row) : reading
      if (!sum) continue
      readings.set(key, sum)
      if (before && sum !== before) addedUp++
      for (const name of differing(table, cells, told.get(key))) addedUpBy.add(name)
      told.set(key, cells)
    }
  }
  const counts = { rows: rows.length, totals, addedUp, addedUpBy: [...addedUpBy] }
  return { ...counts, items, readings: [...readings.values()], faults }
}

/** The rows that aren't empty, without those of totals. */
function rowsOf(table: FileTable, order: Row['order'], faults: FileFault[]): { rows: Row[]; totals: number } {
  const filled = table.rows.flatMap((cells, index) =>
    cells.some((cell) => cell.trim() !== '') ? [{ table, cells, line: table.line + index, order, faults }] : [],
  )
  const rows = filled.filter((row) => !isTotal(row))
  const sum = findSumRow(
    table,
    rows.map(({ line }) => line - table.line),
    order,
  )
  const kept = rows.filter(({ line }) => line - table.line !== sum)
  return { rows: kept, totals: filled.length - kept.length }
}

function differing({ header, meanings }: FileTable, cells: readonly string[], before: readonly string[] | undefined) {
  if (!before) return []
  return header.filter((name, at) => {
    const [here, there] = [plainText(cells[at] ?? ''), plainText(before[at] ?? '')]
    return name !== '' && !meanings.has(at) && here !== there && /\p{L}/u.test(here)
  })
}

/** With what an earlier row told of the same; undefined where it can't be, and the earlier stays. */
function addedTo(before: FileReading, reading: FileReading, row: Row): FileReading | undefined {
  const metric = row.order.metrics.get(reading.metric)
  if (!metric) return undefined
  const sum = addUp(before.value, { ...reading, metric }, row.order.mostSpend)
  if (typeof sum === 'number') return sum === before.value ? before : { ...reading, value: sum }
  return fault(row, metric.id, `${metric.name} ${sum}.`)
}

type Row = {
  readonly table: FileTable
  readonly cells: readonly string[]
  readonly line: number
  /** `end`: the last day that a date without a year can be. */
  readonly order: PlanOrder & { readonly end: number }
  readonly faults: FileFault[]
}

/** `factor` and metric of the columns that hold numbers; a file's post and date are in others. */
function columnsOf({ table }: Row, holds: string): { readonly at: number; readonly name: string }[] {
  return [...table.meanings].flatMap(([at, column]) =>
    column.holds === holds ? [{ at, name: table.header[at] ?? '' }] : [],
  )
}

function textOf(row: Row, holds: string): string {
  const texts = columnsOf(row, holds).map(({ at }) => plainText(row.cells[at] ?? ''))
  return texts.filter((text) => text !== '').join(' · ')
}

const totalWords =
  /^(?:grand )?(?:totals?|sum|summa|totalt|razem|suma|łącznie|gesamt|summe|wyniki z|results from|resultater fra|รวมทั้งหมด|รวม)(?![\p{L}])/iu

/** A row that sums the others: it says so, or leaves empty what every other row has. */
function isTotal(row: Row): boolean {
  const names = ['ad', 'ad-id', 'title', 'url', 'post-id', 'day'].filter((field) => columnsOf(row, field).length > 0)
  const texts = names.map((field) => textOf(row, field))
  if (texts.some((text) => totalWords.test(text))) return true
  return names.length > 0 && texts.every((text) => text === '' || text === '--')
}

const mangled = /^\d(?:[.,]\d+)?E\+\d+$/i

function itemOf(row: Row): FileItem | null | 'refused' {
  const [id, url, title] = ['post-id', 'url', 'title'].map((field) => textOf(row, field))
  const ad = textOf(row, 'ad-id') || textOf(row, 'ad')
  const published = dayIn(row, 'published')
  const about = {
    title: (title || textOf(row, 'ad') || '').slice(0, 300) || null,
    url: url && /^https?:\/\//i.test(url) ? url.slice(0, 2048) : null,
    nativeId: id && !mangled.test(id) ? id : null,
    publishedDay: published ?? null,
    adLevel: null,
  }
  if (about.nativeId !== null) return { ...about, key: `id:${about.nativeId}` }
  if (about.url !== null) return { ...about, key: `url:${about.url}` }
  if (id && mangled.test(id)) {
    const [column] = columnsOf(row, 'post-id')
    const detail = `A spreadsheet has rounded the id to ${id}: export the file again and choose it without saving it there.`
    row.faults.push({ line: row.line, column: column?.name ?? null, detail })
    return 'refused'
  }
  if (ad !== '') return adNamed(row, about, ad)
  // Never the channel's own number: that has what nobody paid for too.
  if (row.table.isOfAds && about.title === null) return { ...about, key: 'ad:account', adLevel: 'account' }
  if (about.title === null) return null
  return { ...about, key: `title:${about.title.slice(0, 120)}:${about.publishedDay ?? ''}` }
}

/** On the finest level that the row names. */
function adNamed(row: Row, about: Omit<FileItem, 'key'>, ad: string): FileItem {
  const named = columnsOf(row, 'ad').filter(({ at }) => plainText(row.cells[at] ?? '') !== '')
  const levels = named.map(({ name }) => levelOfColumn(name))
  const finest = levels.reduce((one, other) => (isFiner(other, one) ? other : one), levels[0] ?? 'ad')
  const adLevel = textOf(row, 'ad-id') === '' ? finest : 'ad'
  return { ...about, key: `ad:${adLevel}:${ad}`, adLevel }
}

type Period = { readonly from: number | null; readonly to: number }

function periodOf(row: Row): Period | undefined {
  const { order, table } = row
  if (columnsOf(row, 'day').length > 0) {
    const day = dayOrFault(row, 'day')
    return day === undefined ? undefined : { from: day, to: day }
  }
  if (columnsOf(row, 'from').length > 0) {
    const from = dayOrFault(row, 'from')
    const to = columnsOf(row, 'to').length > 0 ? dayOrFault(row, 'to') : lastAsked(order.period)
    if (from === undefined || to === undefined) return undefined
    return from > to ? fault(row, 'to', `${showDay(to)} is before ${showDay(from)}.`) : { from, to }
  }
  if (order.period === undefined) throw new TypeError(`${table.layout?.id ?? 'a mapped file'} needs a period`)
  return 'at' in order.period ? { from: null, to: order.period.at } : order.period
}

function lastAsked(period: AskedPeriod): number | undefined {
  if (period === undefined) return undefined
  return 'at' in period ? period.at : period.to
}

function dayIn(row: Row, field: string): number | undefined {
  const [column] = columnsOf(row, field)
  if (!column) return undefined
  const cell = row.cells[column.at] ?? ''
  const last = row.order.end
  const year = Number(showDay(last).slice(0, 4))
  const day = readDay(cell, row.order.dateOrder, year)
  // TikTok writes `23 August`: the last one that is over.
  return day !== undefined && day > last && !/\d{4}/.test(plainText(cell))
    ? readDay(cell, row.order.dateOrder, year - 1)
    : day
}

/** A row without a date is refused rather than guessed. */
function dayOrFault(row: Row, field: string): number | undefined {
  const day = dayIn(row, field)
  const said = textOf(row, field)
  if (day === undefined)
    return fault(
      row,
      field,
      said === '' ? 'The date is empty.' : `“${said.slice(0, 40)}” is no date that is known here.`,
    )
  if (day > row.order.today) return fault(row, field, `${showDay(day)} is yet to come.`)
  return day
}

function fault(row: Row, field: string, detail: string): undefined {
  row.faults.push({ line: row.line, column: columnsOf(row, field)[0]?.name ?? null, detail })
  return undefined
}

function numbersOf(row: Row, item: FileItem | null, period: Period): FileReading[] {
  return [...row.table.meanings].flatMap(([at, column]) => {
    const metric = isFileField(column.holds) ? undefined : row.order.metrics.get(column.holds)
    return metric ? numberIn(row, { at, column, metric }, item, period) : []
  })
}

type Told = { readonly at: number; readonly column: LayoutColumn; readonly metric: KnownMetric }

/** How many there are is of a day; what a post had so far stays that; a rate so far is of the day it was read. */
function numberIn(row: Row, { at, column, metric }: Told, item: FileItem | null, period: Period): FileReading[] {
  const isWhole = metric.unit === 'count'
  const read = readNumber(row.cells[at] ?? '', { decimals: row.table.decimals, isWhole })
  if (read.kind === 'empty') return []
  const name = row.table.header[at] ?? null
  if (read.kind === 'unread' || (isWhole && read.isPercent)) {
    const why = read.kind === 'unread' ? read.why : `is a percentage, and ${metric.name} are counted`
    row.faults.push({
      line: row.line,
      column: name,
      detail: `“${plainText(row.cells[at] ?? '').slice(0, 40)}” ${why}.`,
    })
    return []
  }
  const from = metric.kind === 'stock' ? null : period.from
  const value = read.value * (column.factor ?? 1)
  const why = numberFault({ metric, value, from }, row.order.mostSpend)
  if (why !== undefined) {
    row.faults.push({
      line: row.line,
      column: name,
      detail: `“${plainText(row.cells[at] ?? '').slice(0, 40)}” ${why}.`,
    })
    return []
  }
  return [{ metric: metric.id, key: item?.key ?? null, from, to: period.to, value }]
}
