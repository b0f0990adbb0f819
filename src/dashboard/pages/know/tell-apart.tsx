import { Card, NumberInput, SimpleGrid, Table, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { trialsPerGroup } from '../../../statistics/sample-size.ts'
import { useFormat } from '../../parts/format.ts'
import { canSpeakOfRate } from '../../parts/rate.ts'
import type { Knowable } from '../../queries/certainty.ts'
import { useSayTime } from './use-say-time.ts'

/** Where nothing is known of the shop yet. */
const usual = { percent: 2, clicksPerDay: 40 } as const
const times = [1.25, 1.5, 2, 3] as const

/** How many clicks it takes to tell two posts apart: worked out while one types. */
export function TellApart({ knowable }: { readonly knowable: Knowable }) {
  const { t } = useTranslation()
  const isOwn = canSpeakOfRate(knowable.own.orders) && knowable.rate !== null
  const [percent, setPercent] = useState<number | string>(
    isOwn && knowable.rate !== null ? round(knowable.rate * 100, 2) : usual.percent,
  )
  const [other, setOther] = useState<number | string>(round(Number(percent) * 1.5, 2))
  const [perDay, setPerDay] = useState<number | string>(
    knowable.clicksPerDay === null
      ? usual.clicksPerDay
      : round(knowable.clicksPerDay, knowable.clicksPerDay < 10 ? 1 : 0),
  )
  const rate = Number(percent) / 100
  const clicksPerDay = Number(perDay)
  return (
    <Card component="section">
      <Title order={2}>{t('know.apart.title')}</Title>
      <Text size="sm" c="dimmed" mt={4} mb="md">
        {t(isOwn ? 'know.apart.own' : 'know.apart.usual', { count: knowable.own.days })}
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="md">
        <NumberInput
          size="md"
          label={t('know.apart.rate')}
          suffix="%"
          {...{ min: 0.01, max: 99, decimalScale: 2, step: 0.5, value: percent, onChange: setPercent }}
        />
        <NumberInput
          size="md"
          label={t('know.apart.other')}
          suffix="%"
          {...{ min: 0.01, max: 99, decimalScale: 2, step: 0.5, value: other, onChange: setOther }}
        />
        <NumberInput
          size="md"
          label={t('know.apart.perDay')}
          {...{ min: 0.1, decimalScale: 1, step: 10, value: perDay, onChange: setPerDay }}
        />
      </SimpleGrid>
      <Answer rate={rate} other={Number(other) / 100} clicksPerDay={clicksPerDay} />
      <Table mt="lg" verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('know.apart.table.difference')}</Table.Th>
            <Table.Th ta="right">{t('know.apart.table.clicks')}</Table.Th>
            <Table.Th ta="right">{t('know.apart.table.time')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {times.map((one) => (
            <Line key={one} rate={rate} times={one} clicksPerDay={clicksPerDay} />
          ))}
        </Table.Tbody>
      </Table>
      <Text size="xs" c="dimmed" mt="sm">
        {t('know.apart.means')}
      </Text>
    </Card>
  )
}

type AnswerProps = { readonly rate: number; readonly other: number; readonly clicksPerDay: number }

function Answer({ rate, other, clicksPerDay }: AnswerProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const sayTime = useSayTime()
  const each = needed(rate, other)
  const time = each === undefined ? undefined : sayTime((2 * each) / clicksPerDay)
  return (
    <Text fw={600} size="lg" mt="lg" aria-live="polite" className="numbers">
      {each === undefined || time === undefined
        ? t(rate === other ? 'know.apart.same' : 'know.apart.missing')
        : t('know.apart.answer', { clicks: format.count(each), perDay: format.decimal(clicksPerDay), time })}
    </Text>
  )
}

type LineProps = { readonly rate: number; readonly times: number; readonly clicksPerDay: number }

function Line({ rate, times: more, clicksPerDay }: LineProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const sayTime = useSayTime()
  const each = needed(rate, rate * more)
  if (each === undefined) return null
  const between = { from: format.percent(rate, 2), to: format.percent(rate * more, 2) }
  return (
    <Table.Tr>
      <Table.Td>{t('know.apart.table.between', between)}</Table.Td>
      <Table.Td ta="right" className="numbers">
        {t('know.apart.table.each', { clicks: format.count(each) })}
      </Table.Td>
      <Table.Td ta="right" className="numbers">
        {sayTime((2 * each) / clicksPerDay) ?? '–'}
      </Table.Td>
    </Table.Tr>
  )
}

/** Undefined for what is no share, and for equal ones. */
function needed(rate: number, other: number): number | undefined {
  const isShare = (share: number) => share > 0 && share < 1
  return isShare(rate) && isShare(other) && rate !== other ? trialsPerGroup(rate, other) : undefined
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
