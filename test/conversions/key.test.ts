import fc from 'fast-check'
import { expect, it } from 'vitest'
import { conversionKey } from '../../src/conversions/key.ts'

const id = fc.string({ unit: fc.constantFrom('a', '#', '%'), minLength: 1, maxLength: 3 })
const told = fc.record(
  {
    event: fc.constantFrom('purchase', 'refund', 'lead'),
    orderId: id,
    refundId: id,
    eventId: id,
    test: fc.boolean(),
    amount: id,
    fallbackId: id,
  },
  { requiredKeys: ['event', 'orderId', 'amount', 'fallbackId'] },
)

it('gives two pings of an event the same key only when they mean the same', () => {
  const law = fc.property(told, told, (a, b) => {
    fc.pre(a.event === b.event)
    const [one, other] = [a, b].map(({ amount, fallbackId, ...rest }) => conversionKey(rest, { amount, fallbackId }))
    expect(JSON.stringify(one) === JSON.stringify(other)).toBe(meaning(a) === meaning(b))
  })
  fc.assert(law, { numRuns: 3000 })
})

it.each([
  [
    { orderId: 'a#b', refundId: 'c' },
    { orderId: 'a', refundId: 'b#c' },
  ],
  [
    { orderId: 'a#b', refundId: 'c' },
    { orderId: 'a%23b', refundId: 'c' },
  ],
  [{ orderId: 'a', refundId: '#50 NOK' }, { orderId: 'a' }],
  [{ orderId: 'a', refundId: '50 NOK' }, { orderId: 'a' }],
])('tells the refunds %j and %j apart', (one, other) => {
  const [a, b] = [one, other].map((ids) =>
    conversionKey({ event: 'refund', ...ids }, { amount: '50 NOK', fallbackId: 'f' }),
  )
  expect(a).not.toEqual(b)
})

it.each(['purchase', 'refund'])('refuses a %s without an order', (event) => {
  const refused = conversionKey({ event, eventId: 'e' }, { amount: '1 NOK', fallbackId: 'f' })
  expect(refused).toMatchObject({ kind: 'refused', why: 'no-order' })
})

type Told = { [Name in 'event' | 'orderId' | 'amount' | 'fallbackId']: string } & {
  refundId?: string
  eventId?: string
  test?: boolean
}

function meaning({ event, orderId, refundId, eventId, test = false, amount, fallbackId }: Told): string {
  if (event === 'purchase') return JSON.stringify([test, orderId])
  if (event === 'refund') return JSON.stringify([test, orderId, refundId === undefined ? { amount } : refundId])
  return JSON.stringify([test, eventId ?? fallbackId])
}
