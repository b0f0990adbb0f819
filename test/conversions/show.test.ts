import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { findDisagreements } from '../../src/conversions/disagreement.ts'
import { showConversion } from '../../src/conversions/show.ts'
import { sources } from '../../src/conversions/trust.ts'
import { noon } from '../make.ts'

const told = {
  value: fc.constantFrom(null, 4990, 4991, 3992),
  currency: fc.constantFrom(null, 'NOK', 'EUR'),
  click: fc.constantFrom(null, 'click-a', 'click-b'),
}
const evidence = fc.uniqueArray(
  fc.record({ ...told, source: fc.constantFrom(...sources), told: fc.constant(1), receivedAt: fc.constant(noon) }),
  { selector: ({ source }) => source, maxLength: 3 },
)

it('shows every disagreement there is, and no other', () => {
  fc.assert(
    fc.property(fc.record({ ...told, evidence }), (taken) => {
      const conversion = { ...rest, ...taken }
      const shown = showConversion(conversion).disagreements.map(({ field, source, cause }) => ({
        field,
        source,
        cause,
      }))
      const found = findDisagreements(conversion).map(({ field, source, cause }) => ({ field, source, cause }))
      expect(shown).toEqual(found)
    }),
    { numRuns: 500 },
  )
})

const rest = {
  ...{ number: 1, id: 'conv-1', shopId: 'shop-1', event: 'purchase', orderId: 'o-1', refundId: null },
  ...{ tax: 998, shipping: null, coupon: null, converted: null, attributedTo: null, clickNote: null, touches: 0 },
  ...{ shared: null, isNewCustomer: null, customerKind: null, isTest: false, occurredAt: noon, createdAt: noon },
}
