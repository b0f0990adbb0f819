import { queryOptions } from '@tanstack/react-query'
import type { InferRequestType } from 'hono/client'
import { answer, api } from '../api.ts'

export type Key = Awaited<ReturnType<typeof fetchKeys>>['items'][number]
export type KeyDraft = InferRequestType<typeof api.keys.$post>['json']

export const keysQuery = queryOptions({ queryKey: ['keys'], queryFn: fetchKeys })

/** The answer holds the secret, which is shown this once. */
export function createKey(draft: KeyDraft) {
  return answer(api.keys.$post({ json: draft }))
}

export async function revokeKey(id: string): Promise<void> {
  await api.keys[':id'].$delete({ param: { id } })
}

function fetchKeys() {
  return answer(api.keys.$get())
}
