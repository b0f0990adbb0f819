import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { type Dashboard, isTooWide, openDashboard } from './dashboard.ts'
import { sell } from './sell.ts'

// Hours and money written down, and what the report makes of them: on the real server, in a real browser.

let dashboard: Dashboard
let page: Page

beforeAll(async () => {
  dashboard = await openDashboard({ width: 390 })
  page = dashboard.page
  const post = { channel: 'instagram', campaign: 'Autumn', title: 'Ten ways to brew' }
  await sell(dashboard, post, { value: '1000', orderIds: ['A-1'] })
})

afterAll(() => dashboard.close())

describe('a report with orders and without costs', () => {
  it('asks for them, and leads to where they are written down', async () => {
    await dashboard.goTo('report')
    await page.getByText('What did these orders cost?').waitFor()
    await page.getByRole('link', { name: 'Write down costs' }).click()
    await page.getByRole('heading', { name: 'Costs', exact: true }).waitFor()
    await page.getByText('No costs yet').waitFor()
  })
})

describe.each([390, 1280])('costs, %i px wide', (width) => {
  it('are money and hours of a post, typed in a dialog, changed and removed', async () => {
    await page.setViewportSize({ width, height: 844 })
    await clear()
    await dashboard.goTo('costs')
    await page.getByRole('button', { name: 'Add a cost' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByText('Choose one, or say that it was for everything').waitFor()
    await dialog.getByRole('combobox', { name: 'Post' }).fill('Ten')
    await page.getByRole('option', { name: 'Ten ways to brew · Instagram' }).click()
    await dialog.getByRole('textbox', { name: 'Hours' }).fill('1:30')
    await dialog.getByRole('textbox', { name: 'Money' }).fill('249,50')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByText('1.5 h', { exact: true }).waitFor()
    await page.getByText('NOK 249.50').waitFor()
    await expect.poll(() => isTooWide(page)).toBe(false)
    await page.getByRole('button', { name: /^Change: Ten ways to brew/ }).click()
    await dialog.getByRole('textbox', { name: 'Money' }).fill('12.345')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByText('NOK has 2 decimals').waitFor()
    await dialog.getByRole('textbox', { name: 'Money' }).fill('100')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByText('NOK 100').waitFor()
    expect(await costs()).toMatchObject([{ amount: '100.00', hours: 1.5, label: 'Ten ways to brew' }])
  })

  it('leave unpriced hours out of the cost and say so, until an hour has a price', async () => {
    await dashboard.goTo('report')
    await page.getByText('Money only: 1.5 hours have no price.').waitFor()
    await page.getByText('How much of the revenue do you keep?').waitFor()
    await expect.poll(() => isTooWide(page)).toBe(false)
    await dashboard.goTo('costs')
    await page.getByRole('textbox', { name: 'NOK per hour' }).fill('200')
    await page.getByRole('button', { name: 'Save rate' }).click()
    await page.getByText('Hourly rate saved').first().waitFor()
    await setMargin(50)
    await dashboard.goTo('report')
    // 100 + 1.5 × 200; 1,000 × 50 % − 400.
    const section = page.getByRole('region', { name: 'What it took' })
    await section.getByText('NOK 400').first().waitFor()
    await section.getByText('NOK 100').last().waitFor()
    expect(await section.innerText()).toContain('25%')
    await page.getByText('NOK 400 per order').waitFor()
    await expect.poll(() => isTooWide(page)).toBe(false)
  })

  it('of a week are hours by channel, kept, changed and taken away again', async () => {
    await dashboard.goTo('costs')
    const cell = page.getByRole('textbox', { name: /^Hours on Facebook/ }).first()
    // Its other hours are there once the log has been read.
    await page.getByText('+ 1.5 h on posts').waitFor()
    await cell.fill('2,25')
    await page.getByRole('button', { name: 'Save hours' }).click()
    await page.getByText('2.25 h').waitFor()
    await cell.fill('soon')
    await page.getByText('Write hours as 2, 1.5 or 1:30').waitFor()
    expect(await page.getByRole('button', { name: 'Save hours' }).isEnabled()).toBe(false)
    await cell.fill('3')
    await page.getByRole('button', { name: 'Save hours' }).click()
    await page.getByText('3 h', { exact: true }).waitFor()
    expect(await costs()).toHaveLength(2)
    await cell.fill('0')
    await page.getByRole('button', { name: 'Save hours' }).click()
    await page.getByText('3 h', { exact: true }).waitFor({ state: 'detached' })
    expect(await costs()).toHaveLength(1)
    await expect.poll(() => isTooWide(page)).toBe(false)
  })

  it('can be logged from a post’s menu', async () => {
    await dashboard.goTo('links')
    await page.getByRole('button', { name: 'Change the post Ten ways to brew' }).click()
    await page.getByRole('menuitem', { name: 'Log time or money' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Hours' }).fill('45 min')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await costs()).toMatchObject([{ hours: 0.75, label: 'Ten ways to brew' }, { hours: 1.5 }])
  })
})

const kept = z.object({ items: z.array(z.looseObject({ id: z.string(), hours: z.number().nullable() })) })

async function costs() {
  return kept.parse(await dashboard.call('GET', '/costs')).items
}

async function clear(): Promise<void> {
  for (const { id } of await costs()) await dashboard.call('DELETE', `/costs/${id}`)
  await dashboard.call('PUT', '/hourly-rate', { hourlyRate: null })
  await setMargin(null)
}

function setMargin(grossMarginPercent: number | null) {
  return dashboard.call('PATCH', '/shops/shop-1', { grossMarginPercent })
}
