import { Alert, Anchor, Badge, Card, Group, List, Stack, Text } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { channelName } from '../../parts/channel-name.ts'
import { type Format, useFormat } from '../../parts/format.ts'
import type { ValueOutcome } from '../../queries/platform-numbers.ts'

/** What would come of a file, or came of it, in words. */
export function PlatformOutcome({ outcome }: { readonly outcome: ValueOutcome }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Card padding="md">
      <Stack gap="md">
        <Alert color={outcome.faultCount > 0 ? 'orange' : 'trail'} icon={<IconCircleCheck size={20} />} role="status">
          <Text size="sm" fw={600}>
            {sayReadings(outcome, t, format)}
          </Text>
          {sayMore(outcome, t, format).map((text) => (
            <Text key={text} size="sm">
              {text}
            </Text>
          ))}
          {!outcome.dryRun && outcome.costs.stored + outcome.costs.replaced > 0 && (
            <Anchor component={Link} to="/costs" size="sm">
              {t('platformImport.outcome.seeCosts')}
            </Anchor>
          )}
        </Alert>
        <Group gap="xs">
          {outcome.byMetric.map(({ metric, name, readings }) => (
            <Badge key={metric} variant="light">
              {name} {format.count(readings)}
            </Badge>
          ))}
        </Group>
        {outcome.faults.length > 0 && (
          <List size="sm" aria-label={t('platformImport.outcome.faults')}>
            {outcome.faults.slice(0, 20).map(({ line, column, detail }) => (
              <List.Item key={`${line} ${column} ${detail}`} className="break">
                {t('platformImport.outcome.fault', { line, column: column ?? '–', detail })}
              </List.Item>
            ))}
          </List>
        )}
        <Posts outcome={outcome} />
      </Stack>
    </Card>
  )
}

function Posts({ outcome: { postList } }: { readonly outcome: ValueOutcome }) {
  const { t } = useTranslation()
  const shown = postList.filter(({ matchedBy, key }) => !(matchedBy === null && key.startsWith('ad:'))).slice(0, 20)
  if (shown.length === 0) return null
  return (
    <Stack gap="xs" component="ul" style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {shown.map(({ key, title, url, matchedBy }) => (
        <Group key={key} component="li" gap="sm" wrap="nowrap">
          <Badge variant="light" color={matchedBy === null ? 'orange' : 'trail'} style={{ flexShrink: 0 }}>
            {t(`platformImport.match.${matchedBy ?? 'none'}`)}
          </Badge>
          <Text size="sm" className="break" lineClamp={2}>
            {title ?? url ?? key}
          </Text>
        </Group>
      ))}
    </Stack>
  )
}

function sayReadings({ dryRun, readings, channel, from, to }: ValueOutcome, t: TFunction, format: Format): string {
  const days =
    from === null || to === null ? '' : from === to ? format.day(from) : `${format.day(from)} – ${format.day(to)}`
  const words = { channel: channelName(channel), days, count: readings.stored + readings.replaced }
  return t(dryRun ? 'platformImport.outcome.tried' : 'platformImport.outcome.done', words)
}

function sayMore(outcome: ValueOutcome, t: TFunction, format: Format): string[] {
  const { readings, posts, costs, totalsLeftOut, addedUp, faultCount, dryRun } = outcome
  const amounts = costs.amounts.map(({ currency, amount }) => format.money(amount, currency)).join(' + ')
  const told = [
    [readings.replaced, 'replaced'],
    [readings.unchanged, 'unchanged'],
    [posts.matched, 'matched'],
    [posts.likely, 'likely'],
    [posts.unmatched, 'unmatched'],
    [posts.ads, 'ads'],
    [totalsLeftOut, 'totals'],
    [addedUp, 'addedUp'],
    [costs.amounts.length > 0 ? costs.stored + costs.replaced : 0, dryRun ? 'costsTried' : 'costs'],
    [costs.unchanged, 'costsSame'],
    [costs.overlapping, 'costsOverlap'],
    [faultCount, 'faultCount'],
  ] as const
  const lines = told.flatMap(([count, key]) =>
    count > 0 ? [t(`platformImport.outcome.${key}`, { count, formatted: format.count(count), amounts })] : [],
  )
  const { addedUpBy, unread } = outcome
  const named = [
    ...(addedUpBy.length > 0 ? [t('platformImport.outcome.addedUpBy', { columns: addedUpBy.join(', ') })] : []),
    ...(unread.length > 0 ? [t('platformImport.outcome.unread', { columns: unread.join(', ') })] : []),
  ]
  return [...lines, ...named, ...(dryRun ? [t('platformImport.outcome.nothingStored')] : [])]
}
