import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Dashboard, openDashboard } from './dashboard.ts'

let dashboard: Dashboard
let page: Page

beforeAll(async () => {
  dashboard = await openDashboard({ width: 390 })
  page = dashboard.page
})

afterAll(() => dashboard.close())

it('plans a new shop’s 60 orders by a benchmark, supposes a rate, and makes milestones of it', async () => {
  const year = new Date().getFullYear() + 1
  await dashboard.goTo('plan')
  await page.getByLabel('How many').fill('60')
  await page.getByLabel('By when').fill(`${year}-12-31`)
  await page.getByRole('heading', { name: `I want 60 orders by 31 Dec ${year}` }).waitFor()
  const facebook = page.getByRole('region', { name: 'Facebook' })
  await facebook.getByText('1,200').first().waitFor()
  await facebook.getByText("others' number").waitFor()
  await facebook.getByRole('link', { name: 'Type in impressions for Facebook.' }).waitFor()
  await page.getByText('It holds if rates stay').waitFor()

  await page.getByRole('slider', { name: 'Share of Facebook' }).press('End')
  await facebook.getByText('1,600').first().waitFor()
  await page.getByRole('button', { name: 'As so far' }).click()
  await page.getByLabel('Clicks that buy').fill('3')
  await page.getByLabel('Impressions that click').fill('1')
  await facebook.getByText('1,000', { exact: true }).waitFor()
  await facebook.getByText('100,000', { exact: true }).waitFor()
  expect(await overflow()).toBe(0)

  await page.getByRole('button', { name: 'Make these milestones' }).click()
  await page.waitForURL(/\/app\/goals$/)
  await page.getByText('60 orders').first().waitFor()
  await page.getByText('Link clicks, Facebook').first().waitFor()
  await page.getByText('Impressions, Instagram').first().waitFor()
}, 60_000)

it('shows others’ numbers after own ones, and takes the shop’s own word and back', async () => {
  await dashboard.goTo('benchmarks')
  await page.getByText('BigCommerce, quoted by Bazaarvoice, 28 Feb 2024').waitFor()
  expect(await overflow()).toBe(0)
  await page.getByRole('button', { name: 'Change Conversion rate' }).click()
  await page.getByLabel('From', { exact: true }).fill('4')
  await page.getByLabel('Who says so').fill('Our guild')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('must not be less than low').waitFor()
  await page.getByLabel('To', { exact: true }).fill('5')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('4–5%').waitFor()
  await page.getByText('Our guild').waitFor()
  await page.getByRole('button', { name: 'Change Conversion rate' }).click()
  await page.getByRole('button', { name: 'Take my word back' }).click()
  await page.getByText('2–3%').waitFor()
}, 60_000)

function overflow(): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}
