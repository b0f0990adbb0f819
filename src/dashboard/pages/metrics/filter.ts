import type { CatalogMetric, Measured } from '../../queries/metrics.ts'

export const objectives = [
  'awareness',
  'engagement',
  'customer-service',
  'leads-and-sales',
] as const satisfies readonly CatalogMetric['objective'][]

export type MetricFilter = {
  readonly q: string
  readonly objective: CatalogMetric['objective'] | null
  readonly isMeasured: boolean
}

export const everyMetric: MetricFilter = { q: '', objective: null, isMeasured: false }

/** Every word asked for has to be in what is told of a metric; those with it in their name come first. */
export function fitting(
  metrics: readonly CatalogMetric[],
  { q, objective, isMeasured }: MetricFilter,
  measured: ReadonlyMap<string, Measured>,
): CatalogMetric[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean)
  const hasAll = (text: string) => words.every((word) => text.toLowerCase().includes(word))
  const fits = metrics.filter(
    (metric) =>
      hasAll(toldOf(metric).join(' ')) &&
      (objective === null || metric.objective === objective) &&
      (!isMeasured || measured.get(metric.id)?.ok === true),
  )
  return fits.toSorted((one, other) => Number(hasAll(other.name)) - Number(hasAll(one.name)))
}

function toldOf({ name, id, says, doesNotSay, trap, formula, improve }: CatalogMetric): string[] {
  return [name, id, says, doesNotSay, trap, formula, improve ?? '']
}
