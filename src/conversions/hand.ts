import * as z from 'zod'
import { channelIds, type Channel } from '../links/channel.ts'
import { codeWordField } from '../links/code-word.ts'
import { dayField } from '../shops/day-field.ts'
import { showDay } from '../shops/calendar.ts'
import { showMoney } from '../shops/money.ts'
import { pageQuery } from '../http/page.ts'
import { toldFields } from './ping.ts'

/** How the shop knows which post it was: the customer said its word, was asked, or bought from the post itself. */
export const hows = ['code-word', 'asked', 'this-post', 'unknown'] as const
export type How = (typeof hows)[number]

export const mostOrders = 500

function howRemedy(told: unknown): string {
  const wanted = told === undefined ? 'is missing: how do you know which post it was? One' : 'must be one'
  return `${wanted} of ${hows.join(', ')}`
}

/** Orders that somebody writes down: one, or several of a day as one total. */
export const handDraft = z.strictObject({
  day: dayField.optional(),
  orders: z
    .int(`must be a whole number from 1 to ${mostOrders}`)
    .min(1, 'must be 1 or more')
    .max(mostOrders, `must be ${mostOrders} at most: write the rest down as another entry`)
    .default(1),
  value: z
    .string('is missing: what was paid altogether, as text such as "499.50"')
    .trim()
    .min(1, 'is missing: what was paid altogether, as text such as "499.50"')
    .max(40, 'must be an amount such as "499.50"'),
  currency: toldFields.currency,
  how: z.enum(hows, { error: ({ input }) => howRemedy(input) }),
  postId: z
    .string('must be the id of a post')
    .trim()
    .min(1, 'must not be empty')
    .max(64, 'is not a post id')
    .optional(),
  codeWord: codeWordField.optional(),
  newCustomer: z.boolean('must be true or false; leave it out when you don’t know').optional(),
  orderId: z
    .string('must be text of 1 to 128 characters')
    .trim()
    .min(1, 'must not be empty: leave it out when the order has no number')
    .max(128, 'must have 128 characters at most')
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must not contain control characters')
    .optional(),
  note: z
    .string('must be text')
    .trim()
    .max(200, 'must have 200 characters at most')
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must be one line of text')
    .optional(),
  shopId: z.string().optional(),
})
export type HandDraft = z.output<typeof handDraft>

export const handQuery = z.strictObject({ ...pageQuery.shape, day: dayField.optional() })

/** An entry as it is stored. `value` is the total in minor units of `currency`; `day` is the shop's. */
export type HandEntry = {
  readonly number: number
  readonly id: string
  readonly shopId: string
  readonly day: number
  readonly orders: number
  readonly value: number
  readonly currency: string
  readonly how: How
  readonly post: HandPost | null
  readonly isNewCustomer: boolean | null
  readonly orderId: string | null
  readonly note: string | null
  readonly createdAt: number
  readonly removedAt: number | null
  /** Whether its conversions are all there or, where it was removed, all gone. */
  readonly isSettled: boolean
}

type HandPost = {
  readonly id: string
  readonly title: string
  readonly channel: Channel
  readonly codeWord: string | null
}

export const handPost = z.object({
  id: z.string(),
  title: z.string(),
  channel: z.enum(channelIds),
  codeWord: z.string().nullable(),
})

/**
 * A total as so many amounts that add up to it to the minor unit and differ by one at most (largest remainder of equal
 * shares): 1000 by 3 is 334, 333, 333. The average is right; what each order came to isn't known.
 */
export function splitTotal(total: number, orders: number): number[] {
  const least = Math.floor(total / orders)
  const more = total - least * orders
  return Array.from({ length: orders }, (_, index) => (index < more ? least + 1 : least))
}

/** The ids under which an entry's orders are stored: its number where it has one, else made of the entry's id. */
export function orderIdsOf({ id, orders, orderId }: Pick<HandEntry, 'id' | 'orders' | 'orderId'>): string[] {
  if (orderId !== null) return [orderId]
  return Array.from({ length: orders }, (_, index) => `${id}-${index + 1}`)
}

/** An entry as the API shows it. */
export function showHandEntry(entry: HandEntry) {
  const { id, shopId, day, orders, value, currency, how, post, isNewCustomer, orderId, note } = entry
  return {
    ...{ id, shopId, orders, currency, how, post, orderId, note },
    day: showDay(day),
    value: showMoney(value, currency),
    newCustomer: isNewCustomer,
    createdAt: new Date(entry.createdAt).toISOString(),
    removedAt: entry.removedAt === null ? null : new Date(entry.removedAt).toISOString(),
  }
}
