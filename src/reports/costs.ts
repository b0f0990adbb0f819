import { type CostSums, isSpent, type Spent } from '../platforms/cost-sum.ts'
import { showMoney } from '../shops/money.ts'
import type { Shop } from '../shops/shop.ts'
import { type Figures, netOf } from './figures.ts'
import type { NewFollowers } from './followers.ts'

/**
 * What `cost` is made of. `none`: nothing was written down, which isn't nothing · `money`: no hours were ·
 * `time` · `money-and-time` · `money-without-time`: hours were, and nobody said what one is worth, so that they are not in it ·
 * `time-not-priced`: only such hours, so that there is no sum · `not-converted`: nothing but money in a currency without an
 * exchange rate (and perhaps such hours), so that there is none either.
 */
export type CostBasis =
  | 'none'
  | 'money'
  | 'time'
  | 'money-and-time'
  | 'money-without-time'
  | 'time-not-priced'
  | 'not-converted'

export type Reckoning = {
  readonly shop: Pick<Shop, 'currency' | 'grossMarginPercent'>
  /** Minor units; null where none is set. */
  readonly hourlyRate: number | null
}

/** Nulls where one can't be reckoned: no costs, none with a price, nothing to divide by, no margin. Minor units; roi and roas are ratios. */
export type CostFigures = {
  /** Money, and the hours at the hourly rate where there is one. Null where nothing has a price. */
  readonly cost: number | null
  readonly costPerOrder: number | null
  readonly costPerClick: number | null
  readonly costPerLead: number | null
  readonly costPerNewCustomer: number | null
  /** net × gross margin − cost; before costs where none were written down. */
  readonly profit: number | null
  /** profit ÷ cost */
  readonly roi: number | null
  /** net ÷ money spent on boosts and advertisements. */
  readonly roas: number | null
}

/**
 * Costs beside what they brought. Never says that time is free: `basisOf` tells what is in the cost.
 * @source profit and return on investment as in README; return on ad spend only where money was spent on it
 */
export function reckonCosts(counted: Figures, spent: Spent, { shop, hourlyRate }: Reckoning): CostFigures {
  const basis = basisOf(spent, hourlyRate)
  const cost = isPriced(basis) ? spent.moneyMinor + spent.timeMinor : null
  const per = (count: number) => (cost === null || count <= 0 ? null : cost / count)
  const margin = shop.grossMarginPercent
  // Hours without a price, or some of the money without a rate, are told beside (`costBasis`, `costIsPartial`).
  const profit = margin === null || basis === 'not-converted' ? null : (netOf(counted) * margin) / 100 - (cost ?? 0)
  return {
    cost,
    costPerOrder: per(counted.purchase),
    costPerClick: per(counted.human),
    costPerLead: per(counted.lead),
    costPerNewCustomer: per(counted.customersNew),
    profit,
    roi: profit === null || cost === null || cost === 0 ? null : profit / cost,
    roas: spent.adMinor > 0 ? netOf(counted) / spent.adMinor : null,
  }
}

/** What was spent on the days of which followers are told ÷ how many came; minor units. */
export function reckonPerFollower({ value, spent }: NewFollowers, hourlyRate: number | null): number | null {
  const isReckoned = value > 0 && isPriced(basisOf(spent, hourlyRate))
  return isReckoned ? (spent.moneyMinor + spent.timeMinor) / value : null
}

/** What was advertised took in, net, ÷ what that cost: of the rows that boosts or advertisements were paid for alone. */
export function returnOnAds(rows: readonly Figures[], costs: Pick<CostSums, 'rows'>): number | null {
  const advertised = [...costs.rows].filter(([, { adMinor }]) => adMinor > 0)
  const spent = advertised.reduce((sum, [, { adMinor }]) => sum + adMinor, 0)
  const keys = new Set(advertised.map(([key]) => key))
  const net = rows.filter(({ key }) => keys.has(key)).reduce((sum, one) => sum + netOf(one), 0)
  return spent > 0 ? tidy(net / spent) : null
}

