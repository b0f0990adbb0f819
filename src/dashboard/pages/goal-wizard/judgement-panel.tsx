import { Anchor, Button, Card, Collapse, Group, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import { useDisclosure, useMediaQuery } from '@mantine/hooks'
import { IconAlertTriangle, IconCheck, IconChevronDown, IconQuestionMark, IconX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { LevelBadge } from '../../parts/level-badge.tsx'
import { useShop } from '../../parts/shop.tsx'
import type { Judgement } from '../../queries/goal-wizard.ts'
import type { Metric } from '../../queries/goals.ts'
import { showValue } from '../goals/units.ts'
import { ChainList, pages } from './chain-list.tsx'
import classes from './goal-wizard.module.css'
import type { SomeGoal } from './wizard-fields.ts'

type Props = {
  readonly judged: Judgement | undefined
  /** Of the fields as they were a moment ago. */
  readonly isStale: boolean
  readonly unit: Metric['unit'] | undefined
  readonly onUse: (metric: string) => void
  readonly onBaseline: (goal: SomeGoal) => void
}

/** What is thought of the goal as it is written; on a phone folded into its level and how many points it meets. */
export function JudgementPanel(props: Props) {
  const { t } = useTranslation()
  const isWide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false })
  const [isOpen, fold] = useDisclosure(false)
  const { judged } = props
  if (!judged || judged.level === null)
    return (
      <Card className={classes['judgement']}>
        <Text c="dimmed" size="sm">
          {t('wizard.judge.nothing')}
        </Text>
      </Card>
    )
  if (isWide)
    return (
      <Card className={classes['judgement']} component="section" aria-label={t('wizard.judge.title')}>
        <Judged {...props} judged={judged} />
      </Card>
    )
  const met = Object.values(judged.smart).filter(({ ok }) => ok === true).length
  return (
    <Card component="section" aria-label={t('wizard.judge.title')} p="md">
      <button type="button" className={classes['fold']} onClick={fold.toggle} aria-expanded={isOpen}>
        <span>
          <LevelBadge level={judged.level} />
          <Text size="sm" c="dimmed" component="span">
            {t('wizard.judge.folded', { count: met })}
          </Text>
        </span>
        <IconChevronDown size={20} aria-hidden="true" style={{ rotate: isOpen ? '180deg' : '0deg' }} />
      </button>
      <Collapse expanded={isOpen}>
        <Stack gap="lg" mt="md">
          <Judged {...props} judged={judged} isFolded />
        </Stack>
      </Collapse>
    </Card>
  )
}

type JudgedProps = Omit<Props, 'judged'> & {
  readonly judged: Extract<Judgement, { level: NonNullable<Judgement['level']> }>
  readonly isFolded?: boolean
}

function Judged({ judged, isStale, unit, onUse, onBaseline, isFolded = false }: JudgedProps) {
  const { t } = useTranslation()
  const { level, why, warnings, chain, suggestions, measurable, baselineGoal } = judged
  return (
    <Stack gap="lg" aria-live="polite">
      <div>
        {!isFolded && <LevelBadge level={level} />}
        <Text mt={isFolded ? 0 : 6} size="sm">
          {why}
        </Text>
      </div>
      {warnings.map(({ code, message, suggestion }) => (
        <Point key={code} icon="warning" title={message} text={suggestion} />
      ))}
      {chain && (
        <Part title={t('wizard.chain.title')}>
          <ChainList chain={chain} />
        </Part>
      )}
      {(suggestions.length > 0 || measurable.unlock) && (
        <Part title={t('judgement.nearer')}>
          {suggestions.slice(0, 3).map((one) => (
            <Stack key={one.metric} gap={4} align="flex-start">
              <Text size="sm">
                <Text component="span" fw={600} inherit>
                  {one.name}
                </Text>{' '}
                <Text component="span" c="dimmed" inherit>
                  {one.why}
                </Text>
              </Text>
              <Button size="xs" variant="light" className={classes['wraps'] ?? ''} onClick={() => onUse(one.metric)}>
                {level >= 4
                  ? t('wizard.use', { name: one.name.toLowerCase() })
                  : t('wizard.useKeep', { name: one.name.toLowerCase() })}
              </Button>
            </Stack>
          ))}
          {measurable.unlock && (
            <Text size="sm" c="dimmed">
              {t('wizard.unlock')}{' '}
              <Anchor component={Link} to={pages[measurable.unlock.page]} inherit>
                {measurable.unlock.step}
              </Anchor>
            </Text>
          )}
        </Part>
      )}
      <Smart judged={judged} unit={unit} />
      {baselineGoal && (
        <Stack gap={6} align="flex-start">
          <Text size="sm" c="dimmed">
            {t('wizard.baseline.why')}
          </Text>
          <Button size="xs" variant="default" disabled={isStale} onClick={() => onBaseline(baselineGoal)}>
            {t('wizard.baseline.take')}
          </Button>
        </Stack>
      )}
    </Stack>
  )
}

function Smart({ judged, unit }: Pick<JudgedProps, 'judged' | 'unit'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const { currency } = useShop()
  const { smart, measurable, baseline } = judged
  const known = baseline.value
  return (
    <Part title={t('judgement.smart')}>
      {smartPoints.map((name) => (
        <Point
          key={name}
          icon={iconOf(smart[name].ok)}
          title={t(`judgement.${name}`)}
          text={name === 'measurable' && !measurable.ok ? `${smart[name].why} ${measurable.how}` : smart[name].why}
        />
      ))}
      <Text size="sm" c="dimmed" className="numbers">
        {known === null || !unit
          ? `${baseline.how} ${baseline.remedy ?? ''}`
          : t('wizard.baseline.known', { value: showValue(known, unit, { format, t, currency }), how: baseline.how })}
      </Text>
    </Part>
  )
}

const smartPoints = ['specific', 'measurable', 'achievable', 'realistic', 'timeBound'] as const

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Stack gap="sm">
      <Title order={2} size="h4">
        {title}
      </Title>
      {children}
    </Stack>
  )
}

const icons = {
  yes: { Icon: IconCheck, color: 'trail', said: 'wizard.point.yes' },
  no: { Icon: IconX, color: 'orange', said: 'wizard.point.no' },
  open: { Icon: IconQuestionMark, color: 'gray', said: 'wizard.point.open' },
  warning: { Icon: IconAlertTriangle, color: 'orange', said: 'wizard.point.warning' },
} as const

function iconOf(ok: boolean | null): 'yes' | 'no' | 'open' {
  return ok === null ? 'open' : ok ? 'yes' : 'no'
}

type PointProps = { readonly icon: keyof typeof icons; readonly title: string; readonly text: string }

function Point({ icon, title, text }: PointProps) {
  const { t } = useTranslation()
  const { Icon, color, said } = icons[icon]
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start">
      <ThemeIcon size={26} radius="xl" variant="light" color={color} role="img" aria-label={t(said)}>
        <Icon size={16} aria-hidden="true" />
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
