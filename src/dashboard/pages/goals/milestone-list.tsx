import { Group, Progress as ProgressBar, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Leaf } from '../../queries/goal-standing.ts'
import { sayPace, sayValue } from './goal-words.ts'
import classes from './goals.module.css'
import { ReviewDue, StatusBadge } from './status.tsx'
import { useSay } from './use-say.ts'
import { useScopeName } from './use-scope-name.ts'

/** What leads to a goal, each with its share of the way. */
export function MilestoneList({ milestones }: { readonly milestones: readonly Leaf[] }) {
  const { t } = useTranslation()
  if (milestones.length === 0) return null
  return (
    <ul className={classes['milestones']} aria-label={t('goals.milestones')}>
      {milestones.map((milestone) => (
        <li key={milestone.id} style={{ marginLeft: `${Math.min(3, milestone.depth - 1)}rem` }}>
          <Milestone goal={milestone} />
        </li>
      ))}
    </ul>
  )
}

function Milestone({ goal }: { readonly goal: Leaf }) {
  const { t } = useTranslation()
  const say = useSay(goal)
  const scope = useScopeName(goal.scope)
  const { progress, share } = goal
  const { value, target } = progress
  const pace = sayPace(progress, say)
  return (
    <>
      <Group justify="space-between" gap="xs" align="flex-start">
        <div style={{ minWidth: 0, flex: '1 1 12rem' }}>
          <Title order={3} className="break">
            <Link to="/goals/$id" params={{ id: goal.id }} className={classes['name']}>
              {goal.name}
            </Link>
          </Title>
          <Text size="sm" c="dimmed">
            {[t('goals.levelShort', { level: goal.level }), goal.measures.name, scope].join(' · ')}
          </Text>
        </div>
        <Group gap="xs">
          <ReviewDue review={progress.review} />
          <StatusBadge status={progress.status} size="md" />
        </Group>
      </Group>
      <Text size="sm" className="numbers" mt={4}>
        {value === null
          ? t('goals.noValue', { target: sayValue(target, say) })
          : `${sayValue(value, say)} ${t('goals.of', { target: sayValue(target, say) })}`}
        {share !== null && ` · ${t('goals.share', { share: say.format.percent(share, 0) })}`}
      </Text>
      {share !== null && (
        <ProgressBar value={share * 100} size="sm" radius="xl" mt={6} aria-label={t('goals.progress')} />
      )}
      {pace && (
        <Text size="sm" c="dimmed" mt={4} className="numbers">
          {pace}
        </Text>
      )}
    </>
  )
}
