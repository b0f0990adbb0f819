import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DemoShop, startDemoShop } from '../../src/demo/shop-server.ts'
import { openShop, type Shop } from '../app/talk.ts'
import { launchChromium } from './chromium.ts'
import { signUp, startTilltrail, type Tilltrail, violations, watch } from './dashboard.ts'

// Headless Chromium says what it is, and is rightly taken for a bot.
const instagramOnAndroid =
  'Mozilla/5.0 (Linux; Android 15; Pixel 8 Build/AP4A.250205.002; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/142.0.7444.102 Mobile Safari/537.36 Instagram 406.0.0.48.109 Android (35/15; 420dpi; 1080x2400; Google/google; Pixel 8; shiba; shiba; nb_NO; 1)'
const square =
  '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="640"><rect width="640" height="640" fill="#c98"/></svg>'

let tilltrail: Tilltrail
let front: DemoShop
let browser: Browser
let shop: Shop

beforeAll(async () => {
  tilltrail = await startTilltrail()
  const { publicUrl } = tilltrail.running.runtime
  front = await startDemoShop({ port: 0, host: '127.0.0.1', tilltrailUrl: publicUrl, shopId: 'shop-1' })
  const served = { fetch: (path: string, init: RequestInit = {}) => fetch(`${tilltrail.running.url}${path}`, init) }
  shop = await openShop(served, { name: 'Fjellkaffe' })
  browser = await launchChromium()
})

afterAll(async () => {
  await browser.close()
  await front.stop()
  await tilltrail.stop()
})

describe('the bio page on a phone, without JavaScript', () => {
  it('leads from a tile to the shop, and the tap is a click of that post with the placement bio', async () => {
    await shop.link({ title: 'Words alone', destination: `${front.url}words`, campaign: 'jul' })
    const post = { title: 'Julereel', channel: 'instagram', imageUrl: 'https://cdn.shop.example/reel.svg' }
    const made = await shop.post('/posts', post)
    const main = await shop.link({ postId: made.id, destination: front.url, content: 'reel' })
    const buttons = [{ kind: 'call', label: 'Ring oss', to: '+47 22 33 44 55' }]
    expect(
      (await put({ title: 'Fjellkaffe', intro: 'Kaffe fra Otta', slug: 'hei', buttons, language: 'nb' })).status,
    ).toBe(200)
    const { context, page } = await openPhone({ javaScriptEnabled: false })
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).host))
    const answers: number[] = []
    page.on('response', (answer) => answers.push(answer.status()))
    await page.goto(`${tilltrail.running.url}/hei`)
    expect(new Set(asked)).toEqual(new Set([new URL(tilltrail.running.url).host, 'cdn.shop.example']))
    const picture = page.getByRole('img', { name: 'Julereel' })
    expect(await picture.evaluate((one) => one instanceof HTMLImageElement && one.naturalWidth)).toBe(640)
    await page.getByRole('link', { name: 'Julereel' }).tap()
    await page.waitForURL(`${front.url}?*`)
    expect(page.url()).toContain('utm_content=reel-bio')
    expect(answers).toContain(302)
    const bio = (await shop.items('/links')).items.find(
      ({ postId, placement }) => postId === made.id && placement === 'bio',
    )
    await expect
      .poll(() => shop.clicks(bio?.id ?? ''), { timeout: 10_000 })
      .toMatchObject([{ class: 'human', reason: 'in-app-browser' }])
    expect(await shop.clicks(main.id)).toEqual([])
    await context.close()
  })

  it.each(['light', 'dark'] as const)('has no faults that axe knows of, in the %s', async (colorScheme) => {
    const { context, page } = await openPhone({ colorScheme })
    await page.goto(`${tilltrail.running.url}/hei`)
    expect(await violations(page)).toEqual([])
    await context.close()
  })

  it('fits 390 pixels, with targets of 48 pixels at least', async () => {
    const { context, page } = await openPhone({})
    await page.goto(`${tilltrail.running.url}/hei`)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    const boxes = await Promise.all((await page.getByRole('link').all()).map((link) => link.boundingBox()))
    expect(boxes).toHaveLength(3)
    for (const box of boxes) expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(48)
    await context.close()
  })
})

