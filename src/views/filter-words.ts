import { labelOf } from '../reports/figures.ts'
import { noKey } from '../reports/filter-text.ts'
import type { Filter } from '../reports/question.ts'
import type { Database } from '../storage/database.ts'
import { readNames } from './name-store.ts'

/** What a report was narrowed to, a sentence each: "Only channel: Instagram or Facebook." */
export async function sayFilters(database: Database, shopId: string, filters: readonly Filter[]): Promise<string[]> {
  const said = []
  for (const { dimension, isNot, keys } of filters) {
    const names = await readNames(database, shopId, { dimension, keys })
    const called = keys.map((key) => names.get(key) ?? labelOf(dimension, key === noKey ? null : key))
    said.push(`${isNot ? 'Without' : 'Only'} ${dimension}: ${called.join(isNot ? ', ' : ' or ')}.`)
  }
  return said
}
