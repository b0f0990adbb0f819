import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { fromBase64Url, sha256, toBase64Url } from '../../src/http/digest.ts'

it('hashes as SHA-256 has it', async () => {
  // FIPS 180-4, the example "abc".
  expect(await sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

it('reads bytes as it writes them', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(toBase64Url(bytes)).toBe(Buffer.from(bytes).toString('base64url'))
      expect(fromBase64Url(toBase64Url(bytes))).toEqual(bytes)
    }),
  )
})
