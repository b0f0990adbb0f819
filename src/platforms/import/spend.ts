import { digitsOf, mostMinor } from '../../shops/money.ts'
import type { ToldCost } from '../imported-cost.ts'
import type { KnownMetric } from '../known-metric.ts'
import { plainText } from './cell.ts'
import type { FilePlan } from './file-plan.ts'
import type { FileTable } from './read-table.ts'

/** A file's amounts spent are read as a metric's numbers are, and kept as costs. */
export const spendMetric = {
  ...{ id: 'spend', name: 'Amount spent', kind: 'flow', unit: 'money', level: 1 },
  isCountedHere: false,
} as const satisfies KnownMetric

/** The currency that a file's amounts are in, where the column's name says so: `Amount spent (NOK)`. */
export function spendsIn({ header, meanings }: FileTable): string | undefined {
  const [at] = [...meanings].find(([, { holds }]) => holds === spendMetric.id) ?? []
  const code = at === undefined ? undefined : /\(([A-Z]{3})\)$/.exec(plainText(header[at] ?? ''))?.[1]
  return code !== undefined && digitsOf(code) !== undefined ? code : undefined
}

/** The amounts spent, in minor units. What was spent `so far` is of no days, and left out. */
export function readSpends(
  { readings, items }: Pick<FilePlan, 'readings' | 'items'>,
  currency: string,
): readonly ToldCost[] {
  const unit = 10 ** (digitsOf(currency) ?? 2)
  return readings.flatMap(({ metric, key, from, to, value }) =>
    metric === spendMetric.id && from !== null
      ? [{ key, adLevel: items.get(key ?? '')?.adLevel ?? null, from, to, currency, amount: Math.round(value * unit) }]
      : [],
  )
}

/** The most that a file's amount can be, in whole units of the currency. */
export function mostSpend(currency: string): number {
  return mostMinor / 10 ** (digitsOf(currency) ?? 2)
}
