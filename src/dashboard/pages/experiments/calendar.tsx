import { Text } from '@mantine/core'
import { IconAlertTriangle, IconPlayerPlay, IconQuestionMark, IconZzz } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import type { Experiment, ExperimentResult } from '../../queries/experiments.ts'
import classes from './experiments.module.css'

type Week = Experiment['weeks'][number] & Partial<ExperimentResult['weeks'][number]>

type Props = {
  readonly weeks: readonly Week[]
  /** Numbers of the pairs that were left out. */
  readonly excluded?: readonly number[]
  /** What a week's outcome is shown as. */
  readonly show?: (value: number) => string
}

/** Pair by pair: which week has posts and which hasn't, said in words, by mark and by pattern. */
export function WeekCalendar({ weeks, excluded = [], show }: Props) {
  const { t } = useTranslation()
  const pairs = [...new Set(weeks.map(({ pair }) => pair))]
  return (
    <ol className={classes['pairs']}>
      {pairs.map((pair) => (
        <li key={pair} className={classes['pair']}>
          <span className={classes['pairName']}>
            {t(excluded.includes(pair) ? 'experiments.pairLeftOut' : 'experiments.pair', { pair })}
          </span>
          {weeks
            .filter((week) => week.pair === pair)
            .map((week) => (
              <WeekCell key={week.from} week={week} {...(show ? { show } : {})} />
            ))}
        </li>
      ))}
    </ol>
  )
}

function WeekCell({ week, show }: { readonly week: Week; readonly show?: (value: number) => string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { on, from, to, state, posts, clicks, finding, value } = week
  const look = on === null ? '' : (classes[on ? 'on' : 'off'] ?? '')
  const isAgainstPlan = on === ((posts?.length ?? 0) === 0)
  const isKept = state === 'past' || state === 'now'
  return (
    <div className={`${classes['week'] ?? ''} ${look} ${state === 'now' ? (classes['now'] ?? '') : ''}`}>
      <span className={classes['kind']}>
        {on === null ? (
          <IconQuestionMark size={16} aria-hidden="true" />
        ) : on ? (
          <IconPlayerPlay size={16} aria-hidden="true" />
        ) : (
          <IconZzz size={16} aria-hidden="true" />
        )}
        {t(on === null ? 'experiments.undrawn' : on ? 'experiments.on' : 'experiments.off')}
      </span>
      <Text size="sm">
        {format.shortDay(from)} – {format.shortDay(to)}
        {state === 'now' && ` · ${t('experiments.thisWeek')}`}
      </Text>
      {isKept && (
        <Text size="sm" c="dimmed">
          {t('experiments.posts', { count: posts?.length ?? 0 })} ·{' '}
          {t('experiments.clicks', { count: clicks ?? 0, number: format.count(clicks ?? 0) })}
        </Text>
      )}
      {value !== null && value !== undefined && show && (
        <Text size="sm" fw={600} className="numbers">
          {show(value)}
        </Text>
      )}
      {finding && (
        <div className={classes['finding']}>
          {isAgainstPlan && <IconAlertTriangle size={14} aria-hidden="true" />} {finding}
        </div>
      )}
    </div>
  )
}
