import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CLICK, openSite, type Site, WAITING_MS } from './tracker-site.ts'

const LAYER = 'window.dataLayer = window.dataLayer || []; function gtag() { dataLayer.push(arguments) };'
const google = (kind: string, ads: string, analytics: string, more = '') =>
  `gtag('consent', '${kind}', { ad_storage: '${ads}', analytics_storage: '${analytics}'${more} });`
const SHOPIFY = `window.Shopify = { loadFeatures(features, done) { setTimeout(() => {
  window.asked = features[0].name
  Shopify.customerPrivacy = { analyticsProcessingAllowed: () => 'yes' in sessionStorage, marketingAllowed: () => 'yes' in sessionStorage }
  done() }) } };`
const WORDPRESS = `window.wp_consent_type = 'optin'; window.wp_has_consent = () => 'yes' in sessionStorage;`

/** The four ways in which a page says what the visitor decided. */
const ways = [
  {
    name: 'tilltrail(consent)',
    head: '',
    deny: `tilltrail('consent', 'denied')`,
    grant: `tilltrail('consent', 'granted')`,
  },
  {
    name: 'Google’s Consent Mode',
    head: LAYER + google('default', 'denied', 'denied', ', wait_for_update: 500'),
    deny: google('update', 'denied', 'denied'),
    grant: google('update', 'granted', 'granted'),
  },
  {
    name: 'Shopify’s Customer Privacy API',
    head: SHOPIFY,
    deny: `sessionStorage.removeItem('yes'); document.dispatchEvent(new CustomEvent('visitorConsentCollected'))`,
    grant: `sessionStorage.setItem('yes', '1'); document.dispatchEvent(new CustomEvent('visitorConsentCollected'))`,
  },
  {
    name: 'the WP Consent API',
    head: WORDPRESS,
    deny: `sessionStorage.removeItem('yes'); document.dispatchEvent(new CustomEvent('wp_listen_for_consent_change', { detail: { statistics: 'deny' } }))`,
    grant: `sessionStorage.setItem('yes', '1'); document.dispatchEvent(new CustomEvent('wp_listen_for_consent_change', { detail: { statistics: 'allow' } }))`,
  },
]

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())
beforeEach(() => site.begin())
afterEach(() => site.end())

const keptOnceThere = () => expect.poll(() => site.kept(), { timeout: WAITING_MS }).toMatch(/^granted A{31}1\.\d{13}$/)
const keptUntilGone = () => expect.poll(() => site.kept(), { timeout: WAITING_MS }).toBeNull()
const ping = async () => {
  site.tilltrail.received = []
  await site.run(`tilltrail('purchase', { orderId: 'K-1', value: 10 })`)
  return (await site.pings(1))[0]
}

describe.each(ways)('$name', ({ head, deny, grant }) => {
  it('keeps nothing before an answer, nor after a refusal, and tells no click then; and keeps it when allowed', async () => {
    await site.land(`?till=${CLICK}`, { head })
    if (head === SHOPIFY) await site.page.waitForFunction(() => 'asked' in window)
    expect(await site.kept()).toBeNull()
    expect((await ping())?.click).toBe(CLICK)
    await site.run(deny)
    await site.page.waitForTimeout(1100)
    expect(await site.kept()).toBeNull()
    expect((await ping())?.click).toBeUndefined()
    await site.run(grant)
    await keptOnceThere()
    expect((await ping())?.click).toBe(CLICK)
    await site.run(deny)
    await keptUntilGone()
    expect(site.problems).toEqual([])
  })

  it('has agreed who agrees and leaves at once, and is known on the next page', async () => {
    await site.land(`?till=${CLICK}`, { head })
    await site.run(`${grant}; location.href = '/basket'`)
    await site.page.waitForURL(/basket$/)
    await keptOnceThere()
  })
})

