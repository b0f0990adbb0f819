import { createServer, type Server } from 'node:http'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchChromium } from './chromium.ts'
import { type Collector, listen, portOf, type Received, startCollector, stop } from './collector.ts'

// Two sites, as in life: the shop on 127.0.0.1, Tilltrail on localhost. Only the shop's pages are made up.

const CLICK = 'A'.repeat(31) + '1'
const NEWER_CLICK = 'A'.repeat(31) + '2'
const STUB = 'window.tilltrail = window.tilltrail || function () { (tilltrail.q = tilltrail.q || []).push(arguments) };'
const WAITING_MS = 5000

let browser: Browser
let context: BrowserContext
let page: Page
let shop: Server
let tilltrail: Collector
let problems: string[] = []
let shopPage = { html: '', csp: '' }

beforeAll(async () => {
  shop = createServer((_, response) => {
    if (shopPage.csp) response.setHeader('content-security-policy', shopPage.csp)
    response.setHeader('content-type', 'text/html; charset=utf-8').end(shopPage.html)
  })
  await listen(shop)
  tilltrail = await startCollector()
  browser = await launchChromium()
})

afterAll(async () => {
  await browser.close()
  stop(shop)
  tilltrail.stop()
})

beforeEach(async () => {
  tilltrail.received = []
  tilltrail.isSilent = false
  problems = []
  shopPage = { html: makePage(), csp: '' }
  context = await browser.newContext()
  page = await context.newPage()
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => problems.push(`${message.type()}: ${message.text()}`))
})

afterEach(() => context.close())

describe('what stays on the device', () => {
  it('is nothing before consent, the click after it, and nothing again when it is withdrawn', async () => {
    await land(`?till=${CLICK}`)
    expect(await kept()).toBeNull()
    await page.evaluate(() => window.tilltrail?.('consent', 'granted'))
    expect(await kept()).toMatch(new RegExp(`^granted ${CLICK}\\.\\d{13}$`))
    await land('basket')
    expect((await purchase()).click).toBe(CLICK)
    await page.evaluate(() => window.tilltrail?.('consent', 'denied'))
    expect(await kept()).toBeNull()
    expect((await purchase('K-2')).click).toBeUndefined()
  })

  it('is the click of this page too when consent was denied first and granted then', async () => {
    await land(`?till=${CLICK}`)
    await page.evaluate(() => {
      window.tilltrail?.('consent', 'denied')
      window.tilltrail?.('consent', 'granted')
    })
    expect(await kept()).toContain(CLICK)
  })

  it('is remembered as consent although no click had come yet', async () => {
    await land('')
    await page.evaluate(() => window.tilltrail?.('consent', 'granted'))
    await land(`?till=${CLICK}`)
    expect(await kept()).toContain(CLICK)
  })

  it('is the click at once under full tracking, and is no consent when the shop turns to asking', async () => {
    shopPage.html = makePage({ tracking: 'full' })
    await land(`?till=${CLICK}`)
    expect(await kept()).toContain(CLICK)
    shopPage.html = makePage()
    await land('')
    expect(await kept()).toBeNull()
    expect((await purchase()).click).toBeUndefined()
  })

  it('is nothing under count, whatever was granted, and no click is sent', async () => {
    shopPage.html = makePage({ tracking: 'count' })
    await land(`?till=${CLICK}`)
    await page.evaluate(() => window.tilltrail?.('consent', 'granted'))
    expect(await kept()).toBeNull()
    expect((await purchase()).click).toBeUndefined()
  })

  it('is nothing under Global Privacy Control, and no click is sent', async () => {
    await page.addInitScript(() => Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }))
    shopPage.html = makePage({ tracking: 'full' })
    await land(`?till=${CLICK}`)
    await page.evaluate(() => window.tilltrail?.('consent', 'granted'))
    expect(await kept()).toBeNull()
    expect((await purchase()).click).toBeUndefined()
  })

  it('is at most 20 touches of 90 days, and all of them are sent, the newest last', async () => {
    const days = 86_400_000
    const old = `${'B'.repeat(32)}.${Date.now() - 91 * days}`
    const recent = Array.from({ length: 25 }, (_, i) => `${'C'.repeat(30)}${10 + i}.${Date.now() - days}`)
    await land('')
    await page.evaluate((text) => localStorage.setItem('tilltrail', text), ['granted', old, ...recent].join(' '))
    await land(`?till=${NEWER_CLICK}`)
    const touches = (await kept())?.split(' ').slice(1) ?? []
    expect(touches).toHaveLength(20)
    expect(touches[0]).toBe(recent[6])
    expect(touches[19]).toContain(NEWER_CLICK)
    expect((await purchase()).click).toBe(touches.map((touch) => touch.slice(0, -14)).join())
  })
})

