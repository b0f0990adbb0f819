import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { shopifyCart, shopifyPixel } from '../../src/dashboard/pages/install/shopify-snippets.ts'
import {
  apiCall,
  pixelTag,
  policyLine,
  scriptTag,
  tagManagerTag,
  varnishRule,
} from '../../src/dashboard/pages/install/snippets.ts'
import { makeTill } from '../conversions/make-till.ts'
import { shopifyOrder } from '../conversions/sign.ts'

const parts = {
  publicUrl: 'https://go.shop.example',
  clickParam: 'till',
  shopId: 'shop-1',
  currency: 'NOK',
  tracking: 'consent',
}

describe('the code to paste', () => {
  it('names the parameter and the tracking only where they differ from what the snippet takes for granted', () => {
    expect(scriptTag(parts)).toContain(
      '<script async src="https://go.shop.example/till.js" data-shop="shop-1"></script>',
    )
    const other = scriptTag({ ...parts, clickParam: 'k', tracking: 'full' })
    expect(other).toContain('data-shop="shop-1" data-tracking="full" data-param="k"></script>')
  })

  it('writes an image address that is right inside HTML', () => {
    expect(pixelTag(parts)).toContain(
      'till.gif?event=purchase&amp;order=YOUR-ORDER-ID&amp;value=499.00&amp;currency=NOK&amp;shop=shop-1"',
    )
  })

  it('sends JSON to the API', () => {
    const body = /-d '(.*)'$/.exec(apiCall(parts))?.[1] ?? ''
    expect(JSON.parse(body)).toMatchObject({ event: 'purchase', currency: 'NOK', shopId: 'shop-1' })
  })

  it('marks the call to try out as a test, so that it stays out of the reports', () => {
    expect(JSON.parse(/-d '(.*)'$/.exec(apiCall(parts))?.[1] ?? '')).toMatchObject({ test: true })
  })

  it('tells the pixel which site it is on, without the page', () => {
    expect(pixelTag(parts)).toContain('referrerpolicy="origin"')
  })
})

describe('the lines for Shopify', () => {
  const landed = { location: { search: '?utm_source=x&till=AbC' }, URLSearchParams, navigator: {} }
  const body = (tag: string) => tag.replaceAll(/<\/?script>/g, '')

  it('put the click id into the cart at once where tracking is full', () => {
    expect(sentBy(body(shopifyCart({ ...parts, tracking: 'full' })), landed)).toEqual([
      ['/cart/update.js', { attributes: { till: 'AbC' } }],
    ])
    const refused = { ...landed, navigator: { globalPrivacyControl: true } }
    expect(sentBy(body(shopifyCart({ ...parts, tracking: 'full' })), refused)).toEqual([])
    expect(sentBy(body(shopifyCart({ ...parts, tracking: 'full' })), { ...landed, location: { search: '' } })).toEqual(
      [],
    )
  })

  it('wait for both kinds of consent where tracking asks for it, given before or on this page', () => {
    const answers = { analytics: true, marketing: false }
    let hear = () => {}
    const shop = {
      ...landed,
      document: { addEventListener: (_: string, listener: () => void) => (hear = listener) },
      Shopify: {
        customerPrivacy: {
          analyticsProcessingAllowed: () => answers.analytics,
          marketingAllowed: () => answers.marketing,
        },
        loadFeatures: (_: unknown, loaded: () => void) => loaded(),
      },
    }
    const sent: Sent[] = []
    run(body(shopifyCart(parts)), shop, sent)
    expect(sent).toEqual([])
    answers.marketing = true
    hear()
    expect(sent).toEqual([['/cart/update.js', { attributes: { till: 'AbC' } }]])
    expect(sentBy(body(shopifyCart(parts)), shop)).toHaveLength(1)
  })

  it('tell of the checkout so that it becomes one order with the webhook’s', async () => {
    const till = await makeTill()
    await till.setSecrets()
    const checkout = {
      token: 'bd5a8aa1ecd019dd3520ff791ee3a24c',
      totalPrice: { amount: 499.5 },
      currencyCode: 'NOK',
      attributes: [{ key: 'till', value: await till.click() }],
    }
    const subscribe = (_: string, listener: (event: unknown) => void) => listener({ data: { checkout } })
    const [[url, ping] = ['', {}]] = sentBy(shopifyPixel(parts), { analytics: { subscribe } })
    expect(url).toBe('https://go.shop.example/e')
    await till.script(ping)
    await till.hook('shopify', shopifyOrder({ processed_at: new Date(till.runtime.now()).toISOString() }))
    const [order, ...more] = await till.list('/api/v1/conversions')
    expect(more).toEqual([])
    expect(order).toMatchObject({ value: '499.50', attributedTo: { linkId: till.link.id } })
    expect(z.array(z.looseObject({})).parse(order?.sources)).toHaveLength(2)
  })
})

describe('other lines', () => {
  it('make an element in Tag Manager that carries what the snippet reads', () => {
    const set: [string, string][] = []
    const script = { async: false, setAttribute: (name: string, value: string) => set.push([name, value]) }
    const added: unknown[] = []
    const document = { createElement: () => script, head: { appendChild: (one: unknown) => added.push(one) } }
    runInNewContext(tagManagerTag({ ...parts, tracking: 'full' }).replaceAll(/<\/?script>/g, ''), { document })
    expect(Object.fromEntries(set)).toEqual({
      src: 'https://go.shop.example/till.js',
      'data-shop': 'shop-1',
      'data-tracking': 'full',
    })
    expect([added, script.async]).toEqual([[script], true])
  })

  it('name both files with their hashes, the first one first', () => {
    const tag = scriptTag(parts, { core: 'sha384-a', more: 'sha384-b' })
    expect([...tag.matchAll(/(till[^"/]*\.js)"|integrity="([^"]*)"/g)].map(([, file, hash]) => file ?? hash)).toEqual([
      'till.js',
      'sha384-a',
      'till-more.js',
      'sha384-b',
    ])
    expect(tag).not.toContain('async')
  })

  it('let Varnish pass over the click id alone', () => {
    const [, pattern = ''] = /regsuball\(req\.url, "([^"]*)"/.exec(varnishRule('till')) ?? []
    const [, ends = ''] = /regsub\(req\.url, "([^"]*)"/.exec(varnishRule('till')) ?? []
    const pass = (url: string) => url.replaceAll(RegExp(pattern, 'g'), '$1').replace(RegExp(ends), '')
    expect(['/a?till=X', '/a?till=X&b=1', '/a?b=1&till=X', '/a?b=1&till=X&c=2', '/a?still=X'].map(pass)).toEqual([
      '/a',
      '/a?b=1',
      '/a?b=1',
      '/a?b=1&c=2',
      '/a?still=X',
    ])
  })

  it('name the host in every part of the policy that is needed', () => {
    expect(
      policyLine('https://go.shop.example').match(/(?:script|connect|img)-src https:\/\/go\.shop\.example/g),
    ).toHaveLength(3)
  })
})

type Sent = [string, unknown]

function sentBy(code: string, globals: object): Sent[] {
  const sent: Sent[] = []
  run(code, globals, sent)
  return sent
}

/** Runs code as a shop's page would, with only what is given, and keeps what it sends. */
function run(code: string, globals: object, sent: Sent[]): void {
  const fetch = (url: string, { body }: { body: string }) => sent.push([url, JSON.parse(body)])
  runInNewContext(code, { ...globals, fetch })
}
