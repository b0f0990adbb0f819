import { useFormat } from '../../parts/format.ts'
import type { AnotherNumber } from '../../queries/certainty.ts'

/** A count of the metric: money where it is revenue. */
export function useSayCount({
  metric,
  currency,
}: Pick<AnotherNumber, 'metric' | 'currency'>): (count: number) => string {
  const format = useFormat()
  return metric === 'revenue'
    ? (count) => format.money(Math.round(count * 100) / 100, currency)
    : (count) => format.decimal(count)
}
