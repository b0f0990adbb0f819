import { Stack } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Page } from '../../parts/page.tsx'
import { useShop, useShopDay } from '../../parts/shop.tsx'
import { CoverageLink } from '../report/coverage-link.tsx'
import { PeriodPicker } from '../report/period-picker.tsx'
import { periodOf, type ReportSearch } from '../report/period.ts'
import { BesideCard } from './beside-card.tsx'
import { BuyingTimeCard } from './buying-time-card.tsx'
import { ForecastCard } from './forecast-card.tsx'
import { HeatMapCard } from './heat-map-card.tsx'
import { LandingsCard } from './landings-card.tsx'
import { OrderValuesCard } from './order-values-card.tsx'

/** Six questions, each answered in words first. */
export function InsightsPage() {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const day = useShopDay()
  const search: ReportSearch = useSearch({ from: '/signed-in/report/insights' })
  const navigate = useNavigate({ from: '/report/insights' })
  const period = periodOf(search, day)
  const asked = { shopId, ...period }
  const back = (
    <CoverageLink to="/report" search={search} icon={<IconArrowLeft size={16} />}>
      {t('insights.back')}
    </CoverageLink>
  )
  return (
    <Page title={t('insights.title')} lead={t('insights.lead')} actions={back}>
      <PeriodPicker
        search={search}
        period={period}
        onChange={(next) => void navigate({ search: next, replace: true, resetScroll: false })}
      />
      <Stack gap="xl">
        <BuyingTimeCard asked={asked} />
        <LandingsCard asked={asked} />
        <BesideCard asked={asked} />
        <HeatMapCard asked={asked} />
        <ForecastCard asked={asked} />
        <OrderValuesCard asked={asked} />
      </Stack>
    </Page>
  )
}
