import { Box, Group, Select, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { LevelBadge } from '../../parts/level-badge.tsx'
import { fieldError } from '../../problem.ts'
import type { Metric } from '../../queries/goals.ts'

type Props = {
  readonly metrics: readonly Metric[]
  readonly value: string
  readonly onChange: (metric: string) => void
  readonly error: unknown
}

/** What is measured, nearest the sale first, with the level and what it doesn't say while choosing. */
export function MetricField({ metrics, value, onChange, error }: Props) {
  const { t } = useTranslation()
  const metric = metrics.find(({ id }) => id === value)
  const data = levels.map((level) => ({
    group: t('levels.badge', { level, name: t(`levels.${level}.name`) }),
    items: metrics.filter((one) => one.level === level).map(({ id, name }) => ({ value: id, label: name })),
  }))
  return (
    <div>
      <Select
        label={t('goalForm.metric')}
        searchable
        data={data}
        value={value}
        onChange={(id) => id && onChange(id)}
        error={fieldError(error, 'metric')}
        maxDropdownHeight={320}
      />
      {metric && (
        <Box
          mt={10}
          p="md"
          bg={metric.level >= 4 ? 'var(--accent-wash)' : 'var(--wash)'}
          style={{ borderRadius: 12 }}
          aria-live="polite"
        >
          <Group justify="space-between" gap="xs">
            <LevelBadge level={metric.level} />
            <Text size="sm" c={metric.level >= 4 ? 'var(--accent-text)' : 'dimmed'}>
              {t(`levels.${metric.level}.verdict`)}
            </Text>
          </Group>
          <Text size="sm" mt={6}>
            {metric.says}
          </Text>
          <Text size="sm" c="dimmed" mt={4}>
            {t('goalForm.doesNotSay', { text: metric.doesNotSay })}
          </Text>
        </Box>
      )}
    </div>
  )
}

const levels = [5, 4, 3, 2, 1] as const
