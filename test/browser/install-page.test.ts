import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { systems } from '../../src/dashboard/pages/install/systems.ts'
import { shopifyOrder, wooOrder } from '../conversions/sign.ts'
import { type Dashboard, openDashboard, violations } from './dashboard.ts'

// Connecting a shop as its owner does it, on the real server. The steps are one story: each stands on the one before.
let dashboard: Dashboard
let page: Page

beforeAll(async () => {
  dashboard = await openDashboard()
  page = dashboard.page
})

afterAll(() => dashboard.close())

describe('connecting Shopify', () => {
  it('shows the address and takes the secret that Shopify shows', async () => {
    await openInstall(page)
    await choose(page, 'Shopify')
    await page.getByLabel('Secret from Shopify').fill('  hush-hush-0123456789 ')
    await page.getByLabel('Secret from Shopify').press('Enter')
    await page.getByText('A secret that ends in 6789 is live').waitFor()
    await notice('waiting').waitFor()
  })

  it('names the secret when a delivery is signed with another, without a reload', async () => {
    expect(await send(await shownAddress(), shopifyOrder(), 'another secret')).toBe(401)
    await notice('bad').waitFor({ timeout: 10_000 })
    expect(await notice('bad').textContent()).toContain('Settings, Notifications, Webhooks once more')
    const likely = page.locator('[data-cause=signature]')
    await likely.getByText('Likely').waitFor()
  })

  it('turns green when one comes that is signed right, and shows the order in the feed', async () => {
    const order = shopifyOrder({ processed_at: new Date().toISOString() })
    expect(await send(await shownAddress(), order, 'hush-hush-0123456789')).toBe(200)
    await notice('ok').waitFor({ timeout: 10_000 })
    await page.getByText('Orders arrive. None of them carries a click yet').waitFor()
    await page.locator('[data-ping=stored]').filter({ hasText: '820982911946154508' }).waitFor()
    await page.getByText('Without a click id: credited to no post.').first().waitFor()
    await page.locator('[data-cause=consent]').getByText('Likely').waitFor()
  })

  it('knows what was chosen when the page is opened again', async () => {
    await page.reload()
    await page.getByRole('radio', { name: 'Shopify' }).waitFor()
    await expect.poll(() => page.getByRole('radio', { name: 'Shopify' }).isChecked()).toBe(true)
    await notice('ok').waitFor()
  })
})

describe('connecting WooCommerce', () => {
  it('makes a secret, shows it once, and turns green by it', async () => {
    await choose(page, 'WooCommerce')
    await page.getByRole('button', { name: 'Make a secret' }).click()
    await page.getByText('Copy it now: it is shown this once.').waitFor()
    const secret = (await page.getByText(/^[0-9a-f]{64}$/).textContent()) ?? ''
    await notice('waiting').waitFor()
    const body = wooOrder({ date_created_gmt: new Date().toISOString().slice(0, 19) })
    const signature = createHmac('sha256', secret).update(body).digest('base64')
    const headers = { 'x-wc-webhook-signature': signature, 'x-wc-webhook-topic': 'order.updated' }
    const answer = await fetch(await shownAddress(), { method: 'POST', body, headers })
    expect([answer.status, answer.headers.get('x-tilltrail')]).toEqual([200, 'ok'])
    await notice('ok').waitFor({ timeout: 10_000 })
    await page.reload()
    await notice('ok').waitFor()
    expect(await page.getByText(secret).count()).toBe(0)
  })
})

describe('a postback', () => {
  it('gets an address that is taken as it stands, and the network’s mistakes are named', async () => {
    await choose(page, 'A network or partner')
    await page.getByRole('button', { name: 'Make the address' }).click()
    const address = (await page.getByText(/\/postback\/.*\{subid\}/).textContent()) ?? ''
    const filled = address.replace('{transaction_id}', 'T-1').replace('{payout}', '5').replace('{status}', 'approved')
    expect((await fetch(filled)).status).toBe(400)
    await page.locator('[data-ping=quarantined]').filter({ hasText: '{subid}' }).waitFor({ timeout: 10_000 })
    expect((await fetch(filled.replace('clickid={subid}&', ''))).status).toBe(200)
    await page.locator('[data-ping=stored]').filter({ hasText: 'T-1' }).waitFor({ timeout: 10_000 })
    await notice('ok').waitFor()
  })
})

