import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { clickClasses } from '../../src/clicks/classify.ts'
import { packVerdict } from '../../src/clicks/click.ts'
import { rollUp } from '../../src/clicks/rollup.ts'
import { clearRollups } from '../../src/clicks/rollup-store.ts'
import { findRollupFaults } from '../../src/operations/check-rollups.ts'
import { type Database, readRows, statement } from '../../src/storage/database.ts'
import { makeRuntime } from '../make.ts'
import { histories, makeClick, onePost, writeHistory } from '../reports/history.ts'
import { replaceStored } from './replace-stored.ts'

const start = Date.parse('2026-10-10T00:00:00Z')

describe('changing verdicts', () => {
  it('leaves roll-ups as if the clicks had always been judged so', async () => {
    const { database } = await makeRuntime()
    const changes = fc.array(fc.record({ seq: fc.integer({ min: 1, max: 45 }), verdict }), { maxLength: 20 })
    const steps = fc.array(fc.record({ most: fc.nat(15), changes }), { minLength: 1, maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(histories(start, 40), steps, async (history, taken) => {
        await writeHistory(database, { ...history, conversions: [] })
        await database.batch(clearRollups())
        const expected = new Map(await verdictsOf(database))
        for (const { most, changes } of taken) {
          if (most > 0) await rollUp(database, { most })
          const named = [...new Map(changes.map((change) => [change.seq, change])).values()]
          await replaceStored(database, named)
          for (const { seq, verdict } of named) if (expected.has(seq)) expected.set(seq, verdict)
        }
        expect(await verdictsOf(database)).toEqual([...expected])
        expect(await findRollupFaults(database)).toEqual([])
        while ((await rollUp(database, { most: 100 })) > 0);
        expect(await findRollupFaults(database)).toEqual([])
      }),
      { numRuns: 100 },
    )
  }, 60_000)

  it('counts once when roll-ups run at the same time', async () => {
    const { database } = await makeRuntime()
    const clicks = Array.from({ length: 50 }, (_, index) => makeClick({ at: start + index * 60_000, random: index }))
    await writeHistory(database, { ...onePost, clicks, conversions: [] })
    const toBot = packVerdict({ class: 'bot', reason: 'burst', rules: 1, firsts: 0 })
    await Promise.all(
      clicks.flatMap((_, index) => [
        replaceStored(database, [{ seq: index + 1, verdict: toBot }]),
        rollUp(database, { most: 3 }),
      ]),
    )
    expect(await findRollupFaults(database)).toEqual([])
    const sums = 'select sum(human) as human, sum(bot) as bot, sum(first_shop) as firsts from visit_days'
    expect(await database.all(statement(sums))).toEqual([{ human: 0, bot: 50, firsts: 0 }])
  })

  it('takes a thousand at once', async () => {
    const { database } = await makeRuntime()
    const clicks = Array.from({ length: 1000 }, (_, index) => makeClick({ at: start + index * 60_000, random: index }))
    await writeHistory(database, { ...onePost, clicks, conversions: [] })
    await rollUp(database, { most: 700 })
    const internal = packVerdict({ class: 'internal', reason: 'own-people', rules: 1, firsts: 0 })
    await replaceStored(
      database,
      clicks.map((_, index) => ({ seq: index + 1, verdict: internal })),
    )
    expect(await database.all(statement('select sum(internal) as internal from visit_days'))).toEqual([
      { internal: 700 },
    ])
    expect(await findRollupFaults(database)).toEqual([])
  })
})

const verdict = fc
  .record({ class: fc.constantFrom(...clickClasses), firsts: fc.nat(31) })
  .map((one) => packVerdict({ ...one, reason: 'person', rules: 2 }))

async function verdictsOf(database: Database): Promise<[number, number][]> {
  const row = z.object({ seq: z.number(), verdict: z.number() })
  const rows = await readRows(database, row, statement('select seq, verdict from clicks order by seq'))
  return rows.map(({ seq, verdict }) => [seq, verdict])
}
