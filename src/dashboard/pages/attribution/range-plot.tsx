import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import type { AttributionRow } from '../../queries/attribution.ts'
import { models } from '../../queries/reports.ts'
import { type Measure, rangeOf, valueOf } from './measure.ts'

type Props = {
  readonly row: Pick<AttributionRow, 'orders' | 'revenue'>
  readonly measure: Measure
  /** The value at the right end, the same for all rows. */
  readonly top: number
}

/** A band from the least to the most, a dot for each model, and a tick at last touch. */
export function RangePlot({ row, measure, top }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const at = (value: number) => Math.min(100, Math.max(0, (value / (top || 1)) * 100))
  const { low, high } = rangeOf(row, measure)
  const headline = valueOf(row, 'last-touch', measure)
  const label = models
    .map((model) => `${t(`models.name.${model}`)}: ${format.decimal(valueOf(row, model, measure))}`)
    .join(' · ')
  return (
    <svg width="100%" height="14" role="img" aria-label={label} style={{ display: 'block', marginTop: 6 }}>
      <title>{label}</title>
      <rect x="0" y="6" width="100%" height="2" rx="1" fill="var(--line)" />
      <rect
        x={`${at(low)}%`}
        y="4"
        width={`${Math.max(0.5, at(high) - at(low))}%`}
        height="6"
        rx="3"
        fill="var(--mantine-color-trail-4)"
        opacity=".45"
      />
      {models.map((model) => (
        <circle
          key={model}
          cx={`${at(valueOf(row, model, measure))}%`}
          cy="7"
          r="2.5"
          fill="var(--accent-text)"
          opacity=".55"
        />
      ))}
      <rect x={`calc(${at(headline)}% - 1.5px)`} y="0" width="3" height="14" rx="1.5" fill="var(--accent-text)" />
    </svg>
  )
}
