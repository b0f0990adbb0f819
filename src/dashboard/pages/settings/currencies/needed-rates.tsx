import { Badge, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../parts/format.ts'
import type { NeededRate, RateState } from '../../../queries/rates.ts'
import classes from './needed-rates.module.css'

/** One line for each currency that orders were told in. */
export function NeededRates({ state }: { readonly state: RateState }) {
  const { t } = useTranslation()
  return (
    <Table className={classes['needed'] ?? ''} verticalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('currencies.column.currency')}</Table.Th>
          <Table.Th>{t('currencies.column.orders')}</Table.Th>
          <Table.Th>{t('currencies.column.rate')}</Table.Th>
          <Table.Th>{t('currencies.column.waiting')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {state.currencies.map((one) => (
          <NeededRow key={one.currency} one={one} own={state.currency} />
        ))}
      </Table.Tbody>
    </Table>
  )
}

function NeededRow({ one, own }: { readonly one: NeededRate; readonly own: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { currency, orders, waiting, waitsFrom, waitsUntil, rate, rateDay } = one
  return (
    <Table.Tr data-currency={currency}>
      <Table.Td fw={600}>{currency}</Table.Td>
      <Table.Td data-label={t('currencies.column.orders')}>{format.count(orders)}</Table.Td>
      <Table.Td data-label={t('currencies.column.rate')} className="numbers">
        {rate === null || rateDay === null
          ? t('currencies.noRate')
          : t('currencies.rate', { currency, own, rate: format.rate(rate), day: format.day(rateDay) })}
      </Table.Td>
      <Table.Td data-label={t('currencies.column.waiting')}>
        {waiting === 0 || waitsFrom === null || waitsUntil === null ? (
          t('currencies.noneWaits')
        ) : (
          <>
            <Badge color="orange" variant="light" mr={8}>
              {format.count(waiting)}
            </Badge>
            {waitsFrom === waitsUntil
              ? format.day(waitsFrom)
              : t('currencies.waitsFor', { first: format.day(waitsFrom), last: format.day(waitsUntil) })}
          </>
        )}
      </Table.Td>
    </Table.Tr>
  )
}