/** What the cost is made of. */
export function basisOf(spent: Spent, hourlyRate: number | null): CostBasis {
  const hasMoney = spent.moneyMinor > 0
  const hasPricedTime = spent.seconds > 0 && hourlyRate !== null
  if (!hasMoney && !hasPricedTime && spent.unconverted.size > 0) return 'not-converted'
  if (spent.seconds === 0) return isSpent(spent) ? 'money' : 'none'
  if (hourlyRate === null) return hasMoney ? 'money-without-time' : 'time-not-priced'
  return hasMoney ? 'money-and-time' : 'time'
}

/** Whether money was spent that isn't in the cost, as its currency has no exchange rate: what is reckoned from it is too good. */
export function isPartial({ unconverted }: Pick<Spent, 'unconverted'>): boolean {
  return unconverted.size > 0
}

function isPriced(basis: CostBasis): boolean {
  return basis !== 'none' && basis !== 'time-not-priced' && basis !== 'not-converted'
}

/** The cost fields of a report's row. Money is decimal text; hours to two decimals. */
export function showCosts(
  counted: Figures,
  spent: Spent,
  reckoning: Reckoning & { readonly newFollowers?: NewFollowers | null },
) {
  const { currency, grossMarginPercent } = reckoning.shop
  const { roi, roas, ...money } = reckonCosts(counted, spent, reckoning)
  const { newFollowers = null } = reckoning
  const show = (minor: number | null) => (minor === null ? null : showMoney(minor, currency))
  return {
    ...showSpent(spent, reckoning),
    cost: show(money.cost),
    costPerOrder: show(money.costPerOrder),
    costPerClick: show(money.costPerClick),
    costPerLead: show(money.costPerLead),
    costPerNewCustomer: show(money.costPerNewCustomer),
    costPerFollower: show(newFollowers && reckonPerFollower(newFollowers, reckoning.hourlyRate)),
    newFollowers: newFollowers && showFollowers(newFollowers),
    profit: show(money.profit),
    profitWhyNot: sayWhyNoProfit(grossMarginPercent, basisOf(spent, reckoning.hourlyRate)),
    roi: roi === null ? null : tidy(roi),
    roas: roas === null ? null : tidy(roas),
  }
}

function showFollowers({ value, coveredDays, days, basis }: NewFollowers) {
  return { value, coveredDays, days, basis }
}

/** What was spent: parts, hours and what is in the sum. */
export function showSpent(spent: Spent, { shop, hourlyRate }: Reckoning) {
  const { moneyMinor, timeMinor, seconds, unconverted } = spent
  const costBasis = basisOf(spent, hourlyRate)
  return {
    cost: isPriced(costBasis) ? showMoney(moneyMinor + timeMinor, shop.currency) : null,
    moneyCost: showMoney(moneyMinor, shop.currency),
    timeCost: hourlyRate === null ? null : showMoney(timeMinor, shop.currency),
    hours: Math.round(seconds / 36) / 100,
    costBasis,
    costIsPartial: isPriced(costBasis) && isPartial(spent),
    costSays: sayBasis(costBasis, spent),
    unconvertedCosts: [...unconverted]
      .map(([code, minor]) => ({ currency: code, cost: showMoney(minor, code) }))
      .toSorted((a, b) => (a.currency < b.currency ? -1 : 1)),
  }
}

function sayWhyNoProfit(margin: number | null, basis: CostBasis): string | null {
  if (margin === null)
    return 'Set your gross margin in the settings: without it nobody knows what of the revenue you keep.'
  return basis === 'not-converted'
    ? 'The costs are in a currency without an exchange rate: write them down in your own.'
    : null
}

function sayBasis(basis: CostBasis, { seconds, unconverted }: Spent): string {
  const currencies = [...unconverted.keys()].toSorted().join(', ')
  const hours = Math.round(seconds / 360) / 10
  const says: Readonly<Record<CostBasis, string>> = {
    none: 'no costs written down',
    money: 'money only; no hours written down',
    time: 'your time only',
    'money-and-time': 'money and your time',
    'money-without-time': `money only; ${hours} hours not priced`,
    'time-not-priced': `${hours} hours, not priced`,
    'not-converted': `money in ${currencies}, without an exchange rate`,
  }
  const isLeftOut = isPriced(basis) && currencies !== ''
  return isLeftOut ? `${says[basis]}; without what is in ${currencies}, which has no exchange rate` : says[basis]
}

/** Four decimals: a ratio of two sums says no more. */
function tidy(ratio: number): number {
  return Math.round(ratio * 10_000) / 10_000
}
