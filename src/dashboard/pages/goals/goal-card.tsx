import { Badge, Box, Card, Group, Progress as ProgressBar, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { channelName } from '../../parts/channel-name.ts'
import { type Format, useFormat } from '../../parts/format.ts'
import { LevelBadge } from '../../parts/level-badge.tsx'
import { useShop } from '../../parts/shop.tsx'
import { type Goal, type Metric, type Progress, progressQuery } from '../../queries/goals.ts'
import { campaignsQuery } from '../../queries/links.ts'
import { showValue } from './units.ts'

type Props = { readonly goal: Goal; readonly metric: Metric | undefined }

export function GoalCard({ goal, metric }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { data: progress } = useQuery(progressQuery(goal.id))
  const scope = useScopeName(goal.scope)
  return (
    <Card>
      <Group justify="space-between" align="flex-start" gap="sm">
        <Box miw={0} style={{ flex: '1 1 16rem' }}>
          <LevelBadge level={goal.level} />
          <Title order={2} mt={4} className="break">
            {goal.name}
          </Title>
          <Text size="sm" c="dimmed" mt={2}>
            {[goal.main ? t('goals.main') : t('goals.milestone'), metric?.name, scope].filter(Boolean).join(' · ')}
          </Text>
          <Text size="sm" c="dimmed">
            {format.day(goal.from)} – {format.day(goal.to)}
          </Text>
        </Box>
        {progress && (
          <Badge size="lg" variant="light" color={statusColor[progress.status]} tt="none" fw={600}>
            {t(`goals.status.${progress.status}`)}
          </Badge>
        )}
      </Group>
      <Stack gap={8} mt="md">
        {progress && metric ? <ProgressLine progress={progress} unit={metric.unit} /> : <Skeleton height={68} />}
      </Stack>
      {(progress && progress.elapsedShare < 1 ? goal.warnings : []).map(({ code, message, suggestion }) => (
        <Group key={code} gap={8} wrap="nowrap" align="flex-start" mt="xs">
          <IconAlertTriangle size={18} stroke={1.7} color="var(--mantine-color-orange-6)" style={{ flexShrink: 0 }} />
          <Text size="sm" c="dimmed">
            {message} {suggestion}
          </Text>
        </Group>
      ))}
    </Card>
  )
}

/** Where a goal is measured, in words. */
function useScopeName({ channel, campaignId, postId, place }: Goal['scope']): string {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const { data } = useQuery({ ...campaignsQuery(shopId), enabled: campaignId !== undefined })
  const campaign = data?.items.find(({ id }) => id === campaignId)?.name ?? t('goals.oneCampaign')
  const parts = [channel && channelName(channel), campaignId && campaign, postId && t('goals.onePost'), place]
  return parts.filter(Boolean).join(', ') || t('goals.wholeShop')
}

const statusColor: Readonly<Record<Progress['status'], string>> = {
  'not-started': 'gray',
  ahead: 'trail',
  'on-track': 'trail',
  behind: 'orange',
  reached: 'trail',
  missed: 'red',
  maturing: 'blue',
  unknown: 'gray',
}

function ProgressLine({ progress, unit }: { readonly progress: Progress; readonly unit: Metric['unit'] }) {
  const { t } = useTranslation()
  const { currency } = useShop()
  const format = useFormat()
  const say = { format, t, currency }
  const { value, target, elapsedShare } = progress
  const isOver = elapsedShare >= 1
  const neededPerDay = isOver ? null : progress.neededPerDay
  const probability = isOver ? null : progress.probability
  if (value === null)
    return (
      <Text size="sm" c="dimmed">
        {t('goals.noValue', { target: showValue(target, unit, say) })}
      </Text>
    )
  const share = target > 0 ? Math.min(100, (value / target) * 100) : 100
  return (
    <>
      <Group justify="space-between" gap="xs" className="numbers">
        <Text>
          <Text component="span" fw={650} fz="xl">
            {showValue(value, unit, say)}
          </Text>{' '}
          <Text component="span" c="dimmed">
            {t('goals.of', { target: showValue(target, unit, say) })}
          </Text>
        </Text>
        <Text size="sm" c="dimmed">
          {t('goals.elapsed', { share: format.percent(elapsedShare, 0) })}
        </Text>
      </Group>
      <ProgressBar value={share} size="lg" radius="xl" aria-label={t('goals.progress')} />
      <Text size="sm" c="dimmed" className="numbers">
        {[
          neededPerDay !== null &&
            neededPerDay > 0 &&
            t('goals.needed', { value: showValue(round(neededPerDay), unit, say) }),
          probability !== null && sayProbability(probability, format, t),
        ]
          .filter(Boolean)
          .join(' · ')}
      </Text>
    </>
  )
}

/** Nothing is certain before the end. */
function sayProbability(probability: number, format: Format, t: TFunction): string {
  if (probability < 0.01) return t('goals.unlikely')
  if (probability > 0.99) return t('goals.nearlySure')
  return t('goals.probability', { share: format.percent(probability, 0) })
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
