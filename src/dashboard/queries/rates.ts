import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '../api.ts'
import { fetchOrThrow } from '../problem.ts'

export type RateState = Awaited<ReturnType<typeof fetchState>>
export type NeededRate = RateState['currencies'][number]

/** Under one key, so that an import renews it for all shops. */
export const rateStateQuery = (shopId: string) =>
  queryOptions({ queryKey: ['rates', shopId], queryFn: () => fetchState(shopId) })

/** @throws ApiProblem whose detail names the lines at fault; nothing of such a file is taken */
export async function importRates(file: File): Promise<Imported> {
  const headers = { 'content-type': 'application/octet-stream' }
  const response = await fetchOrThrow('/api/v1/rates/import', { method: 'POST', body: file, headers })
  const told: Imported = await response.json()
  return told
}

export type Imported = {
  readonly rates: number
  readonly changed: number
  readonly leftOut: number
  readonly firstDay: string | null
  readonly lastDay: string | null
}

function fetchState(shopId: string) {
  return answer(api.rates.state.$get({ query: { shopId } }))
}
