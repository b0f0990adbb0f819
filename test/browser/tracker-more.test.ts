import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CLICK, openSite, type Site } from './tracker-site.ts'

const tall = '<div style="height: 5000px"></div>'
const id = expect.stringMatching(/^[0-9a-f]{13}$/)

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())
beforeEach(() => site.begin())
afterEach(() => site.end())

describe('a landing', () => {
  it('is told once with its click and path, and how the visit went when the page is left', async () => {
    await site.land(`votter/?till=${CLICK}#top`, { body: tall })
    const [landing] = await site.visits(1)
    expect(landing).toMatchObject({ shop: 'shop-1', visit: id, click: CLICK, page: '/votter/', views: 1 })
    await site.page.mouse.wheel(0, 2500)
    await site.page.waitForTimeout(1500)
    await site.leave()
    const [, rest, ...more] = await site.visits(2)
    expect(rest).toMatchObject({ visit: landing?.['visit'], click: CLICK, views: 0 })
    expect(Number(rest?.['seconds'])).toBeGreaterThanOrEqual(1)
    expect(Number(rest?.['scroll'])).toBeGreaterThan(40)
    expect(Number(rest?.['scroll'])).toBeLessThan(80)
    expect(more).toEqual([])
    expect(site.problems).toEqual([])
  })

  it('leaves nothing on the device before consent, and the pages after it are nobody’s', async () => {
    await site.land(`?till=${CLICK}`)
    expect(await site.page.evaluate(() => Object.keys(localStorage))).toEqual([])
    expect(await site.page.evaluate(() => Object.keys(sessionStorage))).toEqual([])
    await site.run(`location.href = '/basket'`)
    await site.page.waitForURL(/basket$/)
    const told = await site.visits(2)
    await expect.poll(() => told.at(-1)).toEqual({ shop: 'shop-1', views: 1 })
  })

  it('is none when the page is loaded again', async () => {
    await site.land('')
    await site.visits(1)
    await site.page.reload()
    expect((await site.visits(2)).at(-1)).toEqual({ shop: 'shop-1', views: 1 })
  })

  it('is one visit over several pages after consent, until half an hour has passed or a new click comes', async () => {
    await site.land(`?till=${CLICK}`, { head: '', attributes: 'data-tracking="full"' })
    await site.land('basket')
    await site.land('thanks')
    const visits = (await site.visits(3)).filter(({ views }) => views === 1)
    expect(new Set(visits.map(({ visit }) => visit)).size).toBe(1)
    expect(visits.map(({ click }) => click)).toEqual([CLICK, '', ''])
    await site.land(`?till=${CLICK.replace('1', '2')}`)
    const before = (await site.visits(4)).at(-1)
    expect(before?.['visit']).not.toBe(visits[0]?.['visit'])
    await site.page.evaluate((half) => {
      // The page's own leaving would write it anew.
      Storage.prototype.setItem = () => {}
      const [visit = ''] = (localStorage.getItem('tilltrail-visit') ?? '').split('.')
      localStorage['tilltrail-visit'] = `${visit}.${Date.now() - half}`
    }, 31 * 60_000)
    await site.land('later')
    expect((await site.visits(5)).at(-1)?.['visit']).not.toBe(before?.['visit'])
  })

  it('is page views alone under count, under Global Privacy Control, and after a refusal', async () => {
    await site.land(`?till=${CLICK}`, { attributes: 'data-tracking="count"' })
    expect(await site.visits(1)).toEqual([{ shop: 'shop-1', views: 1 }])
    site.tilltrail.visits = []
    await site.land(`?till=${CLICK}`, {
      head: `Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })`,
    })
    expect(await site.visits(1)).toEqual([{ shop: 'shop-1', views: 1 }])
    site.tilltrail.visits = []
    await site.land(`?till=${CLICK}`, { body: tall })
    await site.visits(1)
    await site.run(`tilltrail('consent', 'denied'); history.pushState(0, '', '/next')`)
    await site.page.waitForTimeout(1200)
    await site.leave()
    expect((await site.visits(2)).at(-1)).toEqual({ shop: 'shop-1', views: 1 })
    expect(site.tilltrail.visits).toHaveLength(2)
  })
})

