/**
 * How much busier some days are than others, as factors of an average day. `weekdays`: Monday first, mean 1; `months`:
 * January first, 1 for a month never seen, or null where the history is too short to tell a season from chance.
 */
export type Rhythm = { readonly weekdays: readonly number[]; readonly months: readonly number[] | null }

/** Eight weeks: each weekday eight times. */
export const fewestRhythmDays = 56
/** Two of each month: one alone can't be told from that year's own luck. */
export const fewestMonthDays = 730

/**
 * The rhythm of a history of daily counts, the first on `firstDay` (days since 1970-01-01), one for every day; null under
 * eight weeks or without a count. The factors are shrunk towards 1 by how much of the differences chance explains, wholly
 * where it explains all of them (`shrunkFactors`).
 */
export function readRhythm(counts: readonly number[], firstDay: number): Rhythm | null {
  if (counts.length < fewestRhythmDays || !counts.some((count) => count > 0)) return null
  const weekdays = shrunkFactors(counts, 7, (index) => weekdayOf(firstDay + index))
  const months =
    counts.length < fewestMonthDays ? null : shrunkFactors(counts, 12, (index) => monthOf(firstDay + index))
  return { weekdays, months }
}

/** The factor of a day. */
export function weightOf(rhythm: Rhythm | null, day: number): number {
  if (!rhythm) return 1
  return (rhythm.weekdays[weekdayOf(day)] ?? 1) * (rhythm.months?.[monthOf(day)] ?? 1)
}

/**
 * The time from `from` to `to` in average days: 20500.25 is a quarter into day 20500, and `to` is not part of it. Without a
 * rhythm simply the days.
 */
export function exposureOf(rhythm: Rhythm | null, from: number, to: number): number {
  if (!rhythm) return Math.max(0, to - from)
  let sum = 0
  for (let day = Math.floor(from); day < to; day++) {
    sum += weightOf(rhythm, day) * (Math.min(to, day + 1) - Math.max(from, day))
  }
  return sum
}

/**
 * Each group's mean ÷ the mean of all, moved to 1 by B = τ² / (τ² + φ/E): E is what the group would have with a factor
 * of 1, φ how uneven days of one group are (their variance ÷ the mean, 1 at least as chance alone has it), τ² how much groups
 * differ beyond that, by moments. Then scaled to a mean of 1.
 * @source Empirical Bayes for a gamma–Poisson model by the method of moments: Marshall 1991, Applied Statistics 40.
 */
export function shrunkFactors(
  counts: readonly number[],
  groups: number,
  groupOf: (index: number) => number,
): readonly number[] {
  const all = counts.reduce((sum, count) => sum + count, 0)
  const sums = sumGroups(counts, groups, groupOf)
  const mean = all / counts.length
  const phi = unevennessWithin(counts, { sums, groupOf })
  const expected = sums.map(({ days }) => days * mean)
  const squares = expected.reduce((sum, one) => sum + one * one, 0)
  const beyond = sums.reduce((sum, { sum: came }, index) => {
    const e = expected[index] ?? 0
    return sum + (came - e) ** 2 - phi * e * (1 - e / all)
  }, 0)
  const tau2 = Math.max(0, beyond / squares)
  const factors = sums.map(({ sum, days }, index) => {
    const e = expected[index] ?? 0
    return days === 0 || tau2 === 0 ? 1 : 1 + (tau2 / (tau2 + phi / e)) * (sum / e - 1)
  })
  const scale = factors.reduce((sum, factor) => sum + factor, 0) / groups
  return factors.map((factor) => factor / scale)
}

type GroupSum = { readonly sum: number; readonly days: number }

function sumGroups(counts: readonly number[], groups: number, groupOf: (index: number) => number): GroupSum[] {
  const sums = Array.from({ length: groups }, () => ({ sum: 0, days: 0 }))
  for (const [index, count] of counts.entries()) {
    const group = sums[groupOf(index)]
    if (!group) throw new RangeError(`there is no group ${groupOf(index)}`)
    group.sum += count
    group.days += 1
  }
  return sums
}

/** Days' variance within their groups ÷ the mean of all: a burst on one quiet day doesn't make its weekday a busy one. */
function unevennessWithin(
  counts: readonly number[],
  { sums, groupOf }: { readonly sums: readonly GroupSum[]; readonly groupOf: (index: number) => number },
): number {
  const seen = sums.filter(({ days }) => days > 0).length
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length
  const squares = counts.reduce((all, count, index) => {
    const { sum, days } = sums[groupOf(index)] ?? { sum: 0, days: 1 }
    return all + (count - sum / days) ** 2
  }, 0)
  return counts.length > seen ? Math.max(1, squares / (counts.length - seen) / mean) : 1
}

/** Monday 0: 1970-01-01 was a Thursday. */
function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7
}

function monthOf(day: number): number {
  return new Date(day * 86_400_000).getUTCMonth()
}