describe('a ping', () => {
  it('says what was bought, in text, without a preflight and without credentials', async () => {
    await context.addCookies([{ name: 'mine', value: '1', url: tilltrail.url }])
    await land(`?till=${CLICK}`)
    await page.evaluate(() =>
      window.tilltrail?.('purchase', {
        orderId: 1001,
        value: 0.1 + 0.2,
        tax: '59.80',
        shipping: 49,
        currency: 'NOK',
        coupon: 'SOMMER "å"\n',
        customerId: 'c-7',
        newCustomer: false,
        email: 'kari@example.com',
      }),
    )
    const { at, ...ping } = await firstPing()
    expect(ping).toEqual({
      shop: 'shop-1',
      event: 'purchase',
      orderId: '1001',
      value: '0.3',
      tax: '59.80',
      shipping: '49',
      currency: 'NOK',
      coupon: 'SOMMER "å"\n',
      customerId: 'c-7',
      newCustomer: false,
      click: CLICK,
    })
    expect(Math.abs(Date.parse(String(at)) - Date.now())).toBeLessThan(60_000)
    expect(tilltrail.received).toHaveLength(1)
    expect(tilltrail.received[0]?.headers).toMatchObject({ 'content-type': 'text/plain;charset=UTF-8' })
    expect(tilltrail.received[0]?.headers).not.toHaveProperty('cookie')
  })

  it('that is no order carries an event id of its own, which the shop may set', async () => {
    await land('')
    await page.evaluate(() => {
      window.tilltrail?.('lead')
      window.tilltrail?.('lead')
      window.tilltrail?.('tasting_booked', { eventId: 'booking-9' })
    })
    await expect.poll(() => tilltrail.received.length, { timeout: WAITING_MS }).toBe(3)
    const ids = tilltrail.received.map((ping) => String(JSON.parse(ping.body).eventId))
    expect(ids.filter((id) => /^\d{13}-0\.\d+$/.test(id))).toHaveLength(2)
    expect(new Set(ids).size).toBe(3)
    expect(ids).toContain('booking-9')
  })

  it('called for before the snippet had loaded is sent when it has, in order', async () => {
    const calls = `tilltrail('consent', 'granted'); tilltrail('purchase', { orderId: 'K-1', value: 10, currency: 'NOK' })`
    shopPage.html = makePage({ before: `${STUB}${calls}` })
    await land(`?till=${CLICK}`)
    expect(await firstPing()).toMatchObject({ orderId: 'K-1', click: CLICK })
    expect(await kept()).toContain(CLICK)
  })

  it('outlives the page that sent it', async () => {
    await land('')
    await page.evaluate(() => {
      window.tilltrail?.('begin_checkout', { value: 5, currency: 'NOK' })
      location.href = 'about:blank'
    })
    expect(await firstPing()).toMatchObject({ event: 'begin_checkout', value: '5' })
  })

  it('goes as a pixel, without the customer, where fetch is not allowed to', async () => {
    shopPage = { html: makePage(), csp: `default-src 'none'; script-src ${tilltrail.url}; img-src ${tilltrail.url}` }
    await land(`?till=${CLICK}`)
    await page.evaluate(() =>
      window.tilltrail?.('purchase', { orderId: 'K&1', value: 10, currency: 'NOK', customerId: 'c-7' }),
    )
    const { path } = await firstReceived()
    expect(path.split('?')[0]).toBe('/till.gif')
    expect(Object.fromEntries(new URLSearchParams(path.split('?')[1]))).toEqual({
      shop: 'shop-1',
      event: 'purchase',
      order: 'K&1',
      value: '10',
      currency: 'NOK',
      click: CLICK,
    })
  })

  it('calls back within about a second although no answer comes', async () => {
    tilltrail.isSilent = true
    await land('')
    const ping = await page.evaluate(() => new Promise((done) => window.tilltrail?.('lead', {}, done)))
    expect(ping).toMatchObject({ event: 'lead' })
  })
})

describe('the address bar', () => {
  it('loses the click id and keeps everything else byte for byte', async () => {
    await land(`sti/?a=%20b+c&b&till=${CLICK}&till=2026-01-31&=x&c=%C3%A5&d=/?#e=%7Bf}&till=g`)
    await expect
      .poll(() => page.evaluate(() => location.href), { timeout: WAITING_MS })
      .toBe(`${shopUrl()}sti/?a=%20b+c&b&till=2026-01-31&=x&c=%C3%A5&d=/?#e=%7Bf}&till=g`)
  })

  it('loses the question mark when nothing follows it, and the page keeps its history state', async () => {
    shopPage.html = makePage({ before: `history.replaceState({ step: 1 }, '')` })
    await land(`?till=${CLICK}#top`)
    await expect.poll(() => page.evaluate(() => location.href), { timeout: WAITING_MS }).toBe(`${shopUrl()}#top`)
    expect(await page.evaluate(() => history.state)).toEqual({ step: 1 })
  })

  it('gives the id up by the name the shop has chosen', async () => {
    shopPage.html = makePage({ attributes: 'data-param="fra"' })
    await land(`?fra=${CLICK}`)
    expect((await purchase()).click).toBe(CLICK)
    expect(await page.evaluate(() => location.search)).toBe('')
  })
})

