import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { InferRequestType } from 'hono/client'
import { answer, api } from '../api.ts'

/** The body of POST /posts/across: one publication, and a row for each of its channels. */
export type AcrossBody = InferRequestType<typeof api.posts.across.$post>['json']
export type MadePost = Awaited<ReturnType<typeof createAcross>>['items'][number]
export type PreviewedLink = Awaited<ReturnType<typeof previewAcross>>['items'][number]['link']

/** What the links would be; not asked for while there isn't enough to go by, and the last answer stays. */
export const acrossQuery = (body: AcrossBody, isAsked: boolean) =>
  queryOptions({
    queryKey: ['across', body],
    queryFn: ({ signal }) => previewAcross(body, signal),
    enabled: isAsked,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  })

/**
 * Makes all posts with their links, or none. The same `key` never makes them twice. @throws ApiProblem by field, of a row as
 * `channels.2.slug`
 */
export function createAcross(body: AcrossBody, key: string) {
  return answer(api.posts.across.$post({ json: body }, { headers: { 'idempotency-key': key } }))
}

function previewAcross(body: AcrossBody, signal: AbortSignal) {
  return answer(api.posts.across.preview.$post({ json: body }, { init: { signal } }))
}
