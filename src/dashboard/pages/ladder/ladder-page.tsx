import { Card, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '../../parts/copy-button.tsx'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop, useShopDay } from '../../parts/shop.tsx'
import { type Evidence, evidenceQuery } from '../../queries/survey.ts'
import { PeriodPicker } from '../report/period-picker.tsx'
import { periodOf } from '../report/period.ts'
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
  const search = useSearch({ from: '/signed-in/report/evidence' })
  const navigate = useNavigate({ from: '/report/evidence' })
  const period = periodOf(search, day)
  const { data, error, refetch } = useQuery(evidenceQuery({ shopId, ...period }))
  const back = (
    <Link to="/report" search={search} style={{ color: 'var(--accent-text)' }}>
      <Text component="span" size="sm" fw={500}>
        <IconArrowLeft size={16} aria-hidden="true" style={{ verticalAlign: '-0.15em' }} /> {t('evidence.back')}
      </Text>
    </Link>
  )
  return (
    <Page title={t('evidence.title')} lead={t('evidence.lead')} back={back}>
      <PeriodPicker
        search={search}
        period={period}
        onChange={(next) => void navigate({ search: next, replace: true, resetScroll: false })}
      />
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data ? <Ladder evidence={data} /> : !error && <Skeleton height={420} radius="lg" />}
    </Page>
  )
}

function Ladder({ evidence }: { readonly evidence: Evidence }) {
  const { rungs, orders, highest } = evidence
  return (
    <Stack gap="lg">
      <Summary sentence={evidence.sentence} />
      <Stack gap="lg" component="ol" p={0} m={0} style={{ listStyle: 'none' }}>
        <AttributedRung rung={rungs.attributed} orders={orders} highest={highest} />
        <NewCustomersRung rung={rungs.newCustomers} highest={highest} />
        <TimeRung rung={rungs.time} highest={highest} />
        <SecondRung rung={rungs.second} orders={orders} highest={highest} />
        <ExperimentRung rung={rungs.experiment} highest={highest} />
      </Stack>
    </Stack>
  )
}

function Summary({ sentence }: { readonly sentence: string }) {
  const { t } = useTranslation()
  return (
    <Card component="section" padding="xl">
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
