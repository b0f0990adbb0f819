import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type Format, useFormat } from '../../parts/format.ts'
import { canSpeakOfRate } from '../../parts/rate.ts'
import type { Evidence } from '../../queries/survey.ts'
import { Counted, type Ladder, Rung } from './rung.tsx'

type Props = { readonly rung: Evidence['rungs']['time']; readonly ladder: Ladder }

const spans = ['withinHour', 'withinDay', 'withinWeek', 'later'] as const

export function TimeRung({ rung, ladder }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { orders, medianMs } = rung
  return (
    <Rung
      name="time"
      number={3}
      ladder={ladder}
      next={
        <Link to="/survey" style={{ color: 'var(--accent-text)' }}>
          {t('evidence.second.ask')}
        </Link>
      }
    >
      <Counted>
        {orders === 0
          ? t('evidence.time.none')
          : medianMs !== null && canSpeakOfRate(orders)
            ? t('evidence.time.median', { time: sayTime(medianMs, t, format), orders: format.count(orders) })
            : t('evidence.time.few', { count: orders })}
      </Counted>
      {orders > 0 && (
        <Text size="sm" className="numbers">
          {spans.map((span) => t(`evidence.time.${span}`, { orders: format.count(rung[span]) })).join(' · ')}
        </Text>
      )}
    </Rung>
  )
}

function sayTime(ms: number, t: TFunction, format: Format): string {
  const hour = 3_600_000
  if (ms <= 2 * hour) return t('evidence.time.minutes', { count: Math.max(1, Math.ceil(ms / 60_000)) })
  if (ms <= 48 * hour) return t('evidence.time.hours', { count: Math.ceil(ms / hour) })
  return t('evidence.time.days', {
    count: Math.ceil(ms / (24 * hour)),
    days: format.count(Math.ceil(ms / (24 * hour))),
  })
}
