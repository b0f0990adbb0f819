import { Group, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { ReadingProgress } from '../../parts/reading-progress.tsx'
import { useShop, useShopDay } from '../../parts/shop.tsx'
import { type Summary, summaryQuery } from '../../queries/reports.ts'
import { ReportActions } from '../views/report-actions.tsx'
import { Breakdown } from './breakdown.tsx'
import { ComparePicker } from './compare-picker.tsx'
import { CoverageLine } from './coverage-line.tsx'
import { CoverageNotes } from './coverage-notes.tsx'
import { CostsCard } from './costs-card.tsx'
import { DayBars } from './day-bars.tsx'
import { FilterBar } from './filter-bar.tsx'
import { Levels } from './levels.tsx'
import { ModelPicker } from './model-picker.tsx'
import { PeriodPicker } from './period-picker.tsx'
import { askedOf, filtersOf, periodOf, type ReportSearch, withFilter } from './period.ts'
import { AllReportWays, ReportWays } from './report-ways.tsx'
import { TotalsCards } from './totals-cards.tsx'
import { WhoBought } from './who-bought.tsx'

/** What came of it: totals, day by day, where from, how near the sale, and how right the numbers are. */
export function ReportPage() {
  const { t } = useTranslation()
  const { id: shopId, name } = useShop()
  const day = useShopDay()
  const search: ReportSearch = useSearch({ from: '/signed-in/report' })
  const navigate = useNavigate({ from: '/report' })
  const period = periodOf(search, day)
  const asked = { shopId, ...period, ...askedOf(search) }
  const queries = [summaryQuery({ ...asked, by: search.by }), summaryQuery({ ...asked, by: 'day' }, 10_000)] as const
  const { data, error, refetch } = useQuery(queries[0])
  const byDay = useQuery(queries[1])
  const isNarrowed = filtersOf(search).length > 0
  const hadNothing = data !== undefined && hasNoBefore(data)
  const isCompared = data !== undefined && data.comparison !== null && !hadNothing
  const go = (next: ReportSearch) => void navigate({ search: next, replace: true, resetScroll: false })
  return (
    <Page title={t('report.title')} lead={t('report.lead')} actions={<ReportActions search={search} period={period} />}>
      <Text fw={600} className="on-paper">
        {name}
      </Text>
      <Stack gap="sm">
        <Group gap="sm">
          <PeriodPicker search={search} period={period} onChange={go} />
          <ComparePicker search={search} onChange={go} />
        </Group>
        {data?.comparison && <ComparedDays comparison={data.comparison} hadNothing={hadNothing} />}
        <FilterBar search={search} period={period} onChange={go} />
        <ModelPicker search={search} onChange={go} />
        <ReadingProgress of={queries.map(({ queryKey }) => queryKey)} />
      </Stack>
      <ReportWays />
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data ? (
        <Stack gap="xl">
          <Stack gap="sm">
            <TotalsCards
              totals={hadNothing ? { ...data.totals, before: null, change: null } : data.totals}
              revenueBasis={data.revenueBasis}
            />
            <CoverageLine coverage={data.coverage} search={search} />
          </Stack>
          <CostsCard totals={data.totals} unassignedCosts={data.unassignedCosts} by={data.by} />
          <DayBars
            rows={byDay.data?.rows ?? []}
            period={period}
            currency={data.currency}
            compared={isCompared ? (byDay.data?.comparison ?? null) : null}
          />
          <Breakdown
            rows={data.rows}
            by={data.by}
            period={period}
            isCompared={isCompared}
            isNarrowed={isNarrowed}
            onPick={(dimension, key) => go(withFilter(search, dimension, { isNot: false, keys: [key] }))}
            onChange={(by) => go({ ...search, by })}
          />
          {!isNarrowed && <Levels shopId={shopId} period={period} search={search} />}
          <WhoBought customers={data.totals.customers} />
          <CoverageNotes coverage={data.coverage} unattributed={data.unattributed} search={search} />
          {isNarrowed && (
            <Text size="sm" c="dimmed">
              {t('filters.ofShop')}
            </Text>
          )}
          <AllReportWays />
        </Stack>
      ) : (
        !error && <Placeholders />
      )}
    </Page>
  )
}

/** Before there was a Tilltrail there is nothing to say more or fewer beside. */
function hasNoBefore({ comparison }: Summary): boolean {
  if (comparison === null || comparison.isMeasured) return false
  return comparison.measuredSince === null || comparison.measuredSince > comparison.to
}

type ComparedProps = { readonly comparison: NonNullable<Summary['comparison']>; readonly hadNothing: boolean }

function ComparedDays({ comparison, hadNothing }: ComparedProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { from, to, measuredSince } = comparison
  const days = { from: format.day(from), to: format.day(to) }
  return (
    <Text size="sm" c="dimmed">
      {hadNothing
        ? t('compare.nothing', days)
        : measuredSince === null
          ? t('compare.days', days)
          : t('compare.since', { ...days, since: format.day(measuredSince) })}
    </Text>
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
