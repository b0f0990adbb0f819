import { useFormat } from '../../parts/format.ts'
import type { Ranking } from '../../queries/certainty.ts'

/** A value of the report in words of its unit: a percentage, money a click, orders. */
export function useMeasured({ unit, currency }: Pick<Ranking, 'unit' | 'currency'>): (value: number) => string {
  const format = useFormat()
  if (unit === 'share') return (value) => format.percent(value, value < 0.1 ? 2 : 1)
  if (unit === 'money') return (value) => format.money(Math.round(value * 100) / 100, currency)
  return (value) => format.decimal(value)
}
