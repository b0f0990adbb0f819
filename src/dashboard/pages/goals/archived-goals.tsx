import { Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import type { ArchivedGoal } from '../../queries/goal-standing.ts'
import { GoalLink } from './goal-link.tsx'

/** What was put away, folded. */
export function ArchivedGoals({ goals }: { readonly goals: readonly ArchivedGoal[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (goals.length === 0) return null
  return (
    <details>
      <summary style={{ cursor: 'pointer' }}>{t('goals.archived', { count: goals.length })}</summary>
      <Stack gap={6} mt="sm">
        {goals.map(({ id, name, from, to, reachedAt }) => (
          <Group key={id} gap="xs">
            <GoalLink id={id} name={name} />
            <Text size="sm" c="dimmed">
              {format.day(from)} – {format.day(to)}
              {reachedAt !== null && ` · ${t('goals.status.reached')}`}
            </Text>
          </Group>
        ))}
      </Stack>
    </details>
  )
}
