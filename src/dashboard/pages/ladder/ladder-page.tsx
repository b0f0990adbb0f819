import { Card, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { BackToReport } from '../../parts/back-link.tsx'
import { CopyButton } from '../../parts/copy-button.tsx'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop, useShopDay } from '../../parts/shop.tsx'
import { type Evidence, evidenceQuery } from '../../queries/survey.ts'
import { CoverageOfDays } from '../report/coverage-line.tsx'
import { FiltersLeftOut } from '../report/filters-left-out.tsx'
import { PeriodPicker } from '../report/period-picker.tsx'
import { periodOf, type ReportSearch } from '../report/period.ts'
import { AttributedRung } from './attributed-rung.tsx'
import { ExperimentRung } from './experiment-rung.tsx'
import { NewCustomersRung } from './new-customers-rung.tsx'
import { SecondRung } from './second-rung.tsx'
import { TimeRung } from './time-rung.tsx'

/** Would they have bought anyway? What is known of it, rung by rung, and the next step up. */
export function LadderPage() {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const day = useShopDay()
  const search: ReportSearch = useSearch({ from: '/signed-in/report/evidence' })
  const navigate = useNavigate({ from: '/report/evidence' })
  const period = periodOf(search, day)
  const { data, error, refetch } = useQuery(evidenceQuery({ shopId, ...period }))
  const go = (next: ReportSearch) => void navigate({ search: next, replace: true, resetScroll: false })
  return (
    <Page title={t('evidence.title')} lead={t('evidence.lead')} back={<BackToReport />}>
      <Stack gap="sm">
        <PeriodPicker search={search} period={period} onChange={go} />
        <FiltersLeftOut search={search} onChange={go}>
          {t('evidence.allOrders')}
        </FiltersLeftOut>
        <CoverageOfDays period={period} search={search} />
      </Stack>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data ? <Ladder evidence={data} /> : !error && <Skeleton height={420} radius="lg" />}
    </Page>
  )
}

function Ladder({ evidence }: { readonly evidence: Evidence }) {
  const { rungs, orders } = evidence
  return (
    <Stack gap="lg">
      <Summary sentence={evidence.sentence} />
      <Stack gap="lg" component="ol" p={0} m={0} style={{ listStyle: 'none' }}>
        <AttributedRung rung={rungs.attributed} orders={orders} ladder={evidence} />
        <NewCustomersRung rung={rungs.newCustomers} ladder={evidence} />
        <TimeRung rung={rungs.time} ladder={evidence} />
        <SecondRung rung={rungs.second} orders={orders} ladder={evidence} />
        <ExperimentRung rung={rungs.experiment} ladder={evidence} />
      </Stack>
    </Stack>
  )
}

function Summary({ sentence }: { readonly sentence: string }) {
  const { t } = useTranslation()
  return (
    <Card component="section">
      <Title order={2} size="h3" mb="xs">
        {t('evidence.summary')}
      </Title>
      <Text lang="en" maw={760} mb="md">
        {sentence}
      </Text>
      <Group>
        <CopyButton text={sentence} what={t('evidence.summary')} />
      </Group>
    </Card>
  )
}
