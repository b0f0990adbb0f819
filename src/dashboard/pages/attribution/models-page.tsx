import { Card, Group, SegmentedControl, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconArrowsSplit } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BackToReport } from '../../parts/back-link.tsx'
import { Empty } from '../../parts/empty.tsx'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop, useShopDay } from '../../parts/shop.tsx'
import { type Attribution, attributionQuery } from '../../queries/attribution.ts'
import { CoverageLine } from '../report/coverage-line.tsx'
import { CoverageNotes } from '../report/coverage-notes.tsx'
import { FilterBar } from '../report/filter-bar.tsx'
import { PeriodPicker } from '../report/period-picker.tsx'
import { periodOf, type ReportSearch, toFilterTexts } from '../report/period.ts'
import { AboutModels } from './about-models.tsx'
import { type Measure, measures } from './measure.ts'
import { ModelsHeadline } from './models-headline.tsx'
import classes from './models.module.css'
import { ModelRows } from './model-rows.tsx'

const bys = ['post', 'campaign', 'channel'] as const
type ShownBy = (typeof bys)[number]

/** The same orders under every attribution model: how much of the number is the model's doing. */
export function ModelsPage() {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const day = useShopDay()
  const search: ReportSearch = useSearch({ from: '/signed-in/report/models' })
  const navigate = useNavigate({ from: '/report/models' })
  const period = periodOf(search, day)
  const by = bys.find((one) => one === search.by) ?? 'post'
  const { data, error, refetch } = useQuery(attributionQuery({ shopId, ...period, ...toFilterTexts(search), by }))
  const go = (next: ReportSearch) => void navigate({ search: next, replace: true, resetScroll: false })
  return (
    <div className={classes.page}>
      <Page title={t('models.title')} lead={t('models.lead')} back={<BackToReport />}>
        <Stack gap="sm">
          <PeriodPicker search={search} period={period} onChange={go} />
          <FilterBar search={search} period={period} onChange={go} />
          {data && <CoverageLine coverage={data.coverage} search={search} />}
        </Stack>
        {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {data && (
          <Stack gap="xl">
            {data.rows.length > 0 && <ModelsHeadline report={data} />}
            <Rows report={data} by={by} onChange={(next) => go({ ...search, by: next })} />
            <AboutModels report={data} />
            <CoverageNotes coverage={data.coverage} unattributed={data.unattributed} search={search} />
          </Stack>
        )}
        {!data && !error && <Skeleton height={480} radius="lg" />}
      </Page>
    </div>
  )
}

type RowsProps = { readonly report: Attribution; readonly by: ShownBy; readonly onChange: (by: ShownBy) => void }

function Rows({ report, by, onChange }: RowsProps) {
  const { t } = useTranslation()
  const [measure, setMeasure] = useState<Measure>('orders')
  return (
    <Card padding={0} component="section">
      <Group justify="space-between" p="lg" gap="sm">
        <div>
          <Title order={2}>{t(`models.per.${by}`)}</Title>
          <Text size="sm" c="dimmed" mt={4}>
            {t(`models.scale.${measure}`)}
          </Text>
        </div>
        <Group gap="sm">
          <SegmentedControl
            size="sm"
            aria-label={t('models.measure.label')}
            value={measure}
            onChange={(value) => setMeasure(measures.find((one) => one === value) ?? 'orders')}
            data={measures.map((value) => ({ value, label: t(`models.measure.${value}`) }))}
          />
          <SegmentedControl
            size="sm"
            aria-label={t('report.groupBy')}
            value={by}
            onChange={(value) => onChange(bys.find((one) => one === value) ?? 'post')}
            data={bys.map((value) => ({ value, label: t(`report.by.${value}`) }))}
          />
        </Group>
      </Group>
      {report.rows.length === 0 ? (
        <Empty icon={<IconArrowsSplit size={24} />} title={t('models.empty.title')} next={t('models.empty.next')} />
      ) : (
        <ModelRows report={report} by={by} measure={measure} />
      )}
    </Card>
  )
}
