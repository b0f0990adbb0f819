import { lengthOf, type Period } from './found.ts'
import type { ReadingFlag } from './reading.ts'

export type Span = { readonly from: number; readonly to: number; readonly value: number; readonly toldAt: number }

type Plan = { readonly taken: readonly Span[]; readonly score: readonly [days: number, pieces: number, told: number] }

/** The periods inside that don't overlap and cover most days; of those the finest, of those the newest. */
export function chooseDisjoint(spans: readonly Span[], period: Period) {
  const inside = spans
    .filter(({ from, to }) => from >= period.from && to <= period.to)
    .toSorted((a, b) => a.to - b.to || a.from - b.from)
  const touching = spans.filter(({ from, to }) => to >= period.from && from <= period.to)
  const plans: Plan[] = [{ taken: [], score: [0, 0, 0] }]
  for (const [index, span] of inside.entries()) {
    const without = plans[index] ?? { taken: [], score: [0, 0, 0] as const }
    const before = plans[inside.findLastIndex((one, at) => at < index && one.to < span.from) + 1] ?? without
    const [days, pieces, told] = before.score
    const taking: Plan = {
      taken: [...before.taken, span],
      score: [days + lengthOf(span), pieces + 1, told + span.toldAt],
    }
    plans.push(isAbove(taking.score, without.score) ? taking : without)
  }
  const best = plans.at(-1) ?? { taken: [], score: [0, 0, 0] as const }
  const flags = new Set<ReadingFlag>()
  if (best.taken.length < inside.length) flags.add('overlap')
  if (touching.length > inside.length && best.score[0] < lengthOf(period)) flags.add('straddles')
  return { taken: best.taken, coveredDays: best.score[0], flags }
}

function isAbove(one: Plan['score'], other: Plan['score']): boolean {
  const at = one.findIndex((part, index) => part !== other[index])
  return at >= 0 && (one[at] ?? 0) > (other[at] ?? 0)
}
