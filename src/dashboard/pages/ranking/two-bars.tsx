type Bar = { readonly value: number; readonly low: number; readonly high: number }

type Props = {
  /** As the row shows it by itself. */
  readonly raw: Bar
  /** Drawn to what is usual. */
  readonly shrunk: Bar
  /** The value at the right end; the same for all that are compared. */
  readonly max: number
  readonly usual: number | undefined
  readonly label: string
}

/** Above, thin and grey, what the row shows; below, what is likely; a line through both where the usual is. */
export function TwoBars({ raw, shrunk, max, usual, label }: Props) {
  const at = (value: number) => Math.min(100, (value / max) * 100)
  const width = ({ low, high }: Bar) => `${Math.max(0.8, at(high) - at(low))}%`
  return (
    <svg width="100%" height="26" role="img" aria-label={label} style={{ display: 'block' }}>
      <title>{label}</title>
      <rect x={`${at(raw.low)}%`} y="5" width={width(raw)} height="3" rx="1.5" fill="var(--mantine-color-gray-5)" />
      <circle cx={`${at(raw.value)}%`} cy="6.5" r="3" fill="var(--mantine-color-gray-6)" />
      <rect
        x={`${at(shrunk.low)}%`}
        y="14"
        width={width(shrunk)}
        height="8"
        rx="4"
        fill="var(--mantine-color-trail-4)"
        opacity=".55"
      />
      <rect x={`calc(${at(shrunk.value)}% - 1.5px)`} y="11" width="3" height="14" rx="1.5" fill="var(--accent-text)" />
      {usual !== undefined && (
        <line
          x1={`${at(usual)}%`}
          x2={`${at(usual)}%`}
          y1="0"
          y2="26"
          stroke="var(--mantine-color-dimmed)"
          strokeDasharray="2 3"
        />
      )}
    </svg>
  )
}
