import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { type Dashboard, isTooWide, openDashboard } from './dashboard.ts'

// A file of links as somebody brings it, on a phone: on the real server, in a real browser.

let dashboard: Dashboard
let page: Page

beforeAll(async () => {
  dashboard = await openDashboard({ width: 390 })
  page = dashboard.page
})

afterAll(() => dashboard.close())

describe('the import page', () => {
  it('understands an export, tries it without storing, and imports it', async () => {
    await open()
    await choose('bitly.csv', bitly)
    await page.getByText('This is an export of Bitly.').waitFor()
    await expect.poll(() => holds('long_url').inputValue()).toBe('Destination')
    await page.getByRole('button', { name: 'Try it' }).click()
    await page.getByText('2 of 4 rows would become links.').waitFor()
    expect(await listed()).toEqual([])
    await page.getByRole('button', { name: 'Import 2 links' }).click()
    await page.getByText('2 of 4 rows became links.').waitFor()
    expect((await listed()).map(({ slug }) => slug).toSorted()).toEqual(['one', 'two'])
    await expect.poll(() => isTooWide(page)).toBe(false)
  })

  it('shows what was refused first, with the column and what to do, and hands all outcomes out as a file', async () => {
    const rows = page.getByRole('listitem')
    expect(await rows.nth(0).innerText()).toMatch(/Line 4\s+REFUSED\s+destination \(long_url\): Write https:\/\//i)
    expect(await rows.nth(1).innerText()).toMatch(/Line 5\s+SLUG TAKEN[\s\S]*line 2 of this file/i)
    await page.getByText('Slug taken 1').click()
    expect(await rows.count()).toBe(1)
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download outcomes' }).click(),
    ])
    const lines = readFileSync(await file.path(), 'utf8')
      .trimEnd()
      .split('\r\n')
    expect(lines).toHaveLength(5)
    expect(lines[3]).toContain('"invalid"')
  })

  it('asks what the columns hold where it does not know them', async () => {
    await open()
    await choose('odd.csv', 'Where to;What\nhttps://shop.example/odd;Odd one\n')
    await page.getByText('Choose below which column holds the destination').waitFor()
    const tryIt = page.getByRole('button', { name: 'Try it' })
    expect(await tryIt.isDisabled()).toBe(true)
    await hold('Where to', 'Destination')
    await hold('What', 'Title')
    await page.getByLabel('Campaign').fill('Odd')
    await page.getByRole('combobox', { name: 'Channel' }).fill('Blog')
    await page.getByRole('option', { name: 'Blog' }).click()
    await tryIt.click()
    await page.getByRole('button', { name: 'Import 1 link' }).click()
    await page.getByText('1 of 1 rows became links.').waitFor()
    expect((await listed())[0]).toMatchObject({
      destination: 'https://shop.example/odd',
      title: 'Odd one',
      channel: 'blog',
    })
  })

  it('says what to do with a workbook', async () => {
    await open()
    await choose('links.csv', 'PK\u0003\u0004 and so on')
    await page.getByText('save it as CSV').waitFor()
  })
})

const bitly = [
  'link,long_url,title',
  'https://bit.ly/one,https://shop.example/1?utm_source=facebook&utm_medium=social&utm_campaign=jul,One',
  'https://bit.ly/two,https://shop.example/2,Two',
  'https://bit.ly/bad,nowhere,Bad',
  'https://bit.ly/ONE,https://shop.example/3,Again',
].join('\n')

async function open(): Promise<void> {
  await dashboard.goTo('import')
  await page.getByText('Choose a CSV file, or drop it here').waitFor()
}

function choose(name: string, text: string): Promise<void> {
  return page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
}

function holds(column: string) {
  return page.getByRole('combobox', { name: `What the column ${column} holds` })
}

async function hold(column: string, field: string): Promise<void> {
  await holds(column).click()
  await page.getByRole('option', { name: field, exact: true }).click()
}

const links = z.object({
  items: z.array(
    z.object({ slug: z.string(), destination: z.string(), title: z.string().nullable(), channel: z.string() }),
  ),
})

async function listed() {
  return links.parse(await dashboard.call('GET', '/links')).items
}
