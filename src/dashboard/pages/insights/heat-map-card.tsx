import { Group, SegmentedControl, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { ReadingProgress } from '../../parts/reading-progress.tsx'
import { type HeatMap, heatMapQuery, type InsightAsked } from '../../queries/insights.ts'
import { HeatMapGrid } from './heat-map-grid.tsx'
import { InsightCard } from './insight-card.tsx'
import { joinWords, nameWeekday } from './say.ts'

const kinds = ['clicks', 'orders'] as const
type Kind = (typeof kinds)[number]

export function HeatMapCard({ asked }: { readonly asked: InsightAsked }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [kind, setKind] = useState<Kind>('clicks')
  const query = heatMapQuery(asked)
  const { data, error, refetch } = useQuery(query)
  return (
    <InsightCard
      title={t('insights.heatMap.title')}
      headline={data && sayBest(data[kind], kind, t)}
      error={error}
      onRetry={() => void refetch()}
      progress={<ReadingProgress of={[query.queryKey]} />}
      doesNotSay={[t('insights.heatMap.not')]}
      further={{ to: '/clicks', label: t('insights.heatMap.further') }}
    >
      <Group>
        <SegmentedControl
          size="sm"
          aria-label={t('insights.heatMap.of')}
          value={kind}
          onChange={(value) => setKind(kinds.find((one) => one === value) ?? 'clicks')}
          data={kinds.map((value) => ({ value, label: t(`insights.heatMap.${value}`) }))}
        />
        {data && (
          <Text size="sm" c="dimmed">
            {t('insights.heatMap.zone', { zone: data.timeZone })}
          </Text>
        )}
      </Group>
      {data && data[kind].total > 0 && <HeatMapGrid map={data[kind]} name={t(`insights.heatMap.${kind}`)} />}
      {data && kind === 'clicks' && data.clicksFrom !== null && (
        <Text size="sm">{t('insights.heatMap.from', { day: format.day(data.clicksFrom) })}</Text>
      )}
      {data && kind === 'orders' && data.ordersWithoutHour > 0 && (
        <Text size="sm">{t('insights.heatMap.withoutHour', { count: data.ordersWithoutHour })}</Text>
      )}
    </InsightCard>
  )
}

function sayBest({ best, total }: HeatMap[Kind], kind: Kind, t: TFunction): string {
  if (total === 0) return t(`insights.heatMap.none.${kind}`)
  if (best.whyNot !== null) return t(`insights.heatMap.whyNot.${best.whyNot}`)
  const hours = joinHours(best.hours.map(({ hour }) => hour ?? 0)).map((one) => sayHours(one, t))
  const weekdays = best.weekdays
    .toSorted((a, b) => (a.weekday ?? 0) - (b.weekday ?? 0))
    .map(({ weekday }) => nameWeekday(weekday ?? 0, 'long'))
  const both = best.hoursOfWeek.map(
    ({ weekday, hour }) =>
      `${nameWeekday(weekday ?? 0, 'long')} ${sayHours({ from: hour ?? 0, to: (hour ?? 0) + 1 }, t)}`,
  )
  const named = [...weekdays, ...hours]
  return t('insights.heatMap.best', { hours: joinWords(named.length > 0 ? named : both), weeks: best.weeks })
}

type Hours = { readonly from: number; readonly to: number }

/** Hours that follow one another as one stretch. */
function joinHours(hours: readonly number[]): Hours[] {
  const stretches: Hours[] = []
  for (const hour of hours.toSorted((a, b) => a - b)) {
    const last = stretches.at(-1)
    if (last?.to === hour) stretches[stretches.length - 1] = { from: last.from, to: hour + 1 }
    else stretches.push({ from: hour, to: hour + 1 })
  }
  return stretches
}

function sayHours({ from, to }: Hours, t: TFunction): string {
  const two = (of: number) => String(of % 24).padStart(2, '0')
  return t('insights.heatMap.hour', { from: two(from), to: two(to) })
}
