import { Alert, Text } from '@mantine/core'
import { IconCalendarCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Branch } from '../../queries/goal-standing.ts'
import { GoalLink } from './goal-link.tsx'

/** Names the goals that wait to be looked at, the longest waiting first. */
export function ReviewNudge({ goals }: { readonly goals: readonly Branch[] }) {
  const { t } = useTranslation()
  const due = goals
    .flatMap((goal) => [goal, ...goal.milestones])
    .filter(({ progress }) => progress.review?.isDue)
    .toSorted((one, other) => ((one.progress.review?.dueOn ?? '') < (other.progress.review?.dueOn ?? '') ? -1 : 1))
  if (due.length === 0) return null
  return (
    <Alert color="yellow" icon={<IconCalendarCheck size={20} />} title={t('goals.review.nudge', { count: due.length })}>
      <Text size="sm">
        {t('goals.review.nudgeLead')}{' '}
        {due.map(({ id, name }, index) => (
          <span key={id}>
            {index > 0 && ', '}
            <GoalLink id={id} name={name} />
          </span>
        ))}
      </Text>
    </Alert>
  )
}
