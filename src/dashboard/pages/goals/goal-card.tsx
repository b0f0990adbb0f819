import { Anchor, Box, Card, Group, Progress as ProgressBar, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { LevelBadge } from '../../parts/level-badge.tsx'
import type { Branch, Leaf } from '../../queries/goal-standing.ts'
import { Celebration } from './celebration.tsx'
import { GoalChart } from './goal-chart.tsx'
import { sayLastYear, sayOutlook, sayPace, sayTrust, sayValue } from './goal-words.ts'
import classes from './goals.module.css'
import { MilestoneList } from './milestone-list.tsx'
import { ReviewDue, StatusBadge } from './status.tsx'
import { useScopeName } from './use-scope-name.ts'
import { useSay } from './use-say.ts'

/** A goal, large, with its milestones beneath. */
export function GoalCard({ goal }: { readonly goal: Branch }) {
  const { t } = useTranslation()
  const say = useSay(goal)
  const scope = useScopeName(goal.scope)
  const { progress } = goal
  return (
    <Card component="article" aria-label={goal.name}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <Box miw={0} style={{ flex: '1 1 16rem' }}>
          <LevelBadge level={goal.level} />
          <Title order={2} mt={4} className="break">
            <Link to="/goals/$id" params={{ id: goal.id }} className={classes['name']}>
              {goal.name}
            </Link>
          </Title>
          <Text size="sm" c="dimmed" mt={2}>
            {[goal.main ? t('goals.main') : t('goals.milestone'), goal.measures.name, scope].join(' · ')}
          </Text>
          <Text size="sm" c="dimmed">
            {say.format.day(goal.from)} – {say.format.day(goal.to)}
          </Text>
        </Box>
        <Group gap="xs">
          <ReviewDue review={progress.review} />
          <StatusBadge status={progress.status} />
        </Group>
      </Group>
      <Celebration goal={goal} />
      <Stack gap="sm" mt="md">
        <ValueLine goal={goal} />
        <GoalChart goal={goal} />
        <StandingWords goal={goal} />
      </Stack>
      <Warnings goal={goal} />
      <MilestoneList milestones={goal.milestones} />
    </Card>
  )
}

/** The value against its target, in numbers and as a bar. */
export function ValueLine({ goal }: { readonly goal: Leaf }) {
  const { t } = useTranslation()
  const say = useSay(goal)
  const { value, target, elapsedShare, status } = goal.progress
  if (value === null)
    return (
      <Text size="sm" c="dimmed">
        {status === 'not-started'
          ? t('goals.toCome', { target: sayValue(target, say) })
          : t('goals.noValue', { target: sayValue(target, say) })}
        {status !== 'not-started' && <Unmeasured goal={goal} />}
      </Text>
    )
  return (
    <>
      <Group justify="space-between" gap="xs" className="numbers">
        <Text>
          <Text component="span" fw={650} fz={28} style={{ letterSpacing: '-0.015em' }}>
            {sayValue(value, say)}
          </Text>{' '}
          <Text component="span" c="dimmed">
            {t('goals.of', { target: sayValue(target, say) })}
          </Text>
        </Text>
        <Text size="sm" c="dimmed">
          {t('goals.elapsed', { share: say.format.percent(elapsedShare, 0) })}
        </Text>
      </Group>
      {goal.share !== null && (
        <ProgressBar value={goal.share * 100} size="lg" radius="xl" aria-label={t('goals.progress')} />
      )}
    </>
  )
}

/** What one step would make the number known. */
function Unmeasured({ goal }: { readonly goal: Leaf }) {
  const { t } = useTranslation()
  const place = whereToTell(goal)
  return (
    <>
      {' '}
      <Anchor component={Link} to={place.page} inherit>
        {t(place.text)}
      </Anchor>
    </>
  )
}

function whereToTell({ metric, progress }: Leaf) {
  if (progress.readings !== null || metric === 'click_rate') return { page: '/numbers', text: 'goals.tellIt' } as const
  if (/^cost_per_|^roi$|^roas$/.test(metric)) return { page: '/costs', text: 'goals.writeCosts' } as const
  if (metric === 'profit') return { page: '/settings', text: 'goals.setMargin' } as const
  return { page: '/install', text: 'goals.installIt' } as const
}

/** Pace, outlook, last year, trust: a line each. */
export function StandingWords({ goal }: { readonly goal: Leaf }) {
  const say = useSay(goal)
  const { progress } = goal
  const pace = sayPace(progress, say)
  const rest = [sayOutlook(progress, say).join(' · '), sayLastYear(progress, say), ...sayTrust(progress, say)]
  return (
    <Stack gap={4} className="numbers">
      {pace && <Text fw={500}>{pace}</Text>}
      {rest
        .filter((line) => line !== null && line !== '')
        .map((line) => (
          <Text key={line} size="sm" c="dimmed">
            {line}
          </Text>
        ))}
    </Stack>
  )
}

export function Warnings({ goal }: { readonly goal: Pick<Leaf, 'warnings' | 'progress'> }) {
  if (goal.progress.elapsedShare >= 1) return null
  return goal.warnings.map(({ code, message, suggestion }) => (
    <Group key={code} gap={8} wrap="nowrap" align="flex-start" mt="xs">
      <IconAlertTriangle size={18} stroke={1.7} color="var(--mantine-color-orange-6)" style={{ flexShrink: 0 }} />
      <Text size="sm" c="dimmed">
        {message} {suggestion}
      </Text>
    </Group>
  ))
}
