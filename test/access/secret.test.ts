import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { isSameSecret, makeSecret } from '../../src/access/secret.ts'

it('is 256 random bits that never come twice', () => {
  const made = Array.from({ length: 100 }, makeSecret)
  expect(new Set(made).size).toBe(100)
  expect(made.every((secret) => /^[\w-]{43}$/.test(secret))).toBe(true)
})

it('is the same or not, whatever the lengths', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string(), fc.string(), async (a, b) => {
      expect(await isSameSecret(a, a)).toBe(true)
      expect(await isSameSecret(a, b)).toBe(a === b)
      expect(await isSameSecret(a, `${a}x`)).toBe(false)
    }),
  )
})
