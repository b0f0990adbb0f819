import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { checkDestination, withScheme } from '../../../links/destination.ts'
import { defaultRules } from '../../../links/naming.ts'
import { tidy } from '../../../links/tidy.ts'
import { copyText } from '../../parts/copy.ts'
import { useSession, useShop, useShopDay } from '../../parts/shop.tsx'
import { acrossQuery, createAcross, type MadePost } from '../../queries/across.ts'
import { domainsQuery } from '../../queries/domains.ts'
import { campaignsQuery, lastCampaignQuery } from '../../queries/links.ts'
import { namingQuery } from '../../queries/naming.ts'
import { postsKey } from '../../queries/posts.ts'
import { type Draft, emptyFields, type Fields, namesOf, toBody } from './builder-draft.ts'
import { asText } from './made-text.ts'
import { useKept } from './use-kept.ts'
import { useRows } from './use-rows.ts'

/** Posts just made, and whether their links are on the clipboard. */
export type Made = { readonly items: readonly MadePost[]; readonly isCopied: boolean }

export type Builder = ReturnType<typeof useBuilder>

/** What the builder knows and does. The last channels, campaign and domain are kept in the browser, for each shop. */
export function useBuilder(prefilled: Partial<Fields>) {
  const { publicUrl } = useSession()
  const shop = useShop()
  const [fields, setFields] = useState<Fields>({ ...emptyFields, ...prefilled })
  const [campaign, setCampaign] = useLastCampaign(shop.id)
  const { domain, setDomain, hosts } = useDomain(shop.id)
  const rows = useRows(shop.id)
  const draft: Draft = { ...fields, destination: withScheme(fields.destination), campaign, domain, rows: rows.rows }
  // By the very code of the server, so that what it would refuse is said at once.
  const checked = checkDestination(draft.destination, [new URL(publicUrl).host, ...hosts])
  const faults = {
    destination: checked.ok ? undefined : checked.detail,
    campaign: campaign.trim() === '',
    channels: rows.rows.length === 0,
  }
  const isReady = checked.ok && !faults.campaign && !faults.channels
  const preview = usePreview(draft, isReady)
  const making = useMaking(draft, () => {
    setFields({ ...emptyFields, kind: fields.kind })
    rows.renew()
  })
  const change = (some: Partial<Fields>) => {
    setFields({ ...fields, ...some })
    if (making.error) making.reset()
  }
  return {
    ...{ draft, fields, change, campaign, setCampaign, setDomain, rows, faults, preview, making },
    names: useNames(draft),
    /** As the server would store it; undefined while it can't be. */
    destination: checked.ok ? checked.url : undefined,
  }
}

/** The one this browser had last, also when it was emptied; else the shop's. */
function useLastCampaign(shopId: string) {
  const [kept, keep] = useKept(`tilltrail-campaign-${shopId}`, undefined)
  const { data: last } = useQuery({ ...lastCampaignQuery(shopId), enabled: kept === undefined })
  return [kept ?? last?.name ?? '', keep] as const
}

/** The short domain used last, as long as it is there; the default one is ''. `hosts`: all others. */
function useDomain(shopId: string) {
  const [kept, setDomain] = useKept(`tilltrail-domain-${shopId}`, '')
  const domains = useQuery(domainsQuery(shopId)).data?.items ?? []
  const hosts = domains.filter(({ isDefault }) => !isDefault).map(({ domain }) => domain)
  return { domain: hosts.includes(kept) ? kept : '', setDomain, hosts }
}

/** Asked for when typing pauses. As text, since a new object at each render would never come to rest. */
function usePreview(draft: Draft, isReady: boolean) {
  const body = toBody(draft, useShop())
  const text = JSON.stringify(body)
  const [settled] = useDebouncedValue(text, 250)
  return useQuery(acrossQuery(body, isReady && settled === text))
}

/** A campaign that is there has one utm_campaign, however its name is typed. */
function useNames(draft: Draft) {
  const { id: shopId } = useShop()
  const today = useShopDay()(0)
  const rules = useQuery(namingQuery(shopId)).data ?? defaultRules
  const campaigns = useQuery(campaignsQuery(shopId)).data?.items ?? []
  const key = tidy(draft.campaign)
  const known = campaigns.find((one) => one.key === key) ?? campaigns.find(({ name }) => tidy(name) === key)
  return namesOf({ ...draft, campaign: known?.key ?? draft.campaign }, rules, today)
}

function useMaking(draft: Draft, onMade: () => void) {
  const shop = useShop()
  const queries = useQueryClient()
  // The same posts are never made twice, also where the first answer got lost on its way.
  const attempt = useRef({ body: '', key: '' })
  return useMutation({
    mutationFn: async (): Promise<Made> => {
      const body = toBody(draft, shop)
      const text = JSON.stringify(body)
      if (attempt.current.body !== text) attempt.current = { body: text, key: crypto.randomUUID() }
      const { items } = await createAcross(body, attempt.current.key)
      attempt.current = { body: '', key: '' }
      const [only] = items
      return { items, isCopied: await copyText(items.length === 1 && only ? only.link.shortUrl : asText(items)) }
    },
    onSuccess: async () => {
      onMade()
      await Promise.all([
        queries.invalidateQueries({ queryKey: postsKey(shop.id) }),
        queries.invalidateQueries({ queryKey: campaignsQuery(shop.id).queryKey }),
        queries.invalidateQueries({ queryKey: ['names', shop.id] }),
      ])
    },
  })
}
