import { describe, expect, it } from 'vitest'
import { type LintedLink, lintLink } from '../../src/links/lint.ts'
import { buildTarget, type Utm } from '../../src/links/utm.ts'

type Over = Partial<Utm> & { destination?: string; shopHosts?: string[] }

function makeLink({
  destination = 'https://shop.example/p?farge=bl%C3%A5#topp',
  shopHosts = [],
  ...over
}: Over): LintedLink {
  const utm = { source: 'instagram', medium: 'social', campaign: 'black-week', ...over }
  return { destination, shopHosts, utm, targetUrl: buildTarget(destination, utm) }
}

function codes(over: Over): string[] {
  return lintLink(makeLink(over)).map(({ field, code }) => `${field}: ${code}`)
}

describe('lintLink', () => {
  it.each<Over>([
    {},
    { source: 'threads', content: 'reel-1', term: 'black_shoes' },
    { source: 'print', medium: 'offline' },
    { source: 'google', medium: 'cpc' },
    { source: 'partner', medium: 'paid-cpc' },
    { campaign: '2026-11-27', content: '20261127', term: '27.11.2026' },
    { content: '120210000000000001' },
    { campaign: 'webshop-week' },
    { campaign: 'ลดราคา-50' },
    { source: 'etsy', campaign: 'shop' },
    { destination: 'https://shop.example/?ids[]=1&ids[]=2&f=%7B%22a%22:1%7D', shopHosts: ['shop.example'] },
    { destination: 'https://www.shop.example/@butikk', shopHosts: ['other.example', 'Shop.Example'] },
    { destination: 'https://shop.example/', shopHosts: ['www.shop.example'] },
    { destination: 'http://127.0.0.1:8788/', shopHosts: ['127.0.0.1:8788'] },
  ])('has nothing to say about %j', (over) => {
    expect(codes(over)).toEqual([])
  })

  it.each<[Over, string[]]>([
    [{ campaign: 'Black-Week' }, ['campaign: upper-case']],
    [{ campaign: 'black week' }, ['campaign: spaces']],
    [{ content: 'Reel 1' }, ['content: upper-case', 'content: spaces']],
    [{ medium: '' }, ['medium: medium-missing']],
    [{ source: 'threads', medium: 'organic_social' }, ['medium: medium-unassigned']],
    [{ source: 'print', medium: 'qr' }, ['medium: medium-unassigned']],
    [{ source: 'newsletter', medium: 'scpecial' }, ['medium: medium-contains-cp']],
    [{ content: 'kari@example.no' }, ['content: personal-data']],
    [{ term: '+47 912 34 567' }, ['term: personal-data', 'term: spaces']],
    [{ term: '91234567' }, ['term: personal-data']],
    [{ destination: 'https://shop.example/?e=kari%40example.no' }, ['destination: personal-data']],
    [{ destination: 'https://shop.example/?utm_source=fb' }, ['destination: already-tagged']],
    [{ destination: 'https://shop.example/?till=abc' }, ['destination: old-click-id']],
    [{ destination: 'https://shop.example/?a=1&A=2' }, ['destination: duplicate-keys']],
    [{ destination: 'https://shop.example/#utm_source=fb' }, ['destination: utm-after-hash']],
    [{ destination: 'https://shop.example/?a=1?b=2' }, ['destination: second-question-mark']],
    [{ campaign: '{{campaign.name}}' }, ['campaign: placeholder']],
    [{ destination: 'https://shop.example/%7Bslug%7D' }, ['destination: placeholder']],
    [{ destination: 'https://shop.example/?c={{%20ad.id%20}}' }, ['destination: placeholder']],
    [{ content: '__CID_NAME__' }, ['content: placeholder', 'content: upper-case']],
    [{ campaign: 'summer-shop' }, ['campaign: campaign-moves-to-shopping']],
    [{ content: 'a'.repeat(101) }, ['content: value-too-long']],
    [{ destination: `https://shop.example/${'a'.repeat(400)}` }, ['destination: landing-url-long']],
    [{ destination: `https://shop.example/${'a'.repeat(1_000)}` }, ['destination: landing-url-cut']],
    [{ shopHosts: ['myshop.example'] }, ['destination: host-not-the-shops']],
    [{ destination: 'https://xn--pple-43d.com/' }, ['destination: punycode-host']],
  ])('warns about %j', (over, expected) => {
    expect(codes(over)).toEqual(expected)
  })

  it.each<[Over, string | null]>([
    [{ campaign: 'Blå Uke' }, 'bla-uke'],
    [{ source: 'newsletter', medium: 'nyhetsbrev' }, 'email'],
    [{ source: 'threads', medium: '' }, 'social'],
    [{ campaign: 'shop-the-look' }, 'store-the-look'],
    [{ campaign: 'eshop-shopping' }, 'estore-store'],
    [{ destination: 'https://shop.example/?a=1?b=2#c' }, 'https://shop.example/?a=1&b=2#c'],
    [{ content: 'kari@example.no' }, null],
  ])('suggests for %j: %s', (over, suggestion) => {
    expect(lintLink(makeLink(over))[0]?.suggestion).toBe(suggestion)
  })

  it.each<[Over, keyof Utm]>([
    [{ content: `Å ${'b'.repeat(200)}` }, 'content'],
    [{ medium: 'scpecial' }, 'medium'],
    [{ source: 'bluesky', medium: 'Bio' }, 'medium'],
    [{ campaign: 'summer-shop' }, 'campaign'],
  ])('suggests for %j what is free of warnings', (over, field) => {
    const suggestion = lintLink(makeLink(over)).at(-1)?.suggestion ?? 'none'
    expect(codes({ ...over, [field]: suggestion })).toEqual([])
  })
})
