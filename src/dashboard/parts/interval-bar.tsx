import { useTranslation } from 'react-i18next'
import { useFormat } from './format.ts'

export type Interval = {
  readonly value: number
  readonly low: number
  readonly high: number
  readonly n: number
}

type Props = {
  readonly interval: Interval
  /** The share at the right end of the bar, 0–1; the same for all bars that are compared. */
  readonly max: number
  readonly width?: number | string
}

/** A share with where the true one lies: a band from low to high, a tick at the value. */
export function IntervalBar({ interval, max, width = '100%' }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const at = (share: number) => Math.min(100, (share / (max || 1)) * 100)
  const label = t('interval.label', {
    value: format.percent(interval.value, 2),
    low: format.percent(interval.low, 2),
    high: format.percent(interval.high, 2),
  })
  return (
    <svg width={width} height="12" role="img" aria-label={label} style={{ display: 'block' }}>
      <title>{label}</title>
      <rect x="0" y="4.5" width="100%" height="3" rx="1.5" fill="var(--line)" />
      <rect
        x={`${at(interval.low)}%`}
        y="3"
        width={`${Math.max(1, at(interval.high) - at(interval.low))}%`}
        height="6"
        rx="3"
        fill="var(--mantine-color-trail-4)"
        opacity=".55"
      />
      <rect x={`calc(${at(interval.value)}% - 1.5px)`} y="0" width="3" height="12" rx="1.5" fill="var(--accent-text)" />
    </svg>
  )
}
