import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answer, api } from '../api.ts'

export type Grouping = Awaited<ReturnType<typeof fetchGrouping>>
export type Tagged = { readonly source: string; readonly medium: string; readonly campaign: string }

/** The rules and lists that Google Analytics' channels are foretold by. */
export const groupingQuery = queryOptions({ queryKey: ['ga4'], queryFn: fetchGrouping, staleTime: 60_000 })

/** Where visits with these words will stand. */
export const ga4ChannelQuery = (tagged: Tagged) =>
  queryOptions({
    queryKey: ['ga4', 'channel', tagged],
    queryFn: ({ signal }) => answer(api.ga4.channel.$get({ query: tagged }, { init: { signal } })),
    enabled: tagged.source !== '' || tagged.medium !== '' || tagged.campaign !== '',
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })

function fetchGrouping() {
  return answer(api.ga4.$get())
}
