import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { NameField, NamingRules } from '../../links/naming.ts'
import { answer, api } from '../api.ts'

export type Rules = Awaited<ReturnType<typeof fetchRules>>
export type KnownName = Awaited<ReturnType<typeof fetchNames>>['items'][number]

/** How a shop writes its names; the default where it has no rules of its own. */
export const namingQuery = (shopId: string) =>
  queryOptions({ queryKey: ['naming', shopId], queryFn: () => fetchRules(shopId), staleTime: 60_000 })

/** Values of a field that the shop knows, those with the words of `text` in them, and what is to be said of it as a value. */
export const namesQuery = (shopId: string, field: NameField, text: string) =>
  queryOptions({
    queryKey: ['names', shopId, field, text],
    queryFn: ({ signal }) => fetchNames({ shopId, field, text, signal }),
    placeholderData: keepPreviousData,
    staleTime: 15_000,
    retry: false,
  })

/** @throws ApiProblem by field */
export function saveRules(shopId: string, rules: NamingRules) {
  return answer(api.shops[':id'].naming.$put({ param: { id: shopId }, json: toBody(rules) }))
}

/** Takes a value into the shop's list, as the rules are by now. */
export async function allowName(shopId: string, field: NameField, value: string): Promise<void> {
  const rules = await fetchRules(shopId)
  const allowed = { ...rules.allowed, [field]: [...new Set([...rules.allowed[field], value])] }
  await saveRules(shopId, { ...rules, allowed })
}

function fetchRules(shopId: string) {
  return answer(api.shops[':id'].naming.$get({ param: { id: shopId } }))
}

type Asked = {
  readonly shopId: string
  readonly field: NameField
  readonly text: string
  readonly signal: AbortSignal
}

function fetchNames({ shopId, field, text, signal }: Asked) {
  return answer(api.links.names.$get({ query: { shopId, field, q: text } }, { init: { signal } }))
}

/** The request's type has lists that may be written to, and nothing undefined. */
function toBody({ required, allowed, templates, ...rules }: NamingRules) {
  const { source, medium, campaign, content, term } = allowed
  return {
    ...rules,
    required: [...required],
    templates: Object.fromEntries(Object.entries(templates).flatMap(([id, one]) => (one ? [[id, one]] : []))),
    allowed: {
      source: [...source],
      medium: [...medium],
      campaign: [...campaign],
      content: [...content],
      term: [...term],
    },
  }
}
