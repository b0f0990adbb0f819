import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { localDay, mondayOf, showDay } from '../../src/shops/calendar.ts'
import { type Dashboard, isTooWide, openDashboard } from './dashboard.ts'

// Numbers of the platforms by file and by hand, on a phone and on a wide screen: on the real server, in a real browser.
const today = localDay(Date.now(), 'Europe/Oslo')
const lastMonday = mondayOf(today) - 7

let dashboard: Dashboard
let page: Page

beforeAll(async () => {
  dashboard = await openDashboard({ width: 390 })
  page = dashboard.page
})

afterAll(() => dashboard.close())

describe.each([390, 1280])('platform numbers, %i px wide', (width) => {
  it('come from a file that is tried first, after what it does not say is asked', async () => {
    await page.setViewportSize({ width, height: 844 })
    await dashboard.goTo('numbers/import')
    const before = (await values()).length
    const name = `Ny kaffe ${width}`
    await choose(
      'account_analytics_content.csv',
      `Post id,Date,Post text,Post Link,Impressions,Likes\n${width}00000000,"Sat, Jan 10, 2026",${name},https://x.com/b/status/${width}00000000,"1,200",9\n`,
    )
    await page.getByText('This is an export of X, posts').waitFor()
    await page.getByRole('textbox', { name: 'Day of the export' }).fill('2026-01-12')
    await page.getByRole('button', { name: 'Try it' }).click()
    await page.getByText('2 numbers would be stored: X, 12 Jan 2026.').waitFor()
    expect(await values()).toHaveLength(before)
    await page.getByRole('button', { name: 'Import 2 numbers' }).click()
    await page.getByText('2 numbers stored: X, 12 Jan 2026.').waitFor()
    expect(
      (await values())
        .slice(0, 2)
        .map(({ value }) => value)
        .toSorted((a, b) => a - b),
    ).toEqual([9, 1200])
    await page.getByRole('combobox', { name }).waitFor()
    await expect.poll(() => isTooWide(page)).toBe(false)
  })

  it('of a file that is not known are read as the columns are named, the next time without asking', async () => {
    await dashboard.goTo('numbers/import')
    const file = `Dag;Visningar ${width}\n2026-01-03;1 200\n2026-01-04;1 300\n`
    await choose('odd.csv', file)
    await page.getByText('This layout isn’t known').waitFor()
    await hold('Dag', 'Day')
    await hold(`Visningar ${width}`, 'Impressions (views)')
    await page.getByRole('combobox', { name: 'Channel' }).fill('Instagram')
    await page.getByRole('option', { name: 'Instagram' }).click()
    await page.getByRole('button', { name: 'Try it' }).click()
    await page.getByRole('button', { name: /^Import \d number/ }).click()
    await page.getByText(/numbers? stored: Instagram/).waitFor()
    await choose('odd-2.csv', file.replaceAll('2026-01-0', '2026-01-1'))
    await page.getByText('Read as you said the last time').waitFor()
    await expect.poll(() => isTooWide(page)).toBe(false)
  })

  it('by hand are a row each and a column per week, with what is missing, by keyboard and by pasting', async () => {
    await dashboard.goTo('numbers')
    const channel = width === 390 ? 'Facebook' : 'TikTok'
    await page.getByRole('button', { name: 'Add a number' }).click()
    await page.getByRole('combobox', { name: 'Channel' }).fill(channel)
    await page.getByRole('option', { name: channel }).click()
    await page.getByRole('button', { name: 'Follow', exact: true }).click()
    const cells = page.getByRole('textbox', { name: new RegExp(`^${channel}, Followers, week from`) })
    await page.getByText('1 number is missing for last week').waitFor()
    expect(await cells.count()).toBe(6)
    await cells.nth(4).fill('four hundred')
    expect(await page.getByRole('button', { name: /^Save/ }).isDisabled()).toBe(true)
    await cells.nth(4).fill('1 480')
    await page.getByRole('button', { name: 'Save 1 number' }).click()
    await page.getByText('Last week is complete.').waitFor()
    expect((await values())[0]).toMatchObject({
      metric: 'followers',
      value: 1480,
      source: 'typed',
      at: showDay(lastMonday + 6),
    })
    await cells.nth(0).focus()
    await cells.nth(0).evaluate((cell) => {
      const pasted = new DataTransfer()
      pasted.setData('text/plain', '100\t200\n')
      cell.dispatchEvent(new ClipboardEvent('paste', { clipboardData: pasted, bubbles: true, cancelable: true }))
    })
    await page.keyboard.press('Tab')
    await page.getByRole('button', { name: 'Save 2 numbers' }).click()
    await page.getByRole('button', { name: 'Save', exact: true }).waitFor()
    await expect.poll(() => cells.nth(1).inputValue()).toBe('200')
    await expect.poll(() => isTooWide(page)).toBe(false)
    await page.getByRole('button', { name: `Stop following Followers on ${channel}` }).click()
    await page.getByText('No numbers are followed yet').waitFor()
  })
})

function choose(name: string, text: string): Promise<void> {
  return page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
}

async function hold(column: string, field: string): Promise<void> {
  await page.getByRole('combobox', { name: column }).click()
  await page.getByRole('option', { name: field, exact: true }).click()
}

const kept = z.object({
  items: z.array(z.looseObject({ metric: z.string(), value: z.number(), source: z.string() })),
})

async function values() {
  return kept.parse(await dashboard.call('GET', '/values?limit=500')).items
}
