import { Button, Card, Center, Group, SegmentedControl, Select, Skeleton, Title } from '@mantine/core'
import { IconPointer } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../parts/empty.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { type ClickClass, clicksQuery } from '../../queries/clicks.ts'
import { ClickRow } from './click-row.tsx'

/** The newest clicks one by one, moving by itself. */
export function ClickList() {
  const { t } = useTranslation()
  const [shown, setShown] = useState<Shown>('all')
  const { id } = useShop()
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    clicksQuery(id, shown),
  )
  const items = data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Card padding={0} component="section">
      <Group justify="space-between" p="lg" gap="sm">
        <Title order={2}>{t('clicks.newest')}</Title>
        <ClassChoice value={shown} onChange={setShown} />
      </Group>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton height={260} />}
      {data && items.length === 0 && !hasNextPage && (
        <Empty
          icon={<IconPointer size={24} />}
          title={shown === 'all' ? t('clicks.empty.title') : t('clicks.empty.none')}
          next={t('clicks.empty.next')}
        />
      )}
      {items.map((click) => (
        <ClickRow key={click.seq} click={click} />
      ))}
      {hasNextPage && (
        <Center p="md">
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('orders.more')}
          </Button>
        </Center>
      )}
    </Card>
  )
}

const shownClasses = ['all', 'human', 'repeat', 'preview', 'bot', 'prefetch', 'internal'] as const satisfies readonly (
  | ClickClass
  | 'all'
)[]
type Shown = (typeof shownClasses)[number]

function ClassChoice({ value, onChange }: { readonly value: Shown; readonly onChange: (shown: Shown) => void }) {
  const { t } = useTranslation()
  const choose = (chosen: string | null) => onChange(shownClasses.find((one) => one === chosen) ?? 'all')
  const data = shownClasses.map((one) => ({ value: one, label: t(`clicks.show.${one}`) }))
  const props = { 'aria-label': t('clicks.show.label'), value, onChange: choose, data }
  return (
    <>
      <SegmentedControl visibleFrom="md" size="sm" {...props} />
      <Select hiddenFrom="md" w="100%" {...props} />
    </>
  )
}
