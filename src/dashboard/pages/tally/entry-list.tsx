import { Button, Card, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ChannelIcon } from '../../parts/channel-icon.tsx'
import { useFormat } from '../../parts/format.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { entriesQuery, type HandEntry } from '../../queries/hand.ts'
import { type PostSum, sumByPost } from './sum-by-post.ts'
import classes from './tally.module.css'
import { useRemoving, useWriting } from './use-writing.tsx'

type Props = { readonly day: string; readonly today: string }

/** What was written down for a day: added up by post, and one by one. */
export function EntryList({ day, today }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const entries = useQuery(entriesQuery(useShop().id, day))
  if (entries.error) return <ProblemNotice error={entries.error} onRetry={() => void entries.refetch()} />
  if (!entries.data) return <Skeleton height={120} />
  return (
    <Stack gap="sm" component="section">
      <Title order={2}>{day === today ? t('hand.entries.today') : format.day(day)}</Title>
      {entries.data.length === 0 && <Text c="dimmed">{t('hand.entries.empty')}</Text>}
      {entries.data.length > 0 && (
        <>
          <Card padding={0}>
            {sumByPost(entries.data).map((sum) => (
              <SumRow key={sum.key} sum={sum} day={day} />
            ))}
          </Card>
          <Card padding={0}>
            {entries.data.map((entry) => (
              <EntryRow key={entry.id} entry={entry} />
            ))}
          </Card>
        </>
      )}
    </Stack>
  )
}

/** A post's orders of the day. +1 writes its last order down once more: a tally by one tap. */
function SumRow({ sum, day }: { readonly sum: PostSum; readonly day: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { id: shopId } = useShop()
  const writing = useWriting(() => {})
  const { post, orders, value, currency, last } = sum
  const name = post?.title ?? t('hand.entries.noPost')
  const again = () => {
    if (!last) return
    const { how } = last
    writing.mutate({ shopId, day, how, currency, value: last.value, ...(post ? { postId: post.id } : {}) })
  }
  const amount = last ? format.money(last.value, currency) : ''
  return (
    <div className={classes.row} data-sum={post?.id ?? ''}>
      <div>
        <Group gap={8} wrap="nowrap">
          {post && (
            <span style={{ display: 'flex', flexShrink: 0 }}>
              <ChannelIcon channel={post.channel} size={18} />
            </span>
          )}
          <Text fw={600} lineClamp={2} className="break">
            {name}
          </Text>
        </Group>
        <Text size="sm" c="dimmed" className="numbers">
          {t('hand.entries.sum', { count: orders, amount: format.money(value, currency) })}
        </Text>
      </div>
      {last && (
        <Button
          variant="default"
          size="md"
          loading={writing.isPending}
          onClick={again}
          aria-label={t('hand.entries.againWhat', { amount, post: name })}
        >
          {t('hand.entries.again', { amount })}
        </Button>
      )}
    </div>
  )
}

function EntryRow({ entry }: { readonly entry: HandEntry }) {
  const { t } = useTranslation()
  const format = useFormat(useShop().timeZone)
  const { id, value, currency, orders, createdAt, how, post, newCustomer, orderId, note } = entry
  const amount = format.money(value, currency)
  const facts = [
    t(`hand.how.${how}`),
    ...(newCustomer === null ? [] : [t(newCustomer ? 'hand.entries.new' : 'hand.entries.returning')]),
    ...[orderId, note].filter((one) => one !== null),
  ]
  return (
    <div className={classes.row} data-entry={id}>
      <div>
        <Text fw={600} className="numbers">
          {orders > 1 ? t('hand.entries.sum', { count: orders, amount }) : amount}
        </Text>
        <Text size="sm" className="break" lineClamp={2}>
          {post?.title ?? t('hand.entries.noPost')}
        </Text>
        <Text size="xs" c="dimmed" className="break">
          {[format.time(createdAt), ...facts].join(' · ')}
        </Text>
      </div>
      <Remove id={id} what={t('hand.entries.removeWhat', { amount, time: format.time(createdAt) })} />
    </div>
  )
}

/** Asks once more in its own place. */
function Remove({ id, what }: { readonly id: string; readonly what: string }) {
  const { t } = useTranslation()
  const [isAsked, setIsAsked] = useState(false)
  const removing = useRemoving()
  if (!isAsked)
    return (
      <Button variant="subtle" color="gray" size="sm" aria-label={what} onClick={() => setIsAsked(true)}>
        {t('hand.entries.remove')}
      </Button>
    )
  return (
    <Button
      color="red.9"
      size="sm"
      loading={removing.isPending}
      onClick={() => removing.mutate(id)}
      onBlur={() => setIsAsked(false)}
    >
      {t('hand.entries.sure')}
    </Button>
  )
}
