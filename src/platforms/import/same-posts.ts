import { plainAddress } from './match.ts'
import type { FileItem, FilePlan, FileReading } from './file-plan.ts'

type Address = { readonly key: string; readonly url: string | null }

/**
 * The plan with the keys that posts are known by already: a spreadsheet spoils long ids, so that a post comes by its id in one
 * file and by its address alone in the next. An address that several ids share tells nothing.
 */
export function knownByAddress(plan: FilePlan, known: readonly Address[]): FilePlan {
  const all = [...known, ...plan.items.values()].filter(({ key }) => key.startsWith('id:') || key.startsWith('url:'))
  const keysAt = Map.groupBy(
    all.flatMap(({ key, url }) => (url === null ? [] : [{ key, address: plainAddress(url) }])),
    ({ address }) => address,
  )
  const before = new Set(known.map(({ key }) => key))
  const newKeys = new Map<string, string>()
  for (const { key, url } of plan.items.values()) {
    const keys = new Set(url === null ? [] : (keysAt.get(plainAddress(url)) ?? []).map((one) => one.key))
    const ids = [...keys].filter((one) => one.startsWith('id:'))
    if (before.has(key) || ids.length !== 1) continue
    const other = key.startsWith('url:') ? ids[0] : [...keys].find((one) => one !== key && before.has(one))
    if (other !== undefined) newKeys.set(key, other)
  }
  return newKeys.size === 0 ? plan : withKeys(plan, newKeys)
}

function withKeys(plan: FilePlan, newKeys: ReadonlyMap<string, string>): FilePlan {
  const items = new Map<string, FileItem>()
  for (const item of plan.items.values()) {
    const key = newKeys.get(item.key) ?? item.key
    items.set(key, items.get(key) ?? { ...item, key })
  }
  const readings = new Map<string, FileReading>()
  for (const reading of plan.readings) {
    const key = reading.key === null ? null : (newKeys.get(reading.key) ?? reading.key)
    readings.set(JSON.stringify([reading.metric, key, reading.from, reading.to]), { ...reading, key })
  }
  return { ...plan, items, readings: [...readings.values()] }
}
