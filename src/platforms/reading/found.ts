import type { Question, ReadingFlag, ReadValue } from './reading.ts'

/** What was found before it is told on: of a part of the scope, or of all of it. */
export type Found = Omit<ReadValue, 'completeness' | 'flags' | 'lastDay'> & {
  readonly flags: ReadonlySet<ReadingFlag>
  /** Stretches of days that were told of, none touching another, the earliest first. */
  readonly told: readonly Period[]
}
export type Period = Pick<Question, 'from' | 'to'>

/** The part's own telling, unless the parts of it cover more. */
export function better(own: Found, parts: Found): Found {
  if (own.value === null) return parts.value === null ? own : parts
  return parts.value !== null && parts.coveredDays > own.coveredDays ? parts : own
}

export const none: ReadonlySet<ReadingFlag> = new Set()

export function nothing(period: Period): Found {
  return { value: null, coveredDays: 0, days: lengthOf(period), flags: none, told: [], toldDays: 0 }
}

export function lengthOf({ from, to }: Period): number {
  return to - from + 1
}

export function mergeDays(stretches: readonly Period[]): readonly Period[] {
  const merged: Period[] = []
  for (const { from, to } of stretches.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1)
    if (last && from <= last.to + 1) merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, to) }
    else if (from <= to) merged.push({ from, to })
  }
  return merged
}

export function countDays(stretches: readonly Period[]): number {
  return stretches.reduce((sum, one) => sum + lengthOf(one), 0)
}

export function isSummable({ unit }: Question['metric']): boolean {
  return unit === 'count' || unit === 'money'
}
