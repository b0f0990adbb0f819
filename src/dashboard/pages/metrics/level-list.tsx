import { Accordion, Badge, Card, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { LevelBadge } from '../../parts/level-badge.tsx'
import type { CatalogMetric, Measured } from '../../queries/metrics.ts'
import { MetricFacts } from './metric-facts.tsx'

type Props = {
  readonly level: CatalogMetric['level']
  readonly metrics: readonly CatalogMetric[]
  readonly measured: ReadonlyMap<string, Measured>
  readonly isNarrowed: boolean
}

/** A rung of the ladder: what it means, and its metrics, each opening to what is to know of it. */
export function LevelList({ level, metrics, measured, isNarrowed }: Props) {
  const { t } = useTranslation()
  if (metrics.length === 0 && isNarrowed) return null
  return (
    <Card component="section" aria-label={t('levels.badge', { level, name: t(`levels.${level}.name`) })} padding="lg">
      <Group justify="space-between" gap="xs">
        <LevelBadge level={level} />
        <Text size="sm" c={level >= 4 ? 'var(--accent-text)' : 'dimmed'}>
          {t(`levels.${level}.verdict`)}
        </Text>
      </Group>
      <Text mt={8} maw={680}>
        {t(`levels.${level}.means`)}
      </Text>
      <Text size="sm" c="dimmed" mt={4} maw={680}>
        {t(`metrics.silence.${level}`)}
      </Text>
      <Accordion multiple variant="default" mt="md" order={3} keepMounted={false}>
        {metrics.map((metric) => (
          <Accordion.Item key={metric.id} value={metric.id}>
            <Accordion.Control px={4}>
              <Group justify="space-between" gap="xs" pr="sm">
                <Text fw={500}>{metric.name}</Text>
                <Group gap={6}>
                  {metric.id.startsWith('met_') && (
                    <Badge variant="outline" tt="none" fw={500}>
                      {t('metrics.ownBadge')}
                    </Badge>
                  )}
                  {measured.get(metric.id)?.ok && (
                    <Badge variant="light" tt="none" fw={500}>
                      {t('metrics.measured')}
                    </Badge>
                  )}
                </Group>
              </Group>
            </Accordion.Control>
            <Accordion.Panel>
              <MetricFacts metric={metric} measured={measured.get(metric.id)} />
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
    </Card>
  )
}
