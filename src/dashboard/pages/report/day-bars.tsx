import { Card, Group, SegmentedControl, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseDay, showDay } from '../../../shops/calendar.ts'
import { useFormat } from '../../parts/format.ts'
import type { Row } from '../../queries/reports.ts'
import classes from './day-bars.module.css'
import type { Period } from './period.ts'

type Props = {
  readonly rows: readonly Row[]
  readonly period: Period
  readonly currency: string
  /** The days that are drawn behind, where there are some. */
  readonly compared: Period | null
}

const measures = ['revenue', 'orders', 'clicks'] as const
type Measure = (typeof measures)[number]

/** Day by day: one bar each, the number at the tip of the pointer; the same is in the table by day. */
export function DayBars({ rows, period, currency, compared }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const [measure, setMeasure] = useState<Measure>('revenue')
  const days = daysOf(rows, period, measure)
  const top = Math.max(...days.flatMap(({ value, before }) => [value, before]), 0)
  const show = (value: number) => (measure === 'revenue' ? format.money(value, currency) : format.count(value))
  return (
    <Card component="section">
      <Group justify="space-between" mb="md" gap="sm">
        <Title order={2}>{t('days.title')}</Title>
        <SegmentedControl
          size="xs"
          aria-label={t('days.measure')}
          value={measure}
          onChange={(value) => setMeasure(measures.find((one) => one === value) ?? 'revenue')}
          data={measures.map((value) => ({ value, label: t(`days.${value}`) }))}
        />
      </Group>
      <Text size="xs" c="dimmed" className="numbers" mb={4}>
        {top > 0 ? t('days.top', { value: show(top) }) : t('days.none')}
      </Text>
      <div
        className={classes.chart}
        role="img"
        aria-label={t('days.chart', { measure: t(`days.${measure}`), value: show(top) })}
      >
        {days.map(({ day, value, before }) => (
          <div
            key={day}
            className={classes.day}
            title={`${format.day(day)}: ${show(value)}${compared ? ` (${t('compare.beforeShort', { value: show(before) })})` : ''}`}
          >
            {compared && before > 0 && (
              <div className={classes.before} style={{ height: `${(before / top) * 100}%` }} aria-hidden="true" />
            )}
            <div
              className={`${classes.bar} ${value > 0 ? '' : classes.none}`}
              style={{ height: `${top > 0 ? (Math.max(0, value) / top) * 100 : 0}%` }}
            />
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
      {compared && (
        <Text size="xs" c="dimmed" mt={6}>
          {t('compare.bars', { from: format.day(compared.from), to: format.day(compared.to) })}
        </Text>
      )}
    </Card>
  )
}

/** More days than this would be bars too thin to see: the last ones are drawn. */
const mostDays = 366

function daysOf(rows: readonly Row[], { from, to }: Period, measure: Measure) {
  const values = new Map(rows.map((row) => [row.key, row]))
  const last = parseDay(to)
  const first = Math.max(parseDay(from), last - mostDays + 1)
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const day = showDay(first + index)
    const row = values.get(day)
    return { day, value: row ? valueOf(row, measure) : 0, before: row?.before ? valueOf(row.before, measure) : 0 }
  })
}

function valueOf({ revenue, orders, clicks }: Pick<Row, 'revenue' | 'orders' | 'clicks'>, measure: Measure): number {
  if (measure === 'revenue') return Number(revenue.net)
  return measure === 'orders' ? orders : clicks.human
}
