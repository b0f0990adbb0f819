import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '../api.ts'

export type Purpose = Awaited<ReturnType<typeof fetchPurpose>>
export type PurposeDraft = Pick<
  Purpose,
  | 'customers'
  | 'theyWant'
  | 'weWant'
  | 'convey'
  | 'priority'
  | 'hoursPerWeek'
  | 'moneyPerMonth'
  | 'hourlyRate'
  | 'statement'
>

export const purposeQuery = (shopId: string) =>
  queryOptions({ queryKey: ['purpose', shopId], queryFn: () => fetchPurpose(shopId) })

/** @throws ApiProblem by field */
export function savePurpose(shopId: string, draft: PurposeDraft) {
  const { convey, priority, ...rest } = draft
  return answer(api.purpose.$put({ json: { ...rest, convey: [...convey], priority: [...priority], shopId } }))
}

function fetchPurpose(shopId: string) {
  return answer(api.purpose.$get({ query: { shopId } }))
}
