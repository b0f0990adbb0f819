import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Dashboard, isTooWide, openDashboard } from './dashboard.ts'
import { sell } from './sell.ts'

// A report saved as a view, shared by a link, opened by somebody without an account, and taken back.

let dashboard: Dashboard
let page: Page

beforeAll(async () => {
  dashboard = await openDashboard()
  page = dashboard.page
  const post = { channel: 'instagram', campaign: 'Autumn', title: 'Ten ways to brew' }
  await sell(dashboard, post, { value: '1000', orderIds: ['SECRET-ORDER'] })
})

afterAll(() => dashboard.close())

it('is saved, shared with someone without an account, and taken back', async () => {
  await dashboard.goTo('report?by=channel')
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('menuitem', { name: 'Save this view…' }).click()
  const saving = page.getByRole('dialog', { name: 'Save this view' })
  await saving.getByRole('button', { name: 'Save' }).click()
  await saving.getByText('must not be empty').waitFor()
  await saving.getByRole('textbox', { name: 'Name' }).fill('Monday’s look')
  await saving.getByRole('combobox', { name: 'Days' }).click()
  await page.getByRole('option', { name: 'This year' }).click()
  await saving.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved: Monday’s look').waitFor()

  await dashboard.goTo('views')
  const card = page.getByRole('article', { name: 'Monday’s look' })
  await card.getByText('By channel · This year').waitFor()
  await card.getByRole('button', { name: 'Share' }).click()
  const sharing = page.getByRole('dialog', { name: 'Share “Monday’s look”' })
  await sharing.getByRole('button', { name: 'Make a link' }).click()
  await sharing.getByText('the address is shown this once').waitFor()
  const url = await sharing.locator('pre').first().innerText()
  await sharing.getByText(`=IMPORTDATA("${url}.csv")`).waitFor()

  const stranger = await dashboard.browser.newContext({
    viewport: { width: 390, height: 844 },
    javaScriptEnabled: false,
  })
  const theirs = await stranger.newPage()
  expect((await theirs.goto(url))?.status()).toBe(200)
  expect(await theirs.getByRole('heading', { level: 1 }).innerText()).toBe('Monday’s look')
  await theirs.getByText('Fjellkaffe').waitFor()
  await theirs.getByRole('row', { name: /Instagram/ }).waitFor()
  expect(await theirs.content()).not.toContain('SECRET-ORDER')
  expect(await isTooWide(theirs)).toBe(false)
  const [file] = await Promise.all([
    theirs.waitForResponse((answer) => answer.url().endsWith('.csv')),
    theirs
      .getByRole('link', { name: 'Download CSV' })
      .click()
      .catch(() => {}),
  ])
  expect(file.status()).toBe(200)

  await sharing.getByRole('button', { name: 'End it now' }).click()
  await sharing.getByText('1 link has ended.').waitFor()
  expect((await theirs.goto(url))?.status()).toBe(410)
  await theirs.getByText('This link has ended').waitFor()
  await stranger.close()

  await sharing.getByRole('button', { name: 'Close' }).click()
  await card.getByRole('link', { name: 'Monday’s look' }).click()
  await page.waitForURL(/report\?.*by=channel.*period=this-year/)
})

it('prints without what is around it, and downloads what it shows', async () => {
  await dashboard.goTo('report?by=channel')
  await page.getByText('Instagram').first().waitFor()
  expect(await page.getByRole('navigation', { name: 'All pages' }).isVisible()).toBe(true)
  const main = page.getByRole('main')
  const shopName = main.getByText('Fjellkaffe', { exact: true })
  const groupBy = main.getByRole('radiogroup', { name: 'Group by' })
  expect([await shopName.isVisible(), await groupBy.isVisible()]).toEqual([false, true])
  await page.emulateMedia({ media: 'print' })
  expect([await shopName.isVisible(), await groupBy.isVisible()]).toEqual([true, false])
  expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false)
  expect(await page.getByRole('navigation', { name: 'All pages' }).isVisible()).toBe(false)
  expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true)
  await page.emulateMedia({ media: 'screen' })
  await dashboard.goTo('report')
  await page.getByRole('searchbox', { name: 'Find a post' }).fill('brew')
  await page.emulateMedia({ media: 'print' })
  await page.getByText('Only posts with “brew” in their name: 1 of 1.').waitFor()
  expect(await page.getByRole('searchbox').count()).toBe(0)
  await page.emulateMedia({ media: 'screen' })
  await dashboard.goTo('report?by=channel')
  await page.getByRole('button', { name: 'Download' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'CSV, for spreadsheets' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^report-channel-[\d-]+\.csv$/)
})
