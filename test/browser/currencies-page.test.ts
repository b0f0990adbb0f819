import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { type Running, startNode } from '../../src/node.ts'
import { showDay } from '../../src/shops/calendar.ts'
import { launchChromium } from './chromium.ts'

const adminApiKey = 'currencies-0123456789-abcdefghij'
const headers = { authorization: `Bearer ${adminApiKey}`, 'content-type': 'application/json' }

let folder: string
let tilltrail: Running
let browser: Browser
let page: Page

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tilltrail-currencies-'))
  const config = { PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'error', ADMIN_API_KEY: adminApiKey }
  tilltrail = await startNode(readConfig(config))
  browser = await launchChromium()
  page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: 'en-GB', timezoneId: 'Europe/Oslo' })
  await setUp()
})

afterAll(async () => {
  await browser.close()
  await tilltrail.stop()
  rmSync(folder, { recursive: true, force: true })
})

it('leads from an order that waits to the page that takes rates, and back to its amount and the day of its rate', async () => {
  await tell({ event: 'purchase', orderId: '1002', value: '120.00', currency: 'EUR' })
  await page.goto(urlOf('/app/orders'))
  await page.getByRole('link', { name: 'Not converted: no rate' }).click()
  await page.getByText('1 order or refund waits for one').waitFor()

  await choose('date,currency,per_euro\n2026-02-30,NOK,11.7\n')
  await page.getByRole('alert').getByText('Nothing of the file was taken. Line 2: 2026-02-30 is not a day').waitFor()
  const yesterday = showDay(Math.floor(Date.now() / 86_400_000) - 1)
  await choose(`Date,USD,NOK\n${yesterday},1.16,11.7\n`)
  await page.getByRole('status').getByText('2 rates read').waitFor()
  await page.getByText('1 EUR = 11.7 NOK on').waitFor()
  expect(await page.getByText('waits for one').count()).toBe(0)

  await page.goto(urlOf('/app/orders'))
  await page.getByText(/NOK\s?1,404 by the rate of/).waitFor()
}, 60_000)

async function choose(text: string): Promise<void> {
  const buffer = Buffer.from(text)
  await page.locator('input[type=file]').setInputFiles({ name: 'rates.csv', mimeType: 'text/csv', buffer })
}

async function tell(body: unknown): Promise<void> {
  const answer = await fetch(urlOf('/api/v1/conversions'), { method: 'POST', headers, body: JSON.stringify(body) })
  expect(answer.status).toBe(201)
}

async function setUp(): Promise<void> {
  await page.goto(tilltrail.setupUrl ?? '')
  await page.getByLabel('Your name').fill('Kari Nordmann')
  await page.getByLabel('E-mail').fill('kari@shop.example')
  await page.getByRole('textbox', { name: 'Password' }).fill('kaffe og sjokolade')
  await page.getByLabel('Shop name').fill('Fjellkaffe')
  await page.getByRole('button', { name: 'Create account and shop' }).click()
  await page.waitForURL(/\/app\/links/)
}

function urlOf(path: string): string {
  return `${tilltrail.runtime.publicUrl}${path}`
}
