import { Button, Card, Group, Select, SimpleGrid, Skeleton, Stack, Switch, Text, TextInput } from '@mantine/core'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BackToGoals } from '../../parts/back-link.tsx'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { type CatalogMetric, type Measured, measuredQuery, shopCatalogQuery } from '../../queries/metrics.ts'
import { examples, type OwnExample } from './examples.ts'
import { everyMetric, fitting, type MetricFilter, objectives } from './filter.ts'
import { LevelList } from './level-list.tsx'
import { OwnMetricForm } from './own-metric-form.tsx'

/** Every number there is, on its level: what it says, what it doesn't, how it fools, and whether this shop has it. */
export function MetricsPage() {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const catalog = useQuery(shopCatalogQuery(shopId))
  const measured = useQuery(measuredQuery(shopId))
  const [filter, setFilter] = useState(everyMetric)
  const [made, setMade] = useState<OwnExample | 'empty' | null>(null)
  const metrics = catalog.data?.items
  const error = catalog.error ?? measured.error
  return (
    <Page
      title={t('metrics.title')}
      lead={t('metrics.lead')}
      back={<BackToGoals />}
      actions={
        <Button leftSection={<IconPlus size={18} />} onClick={() => setMade('empty')}>
          {t('metrics.new')}
        </Button>
      }
    >
      {error && <ProblemNotice error={error} onRetry={() => void catalog.refetch()} />}
      {!metrics && !error && <Skeleton height={420} radius="lg" />}
      {metrics && (
        <Stack gap="xl">
          <Examples metrics={metrics} onMake={setMade} onFind={(q) => setFilter({ ...everyMetric, q })} />
          <Filters filter={filter} onChange={setFilter} />
          <Ladder metrics={metrics} measured={measured.data?.items ?? []} filter={filter} />
        </Stack>
      )}
      {made && <OwnMetricForm example={made === 'empty' ? undefined : made} onClose={() => setMade(null)} />}
    </Page>
  )
}

type ExamplesProps = {
  readonly metrics: readonly CatalogMetric[]
  readonly onMake: (example: OwnExample) => void
  readonly onFind: (name: string) => void
}

/** One click each for what shops often count themselves; those that are there already are shown instead. */
function Examples({ metrics, onMake, onFind }: ExamplesProps) {
  const { t } = useTranslation()
  const known = (name: string) => metrics.find((metric) => metric.name.toLowerCase() === name.toLowerCase())
  return (
    <Card component="section">
      <Text fw={500}>{t('metrics.own.title')}</Text>
      <Text size="sm" c="dimmed" mt={2} maw={640}>
        {t('metrics.own.lead')}
      </Text>
      <Group gap="xs" mt="md">
        {examples.map((example) => {
          const name = t(`metrics.examples.${example.id}`)
          const there = known(name)
          return (
            <Button
              key={example.id}
              variant={there ? 'subtle' : 'default'}
              size="sm"
              radius="xl"
              leftSection={there ? <IconSearch size={16} /> : <IconPlus size={16} />}
              onClick={() => (there ? onFind(there.name) : onMake(example))}
            >
              {there ? t('metrics.own.there', { name }) : name}
            </Button>
          )
        })}
      </Group>
    </Card>
  )
}

type FiltersProps = { readonly filter: MetricFilter; readonly onChange: (filter: MetricFilter) => void }

function Filters({ filter, onChange }: FiltersProps) {
  const { t } = useTranslation()
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="md" style={{ alignItems: 'end' }}>
      <TextInput
        type="search"
        label={t('metrics.search')}
        leftSection={<IconSearch size={16} />}
        value={filter.q}
        onChange={(event) => onChange({ ...filter, q: event.currentTarget.value })}
      />
      <Select
        label={t('metrics.objective')}
        clearable
        placeholder={t('metrics.every')}
        data={objectives.map((value) => ({ value, label: t(`metrics.objectives.${value}`) }))}
        value={filter.objective}
        onChange={(value) => onChange({ ...filter, objective: objectives.find((one) => one === value) ?? null })}
      />
      <Switch
        label={t('metrics.onlyMeasured')}
        mb={8}
        checked={filter.isMeasured}
        onChange={(event) => onChange({ ...filter, isMeasured: event.currentTarget.checked })}
      />
    </SimpleGrid>
  )
}

type LadderProps = {
  readonly metrics: readonly CatalogMetric[]
  readonly measured: readonly Measured[]
  readonly filter: MetricFilter
}

const ladder = [5, 4, 3, 2, 1] as const

function Ladder({ metrics, measured, filter }: LadderProps) {
  const { t } = useTranslation()
  const byId = new Map(measured.map((one) => [one.metric, one]))
  const shown = fitting(metrics, filter, byId)
  return (
    <Stack gap="xl">
      <Text size="sm" c="dimmed" role="status">
        {shown.length === 0 ? t('metrics.none') : t('metrics.shown', { count: shown.length })}
      </Text>
      {ladder.map((level) => (
        <LevelList
          key={level}
          level={level}
          metrics={shown.filter((metric) => metric.level === level)}
          measured={byId}
          isNarrowed={filter !== everyMetric}
        />
      ))}
    </Stack>
  )
}
