import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { channelName } from '../../parts/channel-name.ts'
import { useShop } from '../../parts/shop.tsx'
import type { Leaf } from '../../queries/goal-standing.ts'
import { campaignsQuery } from '../../queries/links.ts'

/** Where a goal is measured, in words. */
export function useScopeName({ channel, campaignId, postId, place }: Leaf['scope']): string {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const { data } = useQuery({ ...campaignsQuery(shopId), enabled: campaignId !== undefined })
  const campaign = data?.items.find(({ id }) => id === campaignId)?.name ?? t('goals.oneCampaign')
  const parts = [channel && channelName(channel), campaignId && campaign, postId && t('goals.onePost'), place]
  return parts.filter(Boolean).join(', ') || t('goals.wholeShop')
}
