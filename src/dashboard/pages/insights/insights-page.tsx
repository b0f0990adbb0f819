import { Stack, Text } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { BackToReport } from '../../parts/back-link.tsx'
import { Page } from '../../parts/page.tsx'
import { useShop, useShopDay } from '../../parts/shop.tsx'
import { CoverageOfDays } from '../report/coverage-line.tsx'
import { FilterBar } from '../report/filter-bar.tsx'
import type { FilterTexts } from '../../queries/reports.ts'
import { PeriodPicker } from '../report/period-picker.tsx'
import { periodOf, type ReportSearch, toFilterTexts } from '../report/period.ts'
import { BesideCard } from './beside-card.tsx'
import { BuyingTimeCard } from './buying-time-card.tsx'
import { ForecastCard } from './forecast-card.tsx'
import { HeatMapCard } from './heat-map-card.tsx'
import { LandingsCard } from './landings-card.tsx'
import { OrderValuesCard } from './order-values-card.tsx'

/** Visits to the shop know their link, not what was clicked with. */
const notOfVisits = ['country', 'device', 'app', 'browser'] as const

/** Six questions, each answered in words first. */
export function InsightsPage() {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const day = useShopDay()
  const search: ReportSearch = useSearch({ from: '/signed-in/report/insights' })
  const navigate = useNavigate({ from: '/report/insights' })
  const period = periodOf(search, day)
  const filters = toFilterTexts(search)
  const asked = { shopId, ...period, ...filters }
  const { country: _, device: __, app: ___, browser: ____, ...ofVisits } = filters
  const go = (next: ReportSearch) => void navigate({ search: next, replace: true, resetScroll: false })
  return (
    <Page title={t('insights.title')} lead={t('insights.lead')} back={<BackToReport />}>
      <Stack gap="sm">
        <PeriodPicker search={search} period={period} onChange={go} />
        <FilterBar search={search} period={period} onChange={go} />
        <LeftOut filters={filters} />
        <CoverageOfDays period={period} search={search} />
      </Stack>
      <Stack gap="xl">
        <BuyingTimeCard asked={asked} />
        <LandingsCard asked={{ shopId, ...period, ...ofVisits }} />
        <BesideCard asked={{ shopId, ...period }} />
        <HeatMapCard asked={asked} />
        <ForecastCard asked={{ shopId, ...period }} />
        <OrderValuesCard asked={asked} />
      </Stack>
    </Page>
  )
}

/** Which of the questions the filters do nothing to. */
function LeftOut({ filters }: { readonly filters: FilterTexts }) {
  const { t, i18n } = useTranslation()
  if (Object.keys(filters).length === 0) return null
  const leftOut = notOfVisits.filter((dimension) => filters[dimension] !== undefined)
  const names = leftOut.map((dimension) => t(`report.by.${dimension}`))
  const dimensions = new Intl.ListFormat(i18n.language, { type: 'disjunction' }).format(names)
  return (
    <Text size="sm" c="dimmed">
      {t('insights.besideIsWhole')} {names.length > 0 && t('insights.leftOut', { dimensions })}
    </Text>
  )
}
