import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { showDay } from '../../src/shops/calendar.ts'
import { type Dashboard, openDashboard } from './dashboard.ts'

let dashboard: Dashboard
let page: Page

beforeAll(async () => {
  dashboard = await openDashboard()
  page = dashboard.page
})

afterAll(() => dashboard.close())

it('leads from an order that waits to the page that takes rates, and back to its amount and the day of its rate', async () => {
  await dashboard.call('POST', '/conversions', { event: 'purchase', orderId: '1002', value: '120.00', currency: 'EUR' })
  await dashboard.goTo('orders')
  await page.getByRole('link', { name: 'Not converted: no rate' }).click()
  await page.getByText('1 order or refund waits for one').waitFor()

  await choose('date,currency,per_euro\n2026-02-30,NOK,11.7\n')
  await page.getByRole('alert').getByText('Nothing of the file was taken. Line 2: 2026-02-30 is not a day').waitFor()
  const yesterday = showDay(Math.floor(Date.now() / 86_400_000) - 1)
  await choose(`Date,USD,NOK\n${yesterday},1.16,11.7\n`)
  await page.getByRole('status').getByText('2 rates read').waitFor()
  await page.getByText('1 EUR = 11.7 NOK on').waitFor()
  expect(await page.getByText('waits for one').count()).toBe(0)

  await dashboard.goTo('orders')
  await page.getByText(/NOK\s?1,404 by the rate of/).waitFor()
}, 60_000)

async function choose(text: string): Promise<void> {
  const buffer = Buffer.from(text)
  await page.locator('input[type=file]').setInputFiles({ name: 'rates.csv', mimeType: 'text/csv', buffer })
}
