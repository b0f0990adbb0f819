import { csvRow, lineStream } from '../http/lines.ts'
import type { summariseCompared } from '../reports/compare.ts'

export type Report = Awaited<ReturnType<typeof summariseCompared>>
export type ReportRow = Report['rows'][number]

/**
 * What a file of a report holds: `all` for those who are signed in, `shared` without costs, hours and profit, `narrowed`
 * also without what can be reckoned from the whole shop's sales.
 */
export type Extent = 'all' | 'shared' | 'narrowed'

/** Then whoever sees it was to see a part of the shop only. */
export function isNarrowed({ filters }: Pick<Report, 'filters'>): boolean {
  return filters.length > 0
}

/** The rows of a report as lines of text, as the screen has them and in its order; numbers are exact, in plain digits. */
export function streamReport(
  report: Report,
  format: 'csv' | 'ndjson',
  extent: Extent = 'all',
): ReadableStream<Uint8Array> {
  const pages = pagesOf(report.rows)
  if (format === 'ndjson') return lineStream(pages, (row) => JSON.stringify(toRecord(row, extent)))
  const names = Object.keys(columnsOf(extent))
  return lineStream(pages, (row) => csvRow(Object.values(toRecord(row, extent))), csvRow(names))
}

/** A row by its columns' names; the columns are the same whatever was counted. */
export function toRecord(row: ReportRow, extent: Extent): Record<string, Field> {
  return Object.fromEntries(Object.entries(columnsOf(extent)).map(([name, read]) => [name, read(row)]))
}

export const contentTypes = { csv: 'text/csv; charset=utf-8', ndjson: 'application/x-ndjson' } as const
export type Format = keyof typeof contentTypes

type Field = string | number | boolean | null
type Column = (row: ReportRow) => Field

async function* pagesOf(rows: readonly ReportRow[]): AsyncGenerator<readonly ReportRow[]> {
  for (let at = 0; at < rows.length; at += pageSize) yield rows.slice(at, at + pageSize)
}

const pageSize = 500

function columnsOf(extent: Extent): Readonly<Record<string, Column>> {
  return { all: everything, shared: counted, narrowed }[extent]
}

/** Decimal text as a number, so that a sheet reckons with it; a negative one too, which would be taken for a formula. */
function toNumber(text: string | null): number | null {
  return text === null ? null : Number(text)
}

/** A share of fewer orders says nothing. */
export const fewestOrders = 5

/** Whether a row's share of clicks with an order may be told to somebody. */
export function hasRate({ orders }: Pick<ReportRow, 'orders'>): boolean {
  return orders >= fewestOrders
}

const counted = {
  key: ({ key }) => key,
  label: ({ label }) => label,
  clicks: ({ clicks }) => clicks.human,
  uniqueClicks: ({ clicks }) => clicks.unique,
  botClicks: ({ clicks }) => clicks.bot,
  internalClicks: ({ clicks }) => clicks.internal,
  rawClicks: ({ clicks }) => clicks.raw,
  leads: ({ leads }) => leads,
  orders: ({ orders }) => orders,
  ordersLow: ({ ordersInterval }) => ordersInterval.low,
  ordersHigh: ({ ordersInterval }) => ordersInterval.high,
  verifiedOrders: (row) => row.verifiedOrders,
  reportedOrders: (row) => row.reportedOrders,
  newCustomers: ({ customers }) => customers.new,
  returningCustomers: ({ customers }) => customers.returning,
  wonBackCustomers: ({ customers }) => customers.wonBack,
  unknownCustomers: ({ customers }) => customers.unknown,
  currency: ({ currency }) => currency,
  grossRevenue: ({ revenue }) => toNumber(revenue.gross),
  grossRevenueLow: ({ revenueInterval }) => toNumber(revenueInterval.low),
  grossRevenueHigh: ({ revenueInterval }) => toNumber(revenueInterval.high),
  refunded: ({ revenue }) => toNumber(revenue.refunded),
  netRevenue: ({ revenue }) => toNumber(revenue.net),
  averageOrder: ({ aov }) => toNumber(aov),
  otherCurrencies: ({ unconverted }) => unconverted.map(sayForeign).join('; ') || null,
  conversionRate: (row) => (hasRate(row) ? row.conversionRate.value : null),
  conversionRateLow: (row) => (hasRate(row) ? row.conversionRate.low : null),
  conversionRateHigh: (row) => (hasRate(row) ? row.conversionRate.high : null),
  clicksBefore: ({ before }) => before?.clicks.human ?? null,
  ordersBefore: ({ before }) => before?.orders ?? null,
  netRevenueBefore: ({ before }) => toNumber(before?.revenue.net ?? null),
} as const satisfies Readonly<Record<string, Column>>

/** Where a row's own orders have no amount, the interval is reckoned from what an order of the whole shop is worth. */
const hasOwnRevenue = ({ revenue }: ReportRow) => Number(revenue.gross) > 0
const narrowed = {
  ...counted,
  grossRevenueLow: (row) => (hasOwnRevenue(row) ? counted.grossRevenueLow(row) : null),
  grossRevenueHigh: (row) => (hasOwnRevenue(row) ? counted.grossRevenueHigh(row) : null),
} as const satisfies Readonly<Record<string, Column>>

const everything = {
  ...counted,
  cost: ({ cost }) => toNumber(cost),
  moneyCost: (row) => toNumber(row.moneyCost),
  timeCost: (row) => toNumber(row.timeCost),
  hours: ({ hours }) => hours,
  costBasis: (row) => row.costBasis,
  costIsPartial: (row) => row.costIsPartial,
  costPerOrder: (row) => toNumber(row.costPerOrder),
  costPerClick: (row) => toNumber(row.costPerClick),
  costPerLead: (row) => toNumber(row.costPerLead),
  costPerNewCustomer: (row) => toNumber(row.costPerNewCustomer),
  costPerFollower: (row) => toNumber(row.costPerFollower),
  newFollowers: (row) => row.newFollowers?.value ?? null,
  profit: ({ profit }) => toNumber(profit),
  roi: ({ roi }) => roi,
  roas: ({ roas }) => roas,
} as const satisfies Readonly<Record<string, Column>>

function sayForeign({ currency, gross, refunded }: ReportRow['unconverted'][number]): string {
  return `${gross} ${currency}${Number(refunded) > 0 ? ` less ${refunded}` : ''}`
}
