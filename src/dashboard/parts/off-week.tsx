import { Alert, Anchor, Text } from '@mantine/core'
import { IconZzz } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { experimentsQuery } from '../queries/experiments.ts'
import { channelName } from './channel-name.ts'
import { useFormat } from './format.ts'
import { useShop, useShopDay } from './shop.tsx'

/** Where links are made: that this is a week without them, by an experiment under way. */
export function OffWeek() {
  const { t } = useTranslation()
  const format = useFormat()
  const { id: shopId } = useShop()
  const today = useShopDay()(0)
  const { data } = useInfiniteQuery(experimentsQuery(shopId))
  const running = data?.pages.flatMap(({ items }) => items).find(({ state }) => state === 'running')
  const week = running?.weeks.find(({ from, to }) => from <= today && today <= to)
  if (!running || week?.on !== false) return null
  const { id, hypothesis, channel } = running
  const scope = channel === null ? t('experiments.allPosts') : channelName(channel)
  return (
    <Alert color="yellow" icon={<IconZzz size={20} />} title={t('experiments.bannerTitle', { scope })} role="status">
      <Text size="sm">{t('experiments.banner', { hypothesis, to: format.day(week.to) })}</Text>
      <Anchor
        size="sm"
        underline="always"
        renderRoot={(props) => <Link to="/experiments/$id" params={{ id }} {...props} />}
      >
        {t('experiments.bannerOpen')}
      </Anchor>
    </Alert>
  )
}
