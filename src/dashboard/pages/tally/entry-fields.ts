import type { HandDraft, How } from '../../queries/hand.ts'

/** The form's fields as they are typed; `''` for what wasn't said. */
export type EntryFields = {
  readonly amount: string
  readonly how: How | ''
  readonly postId: string
  readonly customer: 'yes' | 'no' | ''
  readonly orders: number
  readonly day: string
  readonly orderId: string
  readonly note: string
}

/** How the shop knows stays from one order to the next: at a till it mostly is the same. */
export function emptyFields(day: string, how: EntryFields['how']): EntryFields {
  return { amount: '', how, postId: '', customer: '', orders: 1, day, orderId: '', note: '' }
}

/** The body of the call. Phones write 499,50 with the comma of their keyboard. */
export function toDraft(fields: EntryFields, shopId: string): Omit<HandDraft, 'how'> & { readonly how: How } {
  const { amount, how, postId, customer, orders, day, orderId, note } = fields
  return {
    shopId,
    day,
    value: toPoint(amount),
    how: how || 'unknown',
    ...(orders === 1 ? {} : { orders }),
    ...(postId === '' || how === 'unknown' ? {} : { postId }),
    ...(customer === '' ? {} : { newCustomer: customer === 'yes' }),
    ...(orderId.trim() === '' || orders > 1 ? {} : { orderId: orderId.trim() }),
    ...(note.trim() === '' ? {} : { note: note.trim() }),
  }
}

/** `1 499,50` and `1499.50` are both 1499.50; a lone comma before two digits or less is a decimal one. */
export function toPoint(amount: string): string {
  const plain = amount.replaceAll(/[\s\u00a0\u202f’']/g, '')
  return /^\d+,\d{1,3}$/.test(plain) && !/,\d{3}$/.test(plain) ? plain.replace(',', '.') : plain.replaceAll(',', '')
}
