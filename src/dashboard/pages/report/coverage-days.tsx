import { Card, Group, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { parseDay, showDay } from '../../../shops/calendar.ts'
import { useFormat } from '../../parts/format.ts'
import type { CoverageReport } from '../../queries/coverage.ts'
import classes from './coverage.module.css'
import type { Period } from './period.ts'

type Props = { readonly days: CoverageReport['days']; readonly period: Period }

/** Orders the shop's system told of, a bar a day; filled as far as a browser told of them too. */
export function CoverageDays({ days, period }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const bars = barsOf(days, period)
  const top = Math.max(...bars.map(({ verified }) => verified), 1)
  const sum = (count: (bar: Bar) => number) => format.count(bars.reduce((total, bar) => total + count(bar), 0))
  const all = { seen: sum(({ seen }) => seen), verified: sum(({ verified }) => verified) }
  return (
    <Card component="section">
      <Title order={2}>{t('coverageReport.days.title')}</Title>
      <Text size="sm" c="dimmed" mt={4} mb="md" maw={620}>
        {t('coverageReport.days.lead')}
      </Text>
      <div className={classes.chart} role="img" aria-label={t('coverageReport.days.chart', all)}>
        {bars.map(({ day, verified, seen }) => (
          <div
            key={day}
            className={classes.day}
            title={t('coverageReport.days.tip', { day: format.day(day), seen, verified })}
          >
            <div className={classes.told} style={{ height: `${(verified / top) * 100}%` }}>
              <div className={classes.seen} style={{ height: `${verified === 0 ? 0 : (seen / verified) * 100}%` }} />
            </div>
          </div>
        ))}
      </div>
      <Group justify="space-between" mt={6}>
        <Text size="xs" c="dimmed">
          {format.shortDay(period.from)}
        </Text>
        <Text size="xs" c="dimmed">
          {format.shortDay(period.to)}
        </Text>
      </Group>
    </Card>
  )
}

type Bar = { readonly day: string; readonly verified: number; readonly seen: number }

/** More days than this would be bars too thin to see: the last ones are drawn. */
const mostDays = 366

function barsOf(days: Props['days'], { from, to }: Period): Bar[] {
  const known = new Map(days.map((one) => [one.day, one]))
  const last = parseDay(to)
  const first = Math.max(parseDay(from), last - mostDays + 1)
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const day = showDay(first + index)
    const one = known.get(day)
    return { day, verified: one?.verified ?? 0, seen: one?.both ?? 0 }
  })
}
