/** Money is a decimal text with an ISO 4217 code outside, whole minor units inside (499.50 NOK = 49950). */

export type MoneyResult =
  | { readonly ok: true; readonly minor: number }
  | { readonly ok: false; readonly detail: string }

/** `499.5` → 49950. Trailing zeros are fine (`10.500` NOK), more digits than the currency has are not. Never negative. */
export function parseMoney(text: string, currency: string): MoneyResult {
  const digits = digitsOf(currency)
  if (digits === undefined)
    return { ok: false, detail: `${currency} is not an ISO 4217 currency code such as NOK, EUR or THB.` }
  const match = /^(\d{1,15})(?:\.(\d{1,15}))?$/.exec(text.trim())
  if (!match)
    return {
      ok: false,
      detail: 'Write the amount as digits with a point, such as 499.50: no spaces, signs or currency.',
    }
  const fraction = (match[2] ?? '').replace(/0+$/, '')
  if (fraction.length > digits)
    return { ok: false, detail: `${currency} has ${digits} decimals; ${text} has more. Round it before sending.` }
  const minor = Number(`${match[1]}${fraction.padEnd(digits, '0')}`)
  if (minor > mostMinor)
    return { ok: false, detail: `${text} is more than an order can be (${showMoney(mostMinor, currency)}).` }
  return { ok: true, minor }
}

/** 49950 → `499.50` */
export function showMoney(minor: number, currency: string): string {
  const digits = digitsOf(currency) ?? 2
  const text = String(Math.abs(Math.round(minor))).padStart(digits + 1, '0')
  const whole = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
  return minor < 0 && Math.round(minor) !== 0 ? `-${whole}` : whole
}

/** 49950 NOK → 499.5: minor units in whole ones, as values and goals have them. */
export function toUnits(minor: number, currency: string): number {
  return minor / 10 ** (digitsOf(currency) ?? 2)
}

/** Decimals of a currency (NOK 2, JPY 0, KWD 3), or undefined for what isn't one. */
export function digitsOf(currency: string): number | undefined {
  return decimals.get(currency)
}

/** A trillion in minor units, so that sums of thousands stay exact. */
export const mostMinor = 1_000_000_000_000

/**
 * Our own table: what runtimes know (ICU) differs from one to the next, and goes by the coins in use (no filler, no para)
 * instead of by what invoices and payments write.
 * @source ISO 4217, list one, as of 1 January 2026 (Bulgaria has the euro); funds, metals and test codes left out
 */
const decimals: ReadonlyMap<string, number> = new Map([
  ...withDecimals(0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'),
  ...withDecimals(
    2,
    `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE
    CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR
    KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB
    PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY
    TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG`,
  ),
  ...withDecimals(3, 'BHD IQD JOD KWD LYD OMR TND'),
])

/** All codes, as the alphabet has them. */
export const currencyCodes: readonly string[] = [...decimals.keys()].toSorted()

function withDecimals(digits: number, codes: string): (readonly [string, number])[] {
  return codes.split(/\s+/).map((code) => [code, digits])
}
