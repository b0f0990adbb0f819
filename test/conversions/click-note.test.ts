import { expect, it } from 'vitest'
import { noteOf } from '../../src/dashboard/pages/orders/credit-note.ts'
import { makePurchase, makeTill } from './make-till.ts'

it('tells an order that was made before its click from one long after it', async () => {
  const till = await makeTill()
  const click = await till.click(3_600_000)
  const old = await till.click(40 * 86_400_000)
  const at = (agoMs: number) => new Date(till.runtime.now() - agoMs).toISOString()
  await till.api(makePurchase({ orderId: 'early', click, occurredAt: at(2 * 3_600_000) }))
  await till.api(makePurchase({ orderId: 'late', click: old }))
  await till.api(makePurchase({ orderId: 'minutes early', click, occurredAt: at(3_600_000 + 4 * 60_000) }))
  const orders = await till.list('/api/v1/conversions')
  expect(orders.map(({ orderId, clickNote }) => [orderId, clickNote])).toEqual([
    ['minutes early', null],
    ['late', 'outside-window'],
    ['early', 'before-click'],
  ])
})

it('says of orders by hand that nobody knew the post, and of others that no click came', () => {
  const told = (...sources: string[]) => sources.map((source) => ({ source }))
  expect(noteOf({ clickNote: 'no-click', sources: told('hand') })).toBe('hand-unknown')
  expect(noteOf({ clickNote: 'no-click', sources: told('hand', 'api') })).toBe('no-click')
  expect(noteOf({ clickNote: 'no-click', sources: told('import') })).toBe('no-click')
  expect(noteOf({ clickNote: 'before-click', sources: told('hand') })).toBe('before-click')
  expect(noteOf({ clickNote: null, sources: told('api') })).toBe('no-click')
})
