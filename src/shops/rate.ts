import { digitsOf } from './money.ts'

/** Units of a currency for one euro on a day, as published; days since 1970-01-01. */
export type Rate = { readonly currency: string; readonly day: number; readonly perEuro: number }

/** How old a rate may be: banks publish none on weekends and holidays, and no longer pause lasts longer. */
export const mostRateDays = 7

/**
 * Units of one currency for one unit of another, out of what both are for one euro on the same day: `to ÷ from`.
 * @source https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates (rates are per euro)
 */
export function crossRate(fromPerEuro: number, toPerEuro: number): number {
  return toPerEuro / fromPerEuro
}

/**
 * Minor units of `from` as whole minor units of `to`, halves away from zero; undefined for what is no currency. The one
 * formula: rate-store.ts has it in SQL, in the same order of steps, so that both round alike.
 */
export function convertMinor(
  minor: number,
  { from, to, rate }: { readonly from: string; readonly to: string; readonly rate: number },
): number | undefined {
  const [fromDigits, toDigits] = [digitsOf(from), digitsOf(to)]
  if (fromDigits === undefined || toDigits === undefined) return undefined
  const exact = (minor * rate * 10 ** toDigits) / 10 ** fromDigits
  return Math.trunc(exact + (exact < 0 ? -0.5 : 0.5))
}
