import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { localDay, showDay } from '../../src/shops/calendar.ts'
import { type Dashboard, openDashboard } from './dashboard.ts'

// Goals on the real server in a real browser: set up over the API, read, reviewed and celebrated on the page.

let dashboard: Dashboard
let page: Page

beforeAll(async () => {
  dashboard = await openDashboard()
  page = dashboard.page
  page.setDefaultTimeout(15_000)
})

afterAll(() => dashboard.close())

describe('the goals page', () => {
  it('shows what good goals look like while there is none', async () => {
    await dashboard.goTo('goals')
    await page.getByText('No goals yet').waitFor()
    expect(await page.getByRole('heading', { level: 3 }).allTextContents()).toEqual(
      expect.arrayContaining(['60 orders by 31 December', '480 followers, from 400']),
    )
  })

  it('shows a main goal with its milestone, pace, and how much was told', async () => {
    const orders = { metric: 'orders', target: 60, review: 'weekly' }
    const main = await dashboard.call('POST', '/goals', { ...goal, ...orders, name: 'Sixty orders' })
    const id = z.object({ id: z.string() }).parse(main).id
    const followers = { metric: 'followers', target: 480, baseline: 400, scope: { channel: 'facebook' } }
    await dashboard.call('POST', '/goals', { ...goal, ...followers, name: 'Followers', main: false, parentId: id })
    await dashboard.call('POST', '/values', { metric: 'followers', value: 420, at: dayFrom(-2), channel: 'facebook' })
    await page.reload()
    const card = page.getByRole('article', { name: 'Sixty orders' })
    await card.getByText('Behind').first().waitFor()
    await card.getByText(/^You need [\d.]+ a day; you have 0\.$/).waitFor()
    const milestone = card.getByRole('list', { name: 'Milestones' }).getByRole('listitem')
    expect(await milestone.textContent()).toContain('420 of 480 · 25% of the way')
    await page.getByText('1 goal is due for a review').waitFor()
  })

  it.each([390, 1280])('takes a review at %d pixels, and nothing is due any more', async (width) => {
    await page.setViewportSize({ width, height: 844 })
    await dashboard.goTo('goals')
    await page.getByRole('article').getByRole('link', { name: 'Sixty orders' }).click()
    await page.getByLabel('How does it go, and why?').fill(`Quiet at ${width}.`)
    await page.getByLabel('What is done next?').fill('A reel on Thursday.')
    await page.getByRole('button', { name: 'Save review' }).click()
    // The field's own text is found too: it is empty once the review is kept.
    await expect.poll(() => page.getByLabel('How does it go, and why?').inputValue()).toBe('')
    await page.getByText(`Quiet at ${width}.`).waitFor()
    await page.getByText(/^The next one is due on/).waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
    await dashboard.goTo('goals')
    await page.getByRole('article').first().waitFor()
    expect(await page.getByText('due for a review').count()).toBe(0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
  })

  it('celebrates a goal once, with a sentence to send on', async () => {
    await dashboard.call('POST', '/goals', { ...goal, ...stock, name: 'Four hundred fans', target: 400, baseline: 300 })
    await page.reload()
    const card = page.getByRole('article', { name: 'Four hundred fans' })
    await card.getByText('Reached! Time for pizza.').waitFor()
    await card.getByText(/reached its goal “Four hundred fans”: 420 followers of the 400 we aimed for/).waitFor()
    await card.getByRole('button', { name: 'We celebrated' }).click()
    await card.getByText('Reached! Time for pizza.').waitFor({ state: 'detached' })
    await page.reload()
    await card.getByText('Reached', { exact: true }).waitFor()
    expect(await page.getByText('Time for pizza').count()).toBe(0)
  })

  it('puts a goal away, and shows it folded', async () => {
    await page
      .getByRole('article', { name: 'Four hundred fans' })
      .getByRole('link', { name: 'Four hundred fans' })
      .click()
    await page.getByRole('button', { name: 'Archive' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Archive' }).click()
    await page.waitForURL(/\/app\/goals$/)
    await page.getByText('1 archived goal').click()
    await page.getByRole('link', { name: 'Four hundred fans' }).waitFor()
    expect(await page.getByRole('article', { name: 'Four hundred fans' }).count()).toBe(0)
    expect(dashboard.problems).toEqual([])
  })
})

const goal = { main: true, from: dayFrom(-15), to: dayFrom(14), shopId: 'shop-1' }
const stock = { metric: 'followers', scope: { channel: 'facebook' } }

function dayFrom(days: number): string {
  return showDay(localDay(Date.now(), 'Europe/Oslo') + days)
}
