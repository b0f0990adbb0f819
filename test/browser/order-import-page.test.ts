import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { type Dashboard, isTooWide, openDashboard } from './dashboard.ts'

// A shop's own list of orders, on a phone: on the real server, in a real browser.

let dashboard: Dashboard
let page: Page

beforeAll(async () => {
  dashboard = await openDashboard({ width: 390 })
  page = dashboard.page
})

afterAll(() => dashboard.close())

describe('the import of past orders', () => {
  it('compares an export with what we have without storing, and imports it', async () => {
    await tell({ orderId: '5900000000002', value: '150.00' })
    await tell({ orderId: 'by-phone', value: '80.00' })
    await dashboard.goTo('orders')
    await page.getByRole('link', { name: 'Bring in past orders' }).click()
    await page.getByText('Choose a CSV file, or drop it here').waitFor()
    await choose('orders_export.csv', shopify)
    await page.getByText('This is an export of Shopify.').waitFor()
    await expect.poll(() => holds('Total').inputValue()).toBe('Amount paid')
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
    await expect.poll(() => isTooWide(page)).toBe(false)
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
    await dashboard.goTo('orders/import')
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

async function tell(over: Record<string, string>): Promise<void> {
  await dashboard.call('POST', '/conversions', {
    event: 'purchase',
    currency: 'NOK',
    occurredAt: '2026-11-11T12:00:00Z',
    ...over,
  })
}

async function stored(): Promise<number> {
  return z.object({ items: z.array(z.json()) }).parse(await dashboard.call('GET', '/conversions')).items.length
}
