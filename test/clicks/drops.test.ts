import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDrops, createOwedDrops, type DropCount } from '../../src/clicks/drops.ts'
import { countDropsTo, readDrops } from '../../src/clicks/store.ts'
import { makeRuntime } from '../make.ts'

const reasons = fc.constantFrom('disk-full', 'locked', 'io-error')
type Counts = Readonly<Record<string, number>>

describe('what was dropped', () => {
  it('is counted once each, whatever is lost of file and database on the way', () => {
    const step = fc.oneof(
      { weight: 4, arbitrary: reasons.map((reason) => ({ kind: 'dropped' as const, reason })) },
      ...(['written to the file', 'sent', 'stored', 'refused', 'stored and killed', 'killed'] as const).map((kind) =>
        fc.constant({ kind }),
      ),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const dropped: Record<string, number> = {}
        let file: Counts = {}
        const database = new Map<string, number>()
        let newest: Counts = {}
        const begin = () => {
          const known = { kept: file, stored: Object.fromEntries(database) }
          return createDrops({ ...known, keep: (totals) => void (newest = totals) })
        }
        let drops = begin()
        let sent: readonly DropCount[] = []
        const store = () => {
          for (const [reason, total] of sent) database.set(reason, Math.max(total, database.get(reason) ?? 0))
        }
        for (const one of steps) {
          if (one.kind === 'dropped') {
            drops.add(one.reason)
            dropped[one.reason] = (dropped[one.reason] ?? 0) + 1
          } else if (one.kind === 'written to the file') file = newest
          else if (one.kind === 'sent') sent = drops.totals()
          else if (one.kind === 'refused') sent = []
          else {
            if (one.kind !== 'killed') store()
            if (one.kind === 'stored') drops.settle(sent)
            else {
              // What neither knows is gone with the process.
              for (const reason of Object.keys(dropped))
                dropped[reason] = Math.max(file[reason] ?? 0, database.get(reason) ?? 0)
              newest = file
              drops = begin()
            }
            sent = []
          }
          const told = new Map(database)
          for (const [reason, count] of drops.owed()) told.set(reason, (told.get(reason) ?? 0) + count)
          expect(positive(Object.fromEntries(told))).toEqual(positive(dropped))
        }
      }),
    )
  })

  it('is said to the database as often as one likes', async () => {
    const { database } = await makeRuntime()
    const drops = createDrops({ kept: { locked: 3 }, stored: { locked: 1, 'disk-full': 5 } })
    drops.add('disk-full')
    expect(drops.owed()).toEqual([
      ['locked', 2],
      ['disk-full', 1],
    ])
    const totals = drops.totals()
    for (let again = 0; again < 3; again++)
      await database.batch(totals.map(([reason, total]) => countDropsTo(reason, total)))
    await database.batch([countDropsTo('locked', 2)])
    expect(await readDrops(database)).toEqual({ locked: 3, 'disk-full': 6 })
    drops.settle(totals)
    expect(drops.owed()).toEqual([])
  })

  it('leaves with one click alone, and comes back where that is lost', () => {
    const drops = createOwedDrops()
    drops.add('locked')
    drops.add('locked')
    const taken = drops.take()
    expect([taken, drops.take(), drops.owed()]).toEqual([[['locked', 2]], [], []])
    drops.add('locked')
    drops.giveBack(taken)
    expect(drops.owed()).toEqual([['locked', 3]])
  })
})

function positive(counts: Counts): Counts {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))
}
