import { finestOf } from '../ad-level.ts'
import { better, type Found } from './found.ts'
import { readOwn } from './own.ts'
import { partsBy, sumParts } from './parts.ts'
import type { Question, Reading, ReadValue } from './reading.ts'

/**
 * The value of a metric in a period. Stocks are the last reading, never summed over time; running totals are the growth
 * between two readings; flows are the sum of periods that don't overlap, those that cover most, then the finest, then the newest.
 * A channel's own reading goes before the sum of its posts' where it covers as much; a rate has no sum.
 */
export function readValue(question: Question): ReadValue {
  const { value, coveredDays, toldDays, told, days, flags } = readScope(question)
  if (value === null)
    return { value, coveredDays: 0, toldDays: 0, lastDay: null, days, completeness: 'none', flags: [...flags] }
  const completeness = coveredDays >= days ? 'complete' : 'partial'
  const lastDay = told.at(-1)?.to ?? null
  return { value, coveredDays, toldDays, lastDay, days, completeness, flags: [...flags].toSorted() }
}

/** `no readings` · `partial: covers 20 of 30 days` · `complete`. */
export function sayCompleteness({ completeness, coveredDays, days }: ReadValue): string {
  if (completeness === 'none') return 'no readings'
  return completeness === 'complete' ? completeness : `partial: covers ${coveredDays} of ${days} days`
}

function readScope(question: Question): Found {
  const { scope, readings } = question
  if ('part' in scope)
    return readOwn(
      question,
      readings.filter(({ part }) => part === scope.part),
    )
  if ('post' in scope)
    return readPost(
      question,
      readings.filter(({ post }) => post === scope.post),
    )
  if ('posts' in scope) return sumParts(question, partsBy(readings, 'post', scope.posts), 'sum-of-posts', readPost)
  if ('channel' in scope)
    return readChannel(
      question,
      readings.filter(({ channel }) => channel === scope.channel),
    )
  return better(
    readOwn(
      question,
      readings.filter((one) => one.channel === null && one.post === null && one.part === null),
    ),
    sumParts(question, partsBy(readings, 'channel'), 'sum-of-channels', readChannel),
  )
}

function readChannel(question: Question, readings: readonly Reading[]): Found {
  const [own, parts] = [readings.filter(({ post, part }) => post === null && part === null), finestOf(readings)]
  const whole = readOwn(question, own)
  // Its ads alone are less than the channel, however many days they tell of.
  if (whole.value !== null && parts.every((one) => own.includes(one) || one.adLevel)) return whole
  return better(whole, sumParts(question, partsBy(parts, 'post'), 'sum-of-posts', readPost))
}

function readPost(question: Question, readings: readonly Reading[]): Found {
  return better(
    readOwn(
      question,
      readings.filter(({ part }) => part === null),
    ),
    sumParts(question, partsBy(readings, 'part'), 'sum-of-parts', readOwn),
  )
}
