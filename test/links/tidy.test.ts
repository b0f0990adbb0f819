import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tidy } from '../../src/links/tidy.ts'

describe('tidy', () => {
  it.each([
    ['Black Week 2026', 'black-week-2026'],
    ['Blåbærsyltetøy på Ærøy', 'blabaersyltetoy-pa-aeroy'],
    ['Zażółć gęślą jaźń', 'zazolc-gesla-jazn'],
    ['Grüße, Straße & Œuvre', 'grusse-strasse-oeuvre'],
    ['İstanbul ılık', 'istanbul-ilik'],
    ['  --a__b//c!  ', 'a-b-c'],
    ['½ off', '1-2-off'],
    ['ＦＵＬＬ', 'full'],
    ['ลดราคา 50%', 'ลดราคา-50'],
    ['ร้านน้ำชา', 'ร้านน้ำชา'],
    ['Sommer ไทย Blå', 'sommer-ไทย-bla'],
    ['Скидка Осень', 'скидка-осень'],
    ['🎄❤️', ''],
    ['🎄 Jul ❤️', 'jul'],
    ['', ''],
    ['a'.repeat(99) + ' b', 'a'.repeat(99)],
    [`${'a'.repeat(99)}\u{10437}`, 'a'.repeat(99)],
  ])('makes %j %j', (text, tidied) => {
    expect(tidy(text)).toBe(tidied)
  })

  it('tidies once and for all, in lower case, without white space, in 100 characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const tidied = tidy(text)
        expect(tidy(tidied)).toBe(tidied)
        expect(tidied.length).toBeLessThanOrEqual(100)
        expect(tidied).toBe(tidied.toLowerCase())
        expect(tidied).not.toMatch(/\s|--|^-|-$/)
        expect(tidied.isWellFormed()).toBe(true)
      }),
      { numRuns: 1_000 },
    )
  })

  it('leaves [a-z0-9-] alone of Latin text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'abcXYZ019 -_.æøåÆØÅłŁßœéüñçžőțđðþ'.split('')) }), (text) => {
        expect(tidy(text)).toMatch(/^[a-z0-9-]*$/)
      }),
    )
  })
})
