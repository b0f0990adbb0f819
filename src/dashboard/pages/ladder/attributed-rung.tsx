import { Box } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { IntervalBar } from '../../parts/interval-bar.tsx'
import { canSpeakOfRate } from '../../parts/rate.ts'
import type { Evidence } from '../../queries/survey.ts'
import { Counted, type Ladder, Rung } from './rung.tsx'

type Props = {
  readonly rung: Evidence['rungs']['attributed']
  readonly orders: number
  readonly ladder: Ladder
}

export function AttributedRung({ rung, orders, ladder }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { share, range } = rung
  const isRate = share !== null && canSpeakOfRate(rung.orders)
  const counts = { attributed: format.count(rung.orders), orders: format.count(orders) }
  return (
    <Rung name="attributed" number={1} ladder={ladder}>
      <Counted>
        {isRate
          ? t('evidence.attributed.rate', {
              ...counts,
              ...sharesOf(share, format),
              from: format.count(Math.floor(range.low)),
              to: format.count(Math.ceil(range.high)),
            })
          : t('evidence.attributed.counts', counts)}
      </Counted>
      {isRate && (
        <Box maw={320}>
          <IntervalBar interval={share} max={1} />
        </Box>
      )}
    </Rung>
  )
}

type Share = { readonly value: number; readonly low: number; readonly high: number }

/** As texts: `share`, `low`, `high`. */
export function sharesOf({ value, low, high }: Share, format: ReturnType<typeof useFormat>) {
  return { share: format.percent(value, 0), low: format.percent(low, 0), high: format.percent(high, 0) }
}
