import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Level, Objective } from '../../../platforms/catalog.ts'
import { useShop } from '../../parts/shop.tsx'
import { catalogQuery, type Metric } from '../../queries/goals.ts'
import { ownMetricsQuery } from '../../queries/platform-numbers.ts'

/** A metric that a goal can be set on, of the catalog or the shop's own. */
export type GoalMetric = {
  readonly id: string
  readonly name: string
  readonly level: Level
  readonly objective: Objective
  readonly unit: Metric['unit']
  readonly kind: Metric['kind']
}

export function useGoalMetrics() {
  const { id: shopId } = useShop()
  const catalog = useQuery(catalogQuery)
  const own = useQuery(ownMetricsQuery(shopId))
  const metrics: readonly GoalMetric[] | undefined = useMemo(
    () => catalog.data && own.data && [...catalog.data.items, ...own.data.items],
    [catalog.data, own.data],
  )
  const { error } = catalog.error ? catalog : own
  return { metrics, error, retry: () => void Promise.all([catalog.refetch(), own.refetch()]) }
}