describe('a page view', () => {
  it('is each new path of a page that never reloads, and no new query or anchor', async () => {
    await site.land(`?till=${CLICK}`)
    await site.visits(1)
    await site.run(`history.pushState(0, '', '/a')`)
    await site.page.waitForTimeout(1200)
    await site.run(`history.replaceState(0, '', '/a?color=red#x')`)
    await site.page.waitForTimeout(1200)
    await site.run(`history.back()`)
    await site.page.waitForTimeout(1200)
    await site.leave()
    expect((await site.visits(2))[1]).toMatchObject({ click: CLICK, page: '/', views: 2 })
  })

  it('is coming back to a page that the browser has kept', async () => {
    await site.land(`?till=${CLICK}`)
    await site.visits(1)
    // The packed browser keeps no pages: what a page sees of being kept is played.
    for (const name of ['pagehide', 'pageshow'])
      await site.run(`dispatchEvent(new PageTransitionEvent('${name}', { persisted: true }))`)
    await site.run(`dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false }))`)
    await site.leave()
    const told = (await site.visits(2)).slice(1)
    expect(told.reduce((sum, { views }) => sum + Number(views), 0)).toBe(1)
    expect(new Set(told.map(({ click }) => click))).toEqual(new Set([CLICK]))
  })
})

describe('active time', () => {
  it('is not that of a page nobody touches', async () => {
    await site.page.clock.install()
    site.shown = { body: tall }
    await site.page.goto(`${site.url}?till=${CLICK}`)
    await site.page.clock.runFor(2000)
    await site.visits(1)
    await site.page.mouse.move(10, 10)
    await site.page.clock.fastForward(10 * 60_000)
    await site.page.mouse.move(20, 20)
    await site.page.clock.fastForward(5_000)
    await site.leave()
    const told = await site.visits(2)
    const seconds = told.reduce((sum, one) => sum + Number(one['seconds'] ?? 0), 0)
    // Two seconds until the first touch, 15 after it, five after the second.
    expect(seconds).toBeGreaterThanOrEqual(20)
    expect(seconds).toBeLessThanOrEqual(23)
  })
})

