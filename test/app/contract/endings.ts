import { expect, it } from 'vitest'
import * as z from 'zod'
import { type Init, type Open, openShop, type Shop } from '../talk.ts'

const bot = { 'user-agent': 'facebookexternalhit/1.1' }
const used = z.looseObject({ usedClicks: z.number() })

/** How a link ends, and what stands around its slug. */
export function endingContract(open: Open): void {
  it('lets exactly as many people through as the limit says, also when they come at once', async () => {
    const shop = await openShop(await open())
    const link = await shop.link({ maxClicks: 7 })
    const answers = await Promise.all(Array.from({ length: 50 }, () => shop.visit(`/${link.slug}`)))
    const statuses = answers.map(({ status }) => status)
    expect([302, 410].map((status) => statuses.filter((one) => one === status).length)).toEqual([7, 43])
    expect((await shop.get(`/links/${link.id}`)).body).toMatchObject({ maxClicks: 7, usedClicks: 7 })
    expect((await shop.clicks(link.id)).map((click) => click.class)).toEqual(Array(7).fill('human'))
  })

  it('uses no clicks up for machines and HEAD, and ends for them too', async () => {
    const shop = await openShop(await open())
    const link = await shop.link({ maxClicks: 1 })
    const path = `/${link.slug}`
    for (const init of [{ headers: bot }, { method: 'HEAD' }]) expect((await shop.visit(path, init)).status).toBe(302)
    expect((await shop.visit(path)).status).toBe(302)
    for (const init of [{}, { headers: bot }, { method: 'HEAD' }])
      expect((await shop.visit(path, init)).status).toBe(410)
  })

  it('leads to the fallback after the last click, on again after a raise, and counts anew after the limit was lifted', async () => {
    const shop = await openShop(await open())
    const link = await shop.link({ maxClicks: 1, fallbackUrl: 'https://shop.example/utsolgt' })
    const change = (body: unknown) => shop.call('PATCH', `/api/v1/links/${link.id}`, { body })
    const leads = async () => (await shop.visit(`/${link.slug}`)).location?.includes('/kampanje') === true
    expect([await leads(), await leads()]).toEqual([true, false])
    expect((await shop.visit(`/${link.slug}`)).location).toBe('https://shop.example/utsolgt')
    await change({ maxClicks: 2 })
    expect([await leads(), await leads()]).toEqual([true, false])
    await change({ maxClicks: null })
    expect([await leads(), await leads(), await leads()]).toEqual([true, true, true])
    expect(used.parse((await change({ maxClicks: 1 })).body).usedClicks).toBe(0)
    expect([await leads(), await leads()]).toEqual([true, false])
  })

  it('refuses a limit that is none', async () => {
    const shop = await openShop(await open())
    for (const maxClicks of [0, -1, 1.5, '5', 1_000_000_001]) {
      const { status, body } = await shop.post('/links/preview', { destination: 'https://a.example', maxClicks })
      expect([maxClicks, status, body.errors]).toMatchObject([maxClicks, 400, [{ pointer: '/maxClicks' }]])
    }
  })

  it('forgives what chat programs glue to an address', async () => {
    const shop = await openShop(await open())
    const { slug } = await shop.link()
    const glued = [
      '.',
      ',',
      ')',
      '%20',
      '"',
      '…',
      '>',
      ']',
      ';',
      '!',
      "'",
      ').',
      '%2C',
      '%3B',
      '%22',
      '%E2%80%A6',
      '”',
      ':',
    ]
    for (const end of glued) expect([end, (await shop.visit(`/${slug}${end}`)).status]).toEqual([end, 302])
    expect((await shop.visit(`/${slug}.?utm_x=1`)).query?.get('utm_x')).toBe('1')
    for (const end of ['.x', '/x', 'x', '$', '.html'])
      expect([end, (await shop.visit(`/${slug}${end}`)).status]).toEqual([end, 404])
    const told = await shop.visit(`/${slug}+`)
    expect([told.status, told.text.includes('It leads to')]).toEqual([200, true])
    expect((await shop.visit(`/${slug}x.`)).status).toBe(404)
  })

  it('counts and lists what people ask for in vain, until it is a link or cleared', async () => {
    const served = await open()
    const shop = await openShop(served)
    await shop.call('PUT', `/api/v1/domains/${domainOf(shop)}`, { body: {} })
    const on = (path: string, init = {}) => visitOn(shop, path, init)
    for (const path of ['/jul', '/JUL.', '/paske']) expect((await on(path)).status).toBe(404)
    await on('/robot', { headers: bot })
    const isOurs = (one: Record<string, unknown>) => one['domain'] === domainOf(shop)
    const listed = async (query = '') =>
      (await shop.items(`/links/unknown${query}`)).items.filter(isOurs).map(({ slug }) => slug)
    await expect.poll(async () => new Set(await listed())).toEqual(new Set(['jul', 'paske']))
    expect((await shop.items('/links/unknown?sort=asked')).items.find(isOurs)).toMatchObject({
      ...{ slug: 'jul', asked: 2, domain: domainOf(shop), shortUrl: `https://${domainOf(shop)}/jul` },
    })
    const page = await shop.items('/links/unknown?limit=1')
    expect([page.items.length, page.nextCursor]).toEqual([1, '1'])
    await shop.link({ slug: 'paske', domain: domainOf(shop) })
    expect(await listed()).toEqual(['jul'])
    const other = await openShop(served)
    expect((await other.items('/links/unknown')).items.filter(({ domain }) => domain === domainOf(shop))).toEqual([])
    expect((await other.call('DELETE', '/api/v1/links/unknown')).status).toBe(204)
    expect(await listed()).toEqual(['jul'])
    expect((await shop.call('DELETE', `/api/v1/links/unknown?slug=jul&domain=${domainOf(shop)}`)).status).toBe(204)
    expect(await listed()).toEqual([])
  })

  it('leads from a domain’s root, from unknown slugs and from ended links to where its shop says', async () => {
    const shop = await openShop(await open())
    const link = await shop.link({ domain: domainOf(shop) })
    const own = await shop.link({ domain: domainOf(shop), fallbackUrl: 'https://shop.example/egen' })
    for (const { id } of [link, own]) await shop.call('DELETE', `/api/v1/links/${id}`)
    const asked = async () => {
      const answers = await Promise.all(
        ['/', '/ukjent', `/${link.slug}`, `/${own.slug}`].map((path) => visitOn(shop, path)),
      )
      return answers.map(({ status, location }) => location ?? status)
    }
    const path = `/api/v1/domains/${domainOf(shop)}`
    expect((await shop.get(`/domains/${domainOf(shop)}`)).status).toBe(404)
    expect((await shop.items('/domains')).items.map((one) => [one.domain, one.links])).toEqual([
      ['localhost', 0],
      [domainOf(shop), 2],
    ])
    expect(await asked()).toEqual(['/app/', 404, 410, 'https://shop.example/egen'])
    const pages = {
      rootUrl: 'https://shop.example/',
      unknownUrl: 'https://shop.example/?hvor',
      endedUrl: 'https://shop.example/slutt',
    }
    expect((await shop.call('PUT', path, { body: pages })).body).toMatchObject({ ...pages, isDefault: false })
    expect(await asked()).toEqual([...Object.values(pages), 'https://shop.example/egen'])
    expect((await shop.call('DELETE', path)).status).toBe(204)
    expect(await asked()).toEqual(['/app/', 404, 410, 'https://shop.example/egen'])
  })

  it('refuses pages that lead in circles or in the clear, and another shop’s domain', async () => {
    const served = await open()
    const shop = await openShop(served)
    const path = `/api/v1/domains/${domainOf(shop)}`
    const refused = [
      `https://${domainOf(shop)}/`,
      'http://localhost:8787/x',
      'http://shop.example/',
      'shop.example',
      '',
    ]
    for (const rootUrl of refused) {
      const { status, body } = await shop.call('PUT', path, { body: { rootUrl } })
      expect([rootUrl, status, body.errors]).toMatchObject([rootUrl, 400, [{ pointer: '/rootUrl' }]])
    }
    const other = await openShop(served)
    expect((await other.call('PUT', path, { body: {} })).status).toBe(200)
    expect((await shop.call('PUT', path, { body: {} })).status).toBe(409)
    for (const method of ['GET', 'DELETE']) expect((await shop.call(method, path)).status).toBe(404)
    const circle = { rootUrl: `https://${domainOf(shop)}/` }
    expect((await other.call('PUT', `/api/v1/domains/${domainOf(other)}`, { body: circle })).status).toBe(400)
    expect((await shop.call('PUT', '/api/v1/domains/nodots', { body: {} })).status).toBe(404)
  })
}

function domainOf(shop: Shop): string {
  return `go.${shop.shopId.toLowerCase().replaceAll(/[^a-z0-9]/g, '-')}.example`
}

/** A visit to the shop's own domain. */
function visitOn(shop: Shop, path: string, init: Init = {}) {
  return shop.visit(`http://${domainOf(shop)}${path}`, init)
}
