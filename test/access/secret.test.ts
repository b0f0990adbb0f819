import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { fromBase64Url, isSameSecret, makeSecret, sha256, toBase64Url } from '../../src/access/secret.ts'

it('is 256 random bits that never come twice', () => {
  const made = Array.from({ length: 100 }, makeSecret)
  expect(new Set(made).size).toBe(100)
  expect(made.every((secret) => /^[\w-]{43}$/.test(secret))).toBe(true)
})

it('is hashed as SHA-256 has it', async () => {
  // FIPS 180-4, the example "abc".
  expect(await sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
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

it('reads bytes as it writes them', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(toBase64Url(bytes)).toBe(Buffer.from(bytes).toString('base64url'))
      expect(fromBase64Url(toBase64Url(bytes))).toEqual(bytes)
    }),
  )
})