describe('the shop’s events', () => {
  const told = { event: 'purchase', orderId: 'K-1', value: '1249.50', currency: 'NOK', tax: '249.9', shipping: '49' }
  const ecommerce = `{ transaction_id: 'K-1', value: 1249.5, currency: 'NOK', tax: 249.9, shipping: 49, items: [] }`
  const shapes = {
    'GTM’s, with GA4’s names': `dataLayer.push({ ecommerce: null }); dataLayer.push({ event: 'purchase', ecommerce: ${ecommerce} })`,
    'GTM’s, flat': `dataLayer.push(Object.assign({ event: 'purchase' }, ${ecommerce}))`,
    'gtag()’s': `(function gtag() { dataLayer.push(arguments) })('event', 'purchase', ${ecommerce})`,
    'enhanced e-commerce’s': `dataLayer.push({ ecommerce: { currencyCode: 'NOK', purchase: { actionField: {
      id: 'K-1', revenue: '1.249,50', tax: '249.9', shipping: '49' }, products: [{ id: 'v', price: '1', quantity: 1 }] } } })`,
  }

  it.each(Object.entries(shapes))('are heard in %s shape, before the snippet came and after', async (_, push) => {
    await site.land(`?till=${CLICK}`, { head: `window.dataLayer = []; ${push}` })
    expect(await site.pings(1)).toEqual([{ ...told, value: expect.stringMatching(/^1249\.50?$/), click: CLICK }])
    await site.run(push)
    await site.run(push.replaceAll('K-1', 'K-2'))
    expect((await site.pings(2))[1]).toMatchObject({ orderId: 'K-2', click: CLICK })
    await site.page.waitForTimeout(1200)
    expect(site.tilltrail.received).toHaveLength(2)
    expect(site.problems).toEqual([])
  })

  it('are heard behind GTM’s own push, which takes our word for nothing and loses nothing', async () => {
    const gtm = `window.dataLayer = []; { const before = dataLayer.push; dataLayer.push = function () {
      const length = before.apply(dataLayer, arguments); while (dataLayer.length > 3) dataLayer.shift(); return -length } }`
    await site.land('', { head: gtm })
    const ours = await site.page.evaluate(() => String(Reflect.get(window, 'dataLayer').push))
    expect(ours).toContain('return -length')
    for (let order = 1; order <= 6; order++) {
      await site.run(`dataLayer.push({ event: 'purchase', ecommerce: { transaction_id: 'K-${order}', value: 1 } })`)
      if (order % 2 === 0) await site.pings(order)
    }
    expect((await site.pings(6)).map(({ orderId }) => orderId)).toEqual(['K-1', 'K-2', 'K-3', 'K-4', 'K-5', 'K-6'])
  })

  it('are heard in a dataLayer of another name, one that comes later, and one that is put in its place', async () => {
    await site.land('', { attributes: 'data-layer="shopLayer"' })
    await site.run(`window.shopLayer = [{ event: 'purchase', transaction_id: 'K-1', value: 1 }]`)
    await site.pings(1)
    await site.run(`window.shopLayer = [{ event: 'purchase', transaction_id: 'K-2', value: 1 }]`)
    await site.run(`window.dataLayer = [{ event: 'purchase', transaction_id: 'K-3', value: 1 }]`)
    expect((await site.pings(2)).map(({ orderId }) => orderId)).toEqual(['K-1', 'K-2'])
    await site.page.waitForTimeout(1200)
    expect(site.tilltrail.received).toHaveLength(2)
  })

  it('are heard though the page is left at once', async () => {
    await site.land('')
    await site.run(`window.dataLayer = [{ event: 'begin_checkout', value: 5 }]; location.href = 'about:blank'`)
    expect(await site.pings(1)).toMatchObject([{ event: 'begin_checkout', value: '5' }])
  })

  it('are baskets, checkouts and leads as well, once a moment, and nothing else', async () => {
    await site.land('')
    const items = `items: [{ item_id: 'v', price: '1 249,50', quantity: 2, currency: 'NOK' }, { item_id: 'h', price: 0.5 }]`
    await site.run(`window.dataLayer = [
      { event: 'add_to_cart', ecommerce: { ${items} } },
      { event: 'add_to_cart', ecommerce: { ${items} } },
      { event: 'addToCart', ecommerce: { currencyCode: 'SEK', add: { products: [{ price: '10.00', quantity: 3 }] } } },
      { event: 'checkout', ecommerce: { checkout: { actionField: { step: 1 }, products: [{ price: 7 }] } } },
      { event: 'checkout', ecommerce: { checkout: { actionField: { step: 2 }, products: [{ price: 7 }] } } },
      { event: 'generate_lead', value: 100, currency: 'NOK' },
      { event: 'view_item', ecommerce: { ${items} } }, { event: 'purchase' }, { event: 'gtm.click', add: true, purchase: 1 },
      { event: 'refund', ecommerce: { transaction_id: 'K-9' } }, null, 7, 'text', () => 1, document, ['event'], ['config', 'G-1'],
    ]`)
    await site.pings(4)
    await site.page.waitForTimeout(1200)
    const pings = (await site.pings(4)).map(({ eventId: _, ...ping }) => ping)
    expect(pings).toEqual([
      { event: 'add_to_cart', value: '2499.5', currency: 'NOK' },
      { event: 'add_to_cart', value: '30', currency: 'SEK' },
      { event: 'begin_checkout', value: '7' },
      { event: 'lead', value: '100', currency: 'NOK' },
    ])
    expect(site.problems).toEqual([])
  })

  it('have amounts as people write them', async () => {
    const texts = {
      ...{ '33.50': '33.50', '33,50': '33.50', '1.249,50': '1249.50', '1,249.50': '1249.50', '1249': '1249' },
      ...{ '1 249,50 kr': '1249.50', 'kr 1.249,-': '1249', 'Rs.1,249': '1249', '1,249': '1249', '€ 5': '5', '0': '0' },
      ...{ '1.249.000': '1249000', '0.125': '0.125', "1'249.5": '1249.5' },
    }
    const amounts: { value: unknown; out: string; currency?: string }[] = [
      ...Object.entries(texts).map(([value, out]) => ({ value, out })),
      { value: '12.345', out: '12.345', currency: 'KWD' },
      ...[1.249, 0, 12.5].map((value) => ({ value, out: String(value) })),
    ]
    await site.land('')
    const layer = amounts.map(({ out: _, ...one }, index) => ({ event: 'purchase', transaction_id: index + 1, ...one }))
    await site.page.evaluate((entries) => Object.assign(window, { dataLayer: entries }), layer)
    const pings = await site.pings(amounts.length)
    const told = new Map(pings.map(({ orderId, value }) => [Number(orderId) - 1, value]))
    expect(amounts.map((one, index) => ({ ...one, out: told.get(index) }))).toEqual(amounts)
  })

  it('of a thank-you page that is loaded again: an order once per device, where that may be remembered', async () => {
    const head = `window.dataLayer = [{ event: 'purchase', ecommerce: { transaction_id: 'Ø 1', value: 1 } }]`
    await site.land('thanks', { head, attributes: 'data-tracking="full"' })
    await site.pings(1)
    await site.page.reload()
    await site.visits(2)
    await site.land('thanks')
    await site.visits(3)
    expect((await site.pings(1)).map(({ orderId }) => orderId)).toEqual(['Ø 1'])
    await site.land('thanks', { head: head.replace('Ø 1', 'Ø 2') })
    await site.pings(2)
    await site.land('thanks', { head })
    await site.visits(5)
    // Without leave to remember, it is told again: under the same order id, which counts once.
    expect(await site.pings(3)).toMatchObject([{ orderId: 'Ø 1' }, { orderId: 'Ø 2' }, { orderId: 'Ø 1' }])
  })
})

