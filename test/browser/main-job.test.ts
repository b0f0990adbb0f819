import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DemoShop, startDemoShop } from '../../src/demo/shop-server.ts'
import { launchChromium } from './chromium.ts'
import { signUp, startTilltrail, type Tilltrail, watch } from './dashboard.ts'

// The main job as its user does it, on the real server, in a real browser, with the shop on another site. The steps are one
// story: each stands on the one before.
// Headless Chromium says what it is, and is rightly taken for a bot.
const instagramOnAndroid =
  'Mozilla/5.0 (Linux; Android 15; Pixel 8 Build/AP4A.250205.002; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/142.0.7444.102 Mobile Safari/537.36 Instagram 406.0.0.48.109 Android (35/15; 420dpi; 1080x2400; Google/google; Pixel 8; shiba; shiba; nb_NO; 1)'

let tilltrail: Tilltrail
let shop: DemoShop
let browser: Browser
let owner: BrowserContext
let dashboard: Page
let shortUrl = ''
let problems: string[]

beforeAll(async () => {
  tilltrail = await startTilltrail()
  shop = await startDemoShop({
    port: 0,
    host: '127.0.0.1',
    tilltrailUrl: tilltrail.running.runtime.publicUrl,
    shopId: 'shop-1',
  })
  browser = await launchChromium()
  owner = await browser.newContext({
    locale: 'en-GB',
    timezoneId: 'Europe/Oslo',
    viewport: { width: 1280, height: 900 },
  })
  await owner.grantPermissions(['clipboard-read', 'clipboard-write'])
  dashboard = await owner.newPage()
  problems = watch(dashboard).problems
})

afterAll(async () => {
  await browser.close()
  await shop.stop()
  await tilltrail.stop()
})

describe('from a post to a counted sale', () => {
  it('sets the owner and the shop up at the printed address, and signs in', async () => {
    await signUp(dashboard, { setupUrl: tilltrail.setupUrl, shop: 'Fjellkaffe' })
    await dashboard.getByLabel('Where should the post lead?').waitFor()
    const cookie = (await owner.cookies()).find((one) => one.name === '__Host-tilltrail')
    expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax', path: '/' })
  })

  it('says that links work on this computer only while PUBLIC_URL is local', async () => {
    await dashboard.getByText('These links work only on this computer').waitFor()
  })

  it('builds a link from a pasted address with Enter, and copies it', async () => {
    await dashboard.getByLabel('Where should the post lead?').fill(shop.url)
    await dashboard.getByRole('checkbox', { name: 'Instagram' }).check()
    await dashboard.locator('form').getByRole('combobox', { name: 'Campaign' }).fill('Black Week')
    await dashboard.getByRole('textbox', { name: 'Post', exact: true }).fill('Reel: first snow')
    await dashboard.getByText('utm_source=instagram').first().waitFor()
    await dashboard.getByText('utm_campaign=black-week').first().waitFor()
    await dashboard.getByRole('textbox', { name: 'Post', exact: true }).press('Enter')
    await expect
      .poll(() => dashboard.evaluate(() => navigator.clipboard.readText()), { timeout: 5_000 })
      .toMatch(/^http:\/\/localhost:\d+\/[a-z0-9]{8}$/)
    shortUrl = await dashboard.evaluate(() => navigator.clipboard.readText())
    await postRow().waitFor()
    await expect.poll(figures, { timeout: 10_000 }).toMatch(/0clicks0orders/)
  })

  it('leads a visitor to the shop on the other site, with UTMs and a click id, and lets the address bar forget the id', async () => {
    const visitor = await browser.newContext({ locale: 'nb-NO', userAgent: instagramOnAndroid })
    const page = await visitor.newPage()
    const landing = page.waitForRequest((request) => request.url().startsWith(shop.url))
    await page.goto(shortUrl)
    const landed = new URL((await landing).url())
    expect(landed.searchParams.get('utm_source')).toBe('instagram')
    expect(landed.searchParams.get('till')).toMatch(/^[A-Za-z0-9_-]{32}$/)
    expect(new URL(page.url()).host).not.toBe(new URL(shortUrl).host)
    await page.getByRole('button', { name: 'Yes' }).click()
    expect(page.url()).not.toContain('till=')
    await buy(page)
    await visitor.close()
  })

  it('shows the order under that post by itself, without a reload', async () => {
    await expect.poll(figures, { timeout: 15_000, interval: 200 }).toMatch(/1click1order.*208/)
  })

  it('counts it as level 5 in the report, credited to the post', async () => {
    await dashboard.getByRole('link', { name: 'Report' }).first().click()
    await dashboard.getByText('5 Transaction').waitFor()
    const row = dashboard.getByRole('row').filter({ hasText: 'Reel: first snow' })
    expect(await row.textContent()).toMatch(/208/)
  })

  it('does all that without an error in the console', () => {
    expect(problems).toEqual([])
  })

  it('lets the owner sign out, and in again', async () => {
    await dashboard.getByRole('button', { name: 'Sign out' }).first().click()
    await dashboard.getByLabel('E-mail').fill('kari@shop.example')
    await dashboard.getByRole('textbox', { name: 'Password' }).fill('kaffe og sjokolade')
    await dashboard.getByRole('button', { name: 'Sign in' }).click()
    await dashboard.getByLabel('Where should the post lead?').waitFor()
  })
})

function postRow() {
  return dashboard.locator('[data-post]').filter({ hasText: 'Reel: first snow' }).first()
}

async function figures(): Promise<string> {
  return (await postRow().textContent({ timeout: 1000 })) ?? ''
}

async function buy(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Morgenlys' }).click()
  await page.getByRole('button', { name: 'Add to basket' }).click()
  await page.getByRole('link', { name: 'Go to the basket' }).click()
  await page.getByRole('link', { name: 'To the checkout' }).click()
  await page.getByRole('button', { name: 'Pay' }).click()
  await page.getByText('It carries the click').waitFor()
}