describe('the page “Bio page” of the dashboard', () => {
  let owner: BrowserContext
  let page: Page
  let problems: string[]
  beforeAll(async () => {
    owner = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 1000 } })
    page = await owner.newPage()
    problems = watch(page).problems
    await signUp(page, { setupUrl: tilltrail.setupUrl, shop: 'Min butikk' })
    await page.getByRole('link', { name: 'Bio page' }).click()
    await page.getByLabel('Name at the top').waitFor()
  })
  afterAll(() => owner.close())

  it('shows in the preview what is typed, before anything is saved', async () => {
    const preview = page.frameLocator('iframe')
    await preview.getByRole('heading', { name: 'Min butikk' }).waitFor()
    await page.getByLabel('A few words').fill('Ny kaffe hver uke')
    await preview.getByText('Ny kaffe hver uke').waitFor()
  })

  it('has the focus in a new button’s field, however soon it was picked', async () => {
    await page.evaluate(pickAsItShows, 'Menu')
    await page.getByRole('menu').waitFor({ state: 'detached' })
    expect(await focusedPart()).toBe('to')
    await page.getByRole('button', { name: 'Remove “Menu”' }).click()
  })

  it('takes buttons and moves them by keyboard, the focus staying with the button', async () => {
    await addButton('Menu', 'https://shop.example/meny')
    await addButton('Phone', '+47 22 33 44 55')
    await addButton('LINE', '@butikk')
    await page.getByRole('button', { name: 'Move “LINE” up' }).press('Enter')
    await page.getByText('LINE is now 2 of 3').waitFor()
    await expect.poll(focused).toBe('Move “LINE” up')
    await page.keyboard.press('Enter')
    await page.getByText('LINE is now 1 of 3').waitFor()
    await expect.poll(focused).toBe('Move “LINE” down')
    await expect.poll(shownButtons).toEqual(['LINE', 'Menu', 'Call us'])
  })

  it('says at the field what can’t be taken, and saves what can', async () => {
    await page.getByLabel('Place, or map address').waitFor({ state: 'detached' })
    await page.getByLabel('Address of the menu').fill('javascript:alert(1)')
    await page.getByLabel('Address of your own').fill('hei')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('A link can lead to web addresses only').waitFor()
    await page.getByLabel('Address of the menu').fill('https://shop.example/meny')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The slug hei is').waitFor()
    await page.getByLabel('Address of your own').fill('min-butikk')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Visitors see it within a minute').waitFor()
    await page.getByRole('link', { name: '/min-butikk' }).waitFor()
    expect(await (await fetch(`${tilltrail.running.url}/min-butikk`)).text()).toContain('Ny kaffe hver uke')
    expect(problems.splice(0)).toEqual([expect.stringContaining('400'), expect.stringContaining('409')])
  })

  it('switches the page off', async () => {
    await page.getByRole('switch', { name: 'Show the page' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Switched off', { exact: true }).waitFor()
    expect((await fetch(`${tilltrail.running.url}/min-butikk`)).status).toBe(404)
  })

  it('has no faults that axe knows of, and none in the console', async () => {
    expect(await violations(page)).toEqual([])
    expect(problems).toEqual([])
  })

  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))

  const focusedPart = () => page.evaluate(() => document.activeElement?.getAttribute('data-part'))

  async function addButton(kind: string, to: string): Promise<void> {
    await page.getByRole('button', { name: 'Add a button' }).press('Enter')
    await page.getByRole('menuitem', { name: kind }).press('Enter')
    await expect.poll(focusedPart, { timeout: 10_000 }).toBe('to')
    await page.keyboard.type(to)
  }

  function shownButtons(): Promise<string[]> {
    return page
      .frameLocator('iframe')
      .locator('nav li')
      .allTextContents()
      .then((texts) => texts.map((text) => text.trim()))
  }
})

/** In the page: opens the menu and picks its item before the menu's own timers have run. */
function pickAsItShows(kind: string): void {
  const named = (selector: string, text: string) =>
    [...document.querySelectorAll<HTMLElement>(selector)].find((one) => one.textContent === text)
  const observer = new MutationObserver(() => {
    const item = named('[role=menuitem]', kind)
    if (!item) return
    observer.disconnect()
    item.click()
  })
  observer.observe(document.body, { childList: true, subtree: true })
  named('button', 'Add a button')?.click()
}

function put(body: unknown) {
  return shop.call('PUT', `/api/v1/shops/${shop.shopId}/bio`, { body })
}

async function openPhone(over: BrowserContextOptions) {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, userAgent: instagramOnAndroid }
  const context = await browser.newContext({ ...phone, ...over })
  await context.route('https://cdn.shop.example/**', (route) =>
    route.fulfill({ contentType: 'image/svg+xml', body: square }),
  )
  return { context, page: await context.newPage() }
}