describe('a hostile page', () => {
  const nothing = `Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } });`

  it('with blocked storage is told of all the same', async () => {
    await site.land(`?till=${CLICK}`, { head: nothing, attributes: 'data-tracking="full"' })
    await site.run(`window.dataLayer = [{ event: 'purchase', transaction_id: 'K-1', value: 1 }]`)
    expect(await site.pings(1)).toMatchObject([{ orderId: 'K-1', click: CLICK }])
    expect(await site.visits(1)).toMatchObject([{ visit: id, click: CLICK }])
    expect(site.problems).toEqual([])
  })

  it('with a strict policy sees no violation, whether it trusts us by host or by nonce', async () => {
    const { url } = site.tilltrail
    const rest = `connect-src ${url}; require-trusted-types-for 'script'; trusted-types 'none'`
    await site.land(`?till=${CLICK}`, { csp: `default-src 'none'; script-src ${url}; ${rest}` })
    await site.visits(1)
    const snippet = `<script nonce="abc" async src="${url}/till.js" data-shop="shop-1"></script>`
    await site.land(`?till=${CLICK}`, { snippet, csp: `default-src 'none'; script-src 'nonce-abc'; ${rest}` })
    await site.visits(2)
    await site.land(`?till=${CLICK}`, {
      snippet,
      csp: `default-src 'none'; script-src 'nonce-abc' 'strict-dynamic'; ${rest}`,
    })
    await site.visits(3)
    expect(site.problems).toEqual([])
  })

  it('with frozen prototypes, toJSON everywhere and another JSON is told of all the same', async () => {
    const head = `Object.defineProperty(Object.prototype, 'toJSON', { value: () => 'broken' });
      Object.defineProperty(String.prototype, 'toJSON', { value: () => 'broken' });
      JSON.stringify = () => 'broken'; Array.prototype.odd = 1;
      for (const one of [Object, Array, String, Function, RegExp, Map, WeakSet, Promise, Date, Number, Element, Event, History])
        Object.freeze(one.prototype);
      window.dataLayer = [{ event: 'purchase', ecommerce: { transaction_id: 'K-1', value: 10 } }]`
    await site.land(`?till=${CLICK}`, { head })
    expect(await site.pings(1)).toMatchObject([{ event: 'purchase', orderId: 'K-1', value: '10', click: CLICK }])
    expect(await site.visits(1)).toMatchObject([{ click: CLICK, views: 1 }])
    expect(site.problems).toEqual([])
  })

  it('whose fetch throws, or that overrides it later, is told of by what was there before', async () => {
    await site.land(`?till=${CLICK}`)
    await site.run(`window.fetch = () => { throw new Error('no fetch here') }; history.pushState(0, '', '/a')`)
    await site.leave()
    expect((await site.visits(2))[1]).toMatchObject({ views: 1 })
    await site.land('', { head: `window.fetch = () => { throw new Error('no fetch here') }` })
    await site.run(`tilltrail('lead')`)
    await expect.poll(() => site.tilltrail.received.length).toBe(1)
    expect(site.problems).toEqual([])
    expect(site.tilltrail.received.map(({ path }) => path.split('?')[0])).toEqual(['/till.gif'])
  })

  it('with a dataLayer that throws is told of all the same', async () => {
    const head = `window.dataLayer = [{ get event() { throw new Error('mine') } }, new Proxy({}, { get() { throw new Error('mine') } }),
      { event: 'purchase', transaction_id: 'K-1', value: 1 }]`
    await site.land('', { head })
    expect(await site.pings(1)).toMatchObject([{ orderId: 'K-1' }])
    expect(site.problems).toEqual([])
  })
})

