import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { type Format, useFormat } from '../../parts/format.ts'
import { canSpeakOfRate } from '../../parts/rate.ts'
import { type InsightAsked, type OrderValues, orderValuesQuery } from '../../queries/insights.ts'
import { InsightCard } from './insight-card.tsx'
import classes from './insights.module.css'
import { sayAmounts } from './say.ts'

export function OrderValuesCard({ asked }: { readonly asked: InsightAsked }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { data, error, refetch } = useQuery(orderValuesQuery(asked))
  return (
    <InsightCard
      title={t('insights.orderValues.title')}
      headline={data && sayMedian(data, t, format)}
      error={error}
      onRetry={() => void refetch()}
      doesNotSay={[t('insights.orderValues.not')]}
      further={{ to: '/orders', label: t('insights.orderValues.further') }}
    >
      {data && data.all.valued > 0 && <Channels data={data} />}
    </InsightCard>
  )
}

function sayMedian({ ours, rest, currency }: OrderValues, t: TFunction, format: Format): string {
  const said = (values: typeof ours | null) => {
    const value = values?.median?.value
    return value === undefined || value === null ? undefined : format.money(Math.round(Number(value)), currency)
  }
  const [own, others] = [said(ours), said(rest)]
  if (own !== undefined && others !== undefined) return t('insights.orderValues.headline', { own, others })
  if (own !== undefined) return t('insights.orderValues.oursOnly', { own })
  return t('insights.orderValues.none', { count: ours.orders })
}

function Channels({ data }: { readonly data: OrderValues }) {
  const { t } = useTranslation()
  const format = useFormat()
  const above = data.above === null ? '' : format.money(data.above, data.currency)
  return (
    <div className={classes.scroll}>
      <table className={`${classes.table} ${classes.stacked} numbers`}>
        <thead>
          <tr>
            <th scope="col">{t('report.by.channel')}</th>
            <th scope="col">{t('insights.ordersName')}</th>
            <th scope="col">{t('insights.orderValues.middle')}</th>
            <th scope="col">{t('insights.orderValues.half')}</th>
            <th scope="col">{t('insights.orderValues.above', { above })}</th>
          </tr>
        </thead>
        <tbody>
          {data.channels.map((row) => (
            <ValuesRow key={row.key} name={row.label} row={row} currency={data.currency} above={above} />
          ))}
          {data.rest && (
            <ValuesRow name={t('insights.orderValues.rest')} row={data.rest} currency={data.currency} above={above} />
          )}
        </tbody>
      </table>
    </div>
  )
}

type RowProps = {
  readonly name: string
  readonly row: OrderValues['ours']
  readonly currency: string
  /** The amount that large orders begin at. */
  readonly above: string
}

function ValuesRow({ name, row, currency, above: from }: RowProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const money = (amount: string) => format.money(Math.round(Number(amount)), currency)
  const { median, lowerQuartile, upperQuartile, above, orders, valued } = row
  return (
    <tr>
      <th scope="row">{name}</th>
      <td data-label={t('insights.ordersName')}>{format.count(orders)}</td>
      <td data-label={t('insights.orderValues.middle')}>
        {median?.value ? money(median.value) : t('insights.tooFew')}
      </td>
      <td data-label={t('insights.orderValues.half')}>
        {lowerQuartile && upperQuartile ? sayAmounts(lowerQuartile, upperQuartile, currency) : '–'}
      </td>
      <td data-label={t('insights.orderValues.above', { above: from })}>
        {above && canSpeakOfRate(valued) ? format.percent(above.value, 0) : '–'}
      </td>
    </tr>
  )
}
