import { clickSql, verdictBits } from '../clicks/click.ts'
import { countVerdict } from '../clicks/counted.ts'
import type { Counted } from '../clicks/rollup-store.ts'
import { type Database, readRows } from '../storage/database.ts'
import { type ClickRow, clickRow, placeQuery, scopeOf } from './click-store.ts'
import { type Dimension, isVisit, type Question } from './question.ts'
import { countRaw, type RawCount } from './raw-store.ts'

/**
 * Clicks by a dimension, as `readClicks` has them, from the raw ones: counted by numbers alone, and only then looked up
 * what those are called and where they belong.
 */
export async function readRawClicks(database: Database, question: Question, by: Dimension): Promise<ClickRow[]> {
  const here = scopeOf(by)
  const isPlace = by !== 'day' && !isVisit(by)
  const counts = await countRaw(database, {
    question,
    key: isPlace ? 'link' : by === 'day' ? 'day' : clickSql[by],
    verdict: verdictBits([here, 'shop']),
    isOfAnyLink: isPlace,
  })
  const rows = sumByKey(counts, `first_${here}`)
  if (!isPlace) return [...rows].map(([key, sums]) => show(key, null, sums))
  const found = new Map<ClickRow['key'], ClickRow>()
  for (const part of chunks([...rows], linksAtOnce))
    for (const row of await readRows(database, clickRow, placeQuery(question, by, part))) addRow(found, row)
  return [...found.values()]
}

/** Human, bot, internal, and those seen first in the row's own scope and in the shop. */
type RawSums = [number, number, number, number, number]

function sumByKey(counts: readonly RawCount[], here: Counted): Map<number, RawSums> {
  const columns = ['human', 'bot', 'internal', here, 'first_shop'] as const
  const known = new Map<number, readonly number[]>()
  const countsOf = (verdict: number) => {
    const counted = known.get(verdict) ?? columns.map((column) => countVerdict(column, verdict))
    known.set(verdict, counted)
    return counted
  }
  const rows = new Map<number, RawSums>()
  for (const { key, verdict, number } of counts) {
    const sums = rows.get(key) ?? [0, 0, 0, 0, 0]
    rows.set(key, sums)
    for (const [at, counted] of countsOf(verdict).entries()) sums[at] = (sums[at] ?? 0) + counted * number
  }
  return rows
}

function show(key: number, label: string | null, [human, bot, internal, here, shop]: RawSums): ClickRow {
  return { key, label, raw: human + bot + internal, human, unique_here: here, unique_shop: shop, bot, internal }
}

/** A row of a chunk; a post may have links in several. */
function addRow(found: Map<ClickRow['key'], ClickRow>, row: ClickRow): void {
  const before = found.get(row.key)
  if (!before) return void found.set(row.key, row)
  const sum = (column: 'raw' | 'human' | 'unique_here' | 'unique_shop' | 'bot' | 'internal') =>
    before[column] + row[column]
  found.set(row.key, {
    ...row,
    ...{ raw: sum('raw'), human: sum('human'), bot: sum('bot'), internal: sum('internal') },
    ...{ unique_here: sum('unique_here'), unique_shop: sum('unique_shop') },
  })
}

/** Some hundred kilobytes of text at once. */
const linksAtOnce = 5_000

function chunks<One>(all: readonly One[], size: number): One[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size))
}
