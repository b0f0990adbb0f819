import { readFile } from 'node:fs/promises'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { safari } from '../app/talk.ts'
import { type Dashboard, openDashboard } from './dashboard.ts'

let dashboard: Dashboard
let page: Page

beforeAll(async () => {
  dashboard = await openDashboard()
  page = dashboard.page
  await makeLink('reel')
  await page.getByRole('link', { name: 'Clicks' }).first().click()
  await page.getByText('No clicks yet').waitFor()
})

afterAll(() => dashboard.close())

describe('the page “Clicks”', () => {
  it('shows a person and a preview as they come, each with its reason, and counts the person alone', async () => {
    await visit('reel', safari)
    await visit('reel', 'facebookexternalhit/1.1')
    await rows('human').getByText('A person in a browser').waitFor()
    await rows('preview').getByText('drew its preview card').waitFor()
    await expect.poll(figures).toEqual(['1', '1', '2'])
    const leftOut = page.getByRole('region', { name: 'Left out, and why' })
    expect(await leftOut.textContent()).toMatch(/preview card1$/)
  })

  it('counts one fewer when a click is marked as ours, and again when it isn’t', async () => {
    await page.getByText('Show older').waitFor({ state: 'detached' })
    await rows('human').getByRole('button', { name: 'This was us' }).click()
    await rows('internal').getByText('You or your people').waitFor()
    await expect.poll(figures).toEqual(['0', '0', '2'])
    await rows('internal').getByRole('button', { name: 'Not us' }).click()
    await rows('human').first().waitFor()
    await expect.poll(figures).toEqual(['1', '1', '2'])
  })

  it('lists one class alone when asked', async () => {
    const choice = page.getByRole('radiogroup', { name: 'Show' })
    await choice.getByText('Previews').click()
    await rows('human').waitFor({ state: 'detached' })
    expect(await rows('preview').count()).toBe(1)
    await choice.getByText('All').click()
    await rows('human').waitFor()
  })

  it('hands over the clicks of the days shown as a file, the uncounted ones among them', async () => {
    await page.getByRole('button', { name: 'Download' }).click()
    const saving = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: 'CSV' }).click()
    const file = await saving
    expect(new URL(file.url()).search).toMatch(/^\?shopId=[\w-]+&from=(\d{4}-\d\d-\d\d)&to=\1$/)
    const lines = (await readFile(await file.path(), 'utf8')).trimEnd().split('\r\n')
    expect(lines).toHaveLength(3)
    await page.getByText('30 days').click()
    await page.getByRole('button', { name: 'Download' }).click()
    const days = page.getByRole('menuitem', { name: 'NDJSON' })
    const { searchParams } = new URL(dashboard.urlOf((await days.getAttribute('href')) ?? ''))
    const [from, to] = ['from', 'to'].map((name) => Date.parse(searchParams.get(name) ?? ''))
    expect(Number(to) - Number(from)).toBe(29 * 86_400_000)
    await page.keyboard.press('Escape')
  })

  it('keeps the wish not to be counted as a cookie of the short domain, out of reach of scripts', async () => {
    const own = async () => (await dashboard.context.cookies()).find((one) => one.name === 'tilltrail_own')
    const device = page.getByRole('switch', { name: "Don't count this device" })
    await device.click()
    await expect.poll(own).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
    await page.reload()
    await expect.poll(() => device.isChecked()).toBe(true)
    await rows('preview').waitFor()
    await device.click()
    await expect.poll(own).toBeUndefined()
  })

  it('leaves another device out by a link with a button, which works once', async () => {
    await page.getByRole('button', { name: 'Make a link' }).click()
    const url = (await page.getByRole('link', { name: '/-/own-device' }).getAttribute('href')) ?? ''
    const phone = await dashboard.browser.newContext()
    const opened = await phone.newPage()
    await opened.goto(url)
    await opened.getByRole('button', { name: 'Don’t count this device' }).click()
    await opened.getByRole('heading', { name: 'This device isn’t counted any more' }).waitFor()
    expect((await phone.cookies()).map((one) => one.name)).toEqual(['tilltrail_own'])
    await opened.goto(url)
    await opened.getByRole('button').click()
    await opened.getByRole('heading', { name: 'This link no longer works' }).waitFor()
    await phone.close()
  })

  it('does all that without an error in the console', () => {
    expect(dashboard.problems).toEqual([])
  })
})

/** Clicks by people, unique visitors, all requests. */
function figures(): Promise<string[]> {
  const card = (label: string) => page.locator('.mantine-Card-root', { hasText: label }).locator('.numbers').first()
  const cards = ['Clicks by people', 'Unique visitors', 'All requests'].map(card)
  return Promise.all(cards.map(async (one) => (await one.textContent()) ?? ''))
}

function rows(clickClass: string): Locator {
  return page.locator(`[data-click][data-class=${clickClass}]`)
}

async function makeLink(slug: string): Promise<void> {
  const body = { destination: 'https://shop.example/', channel: 'instagram', campaign: 'jul', title: 'Reel', slug }
  await dashboard.call('POST', '/links', body)
}

async function visit(slug: string, userAgent: string): Promise<void> {
  const answer = await dashboard.visit(`/${slug}`, userAgent)
  expect(answer.status).toBe(302)
}
