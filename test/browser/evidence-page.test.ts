import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Dashboard, isTooWide, openDashboard, violations } from './dashboard.ts'
import { sell } from './sell.ts'

// Would they have bought anyway? Each rung with what is known, and the next step where it isn't taken yet.
let dashboard: Dashboard
let page: Page

beforeAll(async () => {
  dashboard = await openDashboard()
  page = dashboard.page
  const post = { channel: 'instagram', title: 'A story', campaign: 'Coffee' }
  await sell(dashboard, post, { value: '100', orderIds: ['E-1', 'E-2'] })
})

afterAll(() => dashboard.close())

describe('the page “Would they have bought anyway?”', () => {
  it('names the next step of each rung that the next one doesn’t stand on', async () => {
    await dashboard.goTo('report/evidence')
    expect(await nextSteps()).toEqual([
      ['Attributed orders', true],
      ['New customers among them', false],
      ['From the last click to the order', true],
      ['A second measurement', true],
      ['An experiment', true],
    ])
    await page.getByRole('link', { name: 'Set up the question' }).first().waitFor()
  })

  it('leaves out the step that was taken: the question was asked and answered', async () => {
    await dashboard.call('PUT', '/shops/shop-1/survey', {})
    const told = await fetch(dashboard.urlOf('/-/q/shop-1'), {
      method: 'POST',
      headers: { 'content-type': 'text/plain', origin: 'https://shop.example' },
      body: JSON.stringify({ option: 'instagram', order: 'E-1' }),
    })
    expect(told.ok).toBe(true)
    await page.reload()
    await page.getByText('1 of 1 answers named social media').waitFor()
    expect(new Map(await nextSteps()).get('From the last click to the order')).toBe(false)
    expect(await page.getByRole('link', { name: 'Set up the question' }).count()).toBe(0)
  })

  it('fits a phone, and has no faults that axe knows of', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    await expect.poll(() => isTooWide(page)).toBe(false)
    expect(await violations(page)).toEqual([])
    expect(dashboard.problems).toEqual([])
  })
})

/** Each rung, and whether it says a next step. */
async function nextSteps(): Promise<readonly (readonly [string, boolean])[]> {
  const rungs = page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 2 }) })
  await rungs.first().waitFor()
  return Promise.all(
    (await rungs.all()).map(async (rung) => {
      const title = await rung.getByRole('heading', { level: 2 }).innerText()
      return [title, (await rung.getByText('Next step:').count()) > 0] as const
    }),
  )
}
