import { Anchor, Badge, Card, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconActivity } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../parts/empty.tsx'
import { eventName } from '../../parts/event-name.ts'
import { useFormat } from '../../parts/format.ts'
import { Live } from '../../parts/live.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { type LivePing, livePingsQuery } from '../../queries/install.ts'
import classes from './live-feed.module.css'

/** The newest pings, each with what became of it and why. */
export function LiveFeed() {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const format = useFormat()
  const { data, error, isPending, refetch } = useQuery(livePingsQuery(shopId))
  return (
    <Stack gap="sm" component="section">
      <Group justify="space-between">
        <Title order={2}>{t('install.feed.title')}</Title>
        <Live />
      </Group>
      <Text c="dimmed" size="sm">
        {data?.lastVisitDay
          ? t('install.feed.visits', { day: format.day(data.lastVisitDay) })
          : t('install.feed.noVisits')}
      </Text>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton height={160} radius="lg" />}
      {data && (
        <Card padding={0}>
          {data.items.length === 0 && (
            <Empty
              icon={<IconActivity size={24} />}
              title={t('install.feed.empty')}
              next={t('install.feed.emptyNext')}
            />
          )}
          <ul className={classes.list}>
            {data.items.map((ping) => (
              <PingRow key={ping.id} ping={ping} />
            ))}
          </ul>
        </Card>
      )}
    </Stack>
  )
}

function PingRow({ ping }: { readonly ping: LivePing }) {
  const { t } = useTranslation()
  const { timeZone } = useShop()
  const format = useFormat(timeZone)
  const { source, event, orderId, value, currency, receivedAt, told } = ping
  const what = event === null ? t('install.feed.unread') : eventName(event, t)
  return (
    <li className={classes.row} data-ping={ping.outcome}>
      <div className={classes.what}>
        <Text size="sm" fw={600} className="break">
          {[what, orderId].filter(Boolean).join(' ')}
          {value !== null && currency !== null && ` · ${format.money(value, currency)}`}
        </Text>
        <Text size="xs" c="dimmed">
          {format.time(receivedAt)} · {t(`orders.source.${source}`)}
          {told > 1 && ` · ${t('install.feed.told', { count: told })}`}
        </Text>
        <Reason ping={ping} />
      </div>
      <Outcome ping={ping} />
    </li>
  )
}

function Outcome({ ping: { outcome, test } }: { readonly ping: LivePing }) {
  const { t } = useTranslation()
  const isRefused = outcome === 'quarantined'
  return (
    <Badge variant={test ? 'default' : 'light'} color={isRefused ? 'orange' : 'trail'} size="sm">
      {t(`install.feed.outcome.${test ? 'test' : outcome}`)}
    </Badge>
  )
}

function Reason({ ping: { reason, detail, outcome, event, replayOutcome } }: { readonly ping: LivePing }) {
  const { t } = useTranslation()
  if (outcome === 'quarantined') {
    return (
      <Text size="sm" className="break">
        {t(`quarantine.reason.${refusalOf(reason)}`)}: {detail}{' '}
        <Anchor
          renderRoot={(props) => <Link {...props} to="/orders" search={{ tab: 'quarantine' }} />}
          inherit
          underline="always"
        >
          {t(replayOutcome === null ? 'install.feed.toQuarantine' : 'quarantine.replayed')}
        </Anchor>
      </Text>
    )
  }
  // What is given back, and steps that count nowhere, have no click to speak of.
  if (event === 'refund') return null
  const note = notes.find((one) => one === reason)
  return (
    <Text size="sm" c="dimmed">
      {note ? t(`install.feed.note.${note}`) : t('install.feed.credited')}
    </Text>
  )
}

const notes = ['no-click', 'unknown-click', 'foreign-click', 'outside-window', 'before-click', 'shared-click'] as const

/** Orders are counted all the same with these. */
type NoteAlone = 'no-click' | 'before-click' | 'shared-click'
type RefusalReason = Exclude<LivePing['reason'], null | NoteAlone>

function refusalOf(reason: LivePing['reason']): RefusalReason {
  return reason === null || reason === 'no-click' || reason === 'before-click' || reason === 'shared-click'
    ? 'failed'
    : reason
}
