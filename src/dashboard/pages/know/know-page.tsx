import { SimpleGrid, Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { BackToReport } from '../../parts/back-link.tsx'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop, useShopDay } from '../../parts/shop.tsx'
import { knowQuery } from '../../queries/certainty.ts'
import { CoverageOfDays } from '../report/coverage-line.tsx'
import { FilterBar } from '../report/filter-bar.tsx'
import { PeriodPicker } from '../report/period-picker.tsx'
import { periodOf, type ReportSearch, toFilterTexts } from '../report/period.ts'
import { KnownNow } from './known-now.tsx'
import { TellApart } from './tell-apart.tsx'
import { ToKnow } from './to-know.tsx'

/** What can be known at this size: how far a number is off, and how long it takes to see a difference. */
export function KnowPage() {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const day = useShopDay()
  const search: ReportSearch = useSearch({ from: '/signed-in/report/know' })
  const navigate = useNavigate({ from: '/report/know' })
  const period = periodOf(search, day)
  const { data, error, refetch } = useQuery(knowQuery({ shopId, ...period, ...toFilterTexts(search) }))
  const go = (next: ReportSearch) => void navigate({ search: next, replace: true, resetScroll: false })
  return (
    <Page title={t('know.title')} lead={t('know.lead')} back={<BackToReport />}>
      <Stack gap="sm">
        <PeriodPicker search={search} period={period} onChange={go} />
        <FilterBar search={search} period={period} onChange={go} />
        <CoverageOfDays period={period} search={search} />
      </Stack>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data && (
        <Stack gap="xl">
          <TellApart key={JSON.stringify([period, toFilterTexts(search)])} knowable={data} />
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
            <KnownNow knowable={data} />
            <ToKnow knowable={data} />
          </SimpleGrid>
        </Stack>
      )}
      {!data && !error && <Skeleton height={420} radius="lg" />}
    </Page>
  )
}
