import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type DemoShop, startDemoShop } from '../../src/demo/shop-server.ts'
import { launchChromium } from './chromium.ts'
import { type Collector, startCollector } from './collector.ts'

const CLICK = 'A'.repeat(32)
const WAITING_MS = 5000

let browser: Browser
let tilltrail: Collector
let shop: DemoShop
let page: Page
let problems: string[] = []

beforeAll(async () => {
  tilltrail = await startCollector()
  shop = await startDemoShop({ port: 0, host: '127.0.0.1', tilltrailUrl: tilltrail.url, shopId: 'shop-1' })
  browser = await launchChromium()
})

afterAll(async () => {
  await browser.close()
  await shop.stop()
  tilltrail.stop()
})

beforeEach(() => {
  tilltrail.received = []
  problems = []
})

afterEach(() => page.context().close())

describe('the demo shop', () => {
  it('tells of the basket, the checkout and the order, under the click the visitor let it remember', async () => {
    await open(`?utm_source=instagram&till=${CLICK}`)
    await page.getByRole('button', { name: 'Yes' }).click()
    await buyOne('Morgenlys')
    const pings = await pingsOnceThere(3)
    expect(pings.map((ping) => ping.event)).toEqual(['add_to_cart', 'begin_checkout', 'purchase'])
    expect(new Set(pings.map((ping) => ping.click))).toEqual(new Set([CLICK]))
    // 149 + 59 shipping; VAT within: 149 × 15/115 + 59 × 25/125
    expect(pings[2]).toMatchObject({
      value: '208.00',
      tax: '31.23',
      shipping: '59.00',
      currency: 'NOK',
      shop: 'shop-1',
    })
    await page.getByText('It carries the click').waitFor()
    expect(await page.locator('#ping').textContent()).toContain(`"orderId": "${String(pings[2]?.orderId)}"`)
    expect(problems).toEqual([])
  })

  it('sends the same order again when the thank-you page is loaded again', async () => {
    await open('')
    await buyOne('Vidde')
    await pingsOnceThere(3)
    await page.reload()
    const pings = await pingsOnceThere(4)
    expect(pings[3]?.orderId).toBe(pings[2]?.orderId)
    expect(pings[3]?.value).toBe(pings[2]?.value)
  })

  it('sends no click from the pages after the landing when the visitor says no', async () => {
    await open(`?till=${CLICK}`)
    await page.getByRole('button', { name: 'No' }).click()
    await buyOne('Vidde')
    for (const ping of await pingsOnceThere(3)) expect(ping).not.toHaveProperty('click')
    await page.getByText('It carries no click').waitFor()
    expect(await page.evaluate(() => localStorage.getItem('tilltrail'))).toBeNull()
  })

  it('tells of a newsletter sign-up without the address', async () => {
    await open('')
    await page.getByLabel('E-mail').fill('kari@example.com')
    await page.getByRole('button', { name: 'Sign up' }).click()
    const [lead] = await pingsOnceThere(1)
    expect(lead).toMatchObject({ event: 'lead' })
    expect(JSON.stringify(lead)).not.toContain('kari')
  })

  it('sends the order by pixel where scripts are off', async () => {
    await open('thank-you.html?order=FK-1&value=208.00', { javaScriptEnabled: false })
    await expect
      .poll(() => tilltrail.received.map(({ path }) => path), { timeout: WAITING_MS })
      .toEqual(['/till.gif?shop=shop-1&event=purchase&order=FK-1&value=208.00&currency=NOK'])
  })

  it('fits a phone: no page scrolls sideways at 390 pixels', async () => {
    await open('', { viewport: { width: 390, height: 844 } })
    await buyOne('Tind dripper', () => expectNoSidewaysScroll())
    await page.locator('#what-happened').waitFor()
    await expectNoSidewaysScroll()
  })
})

async function open(path: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext(options)
  page = await context.newPage()
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => problems.push(`${message.type()}: ${message.text()}`))
  await page.goto(shop.url + path)
}

async function buyOne(product: string, atEachPage = () => Promise.resolve()) {
  await atEachPage()
  await page.getByRole('heading', { name: product }).click()
  await page.getByRole('button', { name: 'Add to basket' }).click()
  await atEachPage()
  await page.getByRole('link', { name: 'Go to the basket' }).click()
  await page.getByRole('link', { name: 'To the checkout' }).waitFor()
  await atEachPage()
  await page.getByRole('link', { name: 'To the checkout' }).click()
  await page.getByRole('button', { name: 'Pay' }).waitFor()
  await atEachPage()
  await page.getByRole('button', { name: 'Pay' }).click()
  await page.getByRole('heading', { name: 'Thank you!' }).waitFor()
}

async function pingsOnceThere(count: number): Promise<Record<string, unknown>[]> {
  // The thank-you page asks for its question too.
  const pings = () => tilltrail.received.filter(({ path }) => path === '/e')
  await expect.poll(() => pings().length, { timeout: WAITING_MS }).toBe(count)
  return pings().map(({ body }) => JSON.parse(body))
}

async function expectNoSidewaysScroll() {
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
}
