import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertClick } from '../../src/clicks/store.ts'
import { dayMs, showDay } from '../../src/shops/calendar.ts'
import { makeClick } from '../clicks/make-click.ts'
import { type Dashboard, isTooWide, openDashboard } from './dashboard.ts'
import { sell } from './sell.ts'

// Filters and comparison of the report, by keyboard and on a phone: on the real server, in a real browser.

let dashboard: Dashboard
let page: Page

beforeAll(async () => {
  dashboard = await openDashboard()
  page = dashboard.page
  const posts = [
    { channel: 'instagram', title: 'A story', orderIds: ['I-1', 'I-2'] },
    { channel: 'facebook', title: 'An advert', orderIds: ['F-1'] },
    { channel: 'line', title: 'A message', orderIds: [] },
  ]
  for (const { channel, title, orderIds } of posts)
    await sell(dashboard, { channel, title, campaign: 'Coffee' }, { value: '100', orderIds })
})

afterAll(() => dashboard.close())

describe('the report', () => {
  it('is narrowed by keyboard alone, and keeps the filter in its address and on the other reports', async () => {
    await dashboard.goTo('report')
    await page.getByRole('row', { name: /An advert/ }).waitFor()
    await page.getByRole('button', { name: 'Filter', exact: true }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('combobox', { name: 'Filter by' }).focus()
    await page.keyboard.press('ArrowDown')
    await goDownTo('Channel')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.getByRole('combobox', { name: 'Filter by' }).inputValue()).toBe('Channel')
    await page.getByRole('radio', { name: 'is', exact: true }).focus()
    await page.keyboard.press('ArrowRight')
    await page.getByRole('combobox', { name: 'Values' }).focus()
    await page.keyboard.type('face')
    await goDownTo('Facebook')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Apply' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Change the filter Channel is not Facebook' }).waitFor()
    await page.getByRole('row', { name: /An advert/ }).waitFor({ state: 'detached' })
    await page.getByRole('row', { name: /A story/ }).waitFor()
    expect(new URL(page.url()).searchParams.get('channel')).toBe('not:facebook')
    await page.reload()
    await page.getByRole('row', { name: /A message/ }).waitFor()
    await page.getByRole('link', { name: 'How right this is' }).first().click()
    await page.getByText('Coverage is of the whole shop').waitFor()
    expect(new URL(page.url()).searchParams.get('channel')).toBe('not:facebook')
  })

  it('keeps what was picked when Escape closes the list, and then the filter', async () => {
    await dashboard.goTo('report?by=channel')
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await page.getByRole('combobox', { name: 'Filter by' }).click()
    await page.getByRole('option', { name: 'Channel' }).click()
    await page.getByRole('combobox', { name: 'Values' }).focus()
    await page.keyboard.type('insta')
    await goDownTo('Instagram')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    await page.getByRole('option').first().waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Apply' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Change the filter Channel is Instagram' }).waitFor()
    await page.getByRole('row', { name: /Facebook/ }).waitFor({ state: 'detached' })
  })

  it('opens last month by name, and stays relative', async () => {
    await dashboard.goTo('report')
    await page.getByRole('combobox', { name: 'Period' }).click()
    await page.getByRole('option', { name: 'Last month' }).click()
    await page.waitForURL(/period=last-month/)
    expect(new URL(page.url()).searchParams.has('from')).toBe(false)
  })

  it('is narrowed by a row, and whole again without its pill', async () => {
    await dashboard.goTo('report?by=channel')
    await page.getByRole('button', { name: 'Instagram', exact: true }).click()
    await page.getByRole('row', { name: /Facebook/ }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Remove the filter Channel is Instagram' }).click()
    await page.getByRole('row', { name: /Facebook/ }).waitFor()
    expect(new URL(page.url()).searchParams.has('channel')).toBe(false)
  })

  it('stands beside the days before, and where nothing was counted in them says so instead of “more”', async () => {
    await dashboard.goTo('report')
    await page.getByRole('combobox', { name: 'Compare with' }).click()
    await page.getByRole('option', { name: 'Previous period' }).click()
    await page.getByText(/^Nothing was counted from .*, so there is nothing to compare with\.$/).waitFor()
    await page.getByRole('row', { name: /A story/ }).waitFor()
    expect(await page.getByText(/probably more|clearly more/).count()).toBe(0)
    expect(new URL(page.url()).searchParams.get('compare')).toBe('previous')
  })

  it('stands beside days that were counted, and says when orders are too few for more', async () => {
    const { database, now } = dashboard.running.runtime
    await database.batch(insertClick(makeClick({ at: now() - 100 * dayMs, day: Math.floor(now() / dayMs) - 100 })))
    await dashboard.goTo('report?compare=previous')
    await page.getByText(/^Compared with [^.]*$/).waitFor()
    await page.getByText('too few to tell more from fewer', { exact: true }).waitFor()
    expect(await page.getByText(/probably more|clearly more/).count()).toBe(0)
    const story = await page.getByRole('row', { name: /A story/ }).innerText()
    expect(story).toContain('0 before')
    expect(story).toContain('new')
  })

  it('says of a few orders by the server that they are too few to compare, not that browsers alone tell of them', async () => {
    for (const path of ['report', 'report/models']) {
      await dashboard.goTo(path)
      await page.getByText('The shop’s server told of 3 orders: too few to compare').waitFor()
      expect(await page.getByText('Browsers alone').count()).toBe(0)
    }
    await page.getByText('Only these can tell the models apart', { exact: true }).waitFor()
  })

  it('says nothing of who tells of orders where there are clicks and none', async () => {
    const { database, now } = dashboard.running.runtime
    const day = Math.floor(now() / dayMs) - 120
    await database.batch(insertClick(makeClick({ at: now() - 120 * dayMs, day })))
    const search = `from=${showDay(day - 1)}&to=${showDay(day + 1)}`
    await dashboard.goTo(`report?${search}`)
    await page.getByText('No orders in this period yet').waitFor()
    expect(await page.getByText(/Browsers alone|too few to compare/).count()).toBe(0)
    await dashboard.goTo(`report/coverage?${search}`)
    await page.getByText('Clicks that arrived with their id').waitFor()
    expect(await page.getByText('Only browsers tell of orders').count()).toBe(0)
  })

  it('fits a phone, with its filters and all reports', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    const search = 'compare=last-year&channel=instagram,facebook,line&kind=not:offer&by=kind'
    await dashboard.goTo(`report?${search}`)
    await page.getByRole('button', { name: /^Change the filter Kind of content/ }).waitFor()
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await page.getByRole('button', { name: 'Apply' }).click()
    await page.getByText('Choose at least one value.').waitFor()
    await expect.poll(() => isTooWide(page)).toBe(false)
    await page.keyboard.press('Escape')
    await page
      .getByRole('link', { name: /^The funnel, post by post/ })
      .last()
      .click()
    await page.getByText(/Other filters don’t narrow it/).waitFor()
    await expect.poll(() => isTooWide(page)).toBe(false)
  })

  it('says that more came than before where orders are enough', async () => {
    const orderIds = ['E-1', 'E-2', 'E-3', 'E-4', 'E-5']
    const post = { channel: 'line', title: 'Another message', campaign: 'Coffee' }
    await sell(dashboard, post, { value: '100', orderIds })
    await dashboard.goTo('report?compare=previous&by=channel')
    const row = page.getByRole('row', { name: /LINE/ })
    await row.getByText('clearly more', { exact: true }).waitFor()
    expect(await row.innerText()).toContain('0 before')
  })
})

/** Presses the key until the option is the one that Enter would take. */
async function goDownTo(name: string): Promise<void> {
  const option = page.getByRole('option', { name })
  await option.waitFor()
  const isReached = async () => {
    if ((await option.getAttribute('data-combobox-selected')) === null) await page.keyboard.press('ArrowDown')
    return option.getAttribute('data-combobox-selected')
  }
  await expect.poll(isReached).not.toBeNull()
}
