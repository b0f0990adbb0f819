import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { builtInGrouping, makeGrouping } from '../../src/links/ga4-grouping.ts'
import { lintLink } from '../../src/links/lint.ts'
import { buildTarget, type Utm } from '../../src/links/utm.ts'
import type { LintedLink } from '../../src/links/warning.ts'

type Over = Partial<Utm> & { destination?: string; shopHosts?: string[]; ownHosts?: string[]; placement?: string }

function makeLink({
  destination = 'https://shop.example/p?farge=bl%C3%A5#topp',
  shopHosts = [],
  ownHosts = [],
  placement = 'feed',
  ...over
}: Over): LintedLink {
  const utm = { source: 'instagram', medium: 'social', campaign: 'black-week', ...over }
  return { destination, shopHosts, ownHosts, placement, utm, targetUrl: buildTarget(destination, utm) }
}

function codes(over: Over): string[] {
  return lintLink(makeLink(over)).map(({ field, code }) => `${field}: ${code}`)
}

/** What is warned of; the last column is the suggestion of the first. */
const warned: readonly [Over, string[], string | null][] = [
  [{ campaign: 'Black-Week' }, ['campaign: upper-case'], 'black-week'],
  [{ campaign: 'Blå Uke' }, ['campaign: upper-case', 'campaign: spaces'], 'bla-uke'],
  [{ campaign: 'black week' }, ['campaign: spaces'], 'black-week'],
  [{ content: '☕ ☕' }, ['content: spaces'], null],
  [{ medium: '' }, ['medium: medium-missing'], 'social'],
  [{ source: 'newsletter', medium: '' }, ['medium: medium-missing'], 'email'],

  [{ content: 'kari@example.no' }, ['content: personal-data'], ''],
  [{ content: 'Til kari@example.no' }, ['content: personal-data'], 'til'],
  [{ campaign: 'kari@example.no' }, ['campaign: personal-data'], null],
  [{ term: '+47 912 34 567' }, ['term: personal-data'], ''],
  [{ term: 'ring +47 912 34 567' }, ['term: personal-data'], 'ring'],
  [{ term: '91234567' }, ['term: personal-data'], ''],
  [
    { destination: 'https://shop.example/?e=kari%40example.no&a=1' },
    ['destination: personal-data'],
    'https://shop.example/?a=1',
  ],
  [{ destination: 'https://shop.example/?tlf=91234567' }, ['destination: personal-data'], 'https://shop.example/'],
  [{ destination: 'https://shop.example/?x=%2B4791234567' }, ['destination: personal-data'], 'https://shop.example/'],
  [{ destination: 'https://shop.example/u/kari@example.no' }, ['destination: personal-data'], null],

  [{ source: 'shop.example', medium: 'referral', shopHosts: ['www.shop.example'] }, ['source: internal-link'], null],
  [{ source: 'blog.shop.example', medium: 'referral', shopHosts: ['shop.example'] }, ['source: internal-link'], null],
  [{ placement: 'www.Shop.example', shopHosts: ['shop.example'] }, ['placement: internal-link'], null],

  [
    { destination: 'https://shop.example/?a=1&utm_source=fb&UTM%5FMedium=x&b#c' },
    ['destination: already-tagged'],
    'https://shop.example/?a=1&b#c',
  ],
  [{ destination: 'https://shop.example/?utm_id=7' }, ['destination: already-tagged'], 'https://shop.example/'],
  [{ destination: 'https://shop.example/?till=abc#x' }, ['destination: old-click-id'], 'https://shop.example/#x'],
  [
    { destination: 'https://shop.example/?fbclid=abc&a=1' },
    ['destination: foreign-click-id'],
    'https://shop.example/?a=1',
  ],
  [
    { destination: 'https://shop.example/?a=1&A=2&b=%C3%A5&a=3#d' },
    ['destination: duplicate-keys'],
    'https://shop.example/?a=1&b=%C3%A5#d',
  ],
  [{ destination: 'https://shop.example/#utm_source=fb' }, ['destination: utm-after-hash'], 'https://shop.example/'],
  [
    { destination: 'https://shop.example/?a#/r?utm_source=a&b=c&utm_medium=d' },
    ['destination: utm-after-hash'],
    'https://shop.example/?a#/r?b=c',
  ],
  [
    { destination: 'https://shop.example/#topp?utm_source=a&utm_medium=d' },
    ['destination: utm-after-hash'],
    'https://shop.example/#topp',
  ],
  [
    { destination: 'https://shop.example/?a=1?b=2#c' },
    ['destination: second-question-mark'],
    'https://shop.example/?a=1&b=2#c',
  ],
  [{ destination: 'http://shop.example/a' }, ['destination: not-https'], 'https://shop.example/a'],
  [{ destination: `https://shop.example/${'a'.repeat(320)}` }, ['destination: landing-url-long'], null],
  [{ destination: `https://shop.example/${'a'.repeat(1_000)}` }, ['destination: landing-url-cut'], null],

  [
    { destination: 'https://go.shop.example/abc', shopHosts: ['shop.example'], ownHosts: ['go.shop.example'] },
    ['destination: own-short-domain'],
    null,
  ],
  [{ destination: 'http://localhost:8787/abc', ownHosts: ['localhost:8787'] }, ['destination: own-short-domain'], null],
  [{ shopHosts: ['another.example'] }, ['destination: host-not-the-shops'], null],
  [
    { destination: 'https://www.fjelkaffe.no/a', shopHosts: ['fjellkaffe.no'] },
    ['destination: host-not-the-shops'],
    'https://fjellkaffe.no/a',
  ],
  [
    { destination: 'https://fejllkaffe.no/a', shopHosts: ['fjellkaffe.no'] },
    ['destination: host-not-the-shops'],
    'https://fjellkaffe.no/a',
  ],
  [{ destination: 'https://xn--pple-43d.com/' }, ['destination: mixed-script-host'], null],
  [{ destination: 'https://xn--80ak6aa92e.com/' }, ['destination: punycode-host'], null],
  [
    { destination: ascii('https://fjеllkaffe.no/a?b#c'), shopHosts: ['fjellkaffe.no'] },
    ['destination: look-alike-host'],
    'https://fjellkaffe.no/a?b#c',
  ],
  [
    { destination: ascii('https://www.fjéllkaffe.no/a'), shopHosts: ['fjellkaffe.no'] },
    ['destination: look-alike-host'],
    'https://www.fjellkaffe.no/a',
  ],
  [
    { destination: 'https://butikk.fje11kaffe.no', shopHosts: ['fjellkaffe.no'] },
    ['destination: look-alike-host'],
    'https://butikk.fjellkaffe.no',
  ],
  [
    { destination: 'https://modem.example/', shopHosts: ['modern.example'] },
    ['destination: look-alike-host'],
    'https://modern.example/',
  ],
  [
    { destination: 'https://fjellkaffe.no.evil.example/a', shopHosts: ['fjellkaffe.no'] },
    ['destination: look-alike-host'],
    'https://fjellkaffe.no/a',
  ],

  [{ campaign: '{{campaign.name}}' }, ['campaign: placeholder'], null],
  [{ campaign: '[campaign]' }, ['campaign: placeholder'], null],
  [{ content: '__CID_NAME__' }, ['content: placeholder'], null],
  [{ content: '*|FNAME|*' }, ['content: placeholder'], null],
  [{ destination: 'https://shop.example/%7Bslug%7D' }, ['destination: placeholder'], null],
  [{ destination: 'https://shop.example/?c={{%20ad.id%20}}' }, ['destination: placeholder'], null],
  [{ source: 'partner', medium: '(none)' }, ['medium: reserved-value', 'medium: medium-unassigned'], 'referral'],
  [{ campaign: '(not set)' }, ['campaign: reserved-value', 'campaign: spaces'], null],
  [{ content: 'undefined' }, ['content: reserved-value'], null],
  [{ content: 'a'.repeat(101) }, ['content: value-too-long'], 'a'.repeat(100)],

  [{ source: 'newsletter', medium: 'scpecial' }, ['medium: medium-contains-cp'], 'email'],
  [{ source: 'threads', medium: 'organic_social' }, ['medium: medium-unassigned'], 'social'],
  [{ source: 'partner', medium: 'affiliates' }, ['medium: medium-unassigned'], 'affiliate'],
  [{ source: 'crm', medium: 'newsletter' }, ['medium: medium-unassigned'], 'email'],
  [{ source: 'kari', medium: 'influencer' }, ['medium: medium-unassigned'], 'social'],
  [{ source: 'table-tent', medium: 'qr' }, ['medium: medium-unassigned'], 'referral'],
  [{ source: 'print', medium: 'qr' }, ['medium: medium-unassigned'], 'offline'],
  [{ source: 'newsletter', medium: 'nyhetsbrev' }, ['medium: medium-unassigned'], 'email'],
  [{ source: 'x', medium: 'referral' }, ['medium: medium-moves-group'], 'social'],
  [{ source: 'facebook', medium: 'email' }, ['medium: medium-moves-group'], 'social'],
  [{ source: 'newsletter', medium: 'social' }, ['medium: medium-moves-group'], 'email'],
  [{ source: 'blog', medium: 'organic' }, ['medium: medium-moves-group'], 'referral'],
  [{ source: 'youtube', medium: 'video' }, ['medium: medium-moves-group'], 'social'],
  [{ source: 'google', medium: 'referral' }, ['medium: medium-moves-group'], 'organic'],
  [{ campaign: 'summer-shop' }, ['campaign: campaign-moves-group'], 'summer-store'],
  [{ campaign: 'shop-the-look' }, ['campaign: campaign-moves-group'], 'store-the-look'],
  [{ campaign: 'eshop-shopping' }, ['campaign: campaign-moves-group'], 'estore-store'],
  [{ medium: 'cpc', campaign: 'summer-shop' }, ['campaign: campaign-moves-group'], 'summer-store'],
  [{ campaign: 'cross-network-1' }, ['campaign: campaign-moves-group'], 'cross-channel-1'],
]

