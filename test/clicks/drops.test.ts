import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDrops } from '../../src/clicks/drops.ts'

describe('what was dropped', () => {
  it('is owed until it is stored, each click once, whatever is dropped meanwhile', () => {
    const reasons = fc.constantFrom('disk-full', 'locked', 'io-error')
    const step = fc.oneof(
      reasons,
      fc.constant('ask' as const),
      fc.constant('stored' as const),
      fc.constant('refused' as const),
    )
    fc.assert(
      fc.property(fc.dictionary(reasons, fc.nat({ max: 5 })), fc.array(step), (kept, steps) => {
        let told: Readonly<Record<string, number>> = kept
        const drops = createDrops(kept, (counts) => {
          told = counts
        })
        const dropped = new Map(Object.entries(kept))
        const stored = new Map<string, number>()
        let asked: readonly (readonly [string, number])[] = []
        for (const one of steps) {
          if (one === 'ask') asked = drops.owed()
          else if (one === 'refused') asked = []
          else if (one === 'stored') {
            drops.settle(asked)
            for (const [reason, count] of asked) add(stored, reason, count)
            asked = []
          } else {
            drops.add(one)
            add(dropped, one, 1)
          }
        }
        for (const [reason, count] of drops.owed()) add(stored, reason, count)
        expect(positive(stored)).toEqual(positive(dropped))
        expect(positive(new Map(Object.entries(told)))).toEqual(positive(new Map(drops.owed())))
      }),
    )
  })
})

function add(counts: Map<string, number>, reason: string, by: number): void {
  counts.set(reason, (counts.get(reason) ?? 0) + by)
}

function positive(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].filter(([, count]) => count > 0))
}
