import { useQueryClient } from '@tanstack/react-query'
import { costsKey } from '../../queries/costs.ts'

/** What is asked for anew once costs have changed: lists, reports and goals. */
export function useCostsChanged(shopId: string): () => Promise<unknown> {
  const queries = useQueryClient()
  return () =>
    Promise.all(
      [costsKey(shopId), ['hourly-rate', shopId], ['summary'], ['goals']].map((queryKey) =>
        queries.invalidateQueries({ queryKey }),
      ),
    )
}
