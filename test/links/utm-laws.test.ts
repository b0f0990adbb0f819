import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkDestination } from '../../src/links/destination.ts'
import { cutUrl, keyOf, withoutPairs } from '../../src/links/url-text.ts'
import { buildTarget, readUtm, type Utm } from '../../src/links/utm.ts'

// What holds for every link: what goes in comes out, and the shop's own part of the address stays byte for byte.

const value = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' })
const names: fc.Arbitrary<Utm> = fc.record(
  { source: value, medium: value, campaign: value, content: value, term: value },
  { requiredKeys: ['source', 'medium', 'campaign'] },
)
/** As a browser's address bar has it: everything that may stand there in ASCII, broken percent signs too. */
const ascii = fc.string({
  unit: fc.constantFrom(..."abzABZ019=+%25C3A5?/:;,@!$()*-._~[]|^`{}\\'".split('')),
  maxLength: 40,
})
const ownPair = ascii.filter((pair) => !/^utm_|^till$/.test(keyOf(pair)))
const ourPair = fc.constantFrom('utm_source=old', 'UTM_Medium=x', 'utm%5Fcampaign', 'utm_id=', 'till=abc', 'Till=x')
const pairs = fc.array(fc.oneof({ weight: 3, arbitrary: ownPair }, ourPair), { maxLength: 8 })
const fragment = fc.oneof(
  fc.constant(''),
  ascii.map((text) => `#${text}`),
)

describe('a link', () => {
  it('reads back what was built, whatever was in the address and in any Unicode', () => {
    fc.assert(
      fc.property(names, pairs, fragment, (utm, pairs, fragment) => {
        const target = buildTarget(`https://shop.example/p?${pairs.join('&')}${fragment}`, utm)
        expect(readUtm(target)).toEqual(utm)
        expect(target).toMatch(/^[\x21-\x7e]+$/)
      }),
    )
  })

  it('keeps the destination’s own pairs in order and byte for byte, and its fragment', () => {
    fc.assert(
      fc.property(names, pairs, fragment, (utm, pairs, fragment) => {
        const target = buildTarget(`https://shop.example/p?${pairs.join('&')}${fragment}`, utm)
        const own = pairs.filter((pair) => !/^utm_(?:source|medium|campaign|content|term|id)$|^till$/.test(keyOf(pair)))
        expect(cutUrl(target).fragment).toBe(fragment)
        expect(target.startsWith(`https://shop.example/p?${own.join('&')}`)).toBe(true)
      }),
    )
  })

  it('is checked without a byte of its query or fragment changing, and building on it twice changes nothing', () => {
    fc.assert(
      fc.property(names, pairs, fragment, (utm, pairs, fragment) => {
        const typed = `https://Shop.example/p?${pairs.join('&')}${fragment}`
        const checked = checkDestination(typed, [])
        expect(checked).toEqual({ ok: true, url: typed.replace('S', 's') })
        fc.pre(pairs.every((pair) => pair !== ''))
        const once = buildTarget(typed, utm)
        expect(buildTarget(once, utm)).toBe(once)
      }),
    )
  })
})

describe('withoutPairs', () => {
  it('takes out what is asked and nothing else', () => {
    fc.assert(
      fc.property(pairs, fragment, (pairs, fragment) => {
        const url = `https://shop.example/p?${pairs.join('&')}${fragment}`
        const kept = pairs.filter((pair) => keyOf(pair) !== 'utm_source')
        const rest = cutUrl(withoutPairs(url, (pair) => keyOf(pair) === 'utm_source'))
        expect(rest.fragment).toBe(fragment)
        if (kept.length < pairs.length && kept.some((pair) => pair !== '')) expect(rest.query).toBe(kept.join('&'))
        if (kept.length === pairs.length) expect(withoutPairs(url, () => false)).toBe(url)
      }),
    )
  })
})
