import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addVisitorQuery,
  buildTarget,
  type ClickCarrier,
  maxLocationLength,
  prepareTarget,
  readUtm,
  type Utm,
} from '../../src/links/utm.ts'

const utm: Utm = { source: 'instagram', medium: 'social', campaign: 'black-week' }
const tags = 'utm_source=instagram&utm_medium=social&utm_campaign=black-week'
const carrier: ClickCarrier = { clickParam: 'till', clickId: 'CLICK-1_a', clientReference: false }

const word = fc.string({ minLength: 1, maxLength: 40, unit: 'binary' })
const anyUtm: fc.Arbitrary<Utm> = fc.record(
  { source: word, medium: word, campaign: word, content: word, term: word, id: word },
  { requiredKeys: ['source', 'medium', 'campaign'] },
)
// All of ASCII that may stand in a query, so broken percent signs and empty pairs too; keys of ours are tested apart.
const queryText = fc
  .string({ unit: fc.constantFrom(..."abz019=&%+?/:;,@!$()*-._~[]|^`{}\\'".split('')) })
  .filter((text) => !/utm|till|%[67]/i.test(text))
const base = fc.constantFrom('https://shop.example/', 'https://shop.example/a/%C3%A5', 'http://127.0.0.1:8788/x.html')
const fragment = fc.constantFrom('', '#', '#topp', '#/route?utm_source=a&b#c')

describe('buildTarget', () => {
  it('keeps the destination’s query and fragment byte for byte and puts the UTMs before the #', () => {
    expect(buildTarget('https://shop.example/kampanje?farge=bl%C3%A5#topp', utm)).toBe(
      `https://shop.example/kampanje?farge=bl%C3%A5&${tags}#topp`,
    )
  })

  it.each([
    ['https://shop.example/', `https://shop.example/?${tags}`],
    ['https://shop.example/?', `https://shop.example/?${tags}`],
    ['https://shop.example/?a=?', `https://shop.example/?a=?&${tags}`],
    ['https://shop.example/?a=1&', `https://shop.example/?a=1&${tags}`],
    ['https://shop.example/?a=1&&b#', `https://shop.example/?a=1&&b&${tags}#`],
    ['https://shop.example/#?a=1', `https://shop.example/?${tags}#?a=1`],
  ])('joins with the right mark after %s', (destination, target) => {
    expect(buildTarget(destination, utm)).toBe(target)
  })

  it.each(['utm_source', 'UTM_Source', 'utm%5Fsource', '%75tm_source', 'utm_content', 'utm_id', 'till', 'TILL'])(
    'lets the link win over the destination’s own %s',
    (key) => {
      expect(buildTarget(`https://shop.example/?a=1&${key}=old&b=2`, utm)).toBe(`https://shop.example/?a=1&b=2&${tags}`)
    },
  )

  it.each(['utm_source_platform=x', 'my_utm_source=x', 'a=utm_source=x', 'utm_source%=x', 'distill=1'])(
    'leaves %s, which is no key of ours',
    (pair) => {
      expect(buildTarget(`https://shop.example/?${pair}`, utm)).toBe(`https://shop.example/?${pair}&${tags}`)
    },
  )

  it('leaves empty values out and survives half a surrogate pair', () => {
    expect(buildTarget('https://shop.example/', { ...utm, content: '', term: 'a\ud800' })).toBe(
      `https://shop.example/?${tags}&utm_term=a%EF%BF%BD`,
    )
  })

  it('reads back what it wrote, for any Unicode values and any query', () => {
    fc.assert(
      fc.property(base, fc.option(queryText), fragment, anyUtm, (base, query, fragment, utm) => {
        const destination = base + (query === null ? '' : `?${query}`) + fragment
        const target = buildTarget(destination, utm)
        expect(readUtm(target)).toEqual(utm)
        expect(target.startsWith(query === null ? `${base}?` : `${base}?${query}`)).toBe(true)
        expect(target.endsWith(fragment)).toBe(true)
        expect(target).toMatch(/^[\x21-\x7e]+$/)
      }),
    )
  })
})

describe('readUtm', () => {
  it('reads the first of a name, in any case, and nothing from the fragment', () => {
    expect(readUtm('https://shop.example/?UTM_Source=a&utm_source=b&utm_term=&utm_campaign=x+y#utm_medium=c')).toEqual({
      source: 'a',
      campaign: 'x y',
    })
  })
})

