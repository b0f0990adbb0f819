import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { localDay, showDay } from '../../src/shops/calendar.ts'
import { type Dashboard, isTooWide, openDashboard } from './dashboard.ts'

// The funnel on a phone and on a wide screen: on the real server, in a real browser.
const today = localDay(Date.now(), 'Europe/Oslo')

let dashboard: Dashboard
let page: Page

beforeAll(async () => {
  dashboard = await openDashboard({ width: 390 })
  page = dashboard.page
  await publish('facebook', 'Shown and told', 250)
  await publish('line', 'Never told')
})

afterAll(() => dashboard.close())

describe.each([390, 1280])('the funnel, %i px wide', (width) => {
  it('is reached from the report, shows five steps, and names the gaps with what to do', async () => {
    await page.setViewportSize({ width, height: 844 })
    await dashboard.goTo('report')
    await page.getByRole('link', { name: 'See the funnel per post, campaign and channel' }).click()
    const shop = page.locator('section', { hasText: 'All posts together' })
    await shop.getByText('≥ 250').waitFor()
    expect(await shop.locator('[data-level]').count()).toBe(5)
    const [seen, , responded, clicked] = await shop.locator('[data-level]').allInnerTexts()
    expect(seen).toContain('LINE: not told')
    expect(responded).toContain('Facebook: not entered yet')
    expect(clicked).toMatch(/Went on to click 0\.40% \(0\.07%–2\.23%\), 1 of 250 · Facebook/)
    await shop.getByText('What to know about this rate').click()
    await shop.getByText('Only of what is told: Facebook, one count of both levels.').waitFor()
    await expect.poll(() => isTooWide(page)).toBe(false)
  })

  it('has a row for each post, campaign or channel, and leads to where a missing number is entered', async () => {
    await dashboard.goTo('report/funnel')
    await page.getByRole('row', { name: /Shown and told/ }).waitFor()
    expect(await page.getByRole('row', { name: /Never told/ }).innerText()).toContain('not told')
    await page.getByText('Channel', { exact: true }).first().click()
    await page.getByRole('heading', { name: 'Per channel' }).waitFor()
    await expect.poll(() => isTooWide(page)).toBe(false)
    await page.getByRole('link', { name: 'Enter the numbers of Facebook' }).first().click()
    await page.waitForURL('**/app/numbers/import')
  })
})

/** A post with one click, and how often it was shown today. */
async function publish(channel: string, post: string, impressions?: number): Promise<void> {
  const draft = { destination: 'https://shop.example/coffee', channel, campaign: 'Coffee', title: post }
  const link = made.parse(await dashboard.call('POST', '/links', draft))
  await dashboard.visit(`/${link.slug}`)
  if (impressions === undefined) return
  const days = { from: showDay(today - 29), to: showDay(today) }
  await dashboard.call('POST', '/values', { metric: 'impressions', value: impressions, postId: link.postId, ...days })
}

const made = z.looseObject({ slug: z.string(), postId: z.string() })
