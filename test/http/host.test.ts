import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toAsciiHost } from '../../src/http/host.ts'
import { toUnicodeHost } from '../../src/http/punycode.ts'

describe('a host name as browsers send it', () => {
  it.each([
    ['shop.example', 'shop.example'],
    [' WWW.Shop.Example ', 'www.shop.example'],
    ['brødogbønner.no', 'xn--brdogbnner-1cbe.no'],
    ['https://www.brødogbønner.no/', 'www.xn--brdogbnner-1cbe.no'],
    ['BRØD.no', 'xn--brd-1na.no'],
    ['*.brød.no', '*.xn--brd-1na.no'],
    ['brød.no:8080', 'xn--brd-1na.no:8080'],
    ['shop.example:443', 'shop.example:443'],
    ['ร้าน.ไทย', 'xn--q3ct9b5e.xn--o3cw4h'],
  ])('%j is %j', (typed, host) => {
    expect(toAsciiHost(typed)).toBe(host)
  })

  it.each([
    'https://shop.example/kaffe',
    'kari:1234@brød.no',
    'brød og bønner.no',
    'brød.no?x',
    'brød.no#x',
    'ø%2fx.no',
  ])('leaves %j, which is no host alone, to be refused', (typed) => {
    expect(toAsciiHost(typed)).toBe(typed)
  })

  it('stays as it is the second time, and reads back as it was typed', () => {
    const label = fc.string({
      unit: fc.constantFrom(...'abcz09æøåñéßжщωกあ漢字한'.split('')),
      minLength: 1,
      maxLength: 20,
    })
    fc.assert(
      fc.property(label, (label) => {
        const typed = `${label.normalize('NFC')}.example`
        const host = toAsciiHost(typed)
        expect(toAsciiHost(host)).toBe(host)
        if (host !== typed) expect(toUnicodeHost(host)).toBe(typed)
      }),
    )
  })
})
