import { dayMs } from '../shops/calendar.ts'

/**
 * Who bought: `won-back` is a customer whose order before was longer ago than the shop's churn days. `unknown`: neither
 * the shop said so, nor does its history reach back far enough to tell.
 */
export const customerKinds = ['new', 'returning', 'won-back', 'unknown'] as const
export type CustomerKind = (typeof customerKinds)[number]

/** An order as it bears on who bought. `occurredAt` in UTC milliseconds; `told`: the shop's word on whether they are new. */
export type CustomerOrder = {
  readonly key: string
  readonly occurredAt: number
  readonly customerHash: string | null
  /** Whether the customer was told by the shop's own number or name, and by e-mail address. */
  readonly isById: boolean
  readonly isByEmail: boolean
  readonly told: boolean | null
}

/**
 * The kind of customer of an order, by all orders of the shop that aren't tests, in whatever order: the shop's word on
 * new or not wins, else their order before decides. A first order in a history shorter than `churnDays` proves nothing,
 * nor does one in a history in which customers are known by something else: who has a number may stand there by address.
 * An order stays one when it is given back. The same rule as `customerKindSql`.
 */
export function customerKindOf(order: CustomerOrder, all: readonly CustomerOrder[], churnDays: number): CustomerKind {
  const { told, occurredAt, customerHash } = order
  if (told === true) return 'new'
  const churnMs = churnDays * dayMs
  const earlier = all.filter(
    (one) => customerHash !== null && one.customerHash === customerHash && isBefore(one, order),
  )
  if (earlier.length > 0)
    return occurredAt - Math.max(...earlier.map((one) => one.occurredAt)) > churnMs ? 'won-back' : 'returning'
  if (told === false) return 'returning'
  const reachesBack = all.some(
    (one) =>
      ((one.isById && order.isById) || (one.isByEmail && order.isByEmail)) && one.occurredAt <= occurredAt - churnMs,
  )
  return customerHash !== null && reachesBack ? 'new' : 'unknown'
}

/** Of orders at the same time the key decides, which doesn't depend on which arrived first. */
function isBefore(one: CustomerOrder, other: CustomerOrder): boolean {
  return one.occurredAt < other.occurredAt || (one.occurredAt === other.occurredAt && one.key < other.key)
}

/** `customerKindOf` as SQL over `conversions`: null for what isn't an order, or is a test. */
export const customerKindSql = `case
  when conversions.event <> 'purchase' or conversions.is_test = 1 then null
  when conversions.is_new_customer = 1 then 'new'
  when conversions.customer_hash is null then iif(conversions.is_new_customer = 0, 'returning', 'unknown')
  else coalesce(
    (select iif(conversions.occurred_at - earlier.occurred_at > ${churnMsSql()}, 'won-back', 'returning')
      from conversions earlier
      where earlier.shop_id = conversions.shop_id and earlier.customer_hash = conversions.customer_hash
        and earlier.event = 'purchase' and earlier.is_test = 0 and earlier.occurred_at <= conversions.occurred_at
        and (earlier.occurred_at < conversions.occurred_at or earlier.key < conversions.key)
      order by earlier.occurred_at desc limit 1),
    iif(conversions.is_new_customer = 0, 'returning', null),
    iif(${reachesBackSql('customer_id_hash')} or ${reachesBackSql('customer_email_hash')}, 'new', 'unknown'))
  end`

/** The same over rows of `countedIn` (counted-store.ts) as `counted`, beside `history` as `countedHistory` has it. */
export const countedKindSql = `case
  when counted.event <> 1 then null
  when counted.told_new = 1 then 'new'
  when counted.known & 1 = 0 then iif(counted.told_new = 0, 'returning', 'unknown')
  when counted.earlier_at is not null
    then iif(counted.occurred_at - counted.earlier_at > history.churn_ms, 'won-back', 'returning')
  when counted.told_new = 0 then 'returning'
  when (counted.known & 2 and history.first_by_id <= counted.occurred_at - history.churn_ms)
    or (counted.known & 4 and history.first_by_email <= counted.occurred_at - history.churn_ms) then 'new'
  else 'unknown' end`

/**
 * One row: after how long customers of a shop are lost, and its first orders by customers known by either name. Takes the
 * shop's id three times.
 */
export const countedHistory = `(select churn_days * ${dayMs} as churn_ms, ${firstSql('customer_id_hash')} as first_by_id,
  ${firstSql('customer_email_hash')} as first_by_email from shops where id = ?)`

function firstSql(column: 'customer_id_hash' | 'customer_email_hash'): string {
  return `(select min(occurred_at) from conversions where shop_id = ? and ${column} is not null
    and event = 'purchase' and is_test = 0)`
}

function reachesBackSql(column: 'customer_id_hash' | 'customer_email_hash'): string {
  return `(conversions.${column} is not null and exists (select 1 from conversions earlier
    where earlier.shop_id = conversions.shop_id and earlier.${column} is not null
      and earlier.event = 'purchase' and earlier.is_test = 0
      and earlier.occurred_at <= conversions.occurred_at - ${churnMsSql()}))`
}

function churnMsSql(): string {
  return `${dayMs} * (select churn_days from shops where shops.id = conversions.shop_id)`
}
