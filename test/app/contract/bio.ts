import { expect, it } from 'vitest'
import { idOf, type Open, openShop, origin, type Shop } from '../talk.ts'

export function bioContract(open: Open): void {
  it('begins switched off, with the shop’s name, and is shown once it is stored', async () => {
    const { shop, path } = await openBio(open)
    const first = await shop.get(path)
    expect(first.body).toMatchObject({
      title: 'Prøvebutikken',
      isOn: false,
      buttons: [],
      postCount: 9,
      updatedAt: null,
    })
    expect(first.body.url).toBe(`${origin}/-/bio/${shop.shopId}`)
    expect((await shop.visit(`/-/bio/${shop.shopId}`)).status).toBe(404)
    const saved = await put(shop, { title: 'Fjellkaffe', intro: 'Kaffe fra Otta', language: 'nb' })
    expect(saved.status).toBe(200)
    expect((await shop.get(path)).body).toEqual(saved.body)
    const shown = await shop.visit(`/-/bio/${shop.shopId}`)
    expect(shown.status).toBe(200)
    expect(shown.text).toContain('<h1>Fjellkaffe</h1>')
    expect(shown.headers.get('cache-control')).toBe('public, max-age=60')
    expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(shown.headers.get('x-content-type-options')).toBe('nosniff')
    expect(shown.text).not.toContain('<script')
    await put(shop, { title: 'Fjellkaffe', isOn: false })
    expect((await shop.visit(`/-/bio/${shop.shopId}`)).status).toBe(404)
    expect((await shop.visit('/-/bio/shop_nobody')).status).toBe(404)
  })

  it('shows posts as tiles whose taps are clicks of the post, with the placement bio', async () => {
    const { shop } = await openBio(open)
    const post = await idOf(shop.call, '/api/v1/posts', { title: 'Julereel', channel: 'instagram' })
    const main = await shop.link({ postId: post, content: 'reel', channel: undefined })
    await put(shop, { title: 'Fjellkaffe' })
    const [href = ''] = tilesOf((await shop.visit(`/-/bio/${shop.shopId}`)).text)
    expect(href).not.toBe(main.shortUrl)
    const tapped = await shop.visit(new URL(href).pathname)
    expect(tapped.status).toBe(302)
    expect(tapped.location).toContain('utm_content=reel-bio')
    const links = (await shop.items('/links')).items
    const made = links.find(({ placement }) => placement === 'bio')
    expect(made).toMatchObject({ postId: post, shortUrl: href })
    await expect.poll(() => shop.clicks(made?.id ?? '')).toMatchObject([{ class: 'human' }])
    expect(await shop.clicks(main.id)).toEqual([])
  })

  it('makes one bio link for a post, however many open the page at once', async () => {
    const { shop } = await openBio(open)
    await shop.link({ title: 'Reel' })
    await put(shop, { title: 'Fjellkaffe' })
    const pages = await Promise.all(Array.from({ length: 6 }, () => shop.visit(`/-/bio/${shop.shopId}`)))
    expect(new Set(pages.flatMap(({ text }) => tilesOf(text))).size).toBe(1)
    expect((await shop.items('/links')).items).toHaveLength(2)
  })

  it('stays up whatever becomes of a bio link, and lets the main link be edited with others', async () => {
    const { shop } = await openBio(open)
    const main = await shop.link({ title: 'Reel' })
    await put(shop, { title: 'Fjellkaffe' })
    const show = () => shop.visit(`/-/bio/${shop.shopId}`)
    const [before = ''] = tilesOf((await show()).text)
    const change = { campaign: 'Ny', expiresAt: '2099-01-01T00:00:00Z' }
    const edited = await shop.post('/links/edit', { ids: [main.id], change })
    expect(edited.body.results).toMatchObject([{ status: 200, link: { utm: { campaign: 'Ny' } } }])
    expect(tilesOf((await show()).text)).toEqual([before])
    expect((await shop.visit(new URL(before).pathname)).location).toContain('utm_campaign=Ny')
    const bio = (await shop.items('/links')).items.find(({ placement }) => placement === 'bio')
    expect(bio).toMatchObject({ expiresAt: '2099-01-01T00:00:00.000Z' })
    await shop.call('PATCH', `/api/v1/links/${bio?.id}`, { body: { placement: 'feed' } })
    const after = await show()
    expect([after.status, tilesOf(after.text)]).toEqual([200, []])
  })

  it('takes fixed buttons, and refuses by field what leads nowhere or runs', async () => {
    const { shop } = await openBio(open)
    const buttons = [
      { kind: 'menu', label: 'Meny', to: 'https://shop.example/meny' },
      { kind: 'call', label: 'Ring', to: '+47 22 33 44 55' },
    ]
    await put(shop, { title: 'Fjellkaffe', buttons })
    const { text } = await shop.visit(`/-/bio/${shop.shopId}`)
    expect(text).toContain('href="tel:+4722334455"')
    expect(text.indexOf('Meny')).toBeLessThan(text.indexOf('Ring'))
    const script = { kind: 'link', label: 'x', to: 'javascript:alert(1)' }
    const refused = await put(shop, { title: 'Fjellkaffe', buttons: [...buttons, script] })
    expect(refused.body).toMatchObject({ status: 400, errors: [{ pointer: '/buttons/2/to' }] })
    const wrong = {
      title: '',
      postCount: 25,
      accent: 'red',
      pictureUrl: 'http://x.example/1.png',
      isOn: 1,
      colour: 'x',
    }
    const pointers = (await put(shop, wrong)).text.match(/"pointer":"[^"]+"/g) ?? []
    expect(pointers).toEqual(
      ['title', 'postCount', 'accent', 'pictureUrl', 'isOn', 'colour'].map((field) => `"pointer":"/${field}"`),
    )
    expect((await put(shop, { title: 'x', buttons: Array.from({ length: 9 }, () => buttons[0]) })).status).toBe(400)
  })

  it('has a slug of its own, in one name space with the links’', async () => {
    const { shop, other } = await openBio(open)
    const slug = `hei-${shop.shopId.slice(5)}`
    const taken = await shop.link({ slug: `l-${slug}` })
    expect((await put(shop, { title: 'x', slug: taken.slug.toUpperCase() })).body).toMatchObject({
      status: 409,
      errors: [{ pointer: '/slug' }],
    })
    expect((await put(shop, { title: 'x', slug: 'api' })).body).toMatchObject({
      status: 400,
      errors: [{ pointer: '/slug' }],
    })
    const saved = await put(shop, { title: 'Fjellkaffe', slug })
    expect(saved.body).toMatchObject({ slug, url: `${origin}/${slug}` })
    expect((await put(shop, { title: 'Fjellkaffe', slug })).status).toBe(200)
    expect((await put(other, { title: 'x', slug: slug.toUpperCase() })).status).toBe(409)
    expect((await other.post('/links', { ...linkTo, slug })).status).toBe(409)
    const shown = await shop.visit(`/${slug.toUpperCase()}`)
    expect(shown.status).toBe(200)
    expect(shown.text).toContain('<h1>Fjellkaffe</h1>')
    await put(shop, { title: 'Fjellkaffe' })
    expect((await shop.visit(`/${slug}`)).status).toBe(404)
    expect((await other.post('/links', { ...linkTo, slug })).status).toBe(201)
  })

  it('is previewed before it is stored: nothing made, nothing to follow', async () => {
    const { shop, path } = await openBio(open)
    await shop.link({ title: 'Reel <1>' })
    const preview = await shop.post(`${path}/preview`, { title: 'Draft', accent: '#ffffff' })
    expect(preview.body).toMatchObject({ warnings: [{ field: 'accent' }] })
    expect(preview.text).toContain('Reel &lt;1&gt;')
    expect(preview.text).not.toContain(`${origin}/`)
    expect((await shop.items('/links')).items).toHaveLength(1)
    expect((await shop.get(path)).body.updatedAt).toBeNull()
  })

  it('is the shop’s own to change', async () => {
    const { shop, other } = await openBio(open)
    const path = `/shops/${shop.shopId}/bio`
    expect((await other.get(path)).status).toBe(404)
    expect((await other.call('PUT', `/api/v1${path}`, { body: { title: 'stolen' } })).status).toBe(404)
    expect((await other.post(`${path}/preview`, { title: 'x' })).status).toBe(404)
  })
}

const linkTo = { destination: 'https://shop.example/', channel: 'instagram', campaign: 'jul' }

async function openBio(open: Open) {
  const served = await open()
  const [shop, other] = [await openShop(served), await openShop(served)]
  return { shop, other, path: `/shops/${shop.shopId}/bio` }
}

function put({ call, shopId }: Shop, body: unknown) {
  return call('PUT', `/api/v1/shops/${shopId}/bio`, { body })
}

function tilesOf(text: string): string[] {
  return [...text.matchAll(/<a dir="auto" class="[^"]*" href="([^"]+)"/g)].map(([, href]) => href ?? '')
}
