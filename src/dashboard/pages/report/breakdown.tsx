import { Button, Card, Center, Group, Select, SegmentedControl, Text, TextInput, Title } from '@mantine/core'
import { IconChartBar, IconSearch } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { localDay, showDay } from '../../../shops/calendar.ts'
import { ChannelIcon } from '../../parts/channel-icon.tsx'
import { Empty } from '../../parts/empty.tsx'
import { useFormat } from '../../parts/format.ts'
import { IntervalBar } from '../../parts/interval-bar.tsx'
import { canSpeakOfRate } from '../../parts/rate.ts'
import { useShop } from '../../parts/shop.tsx'
import { postsQuery } from '../../queries/posts.ts'
import { breakdowns, type By, type Row } from '../../queries/reports.ts'
import classes from './breakdown.module.css'
import { isWithin, type Period } from './period.ts'
import { findRows, orderPosts, type PostOrder, postOrders } from './post-rows.ts'

type Props = {
  readonly rows: readonly Row[]
  readonly by: By
  readonly period: Period
  readonly onChange: (by: By) => void
}

/** The same numbers by what they came from. */
export function Breakdown({ rows, by, period, onChange }: Props) {
  const { t } = useTranslation()
  const choose = (value: string | null) => onChange(breakdowns.find((one) => one === value) ?? 'post')
  const data = breakdowns.map((value) => ({ value, label: t(`report.by.${value}`) }))
  return (
    <Card padding={0} component="section">
      <Group justify="space-between" p="lg" gap="sm">
        <Title order={2}>{t('report.where')}</Title>
        <SegmentedControl
          visibleFrom="sm"
          size="sm"
          aria-label={t('report.groupBy')}
          value={by}
          onChange={choose}
          data={data}
        />
        <Select hiddenFrom="sm" aria-label={t('report.groupBy')} value={by} onChange={choose} data={data} w="100%" />
      </Group>
      {rows.length === 0 && (
        <Empty icon={<IconChartBar size={24} />} title={t('report.empty.title')} next={t('report.empty.next')} />
      )}
      {rows.length > 0 && by === 'post' && <PostRows rows={rows} period={period} />}
      {rows.length > 0 && by !== 'post' && <ManyRows rows={rows} by={by} />}
    </Card>
  )
}

/** Posts can be looked for and sorted: the newest have sold the least, and would stand last. */
function PostRows({ rows, period }: Pick<Props, 'rows' | 'period'>) {
  const { t } = useTranslation()
  const { id, currency, timeZone } = useShop()
  const [order, setOrder] = useState<PostOrder>('best')
  const [sought, setSought] = useState('')
  const posts = useInfiniteQuery(postsQuery(id)).data?.pages.flatMap((page) => page.items) ?? []
  const inPeriod = posts.filter(({ createdAt }) => isWithin(period, showDay(localDay(Date.parse(createdAt), timeZone))))
  const shown = findRows(orderPosts(rows, { posts: inPeriod, order, currency }), sought)
  return (
    <>
      <Group px="lg" pb="md" gap="sm">
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
      {shown.length === 0 ? (
        <Text px="lg" pb="lg" c="dimmed">
          {t('report.noneFound')}
        </Text>
      ) : (
        <ManyRows rows={shown} by="post" />
      )}
    </>
  )
}

const rowsAtFirst = 15

function ManyRows({ rows, by }: Pick<Props, 'rows' | 'by'>) {
  const { t } = useTranslation()
  const [most, setMost] = useState(rowsAtFirst)
  return (
    <>
      <RowTable rows={rows.slice(0, most)} by={by} />
      {rows.length > most && (
        <Center p="md">
          <Button variant="default" onClick={() => setMost(most * 4)}>
            {t('report.more', { count: rows.length - most })}
          </Button>
        </Center>
      )}
      {rows.some(({ orders }) => orders > 0) && (
        <Text size="xs" c="dimmed" p="lg" pt="sm">
          {t('report.verifiedMeans')}
        </Text>
      )}
    </>
  )
}

function RowTable({ rows, by }: Pick<Props, 'rows' | 'by'>) {
  const { t } = useTranslation()
  // One row with few clicks has an interval up to 100 %, which would press all others together.
  const spoken = rows.filter(({ orders }) => canSpeakOfRate(orders))
  const hasCosts = rows.some(({ costBasis }) => costBasis !== 'none')
  const max = Math.max(0.01, ...spoken.map(({ conversionRate }) => conversionRate.high))
  return (
    <table className={`${classes.table} numbers`}>
      <thead>
        <tr>
          <th scope="col">{t(`report.by.${by}`)}</th>
          <th scope="col">{t('report.column.clicks')}</th>
          <th scope="col">{t('report.column.orders')}</th>
          <th scope="col">{t('report.column.net')}</th>
          {!hasCosts && <th scope="col">{t('report.column.aov')}</th>}
          <th scope="col">{t('report.column.rate')}</th>
          {hasCosts && <th scope="col">{t('reportCosts.column.cost')}</th>}
          {hasCosts && <th scope="col">{t('reportCosts.column.profit')}</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <ReportRow key={row.key} row={row} by={by} max={max} hasCosts={hasCosts} />
        ))}
      </tbody>
    </table>
  )
}

