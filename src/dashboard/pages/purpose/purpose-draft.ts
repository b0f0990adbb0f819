import type { PurposeAnswers } from '../../../goals/purpose-words.ts'
import type { Format } from '../../parts/format.ts'
import type { Purpose, PurposeDraft } from '../../queries/purpose.ts'

export const purposeFields = [
  'customers',
  'theyWant',
  'weWant',
  'convey',
  'priority',
  'hoursPerWeek',
  'moneyPerMonth',
  'hourlyRate',
  'statement',
] as const satisfies readonly (keyof PurposeDraft)[]

export function draftOf(purpose: Purpose): PurposeDraft {
  const { customers, theyWant, weWant, convey, priority, hoursPerWeek, moneyPerMonth, hourlyRate, statement } = purpose
  return { customers, theyWant, weWant, convey, priority, hoursPerWeek, moneyPerMonth, hourlyRate, statement }
}

/** As the statement's draft and the warnings read it, with money in the reader's own writing. */
export function answersOf(draft: PurposeDraft, currency: string, format: Format): PurposeAnswers {
  const { moneyPerMonth: money } = draft
  return { ...draft, moneyPerMonth: money === null ? null : format.money(money, currency) }
}
