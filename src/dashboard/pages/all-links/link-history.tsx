import { Box, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { type Change, changesQuery, type Link } from '../../queries/all-links.ts'

/** Who changed what of a link and when, newest first. */
export function LinkHistory({ link }: { readonly link: Link }) {
  const { t } = useTranslation()
  const format = useFormat(useShop().timeZone)
  const { data, error, refetch } = useQuery(changesQuery(link.id))
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton height={160} />
  const made = t('linkDrawer.history.made', { time: format.time(link.createdAt) })
  return (
    <Stack gap="lg">
      {data.items.length === 0 && <Text c="dimmed">{t('linkDrawer.history.empty')}</Text>}
      {data.items.map((change) => (
        <ChangeEntry key={change.id} change={change} />
      ))}
      <Text size="sm" c="dimmed">
        {data.nextCursor === null ? made : t('linkDrawer.history.more')}
      </Text>
    </Stack>
  )
}

const historyFields = [
  'destination',
  'slug',
  'domain',
  'title',
  'tags',
  'placement',
  'source',
  'medium',
  'campaign',
  'content',
  'term',
  'channel',
  'postId',
  'expiresAt',
  'maxClicks',
  'fallbackUrl',
  'archivedAt',
] as const

function ChangeEntry({ change }: { readonly change: Change }) {
  const { t } = useTranslation()
  const format = useFormat(useShop().timeZone)
  const known = historyFields.find((one) => one === change.field)
  const value = (one: Change['after']): string => {
    if (one === null || one === '' || (Array.isArray(one) && one.length === 0)) return t('linkDrawer.history.none')
    if (Array.isArray(one))
      return one.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join(', ')
    const isTime = change.field === 'expiresAt' || change.field === 'archivedAt'
    if (typeof one !== 'string') return JSON.stringify(one)
    return isTime ? format.time(one) : one
  }
  return (
    <Box data-change={change.field}>
      <Text size="sm" fw={600}>
        {known ? t(`linkDrawer.field.${known}`) : change.field}
      </Text>
      <Text size="sm" className="break">
        {value(change.after)}
      </Text>
      <Text size="sm" c="dimmed" className="break">
        {t('linkDrawer.history.from')}: {value(change.before)}
      </Text>
      <Text size="xs" c="dimmed" mt={2}>
        {change.who} · {format.time(change.at)}
      </Text>
    </Box>
  )
}
