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

/** The body of the call; `money` as readTypedAmount (typed-amount.ts) understood the amount. */
export function toDraft(
  fields: EntryFields,
  shopId: string,
  money: { readonly value: string; readonly currency: string },
): Omit<HandDraft, 'how'> & { readonly how: How } {
  const { how, postId, customer, orders, day, orderId, note } = fields
  return {
    shopId,
    day,
    value: money.value,
    currency: money.currency,
    how: how || 'unknown',
    ...(orders === 1 ? {} : { orders }),
    ...(postId === '' || how === 'unknown' ? {} : { postId }),
    ...(customer === '' ? {} : { newCustomer: customer === 'yes' }),
    ...(orderId.trim() === '' || orders > 1 ? {} : { orderId: orderId.trim() }),
    ...(note.trim() === '' ? {} : { note: note.trim() }),
  }
}
