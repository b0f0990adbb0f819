import { useDebouncedValue, useLocalStorage } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type Channel, channelIds } from '../../../links/channel.ts'
import { tidy } from '../../../links/tidy.ts'
import { copyText } from '../../parts/copy.ts'
import { useSession, useShop } from '../../parts/shop.tsx'
import { useTranslation } from 'react-i18next'
import { checkDestination } from '../../../links/destination.ts'
import { notify } from '../../parts/notify.ts'
import {
  campaignsQuery,
  createLink,
  type Draft,
  type Link,
  type More,
  nameCampaign,
  nothingMore,
  postsQuery,
  previewQuery,
} from '../../queries/links.ts'
import { withScheme } from './url-parts.ts'

/** A link just made, and whether it is on the clipboard. */
export type Made = { readonly link: Link; readonly isCopied: boolean }

export type Builder = ReturnType<typeof useBuilder>

/** What the builder knows and does. The last campaign and channel are kept in the browser, for each shop. */
export function useBuilder() {
  const { t } = useTranslation()
  const { publicUrl } = useSession()
  const { id: shopId } = useShop()
  const queries = useQueryClient()
  const [destination, setDestination] = useState('')
  const [title, setTitle] = useState('')
  const [more, setMore] = useState<More>(nothingMore)
  const [campaign, setCampaign] = useKept(`tilltrail-campaign-${shopId}`, '')
  const [keptChannel, setChannel] = useKept(`tilltrail-channel-${shopId}`, 'instagram')
  const channel = channelIds.find((id) => id === keptChannel) ?? 'instagram'
  const draft: Draft = { shopId, destination: withScheme(destination), channel, campaign, title, more }
  const [settled] = useDebouncedValue(draft, 250)
  const campaigns = useQuery(campaignsQuery(shopId))
  const preview = useQuery(previewQuery(settled))
  const isNewCampaign = tidy(campaign) !== '' && !campaigns.data?.items.some(({ key }) => key === tidy(campaign))
  // By the very code of the server, so that what it would refuse is said at once.
  const checked = checkDestination(draft.destination, [new URL(publicUrl).host])
  const making = useMutation({
    mutationFn: async (): Promise<Made> => {
      const link = await createLink(draft)
      return { link, isCopied: await copyText(link.shortUrl) }
    },
    onSuccess: async () => {
      setDestination('')
      setTitle('')
      setMore(nothingMore)
      // The link is made whatever comes of this, and must not be made again.
      if (isNewCampaign) await nameCampaign(draft).catch(() => notify(t('builder.campaignUnnamed'), t, 'warn'))
      await Promise.all([
        queries.invalidateQueries({ queryKey: postsQuery(shopId).queryKey }),
        queries.invalidateQueries({ queryKey: campaignsQuery(shopId).queryKey }),
      ])
    },
  })
  return {
    ...{ draft, destination, setDestination, title, setTitle, campaign, setCampaign },
    more,
    setMore: (change: Partial<More>) => setMore({ ...more, ...change }),
    setChannel: (next: Channel) => setChannel(next),
    campaigns: campaigns.data?.items ?? [],
    isNewCampaign,
    destinationFault: checked.ok ? undefined : checked.detail,
    ...{ preview, making },
  }
}

function useKept(key: string, defaultValue: string) {
  return useLocalStorage({
    ...{ key, defaultValue, getInitialValueInEffect: false },
    ...{ serialize: (value: string) => value, deserialize: (value: string | undefined) => value ?? defaultValue },
  })
}
