import { countDays, type Found, isSummable, lengthOf, mergeDays, nothing } from './found.ts'
import type { Question, Reading, ReadingFlag } from './reading.ts'

/** The readings of each part by itself; `only`: of these alone. */
export function partsBy(
  readings: readonly Reading[],
  level: 'channel' | 'post' | 'part',
  only?: readonly string[],
): readonly (readonly Reading[])[] {
  const parts = new Map<string, Reading[]>()
  const chosen = only && new Set(only)
  for (const reading of readings) {
    const name = reading[level]
    if (name === null || (chosen && !chosen.has(name))) continue
    const known = parts.get(name)
    if (known) known.push(reading)
    else parts.set(name, [reading])
  }
  return [...parts.values()]
}

/** The sum of what each part has, where it has a sum; `flag` says of what parts. */
export function sumParts(
  question: Question,
  parts: readonly (readonly Reading[])[],
  flag: ReadingFlag,
  read: (question: Question, readings: readonly Reading[]) => Found,
): Found {
  const begun = parts.filter((part) => !isLater(part, question.to))
  const all = begun.map((part) => read(question, part))
  const told = all.filter(({ value }) => value !== null)
  const [first] = told
  if (told.length === 1 && begun.length === 1 && first) return first
  // A mean of rates would need what each is a share of.
  if (!first || !isSummable(question.metric)) return nothing(question)
  const carried = carryOver(
    question,
    begun.filter((_, at) => all[at]?.value === null),
    read,
  )
  const missing = Math.max(carried.length > 0 ? 1 : 0, ...told.map(({ days, coveredDays }) => days - coveredDays))
  const days = lengthOf(question)
  const flags = new Set([flag, ...told.flatMap((one) => [...one.flags])])
  if (told.length + carried.length < begun.length) flags.add('parts-missing')
  if (carried.length > 0) flags.add('carried')
  if (told.length + carried.length > 1 && countsPeople.has(question.metric.id)) flags.add('same-people')
  const value = [...told, ...carried].reduce((sum, one) => sum + (one.value ?? 0), 0)
  const stretches = mergeDays(told.flatMap((one) => one.told))
  // Posts and ads come and go; a channel that nobody told of for a week went on as before.
  const goesOn = flag === 'sum-of-channels' && question.metric.kind !== 'stock'
  const toldDays = (goesOn ? ownPaces(told) : null) ?? countDays(stretches)
  return { value, coveredDays: Math.max(1, days - missing), days, flags, told: stretches, toldDays }
}

const longestCarried = 90

/** What was told of a stock before the period stays until it is told anew. */
function carryOver(
  question: Question,
  silent: readonly (readonly Reading[])[],
  read: (question: Question, readings: readonly Reading[]) => Found,
): readonly Found[] {
  if (question.metric.kind !== 'stock') return []
  const before = { ...question, from: question.from - longestCarried, to: question.from - 1 }
  return silent.map((part) => read(before, part)).filter(({ value }) => value !== null)
}

/** In how many days the sum came in, had every part come in at its own pace all the time; null where nothing came in. */
function ownPaces(parts: readonly Found[]): number | null {
  const sum = parts.reduce((all, { value }) => all + (value ?? 0), 0)
  const perDay = parts.reduce((all, { value, toldDays }) => all + (value ?? 0) / Math.max(1, toldDays), 0)
  return sum > 0 && perDay > 0 ? Math.round((sum / perDay) * 1e6) / 1e6 : null
}

/** People who are counted again with every post, day and channel. */
const countsPeople: ReadonlySet<string> = new Set(['reach', 'followers'])

function isLater(part: readonly Reading[], to: number): boolean {
  return part.every(({ publishedDay }) => publishedDay !== null && publishedDay > to)
}
