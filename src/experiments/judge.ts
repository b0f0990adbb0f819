import { signFlip } from '../statistics/sign-flip.ts'
import { signFlipInterval } from '../statistics/subset-means.ts'
import { alpha, type Experiment } from './experiment.ts'
import { smallestP } from './plan.ts'

/** What a week brought, as seven days of it would have. */
export type WeekOutcome = { readonly pair: number; readonly isOn: boolean; readonly value: number }

/** `difference`: on − off. */
export type PairOutcome = {
  readonly pair: number
  readonly on: number
  readonly off: number
  readonly difference: number
}

/**
 * What the pairs say, by the test that was registered. `mean`, `on` and `off` are by week in the outcome's unit; `percent`
 * is the mean of off's, null where there is too little of it. `shown` is that p is at or under 0.05: with so many pairs as are left it may
 * be out of reach (`smallestP`).
 */
export type Verdict = {
  readonly kind: 'shown' | 'not-shown'
  readonly mean: number
  readonly on: number
  readonly off: number
  readonly percent: number | null
  readonly p: number
  readonly smallestP: number
  readonly sides: 1 | 2
  readonly interval: { readonly low: number; readonly high: number; readonly level: number }
  readonly pairs: readonly PairOutcome[]
}

/** The verdict of the weeks but for the pairs left out; null when none is left. */
export function judge(
  weeks: readonly WeekOutcome[],
  { sides, metric }: Pick<Experiment, 'sides' | 'metric'>,
  leftOut: ReadonlySet<number> = new Set(),
): Verdict | null {
  const pairs = pairUp(weeks).filter(({ pair }) => !leftOut.has(pair))
  if (pairs.length === 0) return null
  const differences = pairs.map(({ difference }) => difference)
  const test = signFlip(differences)
  const p = sides === 1 ? test.oneSided : test.twoSided
  const [on, off] = [meanOf(pairs.map((one) => one.on)), meanOf(pairs.map((one) => one.off))]
  // Of under five orders no share is told.
  const isTellable = off > 0 && (metric === 'net_revenue' || off * pairs.length >= 5)
  return {
    kind: p <= alpha ? 'shown' : 'not-shown',
    ...{ mean: test.mean, on, off, p, sides, pairs },
    percent: isTellable ? (test.mean / off) * 100 : null,
    smallestP: smallestP({ pairs: pairs.length, sides }),
    interval: signFlipInterval(differences),
  }
}

function pairUp(weeks: readonly WeekOutcome[]): PairOutcome[] {
  const numbers = [...new Set(weeks.map(({ pair }) => pair))]
  return numbers.map((pair) => {
    const valueOf = (isOn: boolean) => weeks.find((week) => week.pair === pair && week.isOn === isOn)?.value ?? 0
    const [on, off] = [valueOf(true), valueOf(false)]
    return { pair, on, off, difference: on - off }
  })
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
