import { Alert, Card, Group, SegmentedControl, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconInfoCircle, IconTrophy } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BackToReport } from '../../parts/back-link.tsx'
import { Empty } from '../../parts/empty.tsx'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop, useShopDay } from '../../parts/shop.tsx'
import {
  type RankedBy,
  rankedBy,
  type Ranking,
  type RankingMeasure,
  rankingMeasures,
  rankingQuery,
} from '../../queries/certainty.ts'
import { CoverageOfDays } from '../report/coverage-line.tsx'
import { FilterBar } from '../report/filter-bar.tsx'
import { PeriodPicker } from '../report/period-picker.tsx'
import { periodOf, type ReportSearch, toFilterTexts } from '../report/period.ts'
import { CompareTwo, type Pair } from './compare-two.tsx'
import classes from './ranking.module.css'
import { RankingRows } from './ranking-rows.tsx'

/** Which is the best, and whether that shows: many small numbers drawn to what is usual, before they are put in an order. */
export function RankingPage() {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const day = useShopDay()
  const search: ReportSearch = useSearch({ from: '/signed-in/report/ranking' })
  const navigate = useNavigate({ from: '/report/ranking' })
  const [by, setBy] = useState<RankedBy>(rankedBy.find((one) => one === search.by) ?? 'post')
  const [measure, setMeasure] = useState<RankingMeasure>('conversion-rate')
  const [pair, setPair] = useState<Pair>({})
  const period = periodOf(search, day)
  const asked = { shopId, ...period, ...toFilterTexts(search), by, measure }
  const { data, error, refetch } = useQuery(rankingQuery(asked))
  const { a, b } = pair
  const canCompare = data !== undefined && [a, b].every((key) => data.rows.some((row) => row.key === key))
  const compared = useQuery({
    ...rankingQuery(a !== undefined && b !== undefined ? { ...asked, a, b } : asked),
    enabled: canCompare && a !== b,
  })
  const go = (next: ReportSearch) => void navigate({ search: next, replace: true, resetScroll: false })
  const changeBy = (next: RankedBy) => {
    setBy(next)
    setPair({})
  }
  return (
    <Page title={t('ranking.title')} lead={t('ranking.lead')} back={<BackToReport />}>
      <Stack gap="sm">
        <PeriodPicker search={search} period={period} onChange={go} />
        <FilterBar search={search} period={period} onChange={go} />
        <CoverageOfDays period={period} search={search} />
      </Stack>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data && (
        <Stack gap="xl">
          <Verdict report={data} />
          <List report={data} {...{ by, measure }} onBy={changeBy} onMeasure={setMeasure} />
          {data.rows.length > 1 && (
            <CompareTwo
              report={data}
              pair={pair}
              comparison={canCompare && a !== b ? (compared.data?.comparison ?? null) : null}
              onChange={setPair}
            />
          )}
          <About />
        </Stack>
      )}
      {!data && !error && <Skeleton height={480} radius="lg" />}
    </Page>
  )
}

/** The sentence on top: whether there is a difference at all. */
function Verdict({ report: { verdict, rows, by } }: { readonly report: Ranking }) {
  const { t } = useTranslation()
  if (rows.length === 0) return null
  const above = rows.filter(({ stands }) => stands === 'above').length
  const below = rows.filter(({ stands }) => stands === 'below').length
  const sentence =
    verdict !== 'ranked'
      ? t(`ranking.verdict.${verdict}.${by}`)
      : above + below === 0
        ? t('ranking.verdict.none')
        : t('ranking.verdict.some', { all: rows.length, above, below })
  return (
    <Alert color={verdict === 'ranked' ? 'trail' : 'gray'} variant="light" icon={<IconInfoCircle size={20} />}>
      <Text fw={600}>{sentence}</Text>
      <Text size="sm" mt={4}>
        {t(`ranking.means.${verdict}`)}
      </Text>
    </Alert>
  )
}

type ListProps = {
  readonly report: Ranking
  readonly by: RankedBy
  readonly measure: RankingMeasure
  readonly onBy: (by: RankedBy) => void
  readonly onMeasure: (measure: RankingMeasure) => void
}

function List({ report, by, measure, onBy, onMeasure }: ListProps) {
  const { t } = useTranslation()
  return (
    <Card padding={0} component="section">
      <Group justify="space-between" p="lg" gap="sm">
        <div>
          <Title order={2}>{t(`ranking.measure.${measure}`)}</Title>
          <Text size="sm" c="dimmed" mt={4}>
            {t('ranking.bars')}
          </Text>
        </div>
        <Group gap="sm">
          <SegmentedControl
            size="sm"
            aria-label={t('ranking.measure.label')}
            value={measure}
            onChange={(value) => onMeasure(rankingMeasures.find((one) => one === value) ?? 'conversion-rate')}
            data={rankingMeasures.map((value) => ({ value, label: t(`ranking.short.${value}`) }))}
          />
          <SegmentedControl
            size="sm"
            aria-label={t('report.groupBy')}
            classNames={{ label: classes.choice ?? '' }}
            value={by}
            onChange={(value) => onBy(rankedBy.find((one) => one === value) ?? 'post')}
            data={rankedBy.map((value) => ({ value, label: t(`ranking.by.${value}`) }))}
          />
        </Group>
      </Group>
      {report.rows.length === 0 ? (
        <Empty icon={<IconTrophy size={24} />} title={t('ranking.empty.title')} next={t('ranking.empty.next')} />
      ) : (
        <RankingRows report={report} />
      )}
    </Card>
  )
}

function About() {
  const { t } = useTranslation()
  return (
    <Text size="sm" c="dimmed">
      {t('ranking.about')}
    </Text>
  )
}
