import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadSigningKeys, makeRandom, readClickId, signClickId, type SigningKey } from '../../src/clicks/click-id.ts'
import { SipHash } from '../../src/clicks/siphash.ts'
import { read } from '../app/sql.ts'
import { makeRuntime, noon } from '../make.ts'

const words = fc.uint32Array({ minLength: 4, maxLength: 4 })
const clicks = fc.record({
  link: fc.nat({ max: 2 ** 32 - 1 }),
  at: fc.nat({ max: 2 ** 48 - 1 }),
  random: fc.nat({ max: 2 ** 40 - 1 }),
})

describe('SipHash-2-4', () => {
  // The reference vectors of its authors: key 00…0f, messages 00…(n-1). @source github.com/veorq/SipHash, vectors.h
  const vectors = [
    '310e0edd47db6f72',
    'fd67dc93c539f874',
    '5a4fa9d909806c0d',
    '2d7efbd796666785',
    'b7877127e09427cf',
    '8da699cd64557618',
    'cee3fe586e46c9cb',
    '37d1018bf50002ab',
    '6224939a79f5f593',
    'b0e4a90bdf82009e',
    'f3b9dd94c5bb5d7a',
    'a7ad6b22462fb3f4',
    'fbe50e86bc8f1e75',
    '903d84c02756ea14',
    'eef27a8e90ca23f7',
    'e545be4961ca29a1',
  ]
  const key = Uint32Array.from([0x03020100, 0x07060504, 0x0b0a0908, 0x0f0e0d0c])

  it.each(vectors.map((hex, length) => [length, hex] as const))('hashes %i bytes as published', (length, hex) => {
    const padded = new Uint8Array(8 * Math.floor(length / 8) + 8)
    for (let index = 0; index < length; index++) padded[index] = index
    padded[padded.length - 1] = length
    const hasher = new SipHash(key)
    hasher.update(new Int32Array(padded.buffer), padded.length / 4)
    const view = new DataView(new ArrayBuffer(8))
    view.setUint32(0, hasher.low, true)
    view.setUint32(4, hasher.high, true)
    expect(Buffer.from(view.buffer).toString('hex')).toBe(hex)
  })
})

describe('a click id', () => {
  it('carries the click in 32 characters that need no escaping', () => {
    fc.assert(
      fc.property(clicks, words, fc.integer({ min: 1, max: 100 }), (click, secret, number) => {
        const keys = [{ number, secret, fromAt: 0 }]
        const id = signClickId(click, keys)
        expect(id).toMatch(/^[A-Za-z0-9][A-Za-z0-9_-]{31}$/)
        expect(readClickId(id, keys)).toEqual(click)
      }),
    )
  })

  it('is worth nothing when one bit of it was changed', () => {
    fc.assert(
      fc.property(clicks, words, fc.nat({ max: 191 }), (click, secret, bit) => {
        const keys = [{ number: 1, secret, fromAt: 0 }]
        const bytes = Buffer.from(signClickId(click, keys), 'base64url')
        bytes.writeUInt8((bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7)), bit >> 3)
        expect(readClickId(bytes.toString('base64url'), keys)).toBeUndefined()
      }),
      { numRuns: 500 },
    )
  })

  it('is worth nothing made up, cut, or signed by another installation', () => {
    const [ours, theirs] = [makeKey(1, 0), { ...makeKey(1, 0), secret: Uint32Array.from([9, 9, 9, 9]) }]
    const click = { link: 7, at: noon, random: 1 }
    expect(readClickId(signClickId(click, [theirs]), [ours])).toBeUndefined()
    const id = signClickId(click, [ours])
    for (const bad of ['', 'x', id.slice(1), `${id}A`, `${id.slice(0, -1)}=`, ` ${id}`, 'A'.repeat(32), '_'.repeat(32)])
      expect(readClickId(bad, [ours])).toBeUndefined()
    expect(readClickId(id, [])).toBeUndefined()
  })

  it('is signed by the key in force at its time, and older keys go on verifying', () => {
    const [old, young] = [makeKey(1, 0), makeKey(2, noon)]
    const before = { link: 7, at: noon - 1, random: 1 }
    const after = { link: 7, at: noon, random: 1 }
    const [idBefore, idAfter] = [signClickId(before, [old, young]), signClickId(after, [old, young])]
    expect(idBefore).toBe(signClickId(before, [old]))
    expect(idAfter).toBe(signClickId(after, [young]))
    expect(readClickId(idBefore, [old, young])).toEqual(before)
    expect(readClickId(idBefore, [young])).toBeUndefined()
    expect(readClickId(idAfter, [old])).toBeUndefined()
  })

  it('tells keys apart whose numbers meet modulo 32', () => {
    const keys = [makeKey(1, 0), makeKey(33, noon)]
    const click = { link: 7, at: noon, random: 2 ** 40 - 1 }
    expect(readClickId(signClickId(click, keys), keys)).toEqual(click)
  })
})

it('has 40 random bits, all of which vary', () => {
  const drawn = Array.from({ length: 200 }, makeRandom)
  expect(drawn.every((random) => Number.isInteger(random) && random >= 0 && random < 2 ** 40)).toBe(true)
  const bits = Array.from(
    { length: 40 },
    (_, bit) => drawn.filter((random) => Math.floor(random / 2 ** bit) % 2).length,
  )
  expect(bits.filter((ones) => ones < 50 || ones > 150)).toEqual([])
})

it('has its key made once, however many ask at once, and kept in the database', async () => {
  const { database } = await makeRuntime()
  const asked = await Promise.all(Array.from({ length: 5 }, () => loadSigningKeys({ ...database })))
  const [first] = asked
  expect(first).toHaveLength(1)
  for (const keys of asked) expect(keys).toEqual(first)
  expect(await read(database, 'select number, from_at, length(secret) as bytes from signing_keys')).toEqual([
    { number: 1, from_at: 0, bytes: 16 },
  ])
})

function makeKey(number: number, fromAt: number): SigningKey {
  return { number, secret: Uint32Array.from([number, 2, 3, 4]), fromAt }
}
