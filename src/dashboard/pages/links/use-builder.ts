import { useDebouncedValue, useLocalStorage } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type Channel, channelIds } from '../../../links/channel.ts'
import { tidy } from '../../../links/tidy.ts'
import { copyText } from '../../parts/copy.ts'
import { useShop } from '../../parts/shop.tsx'
import { campaignsQuery, createLink, type Draft, type Link, postsQuery, previewQuery } from '../../queries/links.ts'
import { withScheme } from './url-parts.ts'

/** A link just made, and whether it is on the clipboard. */
export type Made = { readonly link: Link; readonly isCopied: boolean }

export type Builder = ReturnType<typeof useBuilder>

/** What the builder knows and does. The last campaign and channel are kept in the browser, for each shop. */
export function useBuilder() {
  const { id: shopId } = useShop()
  const queries = useQueryClient()
  const [destination, setDestination] = useState('')
  const [title, setTitle] = useState('')
  const [campaign, setCampaign] = useKept(`tilltrail-campaign-${shopId}`, '')
  const [keptChannel, setChannel] = useKept(`tilltrail-channel-${shopId}`, 'instagram')
  const channel = channelIds.find((id) => id === keptChannel) ?? 'instagram'
  const draft: Draft = { shopId, destination: withScheme(destination), channel, campaign, title }
  const [settled] = useDebouncedValue(draft, 250)
  const campaigns = useQuery(campaignsQuery(shopId))
  const preview = useQuery(previewQuery(settled))
  const making = useMutation({
    mutationFn: async (): Promise<Made> => {
      const link = await createLink(draft, campaigns.data?.items ?? [])
      return { link, isCopied: await copyText(link.shortUrl) }
    },
    onSuccess: async () => {
      setDestination('')
      setTitle('')
      await Promise.all([
        queries.invalidateQueries({ queryKey: postsQuery(shopId).queryKey }),
        queries.invalidateQueries({ queryKey: campaignsQuery(shopId).queryKey }),
      ])
    },
  })
  return {
    ...{ draft, destination, setDestination, title, setTitle, campaign, setCampaign },
    setChannel: (next: Channel) => setChannel(next),
    campaigns: campaigns.data?.items ?? [],
    isNewCampaign: tidy(campaign) !== '' && !campaigns.data?.items.some(({ key }) => key === tidy(campaign)),
    ...{ preview, making },
  }
}

function useKept(key: string, defaultValue: string) {
  return useLocalStorage({
    ...{ key, defaultValue, getInitialValueInEffect: false },
    ...{ serialize: (value: string) => value, deserialize: (value: string | undefined) => value ?? defaultValue },
  })
}
