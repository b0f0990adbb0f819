import { Button, Card, Center, Skeleton, Stack, Text } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../parts/empty.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { type QuarantineAsked, quarantineQuery } from '../../queries/quarantine.ts'
import { QuarantineFilters } from './quarantine-filters.tsx'
import { QuarantineRoom } from './quarantine-room.tsx'
import { QuarantinedCard } from './quarantined-card.tsx'
import { ReplayAll } from './replay-all.tsx'

/** Pings that couldn't be counted, byte for byte, with the reason. Nothing is thrown away silently. */
export function QuarantineList() {
  const { t } = useTranslation()
  const { id } = useShop()
  const [asked, setAsked] = useState<QuarantineAsked>({ q: '', reason: '', state: 'waiting' })
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    quarantineQuery(id, asked),
  )
  const items = data?.pages.flatMap((page) => page.items) ?? []
  const isFiltered = asked.q !== '' || asked.reason !== '' || asked.state !== 'waiting'
  return (
    <Stack>
      <Text size="sm" c="dimmed" maw={640}>
        {t('quarantine.lead')}
      </Text>
      <QuarantineFilters value={asked} onChange={setAsked} />
      {asked.state === 'waiting' && asked.reason !== '' && asked.q === '' && <ReplayAll reason={asked.reason} />}
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton height={200} radius="lg" />}
      {data && items.length === 0 && !hasNextPage && (
        <Card padding={0}>
          <Empty
            icon={<IconShieldCheck size={24} />}
            title={isFiltered ? t('quarantine.empty.none') : t('quarantine.empty.title')}
            next={isFiltered ? t('quarantine.empty.widen') : t('quarantine.empty.next')}
          />
        </Card>
      )}
      {items.map((quarantined) => (
        <QuarantinedCard key={quarantined.id} quarantined={quarantined} />
      ))}
      {hasNextPage && (
        <Center>
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {asked.q === '' ? t('orders.more') : t('quarantine.searchOlder')}
          </Button>
        </Center>
      )}
      <QuarantineRoom />
    </Stack>
  )
}