describe('a hostile page', () => {
  it('with blocked storage is pinged from all the same', async () => {
    await page.addInitScript(() =>
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('no', 'SecurityError')
        },
      }),
    )
    shopPage.html = makePage({ tracking: 'full' })
    await land(`?till=${CLICK}`)
    await page.evaluate(() => window.tilltrail?.('consent', 'granted'))
    expect((await purchase()).click).toBe(CLICK)
    expect(problems).toEqual([])
  })

  it('with a full or lying storage is pinged from all the same', async () => {
    await page.addInitScript(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError')
      }
      Storage.prototype.getItem = () => '{"not":"ours"} x.y granted'
    })
    await land(`?till=${CLICK}`)
    await page.evaluate(() => window.tilltrail?.('consent', 'granted'))
    expect((await purchase()).click).toBe(CLICK)
    expect(problems).toEqual([])
  })

  it('with frozen prototypes, another JSON, toJSON everywhere and a broken fetch is pinged by pixel', async () => {
    await page.addInitScript(() => {
      const everything = Object.prototype
      Object.defineProperty(everything, 'toJSON', { value: () => 'broken' })
      window.fetch = () => {
        throw new Error('no fetch here')
      }
      window.JSON.stringify = () => 'broken'
      for (const builtIn of [Object, Array, String, Function, RegExp, Map, Promise]) Object.freeze(builtIn.prototype)
    })
    await land(`?till=${CLICK}`)
    await page.evaluate(() => window.tilltrail?.('purchase', { orderId: 'K-1', value: 10, currency: 'NOK' }))
    expect((await firstReceived()).path).toContain(
      `/till.gif?event=purchase&shop=shop-1&order=K-1&value=10&currency=NOK`,
    )
    expect(problems).toEqual([])
  })

  it('that replaces fetch and JSON after the load does not change what is sent', async () => {
    await land('')
    await page.evaluate(() => {
      window.fetch = () => Promise.reject(new Error('replaced'))
      JSON.stringify = () => 'replaced'
    })
    expect(await purchase()).toMatchObject({ orderId: 'K-1' })
    expect(tilltrail.received.map(({ path }) => path)).toEqual(['/e'])
  })

  it('with a strict content security policy sees no violation', async () => {
    shopPage.csp = `default-src 'none'; script-src ${tilltrail.url}; connect-src ${tilltrail.url}; require-trusted-types-for 'script'`
    await land(`?till=${CLICK}`)
    await purchase()
    expect(problems).toEqual([])
  })

  it('that uses it wrongly is told once per misuse and never sees an error', async () => {
    await land('')
    await page.evaluate(() => {
      for (const call of [[], [7], ['consent', 'perhaps'], ['purchase', null], ['purchase', 'text', 'text']]) {
        window.tilltrail?.(...call)
      }
    })
    expect(problems.map((problem) => problem.split(' ').slice(0, 2).join(' '))).toEqual(
      Array.from({ length: 5 }, () => 'warning: tilltrail:'),
    )
  })
})

it('runs with the same-origin policy on: the shop cannot read a page of Tilltrail that does not allow it', async () => {
  await land('')
  expect(await readFromPage(`${tilltrail.url}/private`)).toBe('TypeError: Failed to fetch')
  expect(await readFromPage(`${shopUrl()}own`)).toContain('<title>A shop</title>')
})

function makePage({ tracking = '', before = '', attributes = '' } = {}): string {
  const trackingAttribute = tracking && `data-tracking="${tracking}"`
  const inline = before && `<script>${before}</script>`
  return `<!doctype html><title>A shop</title>${inline}
    <script defer src="${tilltrail.url}/till.js" data-shop="shop-1" ${trackingAttribute} ${attributes}></script>`
}

function land(path: string) {
  return page.goto(shopUrl() + path)
}

function readFromPage(url: string): Promise<string> {
  return page.evaluate((address) => fetch(address).then((response) => response.text(), String), url)
}

function kept(): Promise<string | null> {
  return page.evaluate(() => localStorage.getItem('tilltrail'))
}

async function purchase(orderId = 'K-1'): Promise<Record<string, unknown>> {
  tilltrail.received = []
  await page.evaluate((id) => window.tilltrail?.('purchase', { orderId: id, value: 10, currency: 'NOK' }), orderId)
  return firstPing()
}

async function firstPing(): Promise<Record<string, unknown>> {
  const { path, body } = await firstReceived()
  expect(path).toBe('/e')
  return JSON.parse(body)
}

async function firstReceived(): Promise<Received> {
  await expect.poll(() => tilltrail.received.length, { timeout: WAITING_MS }).toBeGreaterThan(0)
  const [first] = tilltrail.received
  if (!first) throw new Error('nothing was received')
  return first
}

function shopUrl(): string {
  return `http://127.0.0.1:${portOf(shop)}/`
}
