import { Button, Card, Center, Group, Select, SegmentedControl, Text, TextInput, Title } from '@mantine/core'
import { IconChartBar, IconSearch } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { localDay, showDay } from '../../../shops/calendar.ts'
import { Empty } from '../../parts/empty.tsx'
import { useFormat } from '../../parts/format.ts'
import { canSpeakOfRate } from '../../parts/rate.ts'
import { useShop } from '../../parts/shop.tsx'
import { postsQuery } from '../../queries/posts.ts'
import { breakdowns, type By, type Row } from '../../queries/reports.ts'
import { isWithin, type Period } from './period.ts'
import { findRows, orderPosts, type PostOrder, postOrders } from './post-rows.ts'
import { RowTable, type TableProps } from './row-table.tsx'
import { rateIsSaid } from './say-amounts.ts'

type Props = TableProps & {
  readonly period: Period
  /** Whether posts without any clicks are left out: they pass no filter. */
  readonly isNarrowed: boolean
  readonly onChange: (by: By) => void
}

/** The same numbers by what they came from. */
export function Breakdown({ period, isNarrowed, onChange, ...table }: Props) {
  const { t } = useTranslation()
  const { by } = table
  const rows = by === 'post' || by === 'day' ? table.rows : table.rows.filter(hasSomething)
  return (
    <Card padding={0} component="section">
      <Group justify="space-between" p="lg" gap="sm">
        <Title order={2}>{t('report.where')}</Title>
        <ByPicker by={by} onChange={onChange} />
      </Group>
      {rows.length === 0 && (
        <Empty icon={<IconChartBar size={24} />} title={t('report.empty.title')} next={t('report.empty.next')} />
      )}
      {rows.length > 0 && by === 'post' && <PostRows {...table} period={period} isNarrowed={isNarrowed} />}
      {rows.length > 0 && by !== 'post' && <ManyRows {...table} rows={rows} />}
    </Card>
  )
}

/** Robots have devices and browsers too: what they alone used would be a row of zeros. */
function hasSomething({ clicks, orders, leads, revenue, cost, hours, before }: Row): boolean {
  const counts = [clicks.human, orders, leads, Number(revenue.net), Number(cost ?? 0), hours]
  return before !== null || counts.some((count) => count !== 0)
}

const shownAtOnce = 6

/** The usual ones beside each other, the others behind them; all in one list where there is little room. */
function ByPicker({ by, onChange }: Pick<Props, 'by' | 'onChange'>) {
  const { t } = useTranslation()
  const choose = (value: string | null) => onChange(breakdowns.find((one) => one === value) ?? by)
  const data = breakdowns.map((value) => ({ value, label: t(`report.by.${value}`) }))
  const others = data.slice(shownAtOnce)
  return (
    <>
      <Group visibleFrom="md" gap="xs" className="not-on-paper">
        <SegmentedControl
          size="sm"
          aria-label={t('report.groupBy')}
          value={by}
          onChange={choose}
          data={data.slice(0, shownAtOnce)}
        />
        <Select
          size="sm"
          w={215}
          comboboxProps={{ width: 'max-content', position: 'bottom-end' }}
          aria-label={t('report.moreBy')}
          placeholder={t('report.moreByShort')}
          value={others.some(({ value }) => value === by) ? by : null}
          onChange={choose}
          data={others}
        />
      </Group>
      <Select hiddenFrom="md" aria-label={t('report.groupBy')} value={by} onChange={choose} data={data} w="100%" />
    </>
  )
}

/** Posts can be looked for and sorted: the newest have sold the least, and would stand last. */
function PostRows({ rows, period, isNarrowed, ...shown }: Omit<Props, 'onChange'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const { id, currency, timeZone } = useShop()
  const [order, setOrder] = useState<PostOrder>('best')
  const [sought, setSought] = useState('')
  const posts = useInfiniteQuery(postsQuery(id)).data?.pages.flatMap((page) => page.items) ?? []
  const inPeriod = posts.filter(({ createdAt }) => isWithin(period, showDay(localDay(Date.parse(createdAt), timeZone))))
  const all = orderPosts(rows, { posts: isNarrowed ? [] : inPeriod, order, currency })
  const found = findRows(all, sought)
  return (
    <>
      <Group px="lg" pb="md" gap="sm" className="not-on-paper">
        <TextInput
          size="sm"
          flex="3 1 14rem"
          type="search"
          leftSection={<IconSearch size={16} />}
          aria-label={t('report.find')}
          placeholder={t('report.find')}
          value={sought}
          onChange={(event) => setSought(event.currentTarget.value)}
        />
        <Select
          size="sm"
          flex="1 1 12rem"
          aria-label={t('report.sort.label')}
          value={order}
          onChange={(value) => setOrder(value === 'newest' ? 'newest' : 'best')}
          data={postOrders.map((value) => ({ value, label: t(`report.sort.${value}`) }))}
        />
      </Group>
      {sought !== '' && (
        <Text px="lg" pb="md" size="sm" className="on-paper">
          {t('report.foundOnPaper', { sought, shown: format.count(found.length), all: format.count(all.length) })}
        </Text>
      )}
      {found.length === 0 ? (
        <Text px="lg" pb="lg" c="dimmed">
          {t('report.noneFound')}
        </Text>
      ) : (
        <ManyRows rows={found} {...shown} />
      )}
    </>
  )
}

const rowsAtFirst = 15

function ManyRows({ rows, ...shown }: TableProps) {
  const { t } = useTranslation()
  const [most, setMost] = useState(rowsAtFirst)
  return (
    <>
      <RowTable rows={rows.slice(0, most)} {...shown} />
      {rows.length > most && (
        <Center p="md">
          <Button variant="default" onClick={() => setMost(most * 4)}>
            {t('report.more', { count: rows.length - most })}
          </Button>
          <Text size="sm" c="dimmed" className="on-paper">
            {t('report.moreOnPaper', { count: rows.length - most })}
          </Text>
        </Center>
      )}
      {rows.some(({ orders }) => orders > 0) && (
        <Text size="xs" c="dimmed" p="lg" pt="sm">
          {t('report.verifiedMeans')} {!shown.isCompared && t('report.likelyMeans')}{' '}
          {rows.some((row) => canSpeakOfRate(row.orders) && !rateIsSaid(row)) && t('report.rateMeans')}
        </Text>
      )}
    </>
  )
}
