import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { readConfig } from '../../src/config.ts'
import { type Running, startNode } from '../../src/node.ts'
import { launchChromium } from './chromium.ts'

// A shop's own list of orders, on a phone: on the real server, in a real browser.
const adminApiKey = 'order-import-page-0123456789-abcdef'

let folder: string
let tilltrail: Running
let browser: Browser
let page: Page

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tilltrail-order-import-page-'))
  const config = { PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'error', ADMIN_API_KEY: adminApiKey }
  tilltrail = await startNode(readConfig(config))
  browser = await launchChromium()
  page = await browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'en-GB', timezoneId: 'Europe/Oslo' })
  await setUp()
})

afterAll(async () => {
  await browser.close()
  await tilltrail.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('the import of past orders', () => {
  it('compares an export with what we have without storing, and imports it', async () => {
    await tell({ orderId: '5900000000002', value: '150.00' })
    await tell({ orderId: 'by-phone', value: '80.00' })
    await page.goto(`${tilltrail.runtime.publicUrl}/app/orders`)
    await page.getByRole('link', { name: 'Bring in past orders' }).click()
    await page.getByText('Choose a CSV file, or drop it here').waitFor()
    await choose('orders_export.csv', shopify)
    await page.getByText('This is an export of Shopify.').waitFor()
    expect(await holds('Total').inputValue()).toBe('Amount paid')
    await page.getByRole('button', { name: 'Compare with what we have' }).click()
    await page.getByText('5 orders in the file').waitFor()
    const said = await page.getByRole('status').innerText()
    expect(said).toContain("1 order that we hadn't seen: NOK")
    expect(said).toContain('1 order that we had, 1 with another amount')
    expect(said).toContain('1 order of that time that we have and the file lacks')
    expect(said).toContain("1 order can't be taken")
    expect(await page.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringContaining('Created at'),
      expect.stringMatching(/5900000000002[\s\S]*150 here, will be changed to NOK\s200/),
      expect.stringContaining('by-phone'),
      expect.stringContaining('5900000000001'),
      expect.stringMatching(/Not paid yet/),
      expect.stringMatching(/on an earlier line/),
    ])
    expect(await stored()).toBe(2)
    await page.getByRole('button', { name: 'Import 2 orders' }).click()
    await page.getByText('5 orders of the file are through').waitFor()
    expect(await stored()).toBe(3)
    expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false)
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download outcomes' }).click(),
    ])
    expect(
      readFileSync(await file.path(), 'utf8')
        .trimEnd()
        .split('\r\n'),
    ).toHaveLength(7)
  })

  it('asks what the columns hold, and takes the shop’s own statuses, days and decimals', async () => {
    await page.goto(`${tilltrail.runtime.publicUrl}/app/orders/import`)
    await choose('list.csv', 'Ref;When;Sum paid;State\n77;11/12/2025;1.234;Hentet\n')
    await page.getByText('Choose below which columns hold').waitFor()
    expect(await page.getByRole('button', { name: 'Compare with what we have' }).isDisabled()).toBe(true)
    await hold('Ref', 'Order id')
    await hold('When', 'Time of the order')
    await hold('Sum paid', 'Amount paid')
    await hold('State', 'Status of payment')
    await page.getByRole('combobox', { name: 'Amounts' }).click()
    await page.getByRole('option', { name: '1.234,50' }).click()
    await page.getByRole('combobox', { name: 'Days such as' }).click()
    await page.getByRole('option', { name: '11 December' }).click()
    await page.getByRole('combobox', { name: 'Statuses of your own' }).fill('Hentet=paid')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Compare with what we have' }).click()
    await page.getByText('1 order in the file, 11 Dec 2025').waitFor()
    await page.getByText("1 order that we hadn't seen: NOK 1,234.").waitFor()
  })
})

const shopify = [
  'Name,Email,Financial Status,Currency,Total,Created at,Lineitem name,Refunded Amount,Id',
  '#1001,a@b.example,paid,NOK,499.50,2026-11-10 12:00:00 +0100,Sweater,,5900000000001',
  '#1001,a@b.example,,,,,Hat,,',
  '#1002,a@b.example,paid,NOK,200.00,2026-11-12 12:00:00 +0100,Socks,,5900000000002',
  '#1003,a@b.example,pending,NOK,10.00,2026-11-12 12:00:00 +0100,Socks,,5900000000003',
  '#1004,a@b.example,paid,NOK,10.00,soon,Socks,,5900000000004',
  '#1001,a@b.example,paid,NOK,499.50,2026-11-10 12:00:00 +0100,Sweater,,5900000000001',
].join('\n')

function choose(name: string, text: string): Promise<void> {
  return page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
}

function holds(column: string) {
  return page.getByRole('combobox', { name: `What the column ${column} holds` })
}

async function hold(column: string, field: string): Promise<void> {
  await holds(column).click()
  await page.getByRole('option', { name: field, exact: true }).click()
}

const headers = { authorization: `Bearer ${adminApiKey}`, 'content-type': 'application/json' }

async function tell(over: Record<string, string>): Promise<void> {
  const body = JSON.stringify({ event: 'purchase', currency: 'NOK', occurredAt: '2026-11-11T12:00:00Z', ...over })
  const answer = await fetch(`${tilltrail.runtime.publicUrl}/api/v1/conversions`, { method: 'POST', headers, body })
  expect(answer.status).toBe(201)
}

async function stored(): Promise<number> {
  const answer = await fetch(`${tilltrail.runtime.publicUrl}/api/v1/conversions`, { headers })
  return z.object({ items: z.array(z.json()) }).parse(await answer.json()).items.length
}

async function setUp(): Promise<void> {
  if (!tilltrail.setupUrl) throw new Error('no setup URL')
  await page.goto(tilltrail.setupUrl)
  await page.getByLabel('Your name').fill('Kari Nordmann')
  await page.getByLabel('E-mail').fill('kari@shop.example')
  await page.getByRole('textbox', { name: 'Password' }).fill('kaffe og sjokolade')
  await page.getByLabel('Shop name').fill('Fjellkaffe')
  await page.getByRole('button', { name: 'Create account and shop' }).click()
  await page.waitForURL('**/app/links')
}