describe('lintLink', () => {
  it.each<Over>([
    {},
    { source: 'threads', content: 'reel-1', term: 'black_shoes' },
    { source: 'print', medium: 'offline' },
    { source: 'google', medium: 'cpc' },
    { source: 'facebook', medium: 'paid-social' },
    { source: 'partner', medium: 'paid-cpc' },
    { source: 'fb', medium: 'social-media' },
    { source: 'youtube', medium: 'description' },
    { campaign: '2026-11-27', content: '20261127', term: '27.11.2026' },
    { content: '120210000000000001' },
    { content: '1+1=3', term: 'a+12345' },
    { campaign: 'webshop-week' },
    { campaign: 'ลดราคา-50' },
    { source: 'etsy', campaign: 'shop' },
    { placement: 'shop', shopHosts: ['shop.example'] },
    { destination: 'https://shop.example/?ids[]=1&ids[]=2&f=%7B%22a%22:1%7D', shopHosts: ['shop.example'] },
    { destination: 'https://www.shop.example/@butikk', shopHosts: ['other.example', 'Shop.Example'] },
    { destination: 'https://shop.example/', shopHosts: ['www.shop.example'], ownHosts: ['go.shop.example'] },
    { destination: 'http://127.0.0.1:8788/', shopHosts: ['127.0.0.1:8788'], ownHosts: ['127.0.0.1:8787'] },
    { destination: ascii('https://blåbær.example/'), shopHosts: ['blåbær.example'] },
    { destination: 'https://api.whatsapp.com/send?phone=4791234567' },
    { destination: 'http://shop.local/' },
    { destination: 'https://shop.example/?q=what?&sku=91234567&next=https://a.example/?b=c' },
    { destination: 'https://shop.example/?utm_source_platform=x&my_utm_source=y#utm_nothing=1' },
  ])('has nothing to say about %j', (over) => {
    expect(codes(over)).toEqual([])
  })

  it.each(warned)('warns about %j: %j', (over, expected, suggestion) => {
    expect(codes(over)).toEqual(expected)
    expect(lintLink(makeLink(over))[0]?.suggestion).toBe(suggestion)
  })

  it('suggests what takes the warning away, wherever it suggests something', () => {
    let tried = 0
    for (const [over] of warned)
      for (const { code, field, suggestion } of lintLink(makeLink(over))) {
        if (suggestion === null || (field === 'medium' && suggestion === 'offline')) continue
        expect(codes({ ...over, [field]: suggestion }), `${code}: ${suggestion}`).not.toContain(`${field}: ${code}`)
        tried++
      }
    expect(tried).toBeGreaterThan(40)
  })

  it('says in each message what to do', () => {
    const messages = warned.flatMap(([over]) => lintLink(makeLink(over))).map(({ message }) => message)
    const withoutRemedy = messages.filter(
      (message) => !/write|leave|keep one|shorten|check|choose|joined by &|link there|left out|add it/i.test(message),
    )
    expect(withoutRemedy).toEqual([])
  })

  it('follows a list that was loaded', () => {
    const { sources } = builtInGrouping
    const ga4 = makeGrouping({ ...builtInGrouping, sources: { ...sources, social: new Set(['threads']) } })
    const codesOf = (source: string) =>
      lintLink({ ...makeLink({ source, medium: 'organic_social' }), ga4 }).map(({ code }) => code)
    expect(codesOf('threads')).toEqual([])
    expect(codesOf('instagram')).toEqual(['medium-unassigned'])
  })

  it('has every code in the table of the docs, and the docs have no other', () => {
    const table = readFileSync(join(import.meta.dirname, '../../docs/lint.md'), 'utf8')
    const told = [...table.matchAll(/^\| `([a-z-]+)` \| ([a-z, ]+) \|/gm)].map(([, code, fields]) => [code, fields])
    const produced = new Map<string, Set<string>>()
    for (const [over] of warned)
      for (const { code, field } of lintLink(makeLink(over)))
        produced.set(code, (produced.get(code) ?? new Set()).add(field))
    expect(new Set(told.map(([code]) => code))).toEqual(new Set(produced.keys()))
    const every = 'source, medium, campaign, content, term'
    for (const [code = '', fields = ''] of told)
      for (const field of produced.get(code) ?? [])
        expect(`${code}: ${fields.replace('names', every)}`).toContain(field)
  })
})

/** An address as `checkDestination` stores it. */
function ascii(url: string): string {
  return new URL(url).href
}
