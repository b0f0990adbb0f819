import { encode } from 'fast-png'
import { expect, it } from 'vitest'
import { readPicture } from '../../../src/links/qr-picture.ts'
import { readCode } from '../../links/read-code.ts'
import { type Open, openShop, type Served, type Shop } from '../talk.ts'

const svgLogo = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>'

export function qrContract(open: Open): void {
  it('draws a code that leads to the link and is told from other clicks', async () => {
    const { served, shop, link } = await openWithLink(open)
    const code = await get(served, shop, `/links/${link.id}/qr.png?size=300`)
    expect(code.headers.get('content-type')).toBe('image/png')
    const picture = readPicture(await bytesOf(code))
    expect([picture.width, picture.height]).toEqual([300, 300])
    const text = readCode(picture)
    expect(text).toBe(`${link.shortUrl}?qr=1`)
    const seen = await shop.visit(new URL(text ?? '').pathname + new URL(text ?? '').search)
    expect(seen.location).toBe(link.targetUrl.replace('#', `&till=${seen.click}#`))
    await shop.visit(`/${link.slug}?qr=2`)
    const clicks = (await shop.items('/clicks')).items
    expect(clicks.map(({ scan }) => scan)).toEqual([false, true])
    expect((await shop.visit(`/${link.slug}+`)).text).toContain('whether you scanned a QR code')
  })

  it('draws it as SVG too, which shows nothing but itself', async () => {
    const { served, shop, link } = await openWithLink(open)
    const code = await get(served, shop, `/links/${link.id}/qr.svg?size=700&margin=2&dark=0b775b&light=transparent`)
    expect(code.status).toBe(200)
    expect(code.headers.get('content-type')).toMatch(/^image\/svg\+xml/)
    expect(code.headers.get('content-security-policy')).toContain("default-src 'none'; img-src data:")
    const svg = await code.text()
    expect(svg).toMatch(/^<svg [^>]*width="700" height="700"/)
    expect(svg).toContain(`<title>${link.shortUrl}</title><path fill="#0b775b"`)
    expect(svg).not.toContain('#ffffff')
  })

  it('is named for its slug when it is downloaded', async () => {
    const { served, shop, link } = await openWithLink(open)
    for (const format of ['svg', 'png']) {
      const named = async (query: string) =>
        (await get(served, shop, `/links/${link.id}/qr.${format}${query}`)).headers.get('content-disposition')
      expect(await named('')).toBe(`inline; filename="qr-${link.slug}.${format}"`)
      expect(await named('?download=1')).toBe(`attachment; filename="qr-${link.slug}.${format}"`)
    }
  })

  it('is not sent again while it looks as it did', async () => {
    const { served, shop, link } = await openWithLink(open)
    const path = `/links/${link.id}/qr.svg`
    const first = await get(served, shop, path)
    const etag = first.headers.get('etag') ?? ''
    expect(first.headers.get('cache-control')).toBe('private, no-cache')
    expect(etag).toMatch(/^"[0-9a-f]{32}"$/)
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`])
      expect((await get(served, shop, path, { 'if-none-match': known })).status).toBe(304)
    expect((await get(served, shop, `${path}?margin=1`, { 'if-none-match': etag })).status).toBe(200)
    await shop.call('PUT', `/api/v1/shops/${shop.shopId}/qr-style`, { body: { dark: '#222222' } })
    expect((await get(served, shop, path, { 'if-none-match': etag })).status).toBe(200)
    const other = await openShop(served)
    expect((await get(served, other, path, { 'if-none-match': etag })).status).toBe(404)
  })

  it('looks as the shop wants it, unless the address asks for something else', async () => {
    const { served, shop, link } = await openWithLink(open)
    const path = `/shops/${shop.shopId}/qr-style`
    const plain = { size: 512, margin: 4, level: 'M', dark: '#000000', light: '#ffffff', logo: true, logoPercent: 20 }
    expect((await shop.get(path)).body).toEqual({ style: plain, logo: null, updatedAt: null })
    const saved = await shop.call('PUT', `/api/v1${path}`, { body: { size: 256, dark: '#0B775B' } })
    expect(saved.body).toEqual({
      style: { ...plain, size: 256, dark: '#0b775b' },
      logo: null,
      updatedAt: expect.any(String),
    })
    expect((await shop.get(path)).body).toEqual(saved.body)
    const svg = async (query: string) => (await get(served, shop, `/links/${link.id}/qr.svg${query}`)).text()
    expect(await svg('')).toMatch(/width="256"[^]*fill="#0b775b"/)
    expect(await svg('?size=400&dark=%23123456')).toMatch(/width="400"[^]*fill="#123456"/)
    expect(await (await get(served, shop, `/shops/${shop.shopId}/qr-sample.svg`)).text()).toMatch(/fill="#0b775b"/)
  })

  it.each([
    ['size=63', '/size'],
    ['size=2049', '/size'],
    ['size=x', '/size'],
    ['margin=17', '/margin'],
    ['level=Z', '/level'],
    ['dark=808080', '/dark'],
    ['dark=ffffff&light=000000', '/dark'],
    ['light=none', '/light'],
    ['logo=1', '/logo'],
    ['logoPercent=21', '/logoPercent'],
    ['farge=1', '/farge'],
  ])('refuses ?%s, naming it', async (query, pointer) => {
    const { shop, link } = await openWithLink(open)
    for (const format of ['svg', 'png']) {
      const refused = await shop.get(`/links/${link.id}/qr.${format}?${query}`)
      expect([refused.status, refused.body.errors]).toMatchObject([400, [{ pointer }]])
    }
  })

  it('says how large a picture must be at least for a code that has many modules', async () => {
    const { served, shop, link } = await openWithLink(open, { slug: `x${crypto.randomUUID()}` })
    const asked = `/links/${link.id}/qr.png?margin=16&level=H&size=`
    const refused = await shop.get(`${asked}64`)
    expect(refused.body.errors).toMatchObject([{ pointer: '/size' }])
    const least = /must be (\d+) pixels or more/.exec(refused.text)?.[1] ?? ''
    expect(readCode(readPicture(await bytesOf(await get(served, shop, asked + least))))).toBe(`${link.shortUrl}?qr=1`)
  })

  it('refuses a style that scanners can’t read, with the contrast it has', async () => {
    const shop = await openShop(await open())
    const refused = await shop.call('PUT', `/api/v1/shops/${shop.shopId}/qr-style`, { body: { dark: '#ff9900' } })
    expect([refused.status, refused.body.errors]).toMatchObject([400, [{ pointer: '/dark' }]])
    expect(refused.text).toContain('#ff9900 on #ffffff has a contrast of 2.14 : 1, scanners need 4 : 1')
    const unknown = await shop.call('PUT', `/api/v1/shops/${shop.shopId}/qr-style`, { body: { colour: '#000000' } })
    expect(unknown.body.errors).toMatchObject([{ pointer: '/colour' }])
  })

  it('carries the shop’s logo, and is still read', async () => {
    const { served, shop, link } = await openWithLink(open)
    expect((await putLogo(served, shop, makePng())).status).toBe(200)
    const style = await shop.get(`/shops/${shop.shopId}/qr-style`)
    expect(style.body.logo).toEqual({ type: 'image/png', bytes: expect.any(Number) })
    const picture = readPicture(await bytesOf(await get(served, shop, `/links/${link.id}/qr.png?level=L`)))
    expect([...picture.rgba.slice((256 * 512 + 256) * 4, (256 * 512 + 256) * 4 + 4)]).toEqual([200, 16, 46, 255])
    expect(readCode(picture)).toBe(`${link.shortUrl}?qr=1`)
    const svg = async (query: string) => (await get(served, shop, `/links/${link.id}/qr.svg${query}`)).text()
    expect(await svg('')).toContain('href="data:image/png;base64,')
    expect(await svg('?logo=0')).not.toContain('<image')
    expect((await shop.call('DELETE', `/api/v1/shops/${shop.shopId}/qr-logo`)).status).toBe(204)
    expect(await svg('')).not.toContain('<image')
    expect((await shop.get(`/shops/${shop.shopId}/qr-style`)).body.logo).toBeNull()
  })

  it('holds an SVG logo as a picture alone, and says why a PNG can’t have it', async () => {
    const { served, shop, link } = await openWithLink(open)
    await putLogo(served, shop, svgLogo)
    await shop.call('PUT', `/api/v1/shops/${shop.shopId}/qr-style`, { body: {} })
    const svg = await (await get(served, shop, `/links/${link.id}/qr.svg`)).text()
    expect(svg).toContain(`href="data:image/svg+xml;base64,${btoa(svgLogo)}"`)
    const refused = await shop.get(`/links/${link.id}/qr.png`)
    expect([refused.status, refused.body.errors]).toMatchObject([400, [{ pointer: '/logo' }]])
    expect((await get(served, shop, `/links/${link.id}/qr.png?logo=0`)).status).toBe(200)
    const bad = await putLogo(served, shop, svgLogo.replace('<path', '<script>alert(1)</script><path'))
    expect(bad.status).toBe(400)
  })

  it('is the shop’s own: nobody else sees or changes it', async () => {
    const { served, shop, link } = await openWithLink(open)
    const other = await openShop(served)
    for (const path of [`/links/${link.id}/qr.svg`, `/links/${link.id}/qr.png`, `/shops/${shop.shopId}/qr-style`])
      expect([path, (await other.get(path)).status]).toEqual([path, 404])
    const put = await other.call('PUT', `/api/v1/shops/${shop.shopId}/qr-style`, { body: {} })
    expect([put.status, (await putLogo(served, other, makePng(), shop.shopId)).status]).toEqual([404, 404])
    expect((await other.call('DELETE', `/api/v1/shops/${shop.shopId}/qr-logo`)).status).toBe(404)
    expect((await served.fetch(`/api/v1/links/${link.id}/qr.svg`)).status).toBe(401)
  })
}

async function openWithLink(open: Open, over: Record<string, unknown> = {}) {
  const served = await open()
  const shop = await openShop(served)
  return { served, shop, link: await shop.link(over) }
}

function get(served: Served, shop: Shop, path: string, headers: Record<string, string> = {}) {
  return served.fetch(`/api/v1${path}`, { headers: { authorization: `Bearer ${shop.key}`, ...headers } })
}

async function bytesOf(answer: Response): Promise<Uint8Array> {
  return new Uint8Array(await answer.arrayBuffer())
}

function putLogo(served: Served, shop: Shop, body: string | Uint8Array<ArrayBuffer>, shopId = shop.shopId) {
  const headers = { authorization: `Bearer ${shop.key}` }
  return served.fetch(`/api/v1/shops/${shopId}/qr-logo`, { method: 'PUT', headers, body })
}

/** All of one red. */
function makePng(): Uint8Array<ArrayBuffer> {
  const data = Uint8Array.from({ length: 32 * 32 * 3 }, (_, index) => [200, 16, 46][index % 3] ?? 0)
  return Uint8Array.from(encode({ width: 32, height: 32, data, channels: 3 }))
}
