import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { type Format, useFormat } from '../../parts/format.ts'
import { canSpeakOfRate } from '../../parts/rate.ts'
import { type Beside, besideQuery, type InsightAsked } from '../../queries/insights.ts'
import { InsightCard } from './insight-card.tsx'
import classes from './insights.module.css'
import { sayAmounts, sayShare } from './say.ts'

export function BesideCard({ asked }: { readonly asked: InsightAsked }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { data, error, refetch } = useQuery(besideQuery(asked))
  const isEmpty = data !== undefined && data.ofVisits === null && data.ofOrders === null
  return (
    <InsightCard
      title={t('insights.beside.title')}
      headline={data && sayShares(data, t, format)}
      error={error}
      onRetry={() => void refetch()}
      doesNotSay={data?.notKnown ?? []}
      further={{ to: '/report/coverage', label: t('insights.beside.further') }}
    >
      {data && !isEmpty && <Sides data={data} />}
    </InsightCard>
  )
}

function sayShares({ ofVisits, ofOrders }: Beside, t: TFunction, format: Format): string {
  const visits = ofVisits && canSpeakOfRate(ofVisits.n) ? format.percent(ofVisits.value, 0) : undefined
  const orders = ofOrders && canSpeakOfRate(ofOrders.n) ? format.percent(ofOrders.value, 0) : undefined
  if (visits !== undefined && orders !== undefined) return t('insights.beside.headline', { visits, orders })
  if (orders !== undefined) return t('insights.beside.ordersOnly', { orders })
  return visits === undefined ? t('insights.beside.none') : t('insights.beside.visitsOnly', { visits })
}

type Side = Beside['ours']
type Shown = { readonly value: string; readonly range?: string }
type Line = {
  readonly name: keyof Beside['said']
  readonly show: (side: Side) => Shown
}

function Sides({ data }: { readonly data: Beside }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <div className={classes.scroll}>
      <table className={`${classes.table} numbers`}>
        <thead>
          <tr>
            <th scope="col">{t('insights.beside.what')}</th>
            <th scope="col">{t('insights.beside.ours')}</th>
            <th scope="col">{t('insights.beside.rest')}</th>
            <th scope="col">{t('insights.beside.said')}</th>
          </tr>
        </thead>
        <tbody>
          {linesOf(data.currency, t, format).map(({ name, show }) => (
            <tr key={name}>
              <th scope="row">{t(`insights.beside.line.${name}`)}</th>
              <Cell {...show(data.ours)} />
              <Cell {...show(data.rest)} />
              <td>{sayDifference(data.said[name], t)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cell({ value, range }: Shown) {
  return (
    <td>
      {value}
      {range !== undefined && <span className={classes.range}>{range}</span>}
    </td>
  )
}

function sayDifference(said: Beside['said'][keyof Beside['said']], t: TFunction): string {
  if (said === null) return t('insights.beside.unknown')
  return said === 'no difference shown' ? t('insights.beside.same') : t(`insights.beside.${said}`)
}

function linesOf(currency: string, t: TFunction, format: Format): readonly Line[] {
  const between = (low: string, high: string) => t('insights.between', { low, high })
  const share = (of: Side['bounced']): Shown => {
    if (of === null || !canSpeakOfRate(of.n)) return { value: t('insights.tooFew') }
    return sayShare(of, t, format)
  }
  const perHundred = (of: Side['ordersPerVisit']): Shown => {
    if (of === null) return { value: '–' }
    const said = (value: number) => format.decimal(value * 100)
    if (!canSpeakOfRate(of.count)) return { value: t('insights.beside.count', { count: of.count }) }
    return { value: said(of.value), range: between(said(of.low), said(of.high)) }
  }
  const money = ({ orderValue }: Side): Shown => {
    if (orderValue === null || orderValue.mean === null) return { value: '–' }
    const said = (amount: string) => format.money(Math.round(Number(amount)), currency)
    const { mean, low, high } = orderValue
    return { value: said(mean), ...(low !== null && high !== null ? { range: sayAmounts(low, high, currency) } : {}) }
  }
  const bought = ({ bought: of, whyNot }: Side['baskets']): Shown =>
    whyNot === null ? share(of) : { value: t(`insights.beside.whyNot.${whyNot}`) }
  return [
    { name: 'bounced', show: ({ bounced }) => share(bounced) },
    { name: 'leadsPerVisit', show: (side) => perHundred(side.leadsPerVisit) },
    { name: 'ordersPerVisit', show: (side) => perHundred(side.ordersPerVisit) },
    { name: 'orderValue', show: money },
    { name: 'baskets', show: ({ baskets }) => bought(baskets) },
    { name: 'checkouts', show: ({ checkouts }) => bought(checkouts) },
  ]
}