describe('the integrity of the files', () => {
  const element = (file: string, hash: string | undefined, more = '') =>
    `<script defer src="${site.tilltrail.url}/${file}" integrity="${hash}" crossorigin="anonymous" ${more}></script>`

  it('can be demanded of both, and then the second one is loaded by the page alone', async () => {
    const { integrity } = site.tilltrail
    const first = element('till.js', integrity['till.js'], 'data-shop="shop-1"')
    await site.land(`?till=${CLICK}`, { snippet: first + element('till-more.js', integrity['till-more.js']) })
    expect(await site.visits(1)).toMatchObject([{ click: CLICK }])
    expect(site.problems).toEqual([])
    site.tilltrail.loaded = []
    site.shown = { snippet: first }
    await site.page.goto(site.url)
    await site.page.waitForTimeout(500)
    expect(site.tilltrail.loaded).not.toContain('/till-more.js')
  })

  it('once doubted, runs nothing', async () => {
    const { integrity } = site.tilltrail
    site.shown = { snippet: element('till.js', integrity['till-more.js'], 'data-shop="shop-1"') }
    await site.page.goto(`${site.url}?till=${CLICK}`)
    expect(await site.run('typeof tilltrail')).toBe('undefined')
  })
})

it('watches once, however often its files are on the page', async () => {
  const { url } = site.tilltrail
  const snippet = `<script defer src="${url}/till.js" data-shop="shop-1"></script><script defer src="${url}/till-more.js"></script>`
  await site.land(`?till=${CLICK}`, { snippet })
  await site.run(`window.dataLayer = [{ event: 'add_to_cart', value: 1 }]`)
  await site.pings(1)
  await site.page.waitForTimeout(1200)
  expect(site.tilltrail.received).toHaveLength(1)
  expect(site.tilltrail.visits).toHaveLength(1)
})
