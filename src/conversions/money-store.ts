import type { Shop } from '../shops/shop.ts'
import { verifiedTrust } from './trust.ts'

/** In front of money: SQLite's whole numbers run over at 9.2e18, which a few large amounts squared reach. */
export const exact = '1.0'

export type RevenueBasis = Shop['revenueBasis']

type Table = 'conversions' | 'refunds'

/** What a row brought, or gave back, by a revenue basis; minor units. */
export function amountOf(table: Table, basis: RevenueBasis): string {
  if (basis === 'paid') return `coalesce(${table}.shop_value, ${table}.value, 0)`
  const net = (of: '' | 'shop_') =>
    `${table}.${of}value - coalesce(${table}.${of}tax, 0) - coalesce(${table}.${of}shipping, 0)`
  return `coalesce(${net('shop_')}, ${net('')}, 0)`
}

/** What it is counted in: the shop's currency where a rate converted it (rate-store.ts), else what it was told in. */
export function currencyOf(table: Table): string {
  return `case when ${table}.shop_value is null then ${table}.currency
    else (select shops.currency from shops where shops.id = ${table}.shop_id) end`
}

/** A refund that says nothing of tax and shipping gives back the same part of them as of the rest: all of it nets to zero. */
export function refundedOf(basis: RevenueBasis): string {
  const told = amountOf('refunds', basis)
  if (basis === 'paid') return told
  const ofOrder = amountOf('conversions', basis)
  const paidOf = (table: Table) => amountOf(table, 'paid')
  return `case when refunds.tax is null and refunds.shipping is null and ${paidOf('conversions')} > 0
      and refunds.currency = conversions.currency
      then round(${paidOf('refunds')} * ${ofOrder} * 1.0 / ${paidOf('conversions')}) else ${told} end`
}

/**
 * What was given back of an order in one currency, over its `refunds`: verified ones, and of the others what is left of the
 * order. What the shop itself didn't vouch for takes off no more than that: unverified, nothing ever goes below zero.
 */
export function givenBackOf(basis: RevenueBasis): string {
  const sumOf = (trusted: string) =>
    `sum(case when refunds.trust ${trusted} then ${exact} * ${refundedOf(basis)} else 0.0 end)`
  const verified = sumOf(`>= ${verifiedTrust}`)
  const paid = `max(case when ${currencyOf('refunds')} = ${currencyOf('conversions')} then ${amountOf('conversions', basis)} else 0 end)`
  return `${verified} + min(${sumOf(`< ${verifiedTrust}`)}, max(0, ${paid} - ${verified}))`
}
