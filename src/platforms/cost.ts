import * as z from 'zod'
import { badField } from '../http/problem.ts'
import type { Channel } from '../links/channel.ts'
import { channelField } from '../links/post.ts'
import { parseDay, showDay } from '../shops/calendar.ts'
import { dayField } from '../shops/day-field.ts'
import { digitsOf, type MoneyResult, parseMoney, showMoney } from '../shops/money.ts'

/** `boost`: paid reach of a post · `ad`: any other advertisement · `work`: time · `other`: prizes, pictures, tools. */
export const costKinds = ['boost', 'ad', 'work', 'other'] as const
export type CostKind = (typeof costKinds)[number]

/** The narrowest that was named: the whole shop where nothing was. */
export const costScopes = ['link', 'post', 'campaign', 'channel', 'shop'] as const
export type CostScope = (typeof costScopes)[number]

/** Money and hours spent. Days since 1970, inclusive; amount in minor units of currency, both null for hours alone. */
export type Cost = {
  readonly number: number
  readonly id: string
  readonly shopId: string
  readonly kind: CostKind
  readonly amount: number | null
  readonly currency: string | null
  readonly hours: number | null
  readonly from: number
  readonly to: number
  /** What the cost is of, with what that belongs to today: a link's post, a post's campaign and channel. */
  readonly scope: CostScope
  readonly link: { readonly id: string; readonly slug: string; readonly content: string | null } | null
  readonly post: { readonly id: string; readonly title: string } | null
  readonly campaign: { readonly id: string; readonly name: string } | null
  readonly channel: Channel | null
  readonly note: string | null
  /** The file that told it; null where it was written down. */
  readonly importId: string | null
  readonly createdAt: number
  /** Units of the shop's currency for one of the cost's on its first day, or up to a week before; 1 for its own. */
  readonly rate: number | null
}

const mostHours = 10_000
/** Three years. */
const mostDays = 1_100

const id = z.string().min(1, 'must not be empty')
const costFields = z.strictObject({
  kind: z.enum(costKinds, `must be one of ${costKinds.join(', ')}`).exactOptional(),
  amount: z.string('must be the money as text, such as "499.50"').nullable().exactOptional(),
  currency: z.string('must be an ISO 4217 code such as NOK').nullable().exactOptional(),
  hours: z
    .number('must be a number of hours, such as 1.5')
    .positive('must be more than 0')
    .max(mostHours, 'must be 10,000 hours at most')
    .nullable()
    .exactOptional(),
  from: z.string('is missing: the first day, such as 2026-11-22').pipe(dayField),
  to: z.string('is missing: the last day; for one day the same as from').pipe(dayField),
  linkId: id.nullable().exactOptional(),
  postId: id.nullable().exactOptional(),
  campaignId: id.nullable().exactOptional(),
  channel: channelField.nullable().exactOptional(),
  note: z.string().trim().max(500, 'must have 500 characters at most').nullable().exactOptional(),
  shopId: z.string().exactOptional(),
})
export const costDraft = costFields
export type CostDraft = z.output<typeof costDraft>
export const costPatch = z.strictObject({
  ...costFields.shape,
  from: costFields.shape.from.exactOptional(),
  to: costFields.shape.to.exactOptional(),
})
export type CostPatch = z.output<typeof costPatch>

/** What was spent, checked: money, hours or both. */
export type Spending = Pick<Cost, 'kind' | 'amount' | 'currency' | 'hours' | 'from' | 'to' | 'note'>

