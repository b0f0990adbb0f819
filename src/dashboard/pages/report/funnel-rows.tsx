import { Button, Center, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ChannelIcon } from '../../parts/channel-icon.tsx'
import { useFormat } from '../../parts/format.ts'
import { canSpeakOfRate } from '../../parts/rate.ts'
import type { Funnel, FunnelLevel, FunnelRow, FunnelStep } from '../../queries/funnel.ts'
import classes from './funnel.module.css'
import { widthOf } from './funnel-width.ts'

type Props = Pick<Funnel, 'rows' | 'by'>

const rowsAtFirst = 15
const shownLevels = [1, 2, 3, 4, 5] as const

/** Each row's five levels as bars on one scale per level, so that rows can be compared down the column. */
export function FunnelRows({ rows, by }: Props) {
  const { t } = useTranslation()
  const [most, setMost] = useState(rowsAtFirst)
  const tops = shownLevels.map((level) => Math.max(...rows.map(({ levels }) => levels[level - 1]?.value ?? 0)))
  return (
    <>
      <table className={`${classes.table} numbers`}>
        <thead>
          <tr>
            <th scope="col">{t(`report.by.${by}`)}</th>
            {shownLevels.map((level) => (
              <th key={level} scope="col">
                {t('levels.badge', { level, name: t(`levels.${level}.name`) })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, most).map((row) => (
            <Row key={row.key} row={row} tops={tops} />
          ))}
        </tbody>
      </table>
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

function Row({ row, tops }: { readonly row: FunnelRow; readonly tops: readonly number[] }) {
  const { t } = useTranslation()
  const { label, channels, levels, steps, hint } = row
  return (
    <tr>
      <th scope="row">
        <Group gap={8} wrap="nowrap" align="flex-start">
          {channels.length === 1 && channels[0] && <ChannelIcon channel={channels[0]} />}
          <span className="break">{label}</span>
        </Group>
        {hint && hint.kind !== 'none' && (
          <Text size="xs" {...(hint.kind === 'drop' ? {} : { c: 'dimmed' })} mt={4} fw={400}>
            {hint.kind === 'drop' ? hint.says : t('funnel.few')}
          </Text>
        )}
      </th>
      {levels.map((level, index) => (
        <td
          key={level.level}
          data-label={t('levels.badge', { level: level.level, name: t(`levels.${level.level}.name`) })}
        >
          <Cell level={level} step={steps.find(({ to }) => to === level.level)} top={tops[index] ?? 0} />
        </td>
      ))}
    </tr>
  )
}

type CellProps = { readonly level: FunnelLevel; readonly step: FunnelStep | undefined; readonly top: number }

function Cell({ level, step, top }: CellProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { value, unit, completeness, says, parts } = level
  const remedy = parts.find((part) => part.remedy)?.remedy
  if (value === null)
    return (
      <div className={classes.small} title={says}>
        {remedy ? (
          <Link to={remedy.to}>{t(completeness === 'not-told' ? 'funnel.notTold' : 'funnel.notEntered')}</Link>
        ) : (
          t('funnel.notTold')
        )}
      </div>
    )
  // Of so few orders a percentage would change with the next one.
  const isFew = step?.to === 5 && !canSpeakOfRate(step.part ?? 0)
  const rate = isFew ? null : (step?.rate ?? null)
  return (
    <div title={`${unit}: ${says}`}>
      <div className={classes.line}>
        <span className={classes.count}>
          {completeness === 'partial' ? t('funnel.atLeast', { value: format.count(value) }) : format.count(value)}
        </span>
        {rate !== null && (
          <Text component="span" size="xs" c="dimmed">
            {format.percent(rate, rate < 0.1 ? 2 : 0)}
          </Text>
        )}
      </div>
      <div className={classes.spark} data-near={level.level >= 4 || undefined}>
        <div style={{ width: `${widthOf(value, top)}%` }} />
      </div>
    </div>
  )
}
