import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answer, api } from '../api.ts'

export type Bio = Awaited<ReturnType<typeof fetchBio>>
export type BioButton = Bio['buttons'][number]
export type BioDraft = Pick<
  Bio,
  'title' | 'intro' | 'slug' | 'buttons' | 'postCount' | 'channels' | 'accent' | 'pictureUrl' | 'language' | 'isOn'
>

export const bioQuery = (shopId: string) =>
  queryOptions({ queryKey: ['bio', shopId], queryFn: () => fetchBio(shopId), staleTime: 10_000 })

/** The page as it would be, while it is written; what can't be taken yet leaves the last one standing. */
export const bioPreviewQuery = (shopId: string, draft: BioDraft) =>
  queryOptions({
    queryKey: ['bio-preview', shopId, draft],
    queryFn: ({ signal }) =>
      answer(api.shops[':id'].bio.preview.$post({ param: { id: shopId }, json: draft }, { init: { signal } })),
    placeholderData: keepPreviousData,
    retry: false,
  })

/** @throws ApiProblem by field, 409 slug taken */
export function saveBio(shopId: string, draft: BioDraft) {
  return answer(api.shops[':id'].bio.$put({ param: { id: shopId }, json: draft }))
}

function fetchBio(shopId: string) {
  return answer(api.shops[':id'].bio.$get({ param: { id: shopId } }))
}
