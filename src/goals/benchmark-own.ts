import type { Channel } from '../links/channel.ts'
import type { Benchmark } from '../platforms/benchmarks.ts'
import { findMetric } from '../platforms/catalog.ts'
import type { Reading } from '../platforms/reading/reading.ts'
import { readValue } from '../platforms/reading/value.ts'
import { readReadings } from '../platforms/value-store.ts'
import { countFigures, type Figures, netOf } from '../reports/figures.ts'
import { rateConversion } from '../reports/summary.ts'
import { toUnits } from '../shops/money.ts'
import type { Shop } from '../shops/shop.ts'
import { wilson } from '../statistics/interval.ts'
import { poissonRange, z95 } from '../statistics/rate.ts'
import type { Database } from '../storage/database.ts'

/** A shop's own number beside a benchmark: percent is 0–100, money in whole units. The range is the 95 % one, null where chance can't be told. */
export type OwnValue = {
  readonly value: number
  readonly low: number | null
  readonly high: number | null
  /** What it is of: clicks, orders; null of what a platform told. */
  readonly of: number | null
}

/** Days of the shop's own, ending yesterday, that stand beside others' numbers. */
export const ownDays = 90

type Period = { readonly from: number; readonly to: number }
type Past = {
  readonly totals: Figures
  readonly rows: readonly Figures[]
  readonly readings: Readonly<Record<string, readonly Reading[]>>
  readonly period: Period
  readonly currency: string
}

/** Reads a period once, and answers for any metric and channel what the shop's own number was; null where nobody knows. */
export async function readOwnValues(
  database: Database,
  shop: Shop,
  period: Period,
): Promise<(benchmark: Pick<Benchmark, 'metric' | 'channel'>) => OwnValue | null> {
  const question = { shop, ...period, windowDays: shop.clickWindowDays }
  const [{ totals, rows }, ...told] = await Promise.all([
    countFigures(database, question, 'channel'),
    ...toldMetrics.map((metric) => readReadings(database, shop, metric)),
  ])
  const readings = Object.fromEntries(toldMetrics.map((metric, at) => [metric, told[at] ?? []]))
  const past = { totals, rows, readings, period, currency: shop.currency }
  return ({ metric, channel }) => ownValue(past, metric, channel)
}

/** What only platforms tell. */
const toldMetrics = ['impressions', 'engagement_rate', 'click_rate']

function ownValue(past: Past, metric: string, channel: Channel | null): OwnValue | null {
  const figures = channel === null ? past.totals : past.rows.find(({ key }) => key === channel)
  if (figures && figures.human > 0) {
    if (metric === 'conversion_rate') return inPercent(rateConversion(figures))
    if (metric === 'lead_rate')
      return inPercent(wilson(Math.min(Math.round(figures.lead), figures.human), figures.human))
  }
  if (figures && figures.purchase > 0) {
    if (metric === 'orders') return ordersOf(figures)
    if (metric === 'revenue') return { ...alone(toUnits(netOf(figures), past.currency)), of: figures.purchase }
    if (metric === 'aov') return worthOf(figures, past.currency)
  }
  if (figures && metric === 'click_rate') return clickRate(past, figures, channel) ?? toldValue(past, metric, channel)
  return toldMetrics.includes(metric) ? toldValue(past, metric, channel) : null
}

/** The last told value of a rate or the sum of a count, as `readValue` reads it; a part of the days is not enough for a sum. */
function toldValue({ readings, period }: Past, id: string, channel: Channel | null): OwnValue | null {
  const metric = findMetric(id)
  if (!metric) return null
  const scope = channel === null ? {} : { channel }
  const read = readValue({ metric, readings: readings[id] ?? [], scope, ...period })
  if (read.value === null || (metric.unit === 'count' && read.completeness !== 'complete')) return null
  return { ...alone(read.value), of: null }
}

/** Our own clicks of the platform's impressions; chance says next to nothing of so many, so that no range is claimed. */
function clickRate(past: Past, { human }: Figures, channel: Channel | null): OwnValue | null {
  const impressions = channel === null ? null : toldValue(past, 'impressions', channel)
  if (!impressions || impressions.value <= 0) return null
  return { ...alone((human / impressions.value) * 100), of: impressions.value }
}

function ordersOf({ purchase }: Figures): OwnValue {
  const [low, high] = poissonRange(purchase, { z: z95 })
  return { value: purchase, low: Math.floor(low), high: Math.ceil(high), of: null }
}

/** By the orders' own spread; one order alone has none. */
function worthOf({ gross, squares, valuedOrders }: Figures, currency: string): OwnValue | null {
  if (valuedOrders === 0) return null
  const mean = gross / valuedOrders
  const value = toUnits(mean, currency)
  if (valuedOrders < 2) return { ...alone(value), of: valuedOrders }
  const variance = Math.max(0, squares / valuedOrders - mean * mean) / (valuedOrders - 1)
  const half = toUnits(z95 * Math.sqrt(variance), currency)
  return { value, low: Math.max(0, value - half), high: value + half, of: valuedOrders }
}

function inPercent({ value, low, high, n }: { value: number; low: number; high: number; n: number }): OwnValue {
  return { value: value * 100, low: low * 100, high: high * 100, of: n }
}

function alone(value: number) {
  return { value, low: null, high: null }
}
