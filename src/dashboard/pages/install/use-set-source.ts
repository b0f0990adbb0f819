import { useMutation, useQueryClient } from '@tanstack/react-query'
import { setSource, type SourceDraft, sourcesQuery } from '../../queries/install.ts'
import { useShop } from '../../parts/shop.tsx'

/** Sets a source's secret; the page knows it at once. */
export function useSetSource() {
  const { id: shopId } = useShop()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (draft: SourceDraft) => setSource(shopId, draft),
    onSuccess: () => queries.invalidateQueries({ queryKey: sourcesQuery(shopId).queryKey }),
  })
}
