import { describe, expect, it } from 'vitest'
import { remedyHere } from '../../src/dashboard/pages/orders/remedy.ts'

describe('whether a replay can help', () => {
  it('helps where the shop, the window or the link can have changed since', () => {
    expect(remedyHere({ reason: 'no-shop', detail: '/shopId: is not a shop of yours.' })).toBe('no-shop')
    expect(remedyHere({ reason: 'outside-window', detail: '' })).toBe('outside-window')
    const detail = '/link: is not the id or slug of a link of this shop.'
    expect(remedyHere({ reason: 'bad-field', detail })).toBe('bad-field')
  })

  it('helps nothing where the bytes themselves are wrong', () => {
    for (const reason of ['bad-json', 'bad-money', 'no-order', 'unknown-click', 'foreign-click'] as const)
      expect(remedyHere({ reason, detail: 'body: is not JSON' })).toBeUndefined()
    expect(remedyHere({ reason: 'bad-field', detail: '/event: is missing' })).toBeUndefined()
  })
})
