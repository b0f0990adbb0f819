import type { KnownMetric } from '../known-metric.ts'
import { valueFault } from '../value.ts'

/** A number of a file, in its metric's unit; `from` as in a reading. */
export type FileNumber = { readonly metric: KnownMetric; readonly value: number; readonly from: number | null }

/** Why a number is not taken, to follow it; the same bounds as for numbers that are sent in. `mostSpend`: whole units. */
export function numberFault({ metric, value, from }: FileNumber, mostSpend: number): string | undefined {
  if (metric.unit === 'money' && value < 0) return 'is less than nothing: money that came back is no cost'
  if (metric.unit === 'money' && value > mostSpend) return `is more than a cost can be (${mostSpend})`
  return valueFault(metric, value, from)
}

/**
 * What two rows of parts of the same tell together, such as of two ages: counts and amounts add up; rates, and how many there
 * are, don't. Text: why not, to follow the metric's name.
 */
export function addUp(one: number, other: FileNumber, mostSpend: number): number | string {
  if (isSummable(other.metric)) {
    const value = one + other.value
    return numberFault({ ...other, value }, mostSpend) ?? value
  }
  if (one === other.value) return one
  return 'is told twice for the same days, and doesn’t add up: export the file without a breakdown'
}

/** Whether numbers of parts of the same make its number. */
export function isSummable({ kind, unit }: Pick<KnownMetric, 'kind' | 'unit'>): boolean {
  return kind !== 'stock' && (unit === 'count' || unit === 'money')
}
