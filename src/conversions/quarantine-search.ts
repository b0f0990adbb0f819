import type { Database } from '../storage/database.ts'
import { decodedForms } from './decoded.ts'
import { arrivedText } from './erased-names.ts'
import { listQuarantined, type Quarantined, type QuarantineFilter } from './quarantine-store.ts'

type Asked = { readonly q: string | undefined; readonly limit: number; readonly before: number }

/** Newest first. `next`: the number to go on before; with fewer than asked for, there is more to look through. */
type Found = { readonly items: readonly Quarantined[]; readonly next: number | null }

/**
 * Pings in quarantine that hold `q` in their bytes, their reason or what came beside, in whatever case and however they
 * are encoded. Looks through some thousand rows or some megabytes at a time, so that no search stands in the way of visitors.
 */
export async function searchQuarantine(
  database: Database,
  filter: QuarantineFilter,
  { q, limit, before }: Asked,
): Promise<Found> {
  const wanted = q?.toLowerCase()
  const items: Quarantined[] = []
  let [next, rows, bytes] = [before, 0, 0]
  const pageRows = wanted === undefined ? Math.min(limit + 1, mostPageRows) : mostPageRows
  while (rows < mostRows && bytes < mostBytes) {
    const page = await listQuarantined(database, filter, { limit: pageRows, before: next })
    for (const one of page) {
      if (items.length === limit) return { items, next }
      next = one.number
      rows++
      bytes += one.raw.length
      if (wanted === undefined || holds(one, wanted)) items.push(one)
    }
    if (page.length < pageRows) return { items, next: null }
  }
  return { items, next }
}

const mostPageRows = 50
const mostRows = 2000
const mostBytes = 8 * 1024 * 1024
/** Longer ones are searched as they are: to decode a megabyte of base64 takes too long. */
const mostDecoded = 64 * 1024

function holds(quarantined: Quarantined, wanted: string): boolean {
  const { id, detail, raw } = quarantined
  const text = arrivedText(quarantined)
  const holdsIt = (one: string) => one.toLowerCase().includes(wanted)
  if ([id, detail, text].some(holdsIt)) return true
  return raw.length <= mostDecoded && decodedForms(text).some(holdsIt)
}
