import type { Format } from '../../parts/format.ts'
import { canSpeakOfRate } from '../../parts/rate.ts'
import type { Row } from '../../queries/reports.ts'

/** Thousands without their hundredths, which nobody reads and a table has no room for; the file has them. */
export function roundAmount(amount: string | number): number {
  const value = Number(amount)
  return Math.abs(value) >= 1000 ? Math.round(value) : value
}

/** As texts, whole ones: nobody sells a tenth of an order. */
export function ordersRange({ low, high }: Row['ordersInterval'], format: Format) {
  return { low: format.count(Math.floor(low)), high: format.count(Math.ceil(high)) }
}

/** Whether a row's rate says anything: orders without a click, by code or by hand, are in no rate. */
export function rateIsSaid({ conversionRate: { value, n }, orders }: Pick<Row, 'conversionRate' | 'orders'>): boolean {
  return canSpeakOfRate(orders) && canSpeakOfRate(Math.round(value * n))
}
