import { Anchor, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { LevelBadge } from '../../parts/level-badge.tsx'
import type { Chain } from '../../queries/goal-wizard.ts'
import classes from './goal-wizard.module.css'

type Step = Chain['steps'][number]

/** From the goal to the sale in the shop's own numbers; a question mark where they don't tell, and what would. */
export function ChainList({ chain }: { readonly chain: Chain }) {
  const { t } = useTranslation()
  return (
    <ol className={classes['chain']} aria-label={t('wizard.chain.title')}>
      {chain.steps.map((step) => (
        <ChainStep key={step.metric} step={step} />
      ))}
    </ol>
  )
}

function ChainStep({ step }: { readonly step: Step }) {
  const { t } = useTranslation()
  const say = useSaid()
  const { name, level, value, likely, sure, rate, missing } = step
  const isRange = likely !== null && sure !== null && likely[0] !== likely[1]
  return (
    <li className={`${classes['step']} ${value === null ? classes['unknown'] : ''}`}>
      <Group justify="space-between" gap="xs">
        <Text fw={600} className="numbers">
          {value === null ? '?' : isRange ? t('wizard.chain.about', { value: say(value) }) : say(value)}{' '}
          {name.toLowerCase()}
        </Text>
        <LevelBadge level={level} />
      </Group>
      {isRange && (
        <Text size="sm" c="dimmed" className="numbers">
          {t('wizard.chain.ranges', {
            low: say(likely[0]),
            high: say(likely[1]),
            lowest: say(sure[0]),
            highest: say(sure[1]),
          })}
        </Text>
      )}
      {rate && (
        <Text size="sm" c="dimmed" className="numbers">
          {t('wizard.chain.rate', { seen: say(rate.seen), of: say(rate.of), days: rate.days })}
        </Text>
      )}
      {missing && (
        <Text size="sm" c="dimmed">
          {missing.reason}{' '}
          <Anchor component={Link} to={pages[missing.page]} inherit>
            {missing.remedy}
          </Anchor>
        </Text>
      )}
    </li>
  )
}

/** Where a remedy is. */
export const pages = {
  ...{ numbers: '/numbers', links: '/links', install: '/install' },
  ...{ costs: '/costs', settings: '/settings' },
} as const

function useSaid(): (value: number) => string {
  const format = useFormat()
  return (value) => (value < 10 ? format.decimal(value) : format.count(Math.round(value)))
}
