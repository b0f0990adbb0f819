import { createServer } from 'node:http'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { type DemoShop, startDemoShop } from '../../src/demo/shop-server.ts'
import { openShop, type Shop } from '../app/talk.ts'
import { launchChromium } from './chromium.ts'
import { listen, portOf, stop } from './collector.ts'
import { startTilltrail, type Tilltrail, violations, watch } from './dashboard.ts'

// Two sites, as in life: the shop on 127.0.0.1 with a strict policy, Tilltrail on localhost.

let tilltrail: Tilltrail
let front: DemoShop
let browser: Browser
let shop: Shop
let context: BrowserContext | undefined
let problems: string[]

beforeAll(async () => {
  tilltrail = await startTilltrail()
  const served = { fetch: (path: string, init: RequestInit = {}) => fetch(`${tilltrail.running.url}${path}`, init) }
  shop = await openShop(served, { name: 'Fjellkaffe' })
  await shop.call('PUT', `/api/v1/shops/${shop.shopId}/survey`, { body: {} })
  const { publicUrl } = tilltrail.running.runtime
  front = await startDemoShop({ port: 0, host: '127.0.0.1', tilltrailUrl: publicUrl, shopId: shop.shopId })
  browser = await launchChromium()
})

afterEach(() => context?.close())

afterAll(async () => {
  await browser.close()
  await front.stop()
  await tilltrail.stop()
})

describe('the question in a page of the shop', () => {
  it('is answered by keyboard alone, once an order, and leaves nothing on the device', async () => {
    const page = await openPage()
    await page.goto(`${front.url}thank-you.html?order=FK-1&value=208.00`)
    const question = page.getByRole('group', { name: 'How did you hear about us?' })
    await question.getByRole('radio').first().focus()
    const labels = await question.locator('label').allTextContents()
    expect(labels.slice(-2)).toEqual(['Somewhere else', 'I don’t remember'])
    expect(await page.getByLabel('Where was it?').isVisible()).toBe(false)
    // Upwards from the first stands the last; the one before it is for what isn't listed.
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Tab')
    await page.keyboard.type('insta')
    await page.keyboard.press('Enter')
    await page.getByRole('status').getByText('Thank you!').waitFor()
    await expect
      .poll(answered)
      .toEqual([{ word: 'insta', text: 'insta', answers: 1, place: 'instagram', isOwn: false }])
    await page.reload()
    await page.getByRole('radio', { name: 'A friend or colleague' }).check()
    await page.getByRole('button', { name: 'Send' }).click()
    await expect.poll(answered).toEqual([])
    expect((await shop.get(`/shops/${shop.shopId}/survey`)).body).toMatchObject({ answers: 1, withOrder: 1 })
    expect(await context?.cookies(tilltrail.running.url)).toEqual([])
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('q')))).toEqual([])
    expect(problems).toEqual([])
    expect(await violations(page, '.panel div')).toEqual([])
  })

  it('says so when an answer could not be sent, and takes it then', async () => {
    const page = await openPage()
    await page.goto(`${front.url}thank-you.html?order=FK-2&value=208.00`)
    await page.getByRole('radio', { name: 'Instagram' }).check()
    await context?.setOffline(true)
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByText('That could not be sent').waitFor()
    await context?.setOffline(false)
    await page.getByRole('button', { name: 'Send' }).click()
    await expect.poll(() => count('withOrder')).toBe(2)
  })

  it('is not there, and breaks nothing, where it is switched off or Tilltrail doesn’t answer', async () => {
    const page = await openPage()
    await page.route('**/options', (route) => route.abort())
    await page.goto(`${front.url}thank-you.html?order=FK-3&value=208.00`)
    await page.getByRole('heading', { name: 'Thank you!' }).waitFor()
    await page.waitForLoadState('networkidle')
    expect(await page.getByText('How did you hear about us?').count()).toBe(0)
    expect(problems.filter((one) => !one.includes('net::ERR_FAILED'))).toEqual([])
  })
})

describe('the page of the question, without JavaScript', () => {
  it('takes an answer, in a frame on another site too', async () => {
    const page = await openPage({ javaScriptEnabled: false })
    const url = `${tilltrail.running.runtime.publicUrl}/-/q/${shop.shopId}?order=FK-9`
    const other = createServer((_, response) => {
      response.setHeader('content-type', 'text/html').end(`<iframe title="Asked" src="${url}" height="700"></iframe>`)
    })
    await listen(other)
    onTestFinished(() => stop(other))
    await page.goto(`http://127.0.0.1:${portOf(other)}/`)
    const frame = page.frameLocator('iframe')
    await frame.getByRole('radio', { name: 'Somewhere else' }).check()
    await frame.getByLabel('Where was it?').fill('En venninne')
    await frame.getByRole('button', { name: 'Send' }).click()
    await frame.getByText('Thank you!').waitFor()
    expect(await answered()).toMatchObject([{ text: 'En venninne', place: 'friend' }])
  })

  it.each(['light', 'dark'] as const)(
    'fits 390 pixels and has no faults that axe knows of, in the %s',
    async (scheme) => {
      const page = await openPage({ colorScheme: scheme, viewport: { width: 390, height: 844 } })
      await page.goto(`${tilltrail.running.runtime.publicUrl}/-/q/${shop.shopId}`)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
      expect(await violations(page)).toEqual([])
    },
  )
})

async function openPage(over: BrowserContextOptions = {}): Promise<Page> {
  context = await browser.newContext({ locale: 'en-GB', ...over })
  const page = await context.newPage()
  problems = watch(page).problems
  return page
}

async function answered(): Promise<unknown> {
  return (await shop.get(`/shops/${shop.shopId}/survey/texts`)).body.items
}

async function count(name: 'answers' | 'withOrder'): Promise<unknown> {
  return (await shop.get(`/shops/${shop.shopId}/survey`)).body[name]
}
