import { Badge, Button, Card, Center, Code, Group, Skeleton, Stack, Text } from '@mantine/core'
import { IconRefresh, IconShieldCheck } from '@tabler/icons-react'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../parts/empty.tsx'
import { useFormat } from '../../parts/format.ts'
import { notify } from '../../parts/notify.ts'
import { ProblemNotice, problemText } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { remedyHere } from './remedy.ts'
import { type Quarantined, quarantineQuery, replay } from '../../queries/orders.ts'

/** Pings that couldn't be counted, byte for byte, with the reason. Nothing is thrown away silently. */
export function QuarantineList() {
  const { t } = useTranslation()
  const { id } = useShop()
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    quarantineQuery(id),
  )
  const items = data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Stack>
      <Text size="sm" c="dimmed" maw={640}>
        {t('quarantine.lead')}
      </Text>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton height={200} radius="lg" />}
      {data && items.length === 0 && (
        <Card padding={0}>
          <Empty
            icon={<IconShieldCheck size={24} />}
            title={t('quarantine.empty.title')}
            next={t('quarantine.empty.next')}
          />
        </Card>
      )}
      {items.map((quarantined) => (
        <QuarantinedCard key={quarantined.id} quarantined={quarantined} />
      ))}
      {hasNextPage && (
        <Center>
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('orders.more')}
          </Button>
        </Center>
      )}
    </Stack>
  )
}

function QuarantinedCard({ quarantined }: { readonly quarantined: Quarantined }) {
  const { t } = useTranslation()
  const { timeZone } = useShop()
  const format = useFormat(timeZone)
  const { reason, detail, raw, source, receivedAt, replayedAt } = quarantined
  const remedy = remedyHere(quarantined)
  return (
    <Card padding="md">
      <Group justify="space-between" align="flex-start" gap="sm">
        <div style={{ flex: '1 1 16rem' }}>
          <Text fw={600}>{t(`quarantine.reason.${reason}`)}</Text>
          <Text size="sm" className="break">
            {detail}
          </Text>
          <Text size="xs" c="dimmed" mt={2}>
            {t('quarantine.received', { time: format.time(receivedAt), source: t(`orders.source.${source}`) })}
          </Text>
        </div>
        {(remedy || replayedAt !== null) && <Replay quarantined={quarantined} />}
      </Group>
      {replayedAt === null && (
        <Text size="sm" mt="xs">
          {remedy
            ? t(`quarantine.replayWhen.${remedy}`)
            : t(reason === 'no-order' ? 'quarantine.resendWithOrder' : 'quarantine.resend')}
        </Text>
      )}
      <Code
        block
        mt="sm"
        mah={160}
        tabIndex={0}
        aria-label={t('quarantine.raw')}
        style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', overflow: 'auto' }}
      >
        {raw}
      </Code>
    </Card>
  )
}

function Replay({ quarantined: { id, replayedAt, replayOutcome } }: { readonly quarantined: Quarantined }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const { id: shopId } = useShop()
  const replaying = useMutation({
    mutationFn: () => replay(id),
    onSuccess: async ({ outcome }) => {
      notify(t(`quarantine.outcome.${outcome}`), t, outcome === 'quarantined' ? 'warn' : 'done')
      await queries.invalidateQueries({ queryKey: quarantineQuery(shopId).queryKey })
    },
    onError: (error) => notify(problemText(error, t), t, 'fail'),
  })
  if (replayedAt !== null)
    return (
      <Badge variant="light" color={replayOutcome === 'quarantined' ? 'orange' : 'trail'}>
        {t('quarantine.replayed')}
      </Badge>
    )
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconRefresh size={16} />}
      loading={replaying.isPending}
      onClick={() => replaying.mutate()}
    >
      {t('quarantine.replay')}
    </Button>
  )
}