/** @throws Problem 400 for neither money nor hours, bad money, or days that end before they begin */
export function readSpending(draft: CostDraft, shopCurrency: string): Spending {
  const { hours = null, amount: told = null, note } = draft
  if (told === null && hours === null)
    throw badField('/amount', 'is missing: give the money spent (amount), the hours, or both.')
  if (told === null && typeof draft.currency === 'string')
    throw badField('/currency', 'stands without an amount: give the amount, or leave the currency out.')
  const currency = told === null ? null : (draft.currency ?? shopCurrency)
  const amount = told === null || currency === null ? null : readAmount(told, currency)
  const [from, to] = [parseDay(draft.from), parseDay(draft.to)]
  if (from > to) throw badField('/to', `must be ${draft.from} or later.`)
  if (to - from >= mostDays)
    throw badField('/to', `must be within ${mostDays} days of from: write longer costs down in parts.`)
  if (hours !== null && hours > 24 * (to - from + 1))
    throw badField(
      '/hours',
      `must be ${24 * (to - from + 1)} at most: these days have no more. Write longer work on more days.`,
    )
  const kind = draft.kind ?? (amount === null ? 'work' : 'other')
  return { kind, amount, currency, hours, from, to, note: note || null }
}

function readAmount(told: string, currency: string): number {
  if (digitsOf(currency) === undefined)
    throw badField('/currency', `${currency} is not an ISO 4217 currency code such as NOK, EUR or THB.`)
  const money = parseMoney(told, currency)
  if (!money.ok) throw badField('/amount', money.detail)
  return money.minor
}

/** A stored cost as it was drafted, so that a change of some fields is judged with the rest. */
export function draftOf(cost: Cost): CostDraft {
  const { kind, amount, currency, hours, scope, note } = cost
  return {
    ...{ kind, currency, hours, note },
    amount: amount === null || currency === null ? null : showMoney(amount, currency),
    from: showDay(cost.from),
    to: showDay(cost.to),
    ...(scope === 'link' && cost.link ? { linkId: cost.link.id } : {}),
    ...(scope === 'post' && cost.post ? { postId: cost.post.id } : {}),
    ...(scope === 'campaign' && cost.campaign ? { campaignId: cost.campaign.id } : {}),
    ...((scope === 'campaign' || scope === 'channel') && cost.channel ? { channel: cost.channel } : {}),
  }
}

/** The draft with some fields changed. What a cost is of is told as one: whichever of its fields is given replaces them all. */
export function changeDraft(draft: CostDraft, patch: CostPatch): CostDraft {
  const isMoved = places.some((field) => patch[field] !== undefined)
  const noAmount = patch.amount === null ? { currency: null } : {}
  const kept = isMoved ? { ...draft, linkId: null, postId: null, campaignId: null, channel: null } : draft
  return { ...kept, ...noAmount, ...patch }
}

const places = ['linkId', 'postId', 'campaignId', 'channel'] as const

/** As the API shows it. Ids of what a cost's post and link belong to are those of today. */
export function showCost(cost: Cost) {
  const { id, shopId, kind, amount, currency, hours, scope, link, post, campaign, channel, note, importId } = cost
  return {
    ...{ id, shopId, kind, hours, currency, scope, channel, note, importId },
    amount: amount === null || currency === null ? null : showMoney(amount, currency),
    from: showDay(cost.from),
    to: showDay(cost.to),
    linkId: link?.id ?? null,
    postId: post?.id ?? null,
    campaignId: campaign?.id ?? null,
    label: labelOf(cost),
    createdAt: new Date(cost.createdAt).toISOString(),
  }
}

function labelOf({ scope, link, post, campaign }: Cost): string | null {
  if (scope === 'link') return link?.slug ?? null
  if (scope === 'post') return post?.title ?? null
  return scope === 'campaign' ? (campaign?.name ?? null) : null
}

/** What an hour is worth, in minor units. */
export function parseRate(text: string, currency: string): MoneyResult {
  const rate = parseMoney(text, currency)
  if (!rate.ok || rate.minor <= mostRateMinor) return rate
  return { ok: false, detail: `must be ${showMoney(mostRateMinor, currency)} at most: no hour is worth more.` }
}

/** So that ten thousand hours of it stay exact. */
const mostRateMinor = 100_000_000
