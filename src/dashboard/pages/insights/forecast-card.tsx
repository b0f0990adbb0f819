import { Group, SegmentedControl, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Format, useFormat } from '../../parts/format.ts'
import { canSpeakOfRate } from '../../parts/rate.ts'
import { type Forecast, forecastQuery, type InsightAsked } from '../../queries/insights.ts'
import { InsightCard } from './insight-card.tsx'

const spans = ['month', 'quarter'] as const

export function ForecastCard({ asked }: { readonly asked: InsightAsked }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [of, setOf] = useState<(typeof spans)[number]>('month')
  const [typed, setTyped] = useState('')
  const [forecast] = useDebouncedValue(typed.trim(), 400)
  const isAmount = /^\d{1,12}(\.\d{1,3})?$/.test(forecast) && Number(forecast) > 0
  const { data, error, refetch } = useQuery(forecastQuery({ ...asked, of, ...(isAmount ? { forecast } : {}) }))
  return (
    <InsightCard
      title={t('insights.forecast.title')}
      headline={data && sayAim(data, t, format)}
      error={error}
      onRetry={() => void refetch()}
      doesNotSay={[t('insights.forecast.not')]}
      further={{ to: '/goals', label: t('insights.forecast.further') }}
    >
      <Group align="flex-end">
        <SegmentedControl
          size="sm"
          aria-label={t('insights.forecast.span')}
          value={of}
          onChange={(value) => setOf(spans.find((one) => one === value) ?? 'month')}
          data={spans.map((value) => ({ value, label: t(`insights.forecast.${value}`) }))}
        />
        <TextInput
          size="sm"
          inputMode="decimal"
          label={t('insights.forecast.own', { currency: data?.currency ?? '' })}
          placeholder="250000"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          error={forecast !== '' && !isAmount ? t('insights.forecast.bad') : null}
        />
      </Group>
      {data && <Reckoning data={data} />}
    </InsightCard>
  )
}

function sayAim(data: Forecast, t: TFunction, format: Format): string {
  const { aim, aimWhyNot, span } = data
  if (aim === null) return t(`insights.forecast.whyNot.${aimWhyNot ?? 'few-orders'}`)
  const money = (amount: string) => format.money(Math.round(Number(amount)), data.currency)
  return t('insights.forecast.headline', {
    ...{ value: money(aim.value), low: money(aim.low), high: money(aim.high) },
    ...{ from: format.shortDay(span.from), to: format.shortDay(span.to) },
  })
}

/** What was multiplied, and where it comes from. */
function Reckoning({ data }: { readonly data: Forecast }) {
  const { t } = useTranslation()
  const format = useFormat()
  const money = (amount: string) => format.money(Math.round(Number(amount)), data.currency)
  const { share, forecast, soFar } = data
  const { amount, reckoned } = forecast
  return (
    <div className="numbers">
      {share && !canSpeakOfRate(share.ourOrders) && (
        <Text size="sm">
          {t('insights.forecast.counts', {
            orders: format.count(share.ourOrders),
            all: format.count(share.orders),
          })}
        </Text>
      )}
      {share && canSpeakOfRate(share.ourOrders) && (
        <Text size="sm">
          {t('insights.forecast.share', {
            value: format.percent(share.value, 0),
            low: format.percent(share.low, 0),
            high: format.percent(share.high, 0),
            orders: format.count(share.ourOrders),
            all: format.count(share.orders),
          })}
        </Text>
      )}
      {amount && (
        <Text size="sm">
          {forecast.by === 'told'
            ? t('insights.forecast.told', { value: money(amount.value) })
            : t('insights.forecast.runRate', {
                ...{ value: money(amount.value), low: money(amount.low), high: money(amount.high) },
              })}
        </Text>
      )}
      {reckoned && (
        <Text size="sm" c="dimmed">
          {t(reckoned.hasWeekdays ? 'insights.forecast.fromWeekdays' : 'insights.forecast.fromDays', {
            days: reckoned.historyDays,
            orders: format.count(reckoned.historyOrders),
            value: money(reckoned.orderValue),
          })}
        </Text>
      )}
      <Text size="sm">{t('insights.forecast.soFar', { ours: money(soFar.ours), all: money(soFar.all) })}</Text>
    </div>
  )
}
