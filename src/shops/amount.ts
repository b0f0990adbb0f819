import { toLatinDigits } from './latin-digits.ts'
import { digitsOf } from './money.ts'

export const decimalKinds = ['auto', 'point', 'comma'] as const
/** Which sign stands before the decimals. `auto`: as each amount itself says. */
export type DecimalKind = (typeof decimalKinds)[number]

export type Amount = { readonly amount: string; readonly currency: string } | { readonly detail: string }

type Known = {
  /** ISO 4217, told by another column. */
  readonly currency?: string | undefined
  readonly shopCurrency: string
  readonly decimals: DecimalKind
}

/**
 * An amount as lists of orders write it: `1 234,50 kr`, `฿1,290.00`, `NOK 499.5`, `๑๒๙`. Digits with a point come out,
 * never negative (lists of refunds have a minus), rounded to the currency's decimals, as some lists have more.
 */
export function readAmount(text: string, known: Known): Amount {
  const latin = toLatinDigits(text).trim()
  const currency = known.currency ?? currencyIn(latin, known.shopCurrency)
  if (currency === undefined)
    return { detail: `“${text}”: which currency is that? Name the column with its code, such as currency=COLUMN.` }
  const digits = digitsOf(currency)
  if (digits === undefined) return { detail: `${currency} is not an ISO 4217 currency code such as NOK, EUR or THB.` }
  const bare = withoutCurrency(latin)
  if (!/^\d[\d.,]*$/.test(bare)) return { detail: `“${text}” is no amount such as 499.50 or 499,50.` }
  const point = findPoint(bare, digits, known.decimals)
  if (point === 'unclear')
    return {
      detail: `“${text}” may mean thousands or decimals: say which sign stands before the decimals, decimals=point or decimals=comma.`,
    }
  const whole =
    bare
      .slice(0, point)
      .replaceAll(/[.,]/g, '')
      .replace(/^0+(?=\d)/, '') || '0'
  if (whole.length > mostDigits) return { detail: `“${text}” is more than an amount can be.` }
  return { amount: round(whole, bare.slice(point + 1).replaceAll(/[.,]/g, ''), digits), currency }
}

/** More than any amount may have; what is shorter and still too much, `parseMoney` says. */
const mostDigits = 13

/** Where the decimals begin: the sign's place, or the end. */
function findPoint(text: string, digits: number, decimals: DecimalKind): number | 'unclear' {
  if (decimals !== 'auto') {
    const at = text.lastIndexOf(decimals === 'comma' ? ',' : '.')
    return at < 0 ? text.length : at
  }
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','))
  if (last < 0) return text.length
  const sign = text[last] ?? ''
  if (text.includes('.') && text.includes(',')) return text.split(sign).length > 2 ? text.length : last
  if (text.split(sign).length > 2) return text.length
  if (text.length - last - 1 !== 3) return last
  // Three digits after the only sign: thousands where a comma parts them, or no decimals are known.
  if (text.startsWith('0')) return last
  if (digits === 0 || (sign === ',' && digits < 3)) return text.length
  return digits === 3 && sign === '.' ? last : 'unclear'
}

/** Half up. */
function round(whole: string, fraction: string, digits: number): string {
  const kept = `${whole}${fraction.slice(0, digits).padEnd(digits, '0')}`
  const rounded = String(BigInt(kept) + ((fraction[digits] ?? '0') >= '5' ? 1n : 0n)).padStart(digits + 1, '0')
  return digits === 0 ? rounded : `${rounded.slice(0, -digits)}.${rounded.slice(-digits)}`
}

/**
 * The digits with their signs, freed from what stands around them: a currency's sign, code or name, a minus or brackets,
 * `,-` for nothing after the comma. Whatever else there is stays, so that it is no amount.
 */
function withoutCurrency(text: string): string {
  const around = String.raw`(?:[\p{Sc}\s()+\u2212-]|[kK][rR]\.?|[zZ][łŁ]|บาท|[A-Z]{1,2}(?=\p{Sc})|${codeIn(text) ?? ' '})*`
  const [, inner = ''] = new RegExp(`^${around}(.*?)[.,]?${around}$`, 'u').exec(text) ?? []
  return inner.replace(/^[.,]+(?=\d)/, '').replaceAll(/(?<=\d)[\s'’](?=\d{3}(?!\d))/gu, '')
}

/** The currency an amount itself says, else the shop's; undefined for a sign of several, none of them the shop's. */
function currencyIn(text: string, shopCurrency: string): string | undefined {
  const code = codeIn(text)
  if (code !== undefined) return code
  const sign = signs.find(([pattern]) => pattern.test(text))
  if (!sign) return shopCurrency
  const [, codes] = sign
  return codes.includes(shopCurrency) || codes.length > 1 ? codes.find((one) => one === shopCurrency) : codes[0]
}

function codeIn(text: string): string | undefined {
  const code = /(?<!\p{L})[A-Z]{3}(?!\p{L})/u.exec(text)?.[0]
  return code !== undefined && digitsOf(code) !== undefined ? code : undefined
}

const signs: readonly (readonly [RegExp, readonly string[]])[] = [
  [/(?<!\p{L})kr(?!\p{L})/iu, ['NOK', 'SEK', 'DKK', 'ISK']],
  [/€/, ['EUR']],
  [/฿|บาท/, ['THB']],
  [/zł/i, ['PLN']],
  [/£/, ['GBP', 'EGP']],
  [/\$/, ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD', 'MXN']],
  [/¥/, ['JPY', 'CNY']],
]

/** `NOK`, `nok`, `kr` or `zł` in a column of its own. */
export function readCurrency(text: string, shopCurrency: string): string | undefined {
  const upper = text.trim().toUpperCase()
  return /^[A-Z]{3}$/.test(upper)
    ? upper
    : signs.some(([pattern]) => pattern.test(text))
      ? currencyIn(text, shopCurrency)
      : upper
}
