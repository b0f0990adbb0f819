import { Button, Center, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ChannelIcon } from '../../parts/channel-icon.tsx'
import { type Format, useFormat } from '../../parts/format.ts'
import type { Attribution, AttributionRow } from '../../queries/attribution.ts'
import { models } from '../../queries/reports.ts'
import { type Measure, rangeOf, valueOf } from './measure.ts'
import classes from './models.module.css'
import { RangePlot } from './range-plot.tsx'

type Props = {
  readonly report: Attribution
  readonly by: 'post' | 'campaign' | 'channel'
  readonly measure: Measure
}

const rowsAtFirst = 12

/** A row each: how far the models lie apart, and what it has under each, last touch first. */
export function ModelRows({ report: { rows, totals, currency }, by, measure }: Props) {
  const { t } = useTranslation()
  const [most, setMost] = useState(rowsAtFirst)
  const top = Math.max(...rows.map((row) => rangeOf(row, measure).high), 0)
  return (
    <>
      <div className={classes.scroll} tabIndex={0} role="region" aria-label={t(`models.per.${by}`)}>
        <table className={`${classes.table} numbers`}>
          <thead>
            <tr>
              <th scope="col">{t(`report.by.${by}`)}</th>
              <th scope="col" className={classes.plot}>
                {t('models.column.range')}
              </th>
              {models.map((model) => (
                <th key={model} scope="col" data-headline={model === 'last-touch' || undefined}>
                  {t(`models.short.${model}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, most).map((row) => (
              <Row key={row.key} row={row} by={by} measure={measure} top={top} currency={currency} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('models.total')}</th>
              <td className={classes.plot}>
                <Text size="sm" c="dimmed" component="span">
                  {t('models.totalMeans')}
                </Text>
              </td>
              <Values row={totals} measure={measure} currency={currency} />
            </tr>
          </tfoot>
        </table>
      </div>
      {rows.length > most && (
        <Center p="md" className={classes.screen ?? ''}>
          <Button variant="default" onClick={() => setMost(most * 4)}>
            {t('report.more', { count: rows.length - most })}
          </Button>
        </Center>
      )}
    </>
  )
}

type RowProps = Omit<Props, 'report'> & {
  readonly row: AttributionRow
  readonly top: number
  readonly currency: string
}

function Row({ row, by, measure, top, currency }: RowProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { orders, ofSeveralTouches } = row.journeys
  return (
    <tr>
      <th scope="row">
        <Group gap={8} wrap="nowrap" align="flex-start">
          {by === 'channel' && <ChannelIcon channel={row.key} />}
          <span className="break">{row.label}</span>
        </Group>
        <Text size="xs" c="dimmed" mt={4} fw={400}>
          {t('models.onTheWay', { count: orders, several: format.count(ofSeveralTouches) })}
        </Text>
      </th>
      <td className={classes.plot}>
        <Says row={row} measure={measure} currency={currency} />
        <RangePlot row={row} measure={measure} top={top} />
      </td>
      <Values row={row} measure={measure} currency={currency} />
    </tr>
  )
}

type ValuesProps = Pick<RowProps, 'measure' | 'currency'> & { readonly row: Pick<AttributionRow, 'orders' | 'revenue'> }

function Values({ row, measure, currency }: ValuesProps) {
  const { t } = useTranslation()
  const format = useFormat()
  return models.map((model) => (
    <td
      key={model}
      data-label={t(`models.short.${model}`)}
      data-headline={model === 'last-touch' || undefined}
      className={classes.value}
    >
      {measure === 'orders'
        ? format.decimal(row.orders[model])
        : format.money(Math.round(valueOf(row, model, measure)), currency)}
    </td>
  ))
}

/** Tenths only where they are the difference: `0.4–2.5`, but `26–51`. */
function sayOrders(value: number, high: number, format: Format, toWhole = Math.round): string {
  return high < 10 ? format.decimal(value) : format.count(toWhole(value))
}

/** `12–19 orders depending on the model` */
function Says({ row, measure, currency }: ValuesProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { low, high } = rangeOf(row, measure)
  const show = (value: number, toWhole = Math.round) =>
    measure === 'orders' ? sayOrders(value, high, format, toWhole) : format.money(toWhole(value), currency)
  const isAlike = show(low) === show(high)
  // Outwards, so that every model lies within.
  const range = { low: show(low, Math.floor), high: show(high, Math.ceil) }
  if (measure === 'revenue')
    return isAlike ? t('models.alikeMoney', { value: show(low) }) : t('models.rangeMoney', range)
  return isAlike
    ? t('models.alike', { count: high < 10 ? Math.round(high * 10) / 10 : Math.round(high), value: show(high) })
    : t('models.range', range)
}
