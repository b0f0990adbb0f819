import { sayMoney } from '../views/view-words.ts'

/** Decimal text as money; from a hundred on in whole units, which is as far as anybody decides by. */
export function sayAmount(amount: string | number, currency: string): string {
  const value = Number(amount)
  return sayMoney(Math.abs(value) >= 100 ? Math.round(value) : amount, currency)
}
