import { expect, it } from 'vitest'
import * as z from 'zod'
import { draftLink, type Init, type Open, openShop, type Shop } from '../talk.ts'

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
    const seen: unknown[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const next: string = cursor && `&cursor=${encodeURIComponent(cursor)}`
      const page = await shop.items(`/links/unknown?limit=1&sort=asked${next}`)
      seen.push(...page.items.filter(isOurs).map(({ slug }) => slug))
      cursor = page.nextCursor
    }
    expect(seen).toEqual(['jul', 'paske'])
    expect((await shop.get('/links/unknown?cursor=1')).body.errors).toMatchObject([{ pointer: '/cursor' }])
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

  it('keeps a shop’s domain its own, also where its links alone say so', async () => {
    const served = await open()
    const [shop, other] = [await openShop(served), await openShop(served)]
    const link = await shop.link({ domain: domainOf(shop) })
    const path = `/api/v1/domains/${domainOf(shop)}`
    const pages = { endedUrl: 'https://other.example/' }
    expect((await other.call('PUT', path, { body: pages })).status).toBe(409)
    await shop.call('PATCH', `/api/v1/links/${link.id}`, { body: { domain: 'localhost' } })
    expect((await other.call('PUT', path, { body: pages })).status).toBe(409)
    const taken = draftLink({ domain: domainOf(shop) })
    const own = await other.link()
    const across = {
      destination: taken.destination,
      campaign: 'a',
      channels: [{ channel: 'x' }],
      domain: domainOf(shop),
    }
    for (const refused of [
      await other.post('/links', taken),
      await other.post('/links/preview', taken),
      await other.post('/posts/across', across),
      await other.call('PATCH', `/api/v1/links/${own.id}`, { body: { domain: domainOf(shop) } }),
    ])
      expect([refused.status, refused.body.errors]).toMatchObject([400, [{ pointer: '/domain' }]])
    const file = `destination,domain,channel,campaign\nhttps://shop.example/,${domainOf(shop)},x,a\n`
    const imported = await other.call('POST', '/api/v1/links/import', {
      body: file,
      headers: { 'content-type': 'text/csv' },
    })
    expect(imported.text).toContain('"outcome":"invalid"')
    expect((await shop.call('PUT', path, { body: {} })).status).toBe(200)
    expect((await shop.link({ domain: domainOf(shop) })).shortUrl).toContain(domainOf(shop))
  })

  it('lets only who acts for every shop set the default domain, and keys set none without shops:write', async () => {
    const shop = await openShop(await open())
    const set = await shop.admin('PUT', '/api/v1/domains/localhost', { body: { shopId: shop.shopId } })
    expect(set.status).toBe(200)
    for (const method of ['PUT', 'DELETE'])
      expect([method, (await shop.call(method, '/api/v1/domains/localhost', { body: {} })).status]).toEqual([
        method,
        403,
      ])
    expect((await shop.admin('DELETE', '/api/v1/domains/localhost')).status).toBe(204)
    const key = { name: 'of links', scopes: ['links:read', 'links:write'], shopId: shop.shopId }
    const made = z.object({ secret: z.string() }).parse((await shop.admin('POST', '/api/v1/keys', { body: key })).body)
    const headers = { authorization: `Bearer ${made.secret}` }
    const path = `/api/v1/domains/${domainOf(shop)}`
    for (const method of ['PUT', 'DELETE'])
      expect([method, (await shop.call(method, path, { headers, body: {} })).status]).toEqual([method, 403])
  })

  it('refuses links that lead to any of the short domains, where they could lead in circles', async () => {
    const shop = await openShop(await open())
    const [first, second] = [domainOf(shop), `2.${domainOf(shop)}`]
    await shop.link({ domain: first })
    const onward = draftLink({ domain: second, destination: `https://${first}/x` })
    const fallback = draftLink({ domain: second, fallbackUrl: `https://${first}/x` })
    expect((await shop.post('/links', onward)).body.errors).toMatchObject([{ pointer: '/destination' }])
    expect((await shop.post('/links', fallback)).body.errors).toMatchObject([{ pointer: '/fallbackUrl' }])
    const link = await shop.link()
    const change = { body: { destination: `https://${first}/x` } }
    const refused = await shop.call('PATCH', `/api/v1/links/${link.id}`, change)
    expect([refused.status, refused.body.errors]).toMatchObject([400, [{ pointer: '/destination' }]])
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
  })

  it('takes a domain with letters of its own, and says of a badly written one what is wrong', async () => {
    const shop = await openShop(await open())
    const typed = `gå.${domainOf(shop)}`
    const sent = `xn--g-2fa.${domainOf(shop)}`
    const link = await shop.link({ domain: typed })
    expect(link).toMatchObject({ domain: sent, shortUrl: expect.stringContaining(`https://${sent}/`) })
    const saved = await shop.call('PUT', `/api/v1/domains/${encodeURIComponent(typed)}`, { body: {} })
    expect(saved.body).toMatchObject({ id: sent, domain: sent, name: typed })
    expect((await shop.get(`/domains/${encodeURIComponent(typed)}`)).body).toEqual(saved.body)
    for (const bad of ['nodots', 'go.shop.example:8080', 'go shop.example']) {
      const refused = await shop.call('PUT', `/api/v1/domains/${encodeURIComponent(bad)}`, { body: {} })
      const detail = expect.stringContaining('must be a host name alone, such as go.shop.example')
      expect([refused.status, refused.body.errors]).toEqual([400, [{ pointer: '/domain', detail }]])
    }
  })
}

function domainOf(shop: Shop): string {
  return `go.${shop.shopId.toLowerCase().replaceAll(/[^a-z0-9]/g, '-')}.example`
}

/** A visit to the shop's own domain. */
function visitOn(shop: Shop, path: string, init: Init = {}) {
  return shop.visit(`http://${domainOf(shop)}${path}`, init)
}
