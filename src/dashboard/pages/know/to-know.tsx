import { Card, NumberInput, Table, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { halfWidthOf, ordersForHalfWidth } from '../../../statistics/sample-size.ts'
import { useFormat } from '../../parts/format.ts'
import { canSpeakOfRate } from '../../parts/rate.ts'
import type { Knowable } from '../../queries/certainty.ts'
import { useSayTime } from './use-say-time.ts'

const percents = [50, 25, 20, 10] as const
const aWeek = 7

/** How many orders make a number of orders so exact, and how long they take here. */
export function ToKnow({ knowable: { own } }: { readonly knowable: Knowable }) {
  const { t } = useTranslation()
  const format = useFormat()
  const sayTime = useSayTime()
  const [orders, setOrders] = useState<number | string>(Math.max(1, Math.round(own.orders)))
  const isEnough = canSpeakOfRate(Number(orders))
  return (
    <Card component="section" h="100%">
      <Title order={2}>{t('know.more.title')}</Title>
      <NumberInput
        size="md"
        mt="sm"
        maw={220}
        label={t('know.more.orders')}
        {...{ min: 1, decimalScale: 0, step: 1, value: orders, onChange: setOrders }}
      />
      <Text mt={6} size="sm" className="numbers" aria-live="polite">
        {isEnough
          ? t('know.more.half', { percent: format.percent(halfWidthOf(Number(orders)), 0) })
          : t('know.more.few')}
      </Text>
      <Table mt="md" verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('know.more.exact')}</Table.Th>
            <Table.Th ta="right">{t('know.more.needed')}</Table.Th>
            {own.ordersPerDay > 0 && (
              <Table.Th ta="right">
                {t('know.more.time', { perWeek: format.decimal(own.ordersPerDay * aWeek) })}
              </Table.Th>
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {percents.map((percent) => (
            <Table.Tr key={percent}>
              <Table.Td className="numbers">±{format.percent(percent / 100, 0)}</Table.Td>
              <Table.Td ta="right" className="numbers">
                {format.count(ordersForHalfWidth(percent / 100))}
              </Table.Td>
              {own.ordersPerDay > 0 && (
                <Table.Td ta="right" className="numbers">
                  {sayTime(ordersForHalfWidth(percent / 100) / own.ordersPerDay)}
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Card>
  )
}
