import { expect, it } from 'vitest'
import { reservedSlugs } from '../../../src/links/slug.ts'
import { draftLink, type Open, openShop } from '../talk.ts'

const googlebot = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'

export function redirectContract(open: Open): void {
  it('is a 302 that nobody keeps, with the UTMs, the visitor’s own query and a click id', async () => {
    const shop = await openShop(await open())
    const link = await shop.link()
    const seen = await shop.visit(`/${link.slug}?fbclid=abc&utm_source=evil&UTM_Medium=evil`)
    expect(seen.status).toBe(302)
    expect(seen.headers.get('cache-control')).toBe('private, no-store')
    expect(seen.headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin')
    expect(seen.click).toMatch(/^[A-Za-z0-9_-]{32}$/)
    expect(seen.location).toBe(
      `https://shop.example/kampanje?farge=bl%C3%A5&utm_source=instagram&utm_medium=social&utm_campaign=Black%20Week&fbclid=abc&till=${seen.click}#topp`,
    )
    expect(await shop.clicks(link.id)).toEqual([{ id: seen.click, linkId: link.id, class: 'human', reason: 'person' }])
  })

  it('takes a slug in any case, with a slash behind it and percent-encoded', async () => {
    const shop = await openShop(await open())
    const slug = `Jul-${crypto.randomUUID().slice(0, 8)}_X`
    const link = await shop.link({ slug })
    for (const path of [
      `/${slug.toLowerCase()}`,
      `/${slug.toUpperCase()}`,
      `/${slug}/`,
      `/${slug}/?a=b`,
      `/${slug.replace('J', '%4A')}`,
    ])
      expect([path, (await shop.visit(path)).status]).toEqual([path, 302])
    expect(await shop.clicks(link.id)).toHaveLength(5)
  })

  it('answers HEAD alike, without an id and without counting', async () => {
    const shop = await openShop(await open())
    const link = await shop.link()
    const head = await shop.visit(`/${link.slug}?a=b`, { method: 'HEAD' })
    const get = await shop.visit(`/${link.slug}?a=b`)
    expect(head).toMatchObject({ status: 302, click: null, text: '' })
    expect(head.location).toBe(get.location?.replace(`&till=${get.click}`, ''))
    expect(await shop.clicks(link.id)).toHaveLength(1)
  })

  it.each([
    ['Sec-GPC', { 'sec-gpc': '1' }, 'human', 'gpc'],
    ['a bot', { 'user-agent': googlebot }, 'bot', 'bot-agent'],
    ['a program', { 'user-agent': 'curl/8.9.1' }, 'bot', 'tool-agent'],
    ['nobody', { 'user-agent': '' }, 'bot', 'empty-agent'],
    ['a link preview', { 'user-agent': 'facebookexternalhit/1.1' }, 'preview', 'preview-agent'],
    ['a prefetch', { 'sec-purpose': 'prefetch;prerender' }, 'prefetch', 'prerender-header'],
    ['an older prefetch', { purpose: 'prefetch' }, 'prefetch', 'prefetch-header'],
  ])('leads %s on without a click id, and keeps the click with its class', async (_, headers, clickClass, reason) => {
    const shop = await openShop(await open())
    const link = await shop.link()
    const seen = await shop.visit(`/${link.slug}`, { headers })
    expect([seen.status, seen.click]).toEqual([302, null])
    expect(seen.location).toBe(link.targetUrl)
    expect(await shop.clicks(link.id)).toEqual([{ id: null, linkId: link.id, class: clickClass, reason }])
  })

  it.each(['till=stolen', 'TILL=stolen', '%74ill=stolen', 'till=a&till=b', 'till'])(
    'drops a visitor’s own %s',
    async (query) => {
      const shop = await openShop(await open())
      const link = await shop.link()
      const person = await shop.visit(`/${link.slug}?${query}`)
      expect([...(person.query ?? [])].filter(([key]) => key.toLowerCase() === 'till')).toEqual([
        ['till', person.click],
      ])
      const bot = await shop.visit(`/${link.slug}?${query}`, { headers: { 'user-agent': googlebot } })
      expect(bot.location).toBe(link.targetUrl)
    },
  )

  it.each([
    '?url=https://evil.example',
    '?//evil.example',
    '?@evil.example',
    '?x=%0d%0aset-cookie:a=b',
    `?x=${'y'.repeat(3000)}`,
  ])('leads nowhere else for %j', async (query) => {
    const shop = await openShop(await open())
    const link = await shop.link()
    const seen = await shop.visit(`/${link.slug}${query}`, { headers: { referer: 'https://evil.example/' } })
    expect(new URL(seen.location ?? '').origin).toBe('https://shop.example')
    expect(seen.headers.get('set-cookie')).toBeNull()
  })

  it('sends no id from a shop that only counts', async () => {
    const shop = await openShop(await open(), { tracking: 'count' })
    const link = await shop.link()
    const seen = await shop.visit(`/${link.slug}`)
    expect([seen.status, seen.click, seen.location]).toEqual([302, null, link.targetUrl])
    expect(await shop.clicks(link.id)).toMatchObject([{ id: null, class: 'human' }])
  })

  it('says 404 for a slug nobody made, however it is written', async () => {
    const shop = await openShop(await open())
    for (const slug of [
      'nobodymadethis',
      'x'.repeat(2000),
      'nobodymadethis+',
      'a%00b',
      '%F0%28',
      '..%2f..%2fetc',
      'a;b',
      '__proto__',
    ])
      expect([slug, (await shop.visit(`/${slug}`)).status]).toEqual([slug, 404])
  })

  it('ends with 410, or leads to the fallback, uncounted', async () => {
    const shop = await openShop(await open())
    const expiresAt = '2020-01-01T00:00:00Z'
    const ended = await shop.link({ expiresAt })
    const elsewhere = await shop.link({ expiresAt, fallbackUrl: 'https://shop.example/ny?a=b' })
    const open2 = await shop.link({ expiresAt: '2999-01-01T00:00:00+02:00' })
    expect((await shop.visit(`/${ended.slug}`)).status).toBe(410)
    expect(await shop.visit(`/${elsewhere.slug}`)).toMatchObject({
      status: 302,
      location: 'https://shop.example/ny?a=b',
    })
    expect((await shop.visit(`/${open2.slug}`)).status).toBe(302)
    expect(await shop.clicks(ended.id)).toEqual([])
  })

  it('tells with a + where the link leads and whose it is, without going or counting', async () => {
    const shop = await openShop(await open(), { name: 'Garn & <b>Ull</b>' })
    const link = await shop.link({ destination: `https://shop.example/?q=%3Cscript%3E"'` })
    for (const plus of ['+', '%2B', '%2b']) {
      const page = await shop.visit(`/${link.slug}${plus}`)
      expect([page.status, page.location]).toEqual([200, null])
      expect(page.headers.get('content-type')).toContain('text/html')
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(page.text).toContain('https://shop.example/?q=%3Cscript%3E')
      expect(page.text).toContain('Garn &amp; &lt;b&gt;Ull&lt;/b&gt;')
      expect(page.text).not.toMatch(/<script|<b>/)
    }
    expect(await shop.clicks(link.id)).toEqual([])
  })

  it('never runs for a reserved slug', async () => {
    const served = await open()
    const shop = await openShop(served)
    for (const slug of reservedSlugs) {
      const refused = await shop.post('/links', draftLink({ slug }))
      expect([slug, refused.status, refused.body.errors]).toMatchObject([slug, 400, [{ pointer: '/slug' }]])
      for (const path of [`/${slug}`, `/${slug.toUpperCase()}`, `/${slug}/`]) {
        const text = await (await served.fetch(path)).text()
        expect([path, /link is not known/.test(text)]).toEqual([path, false])
      }
    }
  })
}
