import * as z from 'zod'
import { contentField } from '../links/post.ts'
import { parseRate } from '../platforms/cost.ts'
import { parseMoney, showMoney } from '../shops/money.ts'
import type { Shop } from '../shops/shop.ts'
import {
  type ContentCount,
  findPurposeWarnings,
  judgeMix,
  prioritisedKinds,
  type PurposeAnswers,
  suggestStatement,
} from './purpose-words.ts'

/** Why a shop is in social media. Money in minor units of its currency; `updatedAt` null: nothing was written yet. */
export type Purpose = Omit<PurposeAnswers, 'moneyPerMonth'> & {
  readonly shopId: string
  readonly moneyPerMonth: number | null
  /** What an hour of work costs. */
  readonly hourlyRate: number | null
  readonly updatedAt: number | null
}

export function noPurpose(shopId: string): Purpose {
  const words = { customers: '', theyWant: '', weWant: '', statement: '' }
  const effort = { hoursPerWeek: null, moneyPerMonth: null, hourlyRate: null }
  return { shopId, ...words, convey: [], priority: [], ...effort, updatedAt: null }
}

const words = z.string('must be a text').trim().max(2000, 'must have 2,000 characters at most').default('')

export const purposeDraft = z.strictObject({
  customers: words,
  theyWant: words,
  weWant: words,
  convey: ranked(contentField).default([]),
  priority: ranked(z.enum(prioritisedKinds, `must be one of ${prioritisedKinds.join(', ')}`)).default([]),
  hoursPerWeek: z
    .number('must be a number of hours, or null')
    .min(0, 'must be 0 or more')
    .max(168, 'must be 168 at most: a week has no more hours')
    .nullable()
    .default(null),
  moneyPerMonth: z.string('must be an amount as text such as "500.00", or null').nullable().default(null),
  /** Left out: as it is. PUT /hourly-rate writes it too. */
  hourlyRate: z.string('must be an amount as text such as "350.00", or null').nullable().exactOptional(),
  statement: words,
  shopId: z.string().exactOptional(),
})
export type PurposeDraft = z.output<typeof purposeDraft>

/** The purpose that a draft is in the place of `before`, or which of its amounts is none in the shop's currency. */
export function readPurpose(
  draft: PurposeDraft,
  { id: shopId, currency }: Pick<Shop, 'id' | 'currency'>,
  { before, now }: { readonly before: Purpose; readonly now: number },
): { readonly purpose: Purpose } | { readonly pointer: string; readonly detail: string } {
  const { shopId: _, moneyPerMonth: money, hourlyRate: rate, ...rest } = draft
  const moneyPerMonth = readAmount(money, currency)
  if (!moneyPerMonth.ok) return { pointer: '/moneyPerMonth', detail: moneyPerMonth.detail }
  const hourlyRate = rate === undefined ? { ok: true as const, minor: before.hourlyRate } : readRate(rate, currency)
  if (!hourlyRate.ok) return { pointer: '/hourlyRate', detail: hourlyRate.detail }
  const amounts = { moneyPerMonth: moneyPerMonth.minor, hourlyRate: hourlyRate.minor }
  return { purpose: { shopId, ...rest, ...amounts, updatedAt: now } }
}

/** As the API has it: with a draft of the statement, what to reconsider, and what the newest posts conveyed. */
export function showPurpose(purpose: Purpose, { currency }: Pick<Shop, 'currency'>, counts: readonly ContentCount[]) {
  const { moneyPerMonth: money, hourlyRate: rate, updatedAt } = purpose
  const answers = { ...purpose, moneyPerMonth: money === null ? null : `${currency} ${showMoney(money, currency)}` }
  return {
    ...purpose,
    moneyPerMonth: money === null ? null : showMoney(money, currency),
    hourlyRate: rate === null ? null : showMoney(rate, currency),
    currency,
    updatedAt: updatedAt === null ? null : new Date(updatedAt).toISOString(),
    suggestion: suggestStatement(answers),
    warnings: findPurposeWarnings(answers),
    mix: { days: mixDays, ...judgeMix(purpose.convey, counts) },
  }
}

/** The posts that are looked at for what they convey. */
export const mixDays = 30

function ranked<Item extends z.ZodType<string>>(item: Item) {
  return z
    .array(item, 'must be a list, the most important first')
    .refine((list) => new Set(list).size === list.length, 'must not name one twice')
}

type Amount = { readonly ok: true; readonly minor: number | null } | { readonly ok: false; readonly detail: string }

function readRate(text: string | null, currency: string): Amount {
  return text === null || text.trim() === '' ? { ok: true, minor: null } : parseRate(text, currency)
}

function readAmount(text: string | null, currency: string): Amount {
  return text === null || text.trim() === '' ? { ok: true, minor: null } : parseMoney(text, currency)
}
