import { Badge, Button, Center, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { canSpeakOfRate } from '../../parts/rate.ts'
import type { Ranking, RankingRow } from '../../queries/certainty.ts'
import { useRowLabel } from '../report/row-label.ts'
import classes from './ranking.module.css'
import { TwoBars } from './two-bars.tsx'
import { useMeasured } from './use-measured.ts'

const rowsAtFirst = 15

/** Each with what it shows itself and what is likely, on one scale. */
export function RankingRows({ report }: { readonly report: Ranking }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [most, setMost] = useState(rowsAtFirst)
  const shown = report.rows.slice(0, most)
  const usual = report.usual.find(({ of }) => of === 'all')
  const max = scaleOf(report.rows)
  return (
    <>
      <ol className={classes.rows ?? ''}>
        {shown.map((row) => (
          <Row key={row.key} row={row} report={report} max={max} usual={usual?.value} />
        ))}
      </ol>
      {report.rows.length > most && (
        <Center p="md">
          <Button variant="default" onClick={() => setMost(most * 4)}>
            {t('report.more', { count: report.rows.length - most })}
          </Button>
        </Center>
      )}
      {report.unit === 'share' && (
        <Text size="sm" c="dimmed" p="lg">
          {t('ranking.rateMeans', { by: format.day(report.ordersUntil) })}
        </Text>
      )}
    </>
  )
}

type RowProps = {
  readonly row: RankingRow
  readonly report: Ranking
  readonly max: number
  readonly usual: number | undefined
}

function Row({ row, report, max, usual }: RowProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const label = useRowLabel()
  const measured = useMeasured(report)
  // A percentage of four orders says more than four orders do.
  const isSaid = report.unit === 'orders' || canSpeakOfRate(row.orders)
  const likely = { value: measured(row.shrunk.value), low: measured(row.shrunk.low), high: measured(row.shrunk.high) }
  return (
    <li className={classes.row ?? ''}>
      <Text span className={`${classes.rank} numbers`} c="dimmed">
        {row.rank ?? '–'}
      </Text>
      <div className={classes.name ?? ''}>
        <Text fw={600} className="break">
          {label(row, report.by)}
        </Text>
        <Text size="sm" c="dimmed" className="numbers">
          {t(row.nIs === 'clicks' ? 'ranking.ofClicks' : 'ranking.ofPeople', {
            orders: format.decimal(row.orders),
            n: format.count(row.n),
          })}
          {report.unit === 'share' &&
            ` · ${t('ranking.ownOrders', { count: row.ordersInPeriod, orders: format.decimal(row.ordersInPeriod) })}`}
        </Text>
      </div>
      <div className={classes.bars ?? ''}>
        <TwoBars
          raw={row.raw}
          shrunk={row.shrunk}
          max={max}
          usual={usual}
          label={isSaid ? t('ranking.likely', likely) : t('ranking.tooFew')}
        />
      </div>
      <div className={classes.value ?? ''}>
        <Text fw={600} className="numbers">
          {isSaid ? likely.value : t('ranking.few')}
        </Text>
        {isSaid && (
          <Text size="xs" c="dimmed" className="numbers">
            {t('ranking.shows', { value: measured(row.raw.value) })}
          </Text>
        )}
      </div>
      <div className={classes.badge ?? ''}>
        {(row.stands === 'above' || row.stands === 'below') && (
          <Badge variant="light" color={row.stands === 'above' ? 'trail' : 'orange'}>
            {t(`ranking.stands.${row.stands}`)}
          </Badge>
        )}
      </div>
    </li>
  )
}

/** The likely bars fill it; a raw one of few people may run out of it. */
function scaleOf(rows: readonly RankingRow[]): number {
  return Math.max(...rows.map(({ shrunk }) => shrunk.high), Number.MIN_VALUE) * 1.15
}
