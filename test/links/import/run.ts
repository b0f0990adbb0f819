import type { ImportOrder } from '../../../src/links/import/import.ts'
import { importLinks } from '../../../src/links/import/import.ts'
import type { ImportSummary, Outcome } from '../../../src/links/import/outcome.ts'
import { findShop } from '../../../src/shops/store.ts'
import type { TestRuntime } from '../../make.ts'

export const plainOrder: ImportOrder = { from: 'auto', map: [], keepDomain: false, dryRun: false }

/** A whole import into shop-1: every outcome, and the summary. */
export async function runImport(
  runtime: TestRuntime,
  file: string | Uint8Array,
  over: Partial<ImportOrder> = {},
): Promise<{ outcomes: Outcome[]; summary: ImportSummary }> {
  const shop = await findShop(runtime.database, 'shop-1')
  if (!shop) throw new Error('there is no shop')
  const outcomes: Outcome[] = []
  let summary: ImportSummary | undefined
  for await (const step of await importLinks(runtime, shop, pieces(file), { ...plainOrder, ...over })) {
    outcomes.push(...step.outcomes)
    summary = step.summary
  }
  if (!summary) throw new Error('there is no summary')
  return { outcomes, summary }
}

/** A file as a network brings it: in pieces that end anywhere. */
export async function* pieces(file: string | Uint8Array, bytesEach = 17): AsyncGenerator<Uint8Array> {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file
  for (let at = 0; at < bytes.length; at += bytesEach) yield bytes.subarray(at, at + bytesEach)
}
