import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { IntervalBar } from '../../parts/interval-bar.tsx'
import type { Row } from '../../queries/reports.ts'
import classes from './breakdown.module.css'
import { rateIsSaid, roundAmount } from './say-amounts.ts'

/** With what isn't in the cost: hours that nobody gave a price. */
export function CostCells({ row }: { readonly row: Row }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { cost, costPerOrder, costBasis, costIsPartial, hours, profit, roi, currency } = row
  const isTimeLeftOut = costBasis === 'money-without-time'
  return (
    <>
      <td data-label={t('reportCosts.column.cost')}>
        {cost !== null && format.money(roundAmount(cost), currency)}
        {(costBasis === 'none' || (costBasis === 'not-converted' && hours === 0)) && '–'}
        {cost === null && hours > 0 && t('costs.hoursSpent', { hours: format.hours(hours) })}
        {costPerOrder !== null && (
          <Beneath>
            {t('reportCosts.perOrderShort', { value: format.money(roundAmount(costPerOrder), currency) })}
          </Beneath>
        )}
        {(costIsPartial || costBasis === 'not-converted') && <Beneath>{t('reportCosts.partialShort')}</Beneath>}
        {isTimeLeftOut && <Beneath>{t('reportCosts.timeOut', { hours: format.hours(hours) })}</Beneath>}
      </td>
      <td data-label={t('reportCosts.column.profit')}>
        {profit === null ? '–' : format.money(roundAmount(profit), currency)}
        {profit !== null && roi !== null && (
          <Beneath>{t('reportCosts.roiShort', { value: format.percent(roi, 0) })}</Beneath>
        )}
        {profit !== null && costBasis === 'none' && <Beneath>{t('reportCosts.beforeCosts')}</Beneath>}
      </td>
    </>
  )
}

export function Rate({ row, max }: { readonly row: Row; readonly max: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { conversionRate: rate } = row
  if (!rateIsSaid(row))
    return (
      <Text size="sm" c="dimmed">
        {t('report.tooFew')}
      </Text>
    )
  return (
    <>
      {format.percent(rate.value, 2)}
      <div style={{ marginTop: 4 }}>
        <IntervalBar interval={rate} max={max} />
      </div>
    </>
  )
}

export function Beneath({ children }: { readonly children: string }) {
  return (
    <Text size="xs" c="dimmed" component="div" className={classes.beneath ?? ''}>
      {children}
    </Text>
  )
}
