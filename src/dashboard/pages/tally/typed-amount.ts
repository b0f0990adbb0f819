import { readAmount } from '../../../shops/amount.ts'
import { digitsOf } from '../../../shops/money.ts'

export type TypedAmount =
  | { readonly kind: 'amount'; readonly value: string; readonly currency: string }
  | { readonly kind: 'unclear' | 'negative' | 'none' }

/**
 * An amount as people type it, `1 499,50`, `12 kr` or `1.234,50`, by the reading that lists of orders have. `unclear` where
 * a sign may stand before thousands as well as before decimals: a list can be asked once, a till is asked each time.
 */
export function readTypedAmount(text: string, shopCurrency: string): TypedAmount {
  if (/^\s*(?:[-\u2212]|\(.*\)\s*$)/.test(text)) return { kind: 'negative' }
  const read = readAmount(text, { shopCurrency, decimals: 'auto' })
  const digits = digitsOf('currency' in read ? read.currency : shopCurrency)
  if (digits !== 0 && digits !== 3 && /^\D*[1-9]\d{0,2}[.,]\d{3}\D*$/.test(text)) return { kind: 'unclear' }
  return 'amount' in read ? { kind: 'amount', value: read.amount, currency: read.currency } : { kind: 'none' }
}
