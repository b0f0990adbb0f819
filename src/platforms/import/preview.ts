import type { Channel } from '../../links/channel.ts'
import { findChannel } from '../../links/channel.ts'
import type { Runtime } from '../../runtime.ts'
import { localDay, showDay } from '../../shops/calendar.ts'
import type { Shop } from '../../shops/shop.ts'
import { metrics } from '../catalog.ts'
import { listOwnMetrics } from '../own-metric-store.ts'
import { readDay } from './file-day.ts'
import { needsPeriod, understand } from './import.ts'
import { type FileField, fileFields, isFileMetric } from './layout.ts'
import { spendMetric } from './spend.ts'

/** How a file is understood, and what it leaves open. */
export type ValuePreview = {
  readonly layout: { readonly id: string; readonly name: string } | null
  readonly language: string | null
  /** As this shop said the last time. */
  readonly isRemembered: boolean
  readonly channel: Channel | null
  readonly columns: readonly {
    readonly name: string
    readonly holds: string | null
    readonly values: readonly string[]
  }[]
  readonly rowCount: number
  readonly asks: {
    readonly channel: boolean
    /** `at`: the day of the export; `days`: which it was made of; null where the rows say it. */
    readonly period: 'at' | 'days' | null
    readonly dateOrder: boolean
  }
  /** From the file's name, where it has days in it. */
  readonly suggested: { readonly from: string | null; readonly to: string | null }
  /** What a column can hold. */
  readonly fields: readonly FileField[]
  readonly metrics: readonly { readonly id: string; readonly name: string }[]
}

export async function previewValues(
  runtime: Runtime,
  shop: Shop,
  bytes: Uint8Array,
  { map, name }: { readonly map: readonly string[]; readonly name: string | undefined },
): Promise<ValuePreview> {
  const { table, mapping, isRemembered } = await understand(runtime, shop, bytes, map)
  const { layout } = table
  const channel = mapping?.channel ?? layout?.channel ?? (layout ? null : channelIn(name ?? ''))
  const days = daysIn(name ?? '', localDay(runtime.now(), shop.timeZone))
  const own = await listOwnMetrics(runtime.database, shop.id)
  return {
    layout: layout ? { id: layout.id, name: layout.name } : null,
    language: table.language ?? null,
    ...{ isRemembered, channel },
    columns: table.header.map((header, at) => ({
      name: header,
      holds: knownHolds(table.meanings.get(at)?.holds),
      values: [...new Set(table.rows.map((row) => row[at]?.trim() ?? ''))].filter((value) => value !== '').slice(0, 3),
    })),
    rowCount: table.rows.filter((row) => row.some((cell) => cell.trim() !== '')).length,
    asks: {
      channel: channel === null,
      period: needsPeriod(table) ? (layout?.period === 'so-far' ? 'at' : 'days') : null,
      dateOrder: table.dateOrder === 'either',
    },
    suggested: { from: days[0] ?? null, to: days.at(-1) ?? null },
    fields: fileFields,
    metrics: [...metrics.filter(({ id }) => isFileMetric(id)), spendMetric, ...own].map(({ id, name: called }) => ({
      id,
      name: called,
    })),
  }
}

/** What is only a mark of the layout is not read. */
function knownHolds(holds: string | undefined): string | null {
  if (holds === undefined) return null
  return holds === spendMetric.id ||
    fileFields.some((field) => field === holds) ||
    isFileMetric(holds) ||
    holds.startsWith('met_')
    ? holds
    : null
}

/** Days that stand in a file's name (`…_2026-10-01_2026-10-31.csv`), oldest first; none that is yet to come. */
function daysIn(name: string, today: number): string[] {
  const found = [...name.matchAll(/\d{4}-\d{2}-\d{2}/g)].flatMap(([text]) => readDay(text, 'day-first') ?? [])
  return found
    .filter((day) => day <= today)
    .toSorted((a, b) => a - b)
    .map(showDay)
}

function channelIn(name: string): Channel | null {
  const words = name.toLowerCase().split(/[^a-z]+/)
  return words.flatMap((word) => (word.length > 3 ? (findChannel(word) ?? []) : []))[0] ?? null
}
