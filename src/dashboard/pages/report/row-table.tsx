import { Group, UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ChannelIcon } from '../../parts/channel-icon.tsx'
import { useFormat } from '../../parts/format.ts'
import type { By, FilterDimension, Row } from '../../queries/reports.ts'
import classes from './breakdown.module.css'
import { figuresBefore } from './change.tsx'
import { Beneath, CostCells, Rate } from './row-cells.tsx'
import { useRowLabel } from './row-label.ts'
import { ordersRange, rateIsSaid, roundAmount } from './say-amounts.ts'

export type TableProps = {
  readonly rows: readonly Row[]
  readonly by: By
  /** Whether each row has its figures of the days compared with. */
  readonly isCompared: boolean
  /** Narrows the report to a row. */
  readonly onPick: (dimension: FilterDimension, key: string) => void
}

/** A row for each key: clicks, orders and money, and what they were before. */
export function RowTable({ rows, ...shown }: TableProps) {
  const { t } = useTranslation()
  // One row with few clicks has an interval up to 100 %, which would press all others together.
  const spoken = rows.filter(rateIsSaid)
  const hasCosts = rows.some(({ costBasis }) => costBasis !== 'none')
  const max = Math.max(0.01, ...spoken.map(({ conversionRate }) => conversionRate.high))
  return (
    <div className={classes.scroll}>
      <table className={`${classes.table} numbers`}>
        <thead>
          <tr>
            <th scope="col">{t(`report.by.${shown.by}`)}</th>
            <th scope="col">{t('report.column.clicks')}</th>
            <th scope="col">{t('report.column.orders')}</th>
            <th scope="col">{t('report.column.net')}</th>
            {!hasCosts && <th scope="col">{t('report.column.aov')}</th>}
            <th scope="col">{t('report.column.rate')}</th>
            {hasCosts && <th scope="col">{t('reportCosts.column.cost')}</th>}
            {hasCosts && <th scope="col">{t('reportCosts.column.profit')}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <ReportRow key={row.key} row={row} max={max} hasCosts={hasCosts} {...shown} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

type RowProps = Omit<TableProps, 'rows'> & { readonly row: Row; readonly max: number; readonly hasCosts: boolean }

function ReportRow({ row, by, isCompared, onPick, max, hasCosts }: RowProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { aov, currency } = row
  return (
    <tr>
      <th scope="row">
        <Group gap={10} wrap="nowrap" align="flex-start">
          {by === 'channel' && (
            <span className={classes.icon}>
              <ChannelIcon channel={row.key} />
            </span>
          )}
          <RowName row={row} by={by} onPick={onPick} />
        </Group>
      </th>
      <CountCells row={row} isCompared={isCompared} hasCosts={hasCosts} />
      {!hasCosts && (
        <td data-label={t('report.column.aov')}>{aov === null ? '–' : format.money(roundAmount(aov), currency)}</td>
      )}
      <td data-label={t('report.column.rate')} className={classes.rate}>
        <Rate row={row} max={max} />
      </td>
      {hasCosts && <CostCells row={row} />}
    </tr>
  )
}

/** Clicks, orders and revenue. */
function CountCells({ row, isCompared, hasCosts }: Pick<RowProps, 'row' | 'isCompared' | 'hasCosts'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const { clicks, orders, verifiedOrders, revenue, currency, aov, ordersInterval, revenueInterval, change } = row
  const before = figuresBefore(row.before)
  const says = change?.says ?? 'no-difference-shown'
  const age = change?.unsaid === 'new' || change?.unsaid === 'older' ? change.unsaid : undefined
  return (
    <>
      <td data-label={t('report.column.clicks')}>
        {format.count(clicks.human)}
        <Beneath>{t('report.unique', { value: format.count(clicks.unique) })}</Beneath>
        <Before isCompared={isCompared}>{format.count(before.clicks)}</Before>
      </td>
      <td data-label={t('report.column.orders')}>
        {format.decimal(orders)}
        {orders > 0 && <Beneath>{t('report.verified', { value: format.decimal(verifiedOrders) })}</Beneath>}
        {orders > 0 && !isCompared && <Beneath>{t('report.ordersRange', ordersRange(ordersInterval, format))}</Beneath>}
        <Before isCompared={isCompared}>{format.decimal(before.orders)}</Before>
        {isCompared && says !== 'no-difference-shown' && <Beneath>{t(`compare.says.${says}`)}</Beneath>}
        {isCompared && age && <Beneath>{t(`compare.unsaid.${age}`)}</Beneath>}
      </td>
      <td data-label={t('report.column.net')}>
        {format.money(roundAmount(revenue.net), currency)}
        {orders > 0 && !isCompared && (
          <Beneath>
            {t('report.ordersRange', {
              low: format.compact(Math.round(Number(revenueInterval.low))),
              high: format.compact(Math.round(Number(revenueInterval.high))),
            })}
          </Beneath>
        )}
        {Number(revenue.refunded) > 0 && (
          <Beneath>{t('report.refunded', { value: format.money(roundAmount(revenue.refunded), currency) })}</Beneath>
        )}
        {hasCosts && aov !== null && (
          <Beneath>{t('reportCosts.aov', { value: format.money(roundAmount(aov), currency) })}</Beneath>
        )}
        <Before isCompared={isCompared}>{format.money(roundAmount(before.net), currency)}</Before>
      </td>
    </>
  )
}

function Before({ isCompared, children }: { readonly isCompared: boolean; readonly children: string }) {
  const { t } = useTranslation()
  return isCompared ? <Beneath>{t('compare.beforeShort', { value: children })}</Beneath> : null
}

/** A row's name narrows the report to it; days are its period. */
function RowName({ row, by, onPick }: Pick<RowProps, 'row' | 'by' | 'onPick'>): ReactNode {
  const { t } = useTranslation()
  const name = useRowLabel()(row, by)
  if (by === 'day') return <span className="break">{name}</span>
  return (
    <UnstyledButton
      className={`${classes.name} break`}
      title={t('report.filterBy', { name })}
      onClick={() => onPick(by, row.key)}
    >
      {name}
    </UnstyledButton>
  )
}
