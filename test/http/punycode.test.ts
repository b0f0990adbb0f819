import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { toUnicodeHost } from '../../src/http/punycode.ts'

it.each([
  ['shop.example', 'shop.example'],
  ['xn--blbr-roah.example', 'blåbær.example'],
  ['www.xn--80ak6aa92e.com', 'www.аррӏе.com'],
  ['xn--mnchen-3ya.de', 'münchen.de'],
  ['xn--12c4cbf7aots1ayx.com', 'ประกาศผลสอบ.com'],
  ['xn--ls8h.la', '💩.la'],
  ['xn--!.example', 'xn--!.example'],
  ['xn--99999999.example', 'xn--99999999.example'],
])('reads %s as %s', (host, read) => {
  expect(toUnicodeHost(host)).toBe(read)
})

it('reads back what the platform wrote, for every name it takes', () => {
  const label = fc.string({
    unit: fc.constantFrom(...'abcz09-æøåéñßжщαωกขคあ漢字한글אب'.split('')),
    minLength: 1,
    maxLength: 20,
  })
  let compared = 0
  fc.assert(
    fc.property(label, (label) => {
      const host = `${label.normalize('NFC')}.example`
      if (!URL.canParse(`https://${host}`)) return
      const written = new URL(`https://${host}`).hostname
      compared++
      expect(new URL(`https://${toUnicodeHost(written)}`).hostname).toBe(written)
      if (!/ß/.test(host)) expect(toUnicodeHost(written)).toBe(host)
    }),
  )
  expect(compared).toBeGreaterThan(10)
})
