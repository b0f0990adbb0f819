import type { TFunction } from 'i18next'
import type { Format } from '../../parts/format.ts'
import type { Metric } from '../../queries/goals.ts'

/** A value of a metric in its unit. Money of goals is in whole units of the shop's currency. */
export function showValue(
  value: number,
  unit: Metric['unit'],
  say: { format: Format; t: TFunction; currency: string },
): string {
  const { format, t, currency } = say
  if (unit === 'percent') return format.percent(value / 100, 2)
  if (unit.startsWith('money')) return format.money(Math.round(value * 100) / 100, currency)
  if (unit === 'seconds' || unit === 'minutes') return t(`units.${unit}`, { value: format.decimal(value) })
  return Number.isInteger(value) ? format.count(value) : format.decimal(value)
}
