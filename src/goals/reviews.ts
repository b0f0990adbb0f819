import * as z from 'zod'
import { parseDay, showDay } from '../shops/calendar.ts'
import type { Goal } from './goal.ts'
import type { ProgressStatus } from './progress.ts'

/** What was thought of a goal when it was looked at. `day` as 2026-11-22. */
export type Review = {
  readonly number: number
  readonly id: string
  readonly day: string
  /** The goal's value and status then. */
  readonly value: number | null
  readonly status: ProgressStatus
  readonly note: string
  readonly nextStep: string
  readonly createdAt: number
}

const text = (missing: string) => z.string(missing).trim().max(2000, 'must have 2,000 characters at most')

export const reviewDraft = z
  .strictObject({
    note: text('is missing: how does it go, and why?').default(''),
    nextStep: text('is missing: what is done next?').default(''),
  })
  .refine(({ note, nextStep }) => note !== '' || nextStep !== '', {
    path: ['note'],
    error: 'is missing: write how it goes and why, or what is done next',
  })
export type ReviewDraft = z.output<typeof reviewDraft>

export function showReview({ number: _, createdAt, ...review }: Review) {
  return { ...review, createdAt: new Date(createdAt).toISOString() }
}

/** When a goal is to be looked at next. Days as `2026-11-22`. */
export type ReviewRhythm = {
  readonly rhythm: 'weekly' | 'monthly'
  readonly lastOn: string | null
  readonly dueOn: string
  readonly isDue: boolean
}

/**
 * A week or a month after the last review, or after the goal's beginning; the last time the day after its end. Null without
 * a rhythm, before it begins, and when it was looked at after its end.
 */
export function nextReview(
  { review, from, to }: Pick<Goal, 'review' | 'from' | 'to'>,
  lastOn: string | null,
  today: number,
): ReviewRhythm | null {
  const [first, end] = [parseDay(from), parseDay(to) + 1]
  if (!review || today < first || (lastOn !== null && parseDay(lastOn) >= end)) return null
  const since = Math.max(first, lastOn === null ? first : parseDay(lastOn))
  const due = Math.min(end, review === 'weekly' ? since + 7 : aMonthAfter(since))
  return { rhythm: review, lastOn, dueOn: showDay(due), isDue: today >= due }
}

/** The same day of the next month, or its last one. */
function aMonthAfter(day: number): number {
  const [year = 0, month = 1, date = 1] = showDay(day).split('-').map(Number)
  const lastDate = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return Date.UTC(year, month, Math.min(date, lastDate)) / 86_400_000
}
