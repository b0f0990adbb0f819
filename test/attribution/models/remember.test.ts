import { describe, expect, it } from 'vitest'
import { rememberTimes } from '../../../src/attribution/models/remember.ts'
import { packSteps } from '../../../src/attribution/models/steps.ts'
import { timesThere } from '../../../src/attribution/models/times-there.ts'

/** There and back between two states, each time with this chance. */
const between = (chance: number) => packSteps([[{ at: 1, chance }], [{ at: 0, chance }]])
const visits = (all: number) => Float64Array.of(all, 1)

describe('how often walks stand where they are', () => {
  it('is worked out once for one chain', () => {
    const times = rememberTimes(between(0.5), visits(2))
    expect(times[0]).toBeCloseTo(1 / (1 - 0.25), 9)
    expect(rememberTimes(between(0.5), visits(2))).toBe(times)
  })

  it('is worked out anew for a chain that differs by anything', () => {
    const times = rememberTimes(between(0.5), visits(2))
    const three = packSteps([[{ at: 1, chance: 0.5 }], [{ at: 0, chance: 0.5 }], []])
    const others = [
      [between(0.4), visits(2)],
      [between(0.5), visits(3)],
      [packSteps([[{ at: 1, chance: 0.5 }], []]), visits(2)],
      [three, Float64Array.of(2, 1, 1)],
    ] as const
    for (const [steps, all] of others) {
      const found = rememberTimes(steps, all)
      expect(found).not.toBe(times)
      expect(found).toEqual(timesThere(steps, all))
    }
  })

  it('is forgotten for the oldest where many are asked for', () => {
    const first = rememberTimes(between(0.9), visits(2))
    for (let other = 1; other <= 7; other++) rememberTimes(between(other / 10), visits(2))
    expect(rememberTimes(between(0.9), visits(2))).toBe(first)
    for (let other = 1; other <= 8; other++) rememberTimes(between(other / 10), visits(2))
    expect(rememberTimes(between(0.9), visits(2))).not.toBe(first)
  })
})
