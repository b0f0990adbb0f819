import { Card, Group, SegmentedControl, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconChartBar } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { noKey } from '../../../reports/filter-text.ts'
import { BackToReport } from '../../parts/back-link.tsx'
import { Empty } from '../../parts/empty.tsx'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop, useShopDay } from '../../parts/shop.tsx'
import { type Funnel, funnelDimensions, funnelQuery } from '../../queries/funnel.ts'
import { CoverageOfDays } from './coverage-line.tsx'
import { FilterBar } from './filter-bar.tsx'
import { FiltersLeftOut } from './filters-left-out.tsx'
import classes from './funnel.module.css'
import { FunnelPicture } from './funnel-picture.tsx'
import { FunnelRows } from './funnel-rows.tsx'
import { PeriodPicker } from './period-picker.tsx'
import { filtersOf, periodOf, type ReportSearch, type ShownFilter, toFilterTexts, withFilter } from './period.ts'

/** From being shown to being paid, in five steps: for the shop, and by post, campaign or channel. */
export function FunnelPage() {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const day = useShopDay()
  const search: ReportSearch = useSearch({ from: '/signed-in/report/funnel' })
  const navigate = useNavigate({ from: '/report/funnel' })
  const period = periodOf(search, day)
  const by = funnelDimensions.find((one) => one === search.by) ?? 'post'
  const leftOut = filtersOf(search).filter((filter) => !isOfFunnel(filter))
  const narrowed = toFilterTexts(leftOut.reduce((others, { dimension }) => withFilter(others, dimension), search))
  const { data, error, refetch } = useQuery(funnelQuery({ shopId, ...period, ...narrowed, by }))
  const go = (next: ReportSearch) => void navigate({ search: next, replace: true, resetScroll: false })
  return (
    <div className={classes.page}>
      <Page title={t('funnel.title')} lead={t('funnel.lead')} back={<BackToReport />}>
        <Stack gap="sm">
          <PeriodPicker search={search} period={period} onChange={go} />
          <FilterBar search={search} period={period} onChange={go} />
          <FiltersLeftOut search={search} leftOut={leftOut} onChange={go}>
            {t('funnel.leftOut')}
          </FiltersLeftOut>
          <CoverageOfDays period={period} search={search} />
        </Stack>
        {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {data && (
          <Stack gap="xl">
            <FunnelPicture totals={data.totals} by={data.by} />
            <Rows data={data} onChange={(next) => go({ ...search, by: next })} />
          </Stack>
        )}
        {!data && !error && <Skeleton height={480} radius="lg" />}
      </Page>
    </div>
  )
}

/** Platforms tell of a channel's posts: by one channel, campaign or post numbers can be narrowed, by nothing else. */
function isOfFunnel({ dimension, isNot, keys }: ShownFilter): boolean {
  return funnelDimensions.some((one) => one === dimension) && !isNot && keys.length === 1 && keys[0] !== noKey
}

type RowsProps = { readonly data: Funnel; readonly onChange: (by: Funnel['by']) => void }

function Rows({ data, onChange }: RowsProps) {
  const { t } = useTranslation()
  return (
    <Card padding={0} component="section">
      <Group justify="space-between" p="lg" gap="sm">
        <div>
          <Title order={2}>{t(`funnel.per.${data.by}`)}</Title>
          <Text size="sm" c="dimmed" mt={4}>
            {t('funnel.scale')}
          </Text>
        </div>
        <SegmentedControl
          size="sm"
          className={classes.screen ?? ''}
          aria-label={t('report.groupBy')}
          value={data.by}
          onChange={(value) => onChange(funnelDimensions.find((one) => one === value) ?? 'post')}
          data={funnelDimensions.map((value) => ({ value, label: t(`report.by.${value}`) }))}
        />
      </Group>
      {data.rows.length === 0 ? (
        <Empty icon={<IconChartBar size={24} />} title={t('report.empty.title')} next={t('report.empty.next')} />
      ) : (
        <FunnelRows rows={data.rows} by={data.by} />
      )}
    </Card>
  )
}
