import { mondayOf, parseDay, showDay } from '../../../shops/calendar.ts'
import { isGrouped } from '../../../shops/grouped.ts'
import type { Followed, PlatformValue } from '../../queries/platform-numbers.ts'

/** A week of the grid; `last` is its Sunday, or today while it runs. Days as `2026-11-22`. */
export type Week = { readonly from: string; readonly last: string; readonly isRunning: boolean }
export type Row = Followed & { readonly name: string; readonly isStock: boolean }

export function weeksUntil(today: string, count: number): readonly Week[] {
  const day = parseDay(today)
  const monday = mondayOf(day)
  return Array.from({ length: count }, (_, at) => {
    const from = monday - 7 * (count - 1 - at)
    return { from: showDay(from), last: showDay(Math.min(from + 6, day)), isRunning: from === monday }
  })
}

/** What is known of a row's week: a stock's last reading in it, else what came in it. */
export function valueIn(values: readonly PlatformValue[], row: Row, week: Week): number | undefined {
  const own = values.filter(({ metric, channel }) => metric === row.metric && channel === row.channel)
  const fitting = own.filter((value) =>
    'at' in value
      ? row.isStock && value.at >= week.from && value.at <= week.last
      : !row.isStock && value.from === week.from && value.to <= week.last,
  )
  return fitting.toSorted((a, b) => endOf(b).localeCompare(endOf(a)))[0]?.value
}

function endOf(value: PlatformValue): string {
  return 'at' in value ? value.at : value.to
}

/** How a reading of a week is sent. */
export function readingOf(shopId: string, { channel, metric, isStock }: Row, week: Week, value: number) {
  const days = isStock ? { at: week.last } : { from: week.from, to: week.last }
  return { shopId, channel, metric, value, ...days }
}

/** `1 234`, `1.234` and `1,234` are one count; undefined for what is no number. */
export function readTyped(text: string): number | undefined {
  const bare = text.replaceAll(/[\s'’]/g, '')
  const plain = isGrouped(bare) ? bare.replaceAll(/[.,]/g, '') : bare.replace(',', '.')
  return /^-?\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : undefined
}

/** Cells copied from a spreadsheet, row by row. */
export function readPasted(text: string): readonly (readonly string[])[] {
  return text
    .replace(/[\r\n]+$/, '')
    .split(/\r?\n/)
    .map((line) => line.split('\t').map((cell) => cell.trim()))
}

export function cellKey({ channel, metric }: Pick<Row, 'channel' | 'metric'>, { from }: Pick<Week, 'from'>): string {
  return `${channel} ${metric} ${from}`
}