describe('trying it out', () => {
  it('sends a test order that is shown and counts nowhere', async () => {
    await page.getByRole('button', { name: 'Send a test order' }).click()
    const row = page.locator('[data-ping=stored]').filter({ hasText: 'tilltrail-test-' })
    await row.getByText('Test', { exact: true }).waitFor({ timeout: 10_000 })
    const report = await page.request.get(dashboard.urlOf('/api/v1/conversions?shopId=shop-1'))
    const { items } = listAnswer.parse(await report.json())
    expect(items.filter(({ test }) => test).map(({ orderId }) => orderId)).toEqual([
      expect.stringMatching(/^tilltrail-test-\d+$/),
    ])
  })

  it('writes lines with hashes that browsers take', async () => {
    await choose(page, 'My own shop, or another')
    await page.getByRole('switch', { name: 'Let browsers check the files' }).click()
    const code = (await page.locator('pre').filter({ hasText: 'integrity=' }).textContent()) ?? ''
    const hashes = [...code.matchAll(/integrity="([^"]+)"/g)].map(([, hash]) => hash)
    const built = hashesShape.parse(JSON.parse(readFileSync('public/till-integrity.json', 'utf8')))
    expect(hashes).toEqual([built['till.js'], built['till-more.js']])
  })

  it('leads who comes for the consent call to it, whatever was chosen', async () => {
    await choose(page, 'I have no web shop')
    await page.getByText('Write down what is sold').waitFor()
    await dashboard.goTo('install#consent')
    await page.reload()
    await page.locator('#consent').waitFor()
  })

  it('is chosen with the arrow keys', async () => {
    await choose(page, 'Shopify')
    await page.keyboard.press('ArrowRight')
    await page.getByText('Leave order attribution on').waitFor()
  })
})

describe('the page', () => {
  it.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)(
    'is accessible in %s at %i pixels for every system, and never wider than the screen',
    async (scheme, width) => {
      await page.emulateMedia({ colorScheme: scheme })
      await page.setViewportSize({ width, height: 844 })
      await dashboard.goTo('install')
      for (const system of systems) {
        await page.locator(`input[value=${system}]`).check()
        await page.getByRole('heading', { level: 2 }).nth(1).waitFor()
        const closed = page.locator('[data-cause] button[aria-expanded=false]')
        if (system === 'own') while ((await closed.count()) > 0) await closed.first().click()
        expect([system, await violations(page)]).toEqual([system, []])
        expect([system, await cutOff()]).toEqual([system, []])
      }
    },
  )

  it('does all that without an error in the console', () => {
    expect(dashboard.problems).toEqual([])
  })
})

function notice(state: string) {
  return page.locator(`[data-state=${state}]`)
}

async function openInstall(of: Page): Promise<void> {
  await dashboard.goTo('install')
  await of.getByRole('heading', { level: 1 }).waitFor()
}

async function choose(of: Page, name: string): Promise<void> {
  await of.getByRole('radio', { name }).check()
}

async function shownAddress(): Promise<string> {
  return (await page.getByText(/^http.*\/hooks\//).textContent()) ?? ''
}

async function send(address: string, body: string, secret: string): Promise<number> {
  const headers = {
    'content-type': 'application/json',
    'x-shopify-topic': 'orders/paid',
    'x-shopify-hmac-sha256': createHmac('sha256', secret).update(body).digest('base64'),
  }
  return (await fetch(address, { method: 'POST', body, headers })).status
}

/** What is wider than the screen, or than the card around it, which hides the rest. */
function cutOff(): Promise<string[]> {
  return page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('.mantine-Card-root')]
      .filter((one) => one.scrollWidth > one.clientWidth)
      .map((one) => one.className),
  )
}

const listAnswer = z.object({ items: z.array(z.object({ orderId: z.string().nullable(), test: z.boolean() })) })
const hashesShape = z.object({ 'till.js': z.string(), 'till-more.js': z.string() })
