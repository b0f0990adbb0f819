import { Alert, Card, List, SimpleGrid, Skeleton, Stack, Title } from '@mantine/core'
import { IconInfoCircle, IconShieldCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { BackToReport } from '../../parts/back-link.tsx'
import { Empty } from '../../parts/empty.tsx'
import { useFormat } from '../../parts/format.ts'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop, useShopDay } from '../../parts/shop.tsx'
import { type CoverageReport, coverageQuery } from '../../queries/coverage.ts'
import { CoverageAgents } from './coverage-agents.tsx'
import { CoverageCards } from './coverage-cards.tsx'
import { CoverageDays } from './coverage-days.tsx'
import { CoverageSources } from './coverage-sources.tsx'
import { FiltersLeftOut } from './filters-left-out.tsx'
import { PeriodPicker } from './period-picker.tsx'
import { periodOf, type ReportSearch } from './period.ts'

/** How right the numbers are: each share with what it means, what lowers it, and one thing to do about it. */
export function CoveragePage() {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const day = useShopDay()
  const search: ReportSearch = useSearch({ from: '/signed-in/report/coverage' })
  const navigate = useNavigate({ from: '/report/coverage' })
  const period = periodOf(search, day)
  const { data, error, refetch } = useQuery(coverageQuery({ shopId, ...period }))
  const go = (next: ReportSearch) => void navigate({ search: next, replace: true, resetScroll: false })
  return (
    <Page title={t('coverageReport.title')} lead={t('coverageReport.lead')} back={<BackToReport />}>
      <Stack gap="sm">
        <PeriodPicker search={search} period={period} onChange={go} />
        <FiltersLeftOut search={search} onChange={go}>
          {t('filters.coverageIsWhole')}
        </FiltersLeftOut>
      </Stack>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data ? <Findings report={data} /> : !error && <Placeholders />}
    </Page>
  )
}

function Findings({ report }: { readonly report: CoverageReport }) {
  const { t } = useTranslation()
  const hasOrders = report.inputs.orders > 0
  return (
    <Stack gap="xl">
      <Since report={report} />
      {!hasOrders && (
        <Card>
          <Empty
            order={2}
            icon={<IconShieldCheck size={24} />}
            title={t('coverageReport.empty.title')}
            next={t('coverageReport.empty.next')}
          />
        </Card>
      )}
      {(hasOrders || report.clickIds.clicks > 0) && <CoverageCards report={report} />}
      {report.inputs.verifiedOrders > 0 && <CoverageDays days={report.days} period={report} />}
      {hasOrders && <CoverageSources report={report} />}
      {(hasOrders || report.clickIds.clicks > 0) && <CoverageAgents report={report} />}
      {hasOrders && <Assumptions />}
    </Stack>
  )
}

/** A list that began within the period makes a gap that has another cause than blockers, and another remedy. */
function Since({ report: { lists, from } }: { readonly report: CoverageReport }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { browserSince, shopSince } = lists
  if (browserSince === null || shopSince === null) return null
  const late = browserSince > shopSince ? 'browser' : 'shop'
  const since = late === 'browser' ? browserSince : shopSince
  if (browserSince === shopSince || since <= from) return null
  return (
    <Alert color="yellow" variant="light" icon={<IconInfoCircle size={18} />}>
      {t(`coverageReport.since.${late}`, { day: format.day(since) })}
    </Alert>
  )
}

function Assumptions() {
  const { t } = useTranslation()
  return (
    <Card component="section">
      <Title order={2}>{t('coverageReport.assumes.title')}</Title>
      <List size="sm" mt="xs" spacing={6}>
        {([1, 2, 3, 4, 5] as const).map((number) => (
          <List.Item key={number}>{t(`coverageReport.assumes.${number}`)}</List.Item>
        ))}
      </List>
    </Card>
  )
}

function Placeholders() {
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
      {[1, 2, 3, 4].map((number) => (
        <Skeleton key={number} height={260} radius="lg" />
      ))}
    </SimpleGrid>
  )
}
