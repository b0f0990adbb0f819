import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { type Format, useFormat } from '../../parts/format.ts'
import { canSpeakOfRate } from '../../parts/rate.ts'
import { type BuyingTime, buyingTimeQuery, type InsightAsked } from '../../queries/insights.ts'
import { InsightCard } from './insight-card.tsx'
import classes from './insights.module.css'
import { sayHours } from './say.ts'

type Times = Pick<BuyingTime['totals'], 'orders' | 'timed' | 'hoursFromFirst' | 'touches' | 'severalDays'>

export function BuyingTimeCard({ asked }: { readonly asked: InsightAsked }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { data, error, refetch } = useQuery(buyingTimeQuery(asked))
  return (
    <InsightCard
      title={t('insights.buyingTime.title')}
      headline={data && sayTotals(data.totals, t, format)}
      error={error}
      onRetry={() => void refetch()}
      doesNotSay={[t('insights.buyingTime.not')]}
      further={{ to: '/report', label: t('insights.toReport') }}
    >
      {data && data.totals.timed > 0 && <Bars totals={data.totals} />}
      {data && data.totals.timed > 0 && <Sources data={data} />}
    </InsightCard>
  )
}

function sayTotals(
  { whyNot, timed, hoursFromFirst, touches, severalDays }: BuyingTime['totals'],
  t: TFunction,
  format: Format,
): string {
  if (whyNot !== null || hoursFromFirst === null || touches === null || severalDays === null)
    return t(`insights.buyingTime.whyNot.${whyNot ?? 'no-orders'}`, { count: timed })
  return t('insights.buyingTime.headline', {
    time: sayHours(hoursFromFirst.median, t, format),
    clicks: format.decimal(touches.median),
    count: touches.median,
    share: format.percent(severalDays.value, 0),
  })
}

function Bars({ totals }: { readonly totals: BuyingTime['totals'] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const most = Math.max(1, ...totals.buckets.map(({ orders }) => orders))
  return (
    <dl className={`${classes.bars} numbers`}>
      {totals.buckets.map(({ bucket, orders, share }) => (
        <div key={bucket} className={classes.bar}>
          <dt>{t(`insights.buyingTime.bucket.${bucket}`)}</dt>
          <span className={classes.track} style={{ width: `${(orders / most) * 100}%` }} aria-hidden="true" />
          <dd title={t('insights.orders', { count: orders })}>
            {share && canSpeakOfRate(totals.timed) ? format.percent(share.value, 0) : format.count(orders)}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Sources({ data }: { readonly data: BuyingTime }) {
  const { t } = useTranslation()
  const customers = data.customers.filter(({ orders }) => orders > 0)
  return (
    <div className={classes.scroll}>
      <table className={`${classes.table} numbers`}>
        <thead>
          <tr>
            <th scope="col">{t('insights.buyingTime.by')}</th>
            <th scope="col">{t('insights.ordersName')}</th>
            <th scope="col">{t('insights.buyingTime.clicks')}</th>
            <th scope="col">{t('insights.buyingTime.fromFirst')}</th>
          </tr>
        </thead>
        <tbody>
          {data.rows.map((row) => (
            <TimesRow key={row.key} name={row.label} times={row} />
          ))}
          {customers.map((row) => (
            <TimesRow key={row.customer} name={t(`insights.buyingTime.customer.${row.customer}`)} times={row} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function TimesRow({ name, times }: { readonly name: string; readonly times: Times }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { hoursFromFirst: hours, touches, orders } = times
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{format.count(orders)}</td>
      <td>{touches ? format.decimal(touches.median) : '–'}</td>
      <td>
        {hours ? sayHours(hours.median, t, format) : t('insights.tooFew')}
        {hours && hours.low !== null && hours.high !== null && (
          <span className={classes.range}>
            {t('insights.between', { low: sayHours(hours.low, t, format), high: sayHours(hours.high, t, format) })}
          </span>
        )}
      </td>
    </tr>
  )
}
