import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../src/demo/random.ts'
import { judge, type WeekOutcome } from '../../src/experiments/judge.ts'
import { drawSeed, planWeeks } from '../../src/experiments/plan.ts'
import { sayInterval, sayVerdict } from '../../src/experiments/words.ts'

const one = { sides: 1, metric: 'orders' } as const
const two = { sides: 2, metric: 'orders' } as const

/** Pairs of weeks with these differences, 20 a week without posts. */
function weeksWith(differences: readonly number[]): WeekOutcome[] {
  return differences.flatMap((difference, index) => [
    { pair: index + 1, isOn: true, value: 20 + difference },
    { pair: index + 1, isOn: false, value: 20 },
  ])
}

describe('the verdict', () => {
  it('of differences of 7, 11, 3 and 8 is 7.25 a week, 6 of 100 draws, not enough', () => {
    const verdict = judge(weeksWith([7, 11, 3, 8]), one)
    expect(verdict).toMatchObject({ kind: 'not-shown', mean: 7.25, on: 27.25, off: 20, percent: 36.25 })
    expect(verdict).toMatchObject({ p: 0.0625, smallestP: 0.0625, interval: { low: 3, high: 11, level: 0.875 } })
    expect(verdict && sayVerdict(verdict, 'orders')).toBe(
      'The weeks with posts had 7.3 orders more a week (+36%); by chance alone that much or more comes up in 6 of 100 draws; not enough to say so, and with 4 pairs no result could have been.',
    )
    expect(verdict && sayInterval(verdict, 'orders')).toBe(
      'The true difference lies between 3 and 11 orders a week (87.5% of such intervals hold it).',
    )
  })

  it('is good evidence at five of one sign, and fewer orders are told as fewer', () => {
    const up = judge(weeksWith([7, 11, 3, 8, 1]), one)
    expect(up).toMatchObject({ kind: 'shown', p: 1 / 32 })
    expect(up && sayVerdict(up, 'orders')).toContain('That is good evidence that posting brings orders.')
    const down = judge(weeksWith([-7, -11, -3, -8, -1, -2]), two)
    expect(down).toMatchObject({ kind: 'shown', p: 1 / 32 })
    expect(down && sayVerdict(down, 'orders')).toContain('5.3 orders fewer a week (−27%)')
    expect(judge(weeksWith([-7, -11, -3, -8, -1, -2]), one)).toMatchObject({ kind: 'not-shown', p: 1 })
  })

  it('of nothing is that nothing was seen, and no share of under five orders', () => {
    const none = judge(weeksWith([0, 0, 0, 0, 0]), one)
    expect(none).toMatchObject({ kind: 'not-shown', p: 1, mean: 0 })
    expect(none && sayVerdict(none, 'orders')).toMatch(/^The weeks with posts brought as many orders as those without/)
    const few = weeksWith([1, 1]).map((week) => ({ ...week, value: week.value - 18 }))
    expect(judge(few, one)).toMatchObject({ off: 2, percent: null })
  })

  it('counts all draws of 20 pairs without going through them', () => {
    const weeks = weeksWith(Array.from({ length: 20 }, (_, index) => Math.sin(index) * 40 + 3.7))
    // By going through all draws one by one a hundred of them take minutes.
    for (let time = 0; time < 100; time++) expect(judge(weeks, one)?.kind).toBe('not-shown')
  })

  it('leaves out whole pairs, and says nothing where none is left', () => {
    const weeks = weeksWith([7, 11, 3, 8])
    expect(judge(weeks, one, new Set([3]))).toMatchObject({ mean: 26 / 3, p: 0.125, pairs: [{}, {}, { pair: 4 }] })
    expect(judge(weeks, one, new Set([1, 2, 3, 4]))).toBeNull()
  })

  it.each([
    ['one-sided', one],
    ['two-sided', two],
  ])('is wrong in at most 5 of 100 experiments without an effect, %s', (_, asked) => {
    const random = seededRandom(7)
    const runs = 4000
    let shown = 0
    for (let run = 0; run < runs; run++) {
      // Weeks with a trend and a busy week here and there: what comes first is drawn by lot, and all that matters.
      const plan = planWeeks({ pairs: 7, firstMonday: 4, washOutDays: 0 }, seedOf(random))
      const weeks = plan.map(({ pair, isOn }, week) => ({
        ...{ pair, isOn: isOn === true },
        value: 20 + week + 8 * random() + (random() < 0.1 ? 30 : 0),
      }))
      if (judge(weeks, asked)?.kind === 'shown') shown += 1
    }
    // Three standard deviations of 4,000 draws at 0.05.
    expect(shown / runs).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / runs))
    expect(shown / runs).toBeGreaterThan(0.01)
  })

  it('finds the effect that was foretold in about four of five experiments', () => {
    const random = seededRandom(11)
    const normal = () => Array.from({ length: 12 }, random).reduce((sum, draw) => sum + draw, -6)
    // Standard deviation 4 and 10 pairs: 2.8 · 4 · √0.2 = 5.
    const runs = 400
    let shown = 0
    for (let run = 0; run < runs; run++) {
      const weeks = planWeeks({ pairs: 10, firstMonday: 4, washOutDays: 0 }, seedOf(random)).map(({ pair, isOn }) => ({
        ...{ pair, isOn: isOn === true },
        value: 40 + 4 * normal() + (isOn ? 5.01 : 0),
      }))
      if (judge(weeks, two)?.kind === 'shown') shown += 1
    }
    expect(shown / runs).toBeGreaterThan(0.66)
    expect(shown / runs).toBeLessThan(0.88)
  })
})

function seedOf(random: () => number): string {
  return drawSeed().replaceAll(/./g, () => Math.floor(random() * 16).toString(16))
}
