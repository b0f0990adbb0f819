import { Button, Card, Group, Skeleton, Stack } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconFileImport, IconPlus, IconTable } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../parts/empty.tsx'
import { BackToGoals } from '../../parts/back-link.tsx'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop, useShopDay } from '../../parts/shop.tsx'
import { catalogQuery } from '../../queries/goals.ts'
import {
  type Followed,
  followedQuery,
  ownMetricsQuery,
  saveFollowed,
  valuesQuery,
} from '../../queries/platform-numbers.ts'
import { FollowNumber } from './follow-number.tsx'
import { NumberGrid } from './number-grid.tsx'
import { type Row, weeksUntil } from './weeks.ts'

const shownWeeks = 6

/** The numbers of the platforms by hand: a row each, a column per week. */
export function PlatformNumbersPage() {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const queries = useQueryClient()
  const weeks = weeksUntil(useShopDay()(0), shownWeeks)
  const [isAdding, adding] = useDisclosure(false)
  const followed = useQuery(followedQuery(shopId))
  const catalog = useQuery(catalogQuery)
  const own = useQuery(ownMetricsQuery(shopId))
  const values = useQuery(valuesQuery(shopId, weeks[0]?.from ?? '', weeks.at(-1)?.last ?? ''))
  const following = useMutation({
    mutationFn: (items: readonly Followed[]) => saveFollowed(shopId, items),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['followed-numbers', shopId] }),
  })
  const metrics = [
    ...(catalog.data?.items ?? []).filter(({ source }) => source === 'platform'),
    ...(own.data?.items ?? []),
  ]
  const items = followed.data?.items ?? []
  const rows = items.flatMap(({ channel, metric }): Row[] => {
    const known = metrics.find(({ id }) => id === metric)
    return known ? [{ channel, metric, name: known.name, isStock: known.kind === 'stock' }] : []
  })
  const error = followed.error ?? catalog.error ?? own.error ?? values.error ?? following.error
  const isRead = followed.data && catalog.data && own.data && values.data
  const add = (
    <Button leftSection={<IconPlus size={18} />} onClick={adding.open}>
      {t('platformNumbers.add')}
    </Button>
  )
  return (
    <Page
      title={t('platformNumbers.title')}
      lead={t('platformNumbers.lead')}
      back={<BackToGoals />}
      actions={
        <Group gap="sm">
          <Button
            variant="default"
            leftSection={<IconFileImport size={18} />}
            renderRoot={(props) => <Link to="/numbers/import" {...props} />}
          >
            {t('platformNumbers.import')}
          </Button>
          {rows.length > 0 && add}
        </Group>
      }
    >
      <Stack gap="md">
        {error && <ProblemNotice error={error} onRetry={() => void followed.refetch()} />}
        {!isRead && !error && <Skeleton height={240} radius="lg" />}
        {isRead && rows.length === 0 && (
          <Card padding={0}>
            <Empty
              icon={<IconTable size={24} />}
              title={t('platformNumbers.empty.title')}
              next={t('platformNumbers.empty.next')}
            >
              {add}
            </Empty>
          </Card>
        )}
        {isRead && rows.length > 0 && (
          <NumberGrid
            rows={rows}
            weeks={weeks}
            values={values.data.items}
            onRemove={({ channel, metric }) =>
              following.mutate(items.filter((one) => one.channel !== channel || one.metric !== metric))
            }
          />
        )}
        <FollowNumber
          isOpen={isAdding}
          metrics={metrics}
          onClose={adding.close}
          onFollow={(one) => {
            following.mutate([...items.filter((old) => old.channel !== one.channel || old.metric !== one.metric), one])
            adding.close()
          }}
        />
      </Stack>
    </Page>
  )
}
