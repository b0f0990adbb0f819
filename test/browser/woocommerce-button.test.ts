import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { readConfig } from '../../src/config.ts'
import { type Running, startNode } from '../../src/node.ts'
import { statement } from '../../src/storage/database.ts'
import { openFakeShop } from '../conversions/woocommerce/fake-shop.ts'
import { launchChromium } from './chromium.ts'

// An owner connects WooCommerce by its button, on the real server and a shop of its own. The steps are one story.
let folder: string
let tilltrail: Running
let shop: Awaited<ReturnType<typeof openFakeShop>>
let browser: Browser
let page: Page
const problems: string[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tilltrail-woo-'))
  tilltrail = await startNode(readConfig({ PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'error' }))
  shop = await openFakeShop()
  shop.sell(120, Date.now() - 3_600_000)
  browser = await launchChromium()
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB', bypassCSP: true })
  page = await context.newPage()
  page.on('pageerror', (error) => problems.push(error.message))
  await setUp()
})

afterAll(async () => {
  await browser.close()
  await tilltrail.stop()
  await shop.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('WooCommerce by one button', () => {
  it('names what is wrong with an address, at its field', async () => {
    await page.goto(`${tilltrail.runtime.publicUrl}/app/install`)
    await page.locator('input[value=woocommerce]').check()
    await page.getByText('By hand here').waitFor()
    await page.getByRole('button', { name: 'Make a secret' }).waitFor()
    await page.getByLabel('Address of a shop on this computer').fill('http://shop.example')
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    await page.getByText('Must be a shop on this computer').waitFor()
  })

  it('leads to the shop and back, makes the webhooks and reads the past orders', async () => {
    await page.getByLabel('Address of a shop on this computer').fill(shop.url)
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: 'Approve' }).click()
    await page.waitForURL(/\/app\/install\?success=1/)
    await page.locator('[data-woocommerce=connected]').waitFor({ timeout: 40_000 })
    await page.getByText('120 past orders were read').waitFor()
    expect(shop.webhooks.map(({ topic, status }) => `${topic} ${status}`)).toEqual([
      'order.created active',
      'order.updated active',
    ])
    await page.locator('[data-ping=stored]').filter({ hasText: '1120' }).waitFor({ timeout: 10_000 })
    expect(await page.getByRole('button', { name: 'Make a secret' }).count()).toBe(0)
  })

  it.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)('is accessible in %s at %i pixels and fits', async (scheme, width) => {
    await page.emulateMedia({ colorScheme: scheme })
    await page.setViewportSize({ width, height: 844 })
    await page.goto(`${tilltrail.runtime.publicUrl}/app/install`)
    await page.locator('[data-woocommerce=connected]').waitFor()
    expect(await violations('[data-woocommerce]')).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(
      0,
    )
  })

  it('shows an alarm on every page, with its figures, until it is set aside', async () => {
    const off = 'update woocommerce_connections set disabled_at = ?'
    await tilltrail.runtime.database.batch([statement(off, Date.now() - 7_200_000)])
    await page.goto(`${tilltrail.runtime.publicUrl}/app/orders`)
    const alarm = page.locator('[data-alarm=woocommerce-webhook-disabled]')
    await alarm.getByRole('button', { name: 'Details' }).click()
    await alarm.getByText('2 hours ago a webhook of localhost').waitFor()
    expect(await violations('[data-alarm]')).toEqual([])
    await alarm.getByRole('button', { name: 'Set aside for a week' }).click()
    await alarm.waitFor({ state: 'detached' })
    await page.reload()
    await page.getByRole('heading', { level: 1 }).waitFor()
    await expect.poll(() => alarm.count()).toBe(0)
  })

  it('is disconnected after a second thought, and is by hand again', async () => {
    await page.goto(`${tilltrail.runtime.publicUrl}/app/install`)
    await page.getByRole('button', { name: 'Disconnect' }).click()
    await page.getByRole('button', { name: 'Disconnect now' }).click()
    await page.getByRole('button', { name: 'Make a secret' }).waitFor()
    expect(shop.webhooks).toEqual([])
  })

  it('says so when the shop gave no keys', async () => {
    await page.goto(`${tilltrail.runtime.publicUrl}/app/install?success=0`)
    await page.getByText('The shop gave no keys').waitFor()
    expect(problems).toEqual([])
  })
})

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

async function violations(part: string): Promise<string[]> {
  await page.evaluate(axe)
  const found: unknown = await page.evaluate(
    `axe.run('${part}', { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] })`,
  )
  return axeAnswer
    .parse(found)
    .violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' ')}`)
}

const axeAnswer = z.object({
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
})

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
