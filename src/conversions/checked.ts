import type { Source } from './trust.ts'
import type { Touched } from './verify-click.ts'

/** Minor units of `currency`. */
export type Money = {
  readonly value: number
  readonly tax: number | null
  readonly shipping: number | null
  readonly currency: string
}

/** Who bought, hashed: by the number or name the shop knows them by, by their e-mail address, or by both. */
export type Customer = { readonly idHash: string | null; readonly emailHash: string | null }

/** The shop system's own record of where the visit came from. */
export type Utm = {
  readonly source: string
  readonly medium: string | null
  readonly campaign: string
  readonly content: string | null
}

/** A click of ours that came before a conversion. Time in UTC milliseconds. */
export type ClickBefore = {
  readonly linkNumber: number
  readonly at: number
  /** The click's 40 random bits; `nameless` for a click whose id was forgotten. */
  readonly random: number
}

/** A checked ping. Times are UTC milliseconds, `day` the shop's local day of `occurredAt`. */
export type Checked = {
  readonly id: string
  readonly shopId: string
  readonly event: string
  readonly key: string
  readonly source: Source
  readonly orderId: string | null
  readonly refundId: string | null
  readonly money: Money | null
  /** Whether there may be an amount in another currency than the shop's, to be converted. */
  readonly mayConvert: boolean
  readonly occurredAt: number
  readonly day: number
  /** The shop's local noon of `day`. */
  readonly noon: number
  /** Told by its day alone: an exact time of that day stands. */
  readonly isDayOnly: boolean
  readonly touched: Touched
  /** The click is of the first page of a visit: others may have come after it. */
  readonly isLanding: boolean
  /** The clicks before it that are ours, of this shop and not too old, and its own. */
  readonly touches: readonly ClickBefore[]
  readonly utm: Utm | null
  readonly customer: Customer | null
  readonly isNewCustomer: boolean | null
  readonly coupon: string | null
  readonly isTest: boolean
  readonly receivedAt: number
  /** How new the amount is, by the source's own count; 0 where the first telling stays. */
  readonly asOf: number
  /** The key of the purchase it is or belongs to. */
  readonly orderKey: string | null
  /** Other ids of the same order. */
  readonly aliases: readonly { readonly id: string; readonly key: string }[]
}
