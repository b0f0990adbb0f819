import { Box, Button, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { CatalogMetric, Measured } from '../../queries/metrics.ts'
import { pages } from '../goal-wizard/chain-list.tsx'
import { OwnMetricForm } from './own-metric-form.tsx'

type Props = { readonly metric: CatalogMetric; readonly measured: Measured | undefined }

/** What there is to know of a metric before it is made a goal. */
export function MetricFacts({ metric, measured }: Props) {
  const { t } = useTranslation()
  const facts = [
    ['says', metric.says],
    ['doesNotSay', metric.doesNotSay],
    ['improve', metric.improve],
    ['formula', metric.formula],
    ['comesFrom', metric.comesFrom],
    [
      'about',
      [
        t(`metrics.objectives.${metric.objective}`),
        t(`metrics.units.${metric.unit}`),
        t(`metrics.kinds.${metric.kind}`),
        t(`metrics.directions.${metric.direction}`),
      ].join(' · '),
    ],
  ] as const
  return (
    <Stack gap="sm" maw={680}>
      <Group gap={10} wrap="nowrap" align="flex-start" bg="var(--wash)" p="sm" style={{ borderRadius: 10 }}>
        <IconAlertTriangle size={20} stroke={1.7} color="var(--mantine-color-orange-6)" style={{ flexShrink: 0 }} />
        <div>
          <span className="label">{t('metrics.facts.trap')}</span>
          <Text size="sm">{metric.trap}</Text>
        </div>
      </Group>
      {facts.map(
        ([name, text]) =>
          text !== null && (
            <div key={name}>
              <span className="label">{t(`metrics.facts.${name}`)}</span>
              <Text size="sm">{text}</Text>
            </div>
          ),
      )}
      {measured && <Here measured={measured} />}
      {metric.id.startsWith('met_') && <EditOwn metric={metric} />}
    </Stack>
  )
}

function EditOwn({ metric }: Pick<Props, 'metric'>) {
  const { t } = useTranslation()
  const [isOpen, form] = useDisclosure(false)
  return (
    <div>
      <Button variant="default" size="compact-sm" onClick={form.open}>
        {t('metrics.own.edit')}
      </Button>
      {isOpen && <OwnMetricForm metric={metric} onClose={form.close} />}
    </div>
  )
}

function Here({ measured: { ok, how, unlock, metric } }: { readonly measured: Measured }) {
  const { t } = useTranslation()
  return (
    <Box>
      <span className="label">{t('metrics.facts.here')}</span>
      <Text size="sm">{how}</Text>
      {!ok && unlock && unlock.metric === metric && (
        <Group gap="xs" mt={4}>
          <Text size="sm">{unlock.step}</Text>
          <Button variant="light" size="compact-sm" renderRoot={(props) => <Link to={pages[unlock.page]} {...props} />}>
            {t(`metrics.to.${unlock.page}`)}
          </Button>
        </Group>
      )}
    </Box>
  )
}
