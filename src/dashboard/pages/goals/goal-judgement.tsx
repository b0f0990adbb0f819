import { Box, Button, Group, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import { IconAlertTriangle, IconArrowUpRight, IconCheck, IconQuestionMark, IconX } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { LevelBadge } from '../../parts/level-badge.tsx'
import type { JudgedGoal, Metric } from '../../queries/goals.ts'

type Props = { readonly goal: JudgedGoal; readonly metrics: readonly Metric[]; readonly onClose: () => void }

/** What is to be thought of a goal that was saved: its level, its SMART points, what would be nearer the sale. */
export function GoalJudgement({ goal, metrics, onClose }: Props) {
  const { t } = useTranslation()
  const top = useRef<HTMLDivElement>(null)
  // The form was scrolled down to its button, in the same window.
  useEffect(() => {
    top.current?.scrollIntoView({ block: 'end' })
  }, [])
  const points = Object.entries(goal.smart)
  return (
    <Stack gap="lg">
      <Box
        ref={top}
        p="md"
        bg={goal.verdict.suitedAsMain ? 'var(--accent-wash)' : 'var(--wash)'}
        style={{ borderRadius: 12 }}
      >
        <LevelBadge level={goal.level} />
        <Text mt={6}>{goal.verdict.why}</Text>
      </Box>
      {goal.warnings.map(({ code, message, suggestion }) => (
        <Point key={code} icon="warning" title={message} text={suggestion} />
      ))}
      <Stack gap="sm">
        <Title order={3}>{t('judgement.smart')}</Title>
        {smartPoints.map((name) => {
          const finding = points.find(([key]) => key === name)?.[1]
          return (
            finding && <Point key={name} icon={iconOf(finding.ok)} title={t(`judgement.${name}`)} text={finding.why} />
          )
        })}
      </Stack>
      {goal.suggestions.length > 0 && (
        <Stack gap="sm">
          <Title order={3}>{t('judgement.nearer')}</Title>
          {goal.suggestions.map(({ metric, why }) => (
            <Point
              key={metric}
              icon="nearer"
              title={metrics.find(({ id }) => id === metric)?.name ?? metric}
              text={why}
            />
          ))}
        </Stack>
      )}
      <Group justify="flex-end">
        <Button onClick={onClose}>{t('judgement.close')}</Button>
      </Group>
    </Stack>
  )
}

const smartPoints = ['specific', 'measurable', 'achievable', 'realistic', 'timeBound'] as const

const icons = {
  yes: { Icon: IconCheck, color: 'trail' },
  no: { Icon: IconX, color: 'orange' },
  open: { Icon: IconQuestionMark, color: 'gray' },
  warning: { Icon: IconAlertTriangle, color: 'orange' },
  nearer: { Icon: IconArrowUpRight, color: 'trail' },
} as const

function iconOf(ok: boolean | null): 'yes' | 'no' | 'open' {
  return ok === null ? 'open' : ok ? 'yes' : 'no'
}

type PointProps = { readonly icon: keyof typeof icons; readonly title: string; readonly text: string }

function Point({ icon, title, text }: PointProps) {
  const { Icon, color } = icons[icon]
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start">
      <ThemeIcon size={26} radius="xl" variant="light" color={color} aria-hidden="true">
        <Icon size={16} />
      </ThemeIcon>
      <div>
        <Text fw={600} size="sm">
          {title}
        </Text>
        <Text size="sm" c="dimmed">
          {text}
        </Text>
      </div>
    </Group>
  )
}