type RowProps = { readonly row: Row; readonly by: By; readonly max: number; readonly hasCosts: boolean }

function ReportRow({ row, by, max, hasCosts }: RowProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { clicks, orders, verifiedOrders, revenue, currency, aov } = row
  return (
    <tr>
      <th scope="row">
        <Group gap={10} wrap="nowrap">
          {by === 'channel' && <ChannelIcon channel={row.key} />}
          <span className="break">{useRowLabel(row, by)}</span>
        </Group>
      </th>
      <td data-label={t('report.column.clicks')}>
        {format.count(clicks.human)}
        <Beneath>{t('report.unique', { value: format.count(clicks.unique) })}</Beneath>
      </td>
      <td data-label={t('report.column.orders')}>
        {format.count(orders)}
        {orders > 0 && <Beneath>{t('report.verified', { value: format.count(verifiedOrders) })}</Beneath>}
      </td>
      <td data-label={t('report.column.net')}>
        {format.money(revenue.net, currency)}
        {Number(revenue.refunded) > 0 && (
          <Beneath>{t('report.refunded', { value: format.money(revenue.refunded, currency) })}</Beneath>
        )}
        {hasCosts && aov !== null && <Beneath>{t('reportCosts.aov', { value: format.money(aov, currency) })}</Beneath>}
      </td>
      {!hasCosts && <td data-label={t('report.column.aov')}>{aov === null ? '–' : format.money(aov, currency)}</td>}
      <td data-label={t('report.column.rate')} className={classes.rate}>
        <Rate row={row} max={max} />
      </td>
      {hasCosts && <CostCells row={row} />}
    </tr>
  )
}

/** With what isn't in the cost: hours that nobody gave a price. */
function CostCells({ row }: { readonly row: Row }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { cost, costPerOrder, costBasis, costIsPartial, hours, profit, roi, currency } = row
  const isTimeLeftOut = costBasis === 'money-without-time'
  return (
    <>
      <td data-label={t('reportCosts.column.cost')}>
        {cost !== null && format.money(cost, currency)}
        {(costBasis === 'none' || (costBasis === 'not-converted' && hours === 0)) && '–'}
        {cost === null && hours > 0 && t('costs.hoursSpent', { hours: format.hours(hours) })}
        {costPerOrder !== null && (
          <Beneath>{t('reportCosts.perOrderShort', { value: format.money(costPerOrder, currency) })}</Beneath>
        )}
        {(costIsPartial || costBasis === 'not-converted') && <Beneath>{t('reportCosts.partialShort')}</Beneath>}
        {isTimeLeftOut && <Beneath>{t('reportCosts.timeOut', { hours: format.hours(hours) })}</Beneath>}
      </td>
      <td data-label={t('reportCosts.column.profit')}>
        {profit === null ? '–' : format.money(profit, currency)}
        {profit !== null && roi !== null && (
          <Beneath>{t('reportCosts.roiShort', { value: format.percent(roi, 0) })}</Beneath>
        )}
        {profit !== null && costBasis === 'none' && <Beneath>{t('reportCosts.beforeCosts')}</Beneath>}
      </td>
    </>
  )
}

function Rate({ row, max }: { readonly row: Row; readonly max: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { conversionRate: rate, orders } = row
  if (!canSpeakOfRate(orders))
    return (
      <Text size="sm" c="dimmed">
        {t('report.tooFew')}
      </Text>
    )
  return (
    <>
      {format.percent(rate.value, 2)}
      <div style={{ marginTop: 4 }}>
        <IntervalBar interval={rate} max={max} />
      </div>
    </>
  )
}

function Beneath({ children }: { readonly children: string }) {
  return (
    <Text size="xs" c="dimmed" component="div" style={{ whiteSpace: 'nowrap' }}>
      {children}
    </Text>
  )
}

/** Days, countries and devices as the reader's language calls them. */
function useRowLabel({ key, label }: Row, by: By): string {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  if (by === 'day') return format.day(key)
  if (key === 'unknown') return t('report.unknown')
  if (by === 'country') return new Intl.DisplayNames(i18n.language, { type: 'region' }).of(key) ?? label
  return by === 'device' ? label.charAt(0).toUpperCase() + label.slice(1) : label
}
