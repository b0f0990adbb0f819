import { firstTouch } from '../attribution/models/first.ts'
import { lastTouch } from '../attribution/models/last.ts'
import { lastNonDirect } from '../attribution/models/last-non-direct.ts'
import { linear } from '../attribution/models/linear.ts'
import { positionBased } from '../attribution/models/position-based.ts'
import { shapley } from '../attribution/models/shapley.ts'
import { timeDecay } from '../attribution/models/time-decay.ts'
import type { Touched } from '../attribution/models/touched.ts'
import type { Model } from './question.ts'

/** `unit`: what the report tells apart, such as a post. */
export type SharedTouch = Touched & { readonly channel: string | null }

/**
 * A journey's shares by touch under a model, oldest first, adding up to 1: the one place where reports split an order.
 * What a model gives a unit as a whole (Markov, Shapley) is its touches' in equal parts. `effects`: Markov's, by unit.
 */
export function sharesUnder(
  model: Model,
  effects: ReadonlyMap<string, number> | undefined,
): (touches: readonly SharedTouch[]) => readonly number[] {
  switch (model) {
    case 'markov':
      return (touches) => byEffect(touches, effects ?? new Map())
    case 'shapley':
      return (touches) => evenOut(touches, shapley(touches))
    case 'last-non-direct':
      return (touches) => lastNonDirect(touches.map(({ channel }) => ({ unit: channel ?? '' })))
    default:
      return simple[model]
  }
}

const simple = {
  'last-touch': lastTouch,
  'first-touch': firstTouch,
  linear,
  'position-based': positionBased,
  'time-decay': timeDecay,
} as const

/** By the removal effects of the units that are on the way; in equal parts where the order would have come without any. */
function byEffect(touches: readonly SharedTouch[], effects: ReadonlyMap<string, number>): readonly number[] {
  const units = [...new Set(touches.map(({ unit }) => unit))]
  const sum = units.reduce((total, unit) => total + (effects.get(unit) ?? 0), 0)
  if (sum <= 0) return linear(touches)
  const firsts = touches.map(({ unit }, index) => touches.findIndex((one) => one.unit === unit) === index)
  return evenOut(
    touches,
    touches.map(({ unit }, index) => (firsts[index] ? (effects.get(unit) ?? 0) / sum : 0)),
  )
}

/** Each unit's share in equal parts to its touches, so that a filter which leaves some of them leaves that part. */
function evenOut(touches: readonly SharedTouch[], shares: readonly number[]): readonly number[] {
  const whole = new Map<string, { share: number; touches: number }>()
  for (const [index, { unit }] of touches.entries()) {
    const { share, touches: before } = whole.get(unit) ?? { share: 0, touches: 0 }
    whole.set(unit, { share: share + (shares[index] ?? 0), touches: before + 1 })
  }
  return touches.map(({ unit }) => {
    const own = whole.get(unit)
    return own ? own.share / own.touches : 0
  })
}

/**
 * Whole minor units in parts that add up to them: each share rounded down, and what is left one by one to those that
 * lost the most, the first of equals. Also of amounts below zero.
 * @source the largest remainder method (Hamilton)
 */
export function splitMinor(minor: number, shares: readonly number[]): number[] {
  const sign = minor < 0 ? -1 : 1
  const exact = shares.map((share) => Math.abs(minor) * share)
  const parts = exact.map(Math.floor)
  const left = Math.abs(minor) - parts.reduce((sum, part) => sum + part, 0)
  const byLoss = exact.map((one, index) => ({ index, loss: one - Math.floor(one) })).toSorted((a, b) => b.loss - a.loss)
  // A share may be off by the last bit, so that of huge amounts a unit more or less is left than there are parts.
  for (let given = 0; given < Math.abs(left); given++) {
    const { index } = byLoss[given % byLoss.length] ?? { index: 0 }
    parts[index] = (parts[index] ?? 0) + Math.sign(left)
  }
  return parts.map((part) => sign * part || 0)
}
