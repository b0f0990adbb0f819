import { Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Live } from '../../parts/live.tsx'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop, useShopDay } from '../../parts/shop.tsx'
import { summaryQuery } from '../../queries/reports.ts'
import { Breakdown } from './breakdown.tsx'
import { CoverageNotes } from './coverage-notes.tsx'
import { CostsCard } from './costs-card.tsx'
import { DayBars } from './day-bars.tsx'
import { Levels } from './levels.tsx'
import { PeriodPicker } from './period-picker.tsx'
import { periodOf, type ReportSearch } from './period.ts'
import { ReportWays } from './report-ways.tsx'
import { TotalsCards } from './totals-cards.tsx'
import { WhoBought } from './who-bought.tsx'

/** What came of it: totals, day by day, where from, how near the sale, and how right the numbers are. */
export function ReportPage() {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const day = useShopDay()
  const search: ReportSearch = useSearch({ from: '/signed-in/report' })
  const navigate = useNavigate({ from: '/report' })
  const period = periodOf(search, day)
  const { data, error, refetch } = useQuery(summaryQuery({ shopId, ...period, by: search.by }))
  const byDay = useQuery(summaryQuery({ shopId, ...period, by: 'day' }, 10_000))
  const go = (next: ReportSearch) => void navigate({ search: next, replace: true, resetScroll: false })
  return (
    <Page title={t('report.title')} lead={t('report.lead')} actions={<Live />}>
      <PeriodPicker search={search} period={period} onChange={go} />
      <ReportWays />
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data ? (
        <Stack gap="xl">
          <TotalsCards totals={data.totals} revenueBasis={data.revenueBasis} />
          <CostsCard totals={data.totals} unassignedCosts={data.unassignedCosts} by={data.by} />
          <DayBars rows={byDay.data?.rows ?? []} period={period} currency={data.currency} />
          <Breakdown rows={data.rows} by={search.by} period={period} onChange={(by) => go({ ...search, by })} />
          <Levels shopId={shopId} period={period} search={search} />
          <WhoBought customers={data.totals.customers} />
          <CoverageNotes coverage={data.coverage} unattributed={data.unattributed} search={search} />
        </Stack>
      ) : (
        !error && <Placeholders />
      )}
    </Page>
  )
}

function Placeholders() {
  return (
    <Stack gap="xl">
      <Skeleton height={150} radius="lg" />
      <Skeleton height={180} radius="lg" />
      <Skeleton height={320} radius="lg" />
    </Stack>
  )
}
