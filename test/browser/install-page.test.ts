import { createHmac } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { readConfig } from '../../src/config.ts'
import { systems } from '../../src/dashboard/pages/install/systems.ts'
import { type Running, startNode } from '../../src/node.ts'
import { shopifyOrder, wooOrder } from '../conversions/sign.ts'
import { launchChromium } from './chromium.ts'

// Connecting a shop as its owner does it, on the real server. The steps are one story: each stands on the one before.
let folder: string
let tilltrail: Running
let browser: Browser
let context: BrowserContext
let page: Page
const problems: string[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tilltrail-install-'))
  tilltrail = await startNode(readConfig({ PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'error' }))
  browser = await launchChromium()
  context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB', bypassCSP: true })
  page = await context.newPage()
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  await setUp()
})

afterAll(async () => {
  await browser.close()
  await tilltrail.stop()
  rmSync(folder, { recursive: true, force: true })
})

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
    expect(await page.getByRole('radio', { name: 'Shopify' }).isChecked()).toBe(true)
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
    const report = await page.request.get(`${tilltrail.runtime.publicUrl}/api/v1/conversions?shopId=shop-1`)
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
    await page.goto(`${tilltrail.runtime.publicUrl}/app/install#consent`)
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
      await page.goto(`${tilltrail.runtime.publicUrl}/app/install`)
      for (const system of systems) {
        await page.locator(`input[value=${system}]`).check()
        await page.getByRole('heading', { level: 2 }).nth(1).waitFor()
        const closed = page.locator('[data-cause] button[aria-expanded=false]')
        if (system === 'own') while ((await closed.count()) > 0) await closed.first().click()
        expect([system, await violations()]).toEqual([system, []])
        expect([system, await cutOff()]).toEqual([system, []])
      }
    },
  )

  it('does all that without an error in the console', () => {
    expect(problems).toEqual([])
  })
})

function notice(state: string) {
  return page.locator(`[data-state=${state}]`)
}

async function openInstall(of: Page): Promise<void> {
  await of.goto(`${tilltrail.runtime.publicUrl}/app/install`)
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

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

async function violations(): Promise<string[]> {
  await page.evaluate(axe)
  const found: unknown = await page.evaluate(
    "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] })",
  )
  return axeAnswer
    .parse(found)
    .violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' ')}`)
}

/** What is wider than the screen, or than the card around it, which hides the rest. */
function cutOff(): Promise<string[]> {
  return page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('.mantine-Card-root')]
      .filter((one) => one.scrollWidth > one.clientWidth)
      .map((one) => one.className),
  )
}

const axeAnswer = z.object({
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
})
const listAnswer = z.object({ items: z.array(z.object({ orderId: z.string().nullable(), test: z.boolean() })) })
const hashesShape = z.object({ 'till.js': z.string(), 'till-more.js': z.string() })

async function setUp(): Promise<void> {
  if (!tilltrail.setupUrl) throw new Error('no setup URL')
  await page.goto(tilltrail.setupUrl)
  await page.getByLabel('Your name').fill('Kari Nordmann')
  await page.getByLabel('E-mail').fill('kari@shop.example')
  await page.getByRole('textbox', { name: 'Password' }).fill('kaffe og sjokolade')
  await page.getByLabel('Shop name').fill('Fjellkaffe')
  await page.getByRole('button', { name: 'Create account and shop' }).click()
  await page.waitForURL(/\/app\/links/)
}