describe('a default of Consent Mode', () => {
  it('that denies on each page until the banner speaks takes nothing back', async () => {
    const asking = LAYER + google('default', 'denied', 'denied', ', wait_for_update: 500')
    await site.land(`?till=${CLICK}`, { head: asking + google('update', 'granted', 'granted') })
    await keptOnceThere()
    await site.land('thanks', { head: asking })
    expect((await ping())?.click).toBe(CLICK)
    await keptOnceThere()
  })

  it('that allows everywhere is enough', async () => {
    await site.land(`?till=${CLICK}`, { head: LAYER + google('default', 'granted', 'granted') })
    await keptOnceThere()
  })

  it('that denies in some regions, before or after, is not: which one this is, nobody tells', async () => {
    const regional = google('default', 'denied', 'denied', `, region: ['NO']`)
    const everywhere = google('default', 'granted', 'granted')
    for (const head of [regional + everywhere, everywhere + regional]) {
      await site.land(`?till=${CLICK}`, { head: LAYER + head })
      expect((await ping())?.click).toBe(CLICK)
      expect(await site.kept()).toBeNull()
    }
  })
})

it('is heard by the first file alone when the visitor leaves before the second has come', async () => {
  const { url, integrity } = site.tilltrail
  const snippet = `<script src="${url}/till.js" data-shop="shop-1" integrity="${integrity['till.js']}" crossorigin></script>`
  site.shown = { head: LAYER + google('default', 'denied', 'denied'), snippet }
  await site.page.goto(`${site.url}?till=${CLICK}`)
  await site.run(`${google('update', 'granted', 'granted')}; location.href = '/basket'`)
  await site.page.waitForURL(/basket$/)
  await keptOnceThere()
})

describe('consent', () => {
  it('to statistics without marketing is none to remembering who came by a post', async () => {
    await site.land(`?till=${CLICK}`, { head: LAYER })
    await site.run(google('update', 'denied', 'granted'))
    expect((await ping())?.click).toBeUndefined()
    expect(await site.kept()).toBeNull()
  })

  it('in a renamed dataLayer is read there', async () => {
    const head = LAYER.replaceAll('dataLayer', 'shopLayer') + google('update', 'granted', 'granted')
    await site.land(`?till=${CLICK}`, { head, attributes: 'data-layer="shopLayer"' })
    await keptOnceThere()
  })

  it('is written once, not each time somebody is asked', async () => {
    const counting = `{ const { setItem } = Storage.prototype; window.writes = []
      Storage.prototype.setItem = function (name) { writes.push(name); return setItem.apply(this, arguments) } };`
    await site.land(`?till=${CLICK}`, { head: counting + LAYER + google('update', 'granted', 'granted') })
    await site.page.waitForTimeout(2200)
    await ping()
    expect(await site.run('writes')).toEqual(['tilltrail', 'tilltrail-visit'])
  })

  it('that the page tells itself outweighs what others say', async () => {
    await site.land(`?till=${CLICK}`, { head: LAYER + google('update', 'granted', 'granted') })
    await site.run(`tilltrail('consent', 'denied')`)
    await site.page.waitForTimeout(1200)
    expect(await site.kept()).toBeNull()
    expect((await ping())?.click).toBeUndefined()
  })

  it('is refused where one of several refuses', async () => {
    await site.land(`?till=${CLICK}`, { head: LAYER + WORDPRESS + google('update', 'granted', 'granted') })
    await ping()
    expect(await site.kept()).toBeNull()
  })

  it('is not given by a WordPress where nobody asks for it', async () => {
    await site.land(`?till=${CLICK}`, { head: 'window.wp_has_consent = () => true' })
    await ping()
    expect(await site.kept()).toBeNull()
  })

  it('changes nothing under count and under Global Privacy Control', async () => {
    const head = LAYER + google('update', 'granted', 'granted')
    await site.land(`?till=${CLICK}`, { head, attributes: 'data-tracking="count"' })
    expect((await ping())?.click).toBeUndefined()
    expect([await site.kept(), await site.kept('tilltrail-visit')]).toEqual([null, null])
    await site.page.addInitScript(() => Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }))
    await site.land(`?till=${CLICK}`, { head })
    expect((await ping())?.click).toBeUndefined()
    expect([await site.kept(), await site.kept('tilltrail-visit')]).toEqual([null, null])
  })
})
