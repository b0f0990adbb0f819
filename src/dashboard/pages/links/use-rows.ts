import { useState } from 'react'
import { type Channel, channelIds } from '../../../links/channel.ts'
import { newRow, placements, type Row } from './builder-draft.ts'
import { useKept } from './use-kept.ts'

/** Most rows the server takes. */
const mostRows = 20

export type Rows = ReturnType<typeof useRows>

/** The channels ticked, each with its placements. The last ones are kept in the browser, for each shop. */
export function useRows(shopId: string) {
  const [kept, keep] = useKept(`tilltrail-channels-${shopId}`, 'instagram')
  const [rows, setRows] = useState(() => readRows(kept))
  const set = (next: readonly Row[]) => {
    setRows(next)
    keep(next.map(({ channel, placement }) => `${channel}:${placement.replaceAll(',', ' ')}`).join(','))
  }
  return {
    rows,
    isTicked: (channel: Channel) => rows.some((row) => row.channel === channel),
    toggle: (channel: Channel) => set(toggled(rows, channel)),
    change: (id: string, some: Partial<Row>) => set(rows.map((row) => (row.id === id ? { ...row, ...some } : row))),
    remove: (id: string) => set(rows.filter((row) => row.id !== id)),
    /** The same channel once more, at another placement. */
    repeat: (row: Row) => set(repeated(rows, row)),
    mayAdd: rows.length < mostRows,
    /** For the next post: the same channels and placements, with nothing else of this one. */
    renew: () => set(rows.map(({ channel, placement }) => newRow(channel, placement))),
  }
}

function toggled(rows: readonly Row[], channel: Channel): readonly Row[] {
  const others = rows.filter((row) => row.channel !== channel)
  if (others.length < rows.length) return others
  return rows.length < mostRows ? [...rows, newRow(channel)] : rows
}

function repeated(rows: readonly Row[], row: Row): readonly Row[] {
  const taken = new Set(rows.filter(({ channel }) => channel === row.channel).map(({ placement }) => placement))
  const first = row.placement === '' ? 'feed' : row.placement
  const next = placements.find((one) => one !== first && !taken.has(one)) ?? ''
  return rows.flatMap((one) => (one.id === row.id ? [{ ...one, placement: first }, newRow(row.channel, next)] : [one]))
}

function readRows(text: string): readonly Row[] {
  return text.split(',').flatMap((part) => {
    const [id, placement = ''] = part.split(':')
    const channel = channelIds.find((one) => one === id)
    return channel ? [newRow(channel, placement)] : []
  })
}