describe('addVisitorQuery', () => {
  const target = prepareTarget('https://shop.example/p?farge=bl%C3%A5#topp', utm)
  const start = `https://shop.example/p?farge=bl%C3%A5&${tags}`

  it('adds the click id before the fragment', () => {
    expect(addVisitorQuery(target, '', carrier)).toBe(`${start}&till=CLICK-1_a#topp`)
  })

  it('sends no id when there is none, and then the target is what was shown', () => {
    expect(addVisitorQuery(target, '', { ...carrier, clickId: null })).toBe(`${start}#topp`)
  })

  it('passes the visitor’s own parameters on byte for byte', () => {
    expect(addVisitorQuery(target, 'fbclid=Iw%2fAR&x&&farge=r+%', carrier)).toBe(
      `${start}&fbclid=Iw%2fAR&x&&farge=r+%&till=CLICK-1_a#topp`,
    )
  })

  it.each([
    'utm_source',
    'UTM_MEDIUM',
    'utm%5fcampaign',
    'utm_content',
    'utm_term',
    'utm_id',
    'till',
    'Till',
    '%74ill',
  ])('drops the visitor’s %s', (key) => {
    expect(addVisitorQuery(target, `a=1&${key}=evil`, carrier)).toBe(`${start}&a=1&till=CLICK-1_a#topp`)
    expect(addVisitorQuery(target, `${key}=evil`, { ...carrier, clickId: null })).toBe(`${start}#topp`)
  })

  it('uses the parameter the installation chose', () => {
    const own = prepareTarget('https://shop.example/?sl=old&till=1', utm, 'sl')
    expect(addVisitorQuery(own, 'sl=mine&till=2', { ...carrier, clickParam: 'sl' })).toBe(
      `https://shop.example/?till=1&${tags}&till=2&sl=CLICK-1_a`,
    )
  })

  it('sends the id to a Stripe Payment Link as client_reference_id, and never a visitor’s', () => {
    const stripe = prepareTarget('https://buy.stripe.com/abc', utm)
    const expected = `https://buy.stripe.com/abc?${tags}&client_reference_id=CLICK-1_a`
    expect(addVisitorQuery(stripe, 'client_reference_id=evil&till=x', carrier)).toBe(expected)
    expect(addVisitorQuery(stripe, 'client_reference_id=evil', { ...carrier, clickId: null })).toBe(
      `https://buy.stripe.com/abc?${tags}`,
    )
  })

  it('does so on the shop’s own payment domain when told to, and elsewhere leaves client_reference_id alone', () => {
    expect(addVisitorQuery(target, '', { ...carrier, clientReference: true })).toBe(
      `${start}&client_reference_id=CLICK-1_a#topp`,
    )
    expect(addVisitorQuery(target, 'client_reference_id=7', carrier)).toBe(
      `${start}&client_reference_id=7&till=CLICK-1_a#topp`,
    )
  })

  it('leaves a client_reference_id of the destination’s own in place', () => {
    const stripe = prepareTarget('https://buy.stripe.com/abc?client_reference_id=mine', utm)
    expect(addVisitorQuery(stripe, '', carrier)).toBe(`https://buy.stripe.com/abc?client_reference_id=mine&${tags}`)
  })

  it('drops a visitor’s query that is too long, and one that makes the whole too long', () => {
    const lone = `${start}&till=CLICK-1_a#topp`
    expect(addVisitorQuery(target, `a=${'x'.repeat(2_047)}`, carrier)).toBe(lone)
    expect(addVisitorQuery(target, `a=${'x'.repeat(2_046)}`, carrier)).not.toBe(lone)
    expect(addVisitorQuery(target, `a=${'ø'.repeat(2_000)}`, carrier)).toBe(lone)
  })

  it('lets nothing out that may not stand in a header, and never leaves the destination’s host and path', () => {
    const hostile = fc.string({
      unit: fc.oneof(fc.constantFrom(...'\r\n\t\0 "\'<>#?&=/@\\:%å\u202e\ud83d'.split('')), fc.string()),
    })
    fc.assert(
      fc.property(hostile, (query) => {
        const location = addVisitorQuery(target, query, carrier)
        expect(location).toMatch(/^[\x21\x23-\x26\x28-\x3b\x3d\x3f-\x7e]+$/)
        expect(location.length).toBeLessThanOrEqual(maxLocationLength)
        expect(location.startsWith(start)).toBe(true)
        expect(location.endsWith('till=CLICK-1_a#topp')).toBe(true)
        expect(new URL(location).searchParams.getAll('utm_source')).toEqual(['instagram'])
        expect(new URL(location).searchParams.getAll('till')).toEqual(['CLICK-1_a'])
      }),
    )
  })
})
