import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mostBytes, renderBio } from '../../src/bio/bio-html.ts'
import { type BioPage, findBioWarnings, firstBio, readableOn } from '../../src/bio/bio-page.ts'
import type { Tile } from '../../src/bio/bio-tiles.ts'

const url = 'https://go.shop.example/hei'

describe('the HTML of a bio page', () => {
  it('is at most 30 KB with 24 posts, 8 buttons, long titles in Thai and pictures on a content network', async () => {
    const picture = `https://cdn.shop.example/files/${'x'.repeat(150)}.jpg?v=1700000000&width=640`
    const tiles = many(24, { title: 'กาแฟใหม่จากดอยช้าง คั่วสดทุกวันพฤหัส ส่งฟรีทั่วประเทศ', pictureUrl: picture })
    const buttons = many(8, { kind: 'map' as const, label: 'แผนที่ร้านของเรา', to: '99/1 ถนนสุขุมวิท แขวงคลองเตย กรุงเทพ' })
    const { text } = await renderBio(page({ intro: 'ส'.repeat(300), buttons, pictureUrl: picture }), url, tiles)
    expect(countOf(text, '<li>')).toBe(32)
    expect(new TextEncoder().encode(text).length).toBeLessThan(mostBytes)
  })

  it('stays so whatever the shop writes: tiles that go beyond are left out, from the last', async () => {
    const tiles = many(24, { title: '&'.repeat(200), pictureUrl: `https://p.example/${'&'.repeat(120)}` })
    const to = `https://shop.example/?${'x'.repeat(470)}`
    const buttons = many(8, { kind: 'link' as const, label: '"'.repeat(40), to })
    const hostile = page({
      title: '<'.repeat(100),
      intro: '&'.repeat(300),
      buttons,
      pictureUrl: tiles[0]?.pictureUrl ?? '',
    })
    const { text } = await renderBio(hostile, url, tiles)
    expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(mostBytes)
    expect(countOf(text, '<li>')).toBeGreaterThan(8)
    expect(countOf(text, '<li>')).toBeLessThan(32)
  })

  it('has nothing in it that runs or escapes, whatever titles, labels and addresses are', async () => {
    const nasty = fc.oneof(
      fc.constantFrom('"><script>alert(1)</script>', "' onload='x", '</style><img src=x onerror=y>', '{{x}}', '\u2028'),
      fc.string({ unit: 'binary', maxLength: 40 }),
    )
    await fc.assert(
      fc.asyncProperty(nasty, nasty, nasty, async (title, label, address) => {
        const to = `https://shop.example/${address}`
        const button = { kind: 'link' as const, label, to }
        const tiles = [
          { title, content: null, pictureUrl: `https://p.example/${address}`, href: `${url}1` },
          { title, content: null, pictureUrl: null, href: `${url}2` },
        ]
        const { text } = await renderBio(page({ title, intro: label, buttons: [button] }), url, tiles)
        expect(text).not.toContain('<script')
        expect(withoutValues(text)).not.toMatch(/<[a-z][^>]*\son\w+/i)
        expect(countOf(text, '</style>')).toBe(1)
        const tags = [...text.matchAll(/<(\w+)/g)].map(([, name]) => name)
        expect(new Set(tags)).toEqual(new Set(tags.filter((name) => known.has(name ?? ''))))
        expect(countOf(text, '<img ')).toBe(1)
      }),
      { numRuns: 300 },
    )
  })

  it('loads pictures alone, from where they are, and from nowhere a policy could be bent', async () => {
    const pictures = ['https://a.example/1.jpg', 'https://a.example/2.jpg', 'https://b.example:8443/3.jpg']
    const bent = ['http://c.example/4.jpg', 'https://d;script-src/5.jpg', 'https://*.example/6.jpg', 'nonsense']
    const tiles = [...pictures, ...bent].map((pictureUrl) => ({ ...tile, pictureUrl }))
    const { text, policy } = await renderBio(page({}), url, tiles)
    expect(policy).toBe(
      "default-src 'none'; img-src https://a.example https://b.example:8443; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    )
    expect(countOf(text, '<img ')).toBe(3)
    expect(text).not.toContain('c.example')
    expect((await renderBio(page({}), url, [])).policy).not.toContain('img-src')
  })

  it('gives pictures their alt text and room, and loads those below the first screen late', async () => {
    const tiles = many(8, { pictureUrl: 'https://a.example/1.jpg', title: 'Reel "1"' })
    const { text } = await renderBio(page({}), url, tiles)
    expect(countOf(text, 'alt="Reel &quot;1&quot;" width="320" height="320"')).toBe(8)
    expect(countOf(text, 'loading="lazy"')).toBe(2)
    expect(countOf(text, 'referrerpolicy="no-referrer"')).toBe(8)
  })

  it('speaks the shop’s language, and says so where its own words are English', async () => {
    const norwegian = await renderBio(page({ language: 'nb-NO' }), url, [tile])
    expect(norwegian.text).toContain('<html lang="nb-NO">')
    expect(norwegian.text).toContain('<h2>Nyeste innlegg</h2>')
    const finnish = await renderBio(page({ language: 'fi' }), url, [tile])
    expect(finnish.text).toContain('<html lang="fi">')
    expect(finnish.text).toContain('<h2 lang="en">Newest posts</h2>')
  })

  it('previews with its name, words and picture where it is shared', async () => {
    const { text } = await renderBio(page({ intro: 'Coffee\nfrom Otta' }), url, [
      { ...tile, pictureUrl: 'https://a.example/1.jpg' },
    ])
    expect(text).toContain('<meta property="og:title" content="Fjellkaffe">')
    expect(text).toContain('<meta property="og:description" content="Coffee from Otta">')
    expect(text).toContain('<meta property="og:image" content="https://a.example/1.jpg">')
    expect(text).toContain(`<meta property="og:url" content="${url}">`)
  })

  it('leads nowhere in a preview', async () => {
    const { text } = await renderBio(page({ buttons: [{ kind: 'call', label: 'Call', to: '+4722334455' }] }), null, [
      tile,
    ])
    expect(text).toContain('Call')
    expect(text).not.toContain('<a dir="auto" href')
    expect(text).not.toContain('tel:')
  })
})

describe('the accent colour', () => {
  it('bears black or white words with a contrast of 4.5 at least, whatever it is', () => {
    const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)
    fc.assert(fc.property(colour, (accent) => readableOn(accent).ratio >= 4.5))
  })

  it('is warned of where a button could not be told from the page', () => {
    expect(findBioWarnings({ accent: '#0b775b' })).toEqual([])
    expect(findBioWarnings({ accent: '#ffffee' })).toMatchObject([
      { field: 'accent', message: expect.stringContaining('light page') },
    ])
    expect(findBioWarnings({ accent: '#101010' })).toMatchObject([{ message: expect.stringContaining('dark page') }])
  })
})

const tile: Tile = { title: 'Reel', content: 'news', pictureUrl: null, href: 'https://go.shop.example/abc' }
const known = new Set(
  [
    'html',
    'head',
    'meta',
    'title',
    'link',
    'style',
    'body',
    'main',
    'header',
    'h1',
    'p',
    'nav',
    'ul',
    'li',
    'a',
    'svg',
  ].concat(['path', 'h2', 'img', 'span', 'footer']),
)

function page(over: Partial<BioPage>): BioPage {
  return { ...firstBio({ id: 'shop-1', name: 'Fjellkaffe' }), isOn: true, ...over }
}

function many<Of extends object>(count: number, over: Of): (Tile & Of)[] {
  return Array.from({ length: count }, () => ({ ...tile, ...over }))
}

function countOf(text: string, part: string): number {
  return text.split(part).length - 1
}

/** The tags with their attributes' names alone. */
function withoutValues(text: string): string {
  return text.replaceAll(/"[^"]*"/g, '""')
}
