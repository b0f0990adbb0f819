import { Box, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ChannelIcon } from '../../parts/channel-icon.tsx'
import { channelName } from '../../parts/channel-name.ts'
import { useFormat } from '../../parts/format.ts'
import { useShopDay } from '../../parts/shop.tsx'
import type { Link } from '../../queries/all-links.ts'
import { postQuery } from '../../queries/posts.ts'
import { summaryQuery } from '../../queries/reports.ts'
import { TargetUrl } from '../links/target-url.tsx'

/** What a link belongs to, where it leads and what came of its post. */
export function LinkFacts({ link }: { readonly link: Link }) {
  const post = useQuery(postQuery(link.postId)).data
  const campaign = post?.campaignName ?? link.utm.campaign
  const parts = [channelName(link.channel), link.placement, campaign].filter(Boolean)
  return (
    <Stack gap="xs" data-facts>
      <Group gap={10} wrap="nowrap" align="flex-start">
        <Box mt={2}>
          <ChannelIcon channel={link.channel} size={18} />
        </Box>
        <Box miw={0}>
          <Text fw={600} className="break" lh={1.35}>
            {post?.title ?? '…'}
          </Text>
          <Text size="sm" c="dimmed" className="break">
            {parts.join(' · ')}
          </Text>
          <ClicksOfPost link={link} />
        </Box>
      </Group>
      <TargetUrl url={link.targetUrl} />
    </Stack>
  )
}

const shownDays = 365

/** As the list of posts counts them, from the same answer where it was asked for already. */
function ClicksOfPost({ link: { shopId, postId } }: { readonly link: Link }) {
  const { t } = useTranslation()
  const format = useFormat()
  const day = useShopDay()
  const period = { from: day(shownDays - 1), to: day(0) }
  const { data } = useQuery(summaryQuery({ shopId, ...period, by: 'post' }, 60_000))
  if (!data) return null
  const row = data.rows.find(({ key }) => key === postId)
  const [clicks, orders] = [row?.clicks.human ?? 0, row?.orders ?? 0]
  return (
    <Text size="sm" c="dimmed" className="numbers">
      {t('linkDrawer.cameOf', {
        clicks: `${format.count(clicks)} ${t('posts.clicks', { count: clicks })}`,
        orders: `${format.count(orders)} ${t('posts.orders', { count: orders })}`,
      })}
    </Text>
  )
}
