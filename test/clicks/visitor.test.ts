import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { createVisitorHash } from '../../src/clicks/visitor.ts'

const salt = Uint32Array.from([1, 2, 3, 4])
const visitor = { shop: 1, address: '198.18.0.1', userAgent: 'Safari' }

it('is 48 bits, the same for the same visitor all day', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 1000 }),
      fc.string({ unit: 'binary', maxLength: 120 }),
      fc.string({ maxLength: 600 }),
      (shop, address, userAgent) => {
        const hash = visitorOf({ shop, address, userAgent }, salt)
        expect(Number.isInteger(hash) && hash >= 0 && hash < 2 ** 48).toBe(true)
        expect(visitorOf({ shop, address, userAgent }, Uint32Array.from(salt))).toBe(hash)
      },
    ),
  )
})

it('tells shops, addresses, browsers and days apart', () => {
  const hashes = [
    visitorOf(visitor, salt),
    visitorOf({ ...visitor, shop: 2 }, salt),
    visitorOf({ ...visitor, address: '198.18.0.2' }, salt),
    visitorOf({ ...visitor, userAgent: 'Firefox' }, salt),
    visitorOf(visitor, Uint32Array.from([1, 2, 3, 5])),
    visitorOf({ ...visitor, address: '198.18.0.1\nSafari', userAgent: '' }, salt),
  ]
  expect(new Set(hashes).size).toBe(6)
})

it('uses all of its 48 bits', () => {
  const hashes = Array.from({ length: 200 }, (_, index) => visitorOf({ ...visitor, address: `a${index}` }, salt))
  const ones = Array.from({ length: 48 }, (_, bit) => hashes.filter((hash) => Math.floor(hash / 2 ** bit) % 2).length)
  expect(ones.filter((count) => count < 50 || count > 150)).toEqual([])
})

type Visitor = { shop: number; address: string; userAgent: string }

function visitorOf({ shop, address, userAgent }: Visitor, salt: ArrayLike<number>): number {
  return createVisitorHash(shop, salt)(address, userAgent)
}
