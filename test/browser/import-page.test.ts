import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { readConfig } from '../../src/config.ts'
import { type Running, startNode } from '../../src/node.ts'
import { launchChromium } from './chromium.ts'

// A file of links as somebody brings it, on a phone: on the real server, in a real browser.
const adminApiKey = 'import-page-0123456789-abcdefghij'

let folder: string
let tilltrail: Running
let browser: Browser
let page: Page

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tilltrail-import-page-'))
  const config = { PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'error', ADMIN_API_KEY: adminApiKey }
  tilltrail = await startNode(readConfig(config))
  browser = await launchChromium()
  page = await browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'en-GB', timezoneId: 'Europe/Oslo' })
  await setUp()
})

afterAll(async () => {
  await browser.close()
  await tilltrail.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('the import page', () => {
  it('understands an export, tries it without storing, and imports it', async () => {
    await open()
    await choose('bitly.csv', bitly)
    await page.getByText('This is an export of Bitly.').waitFor()
    expect(await holds('long_url').inputValue()).toBe('Destination')
    await page.getByRole('button', { name: 'Try it' }).click()
    await page.getByText('2 of 4 rows would become links.').waitFor()
    expect(await listed()).toEqual([])
    await page.getByRole('button', { name: 'Import 2 links' }).click()
    await page.getByText('2 of 4 rows became links.').waitFor()
    expect((await listed()).map(({ slug }) => slug).toSorted()).toEqual(['one', 'two'])
    expect(await isWide()).toBe(false)
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
  await page.goto(`${tilltrail.runtime.publicUrl}/app/import`)
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

function isWide(): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
}

const links = z.object({
  items: z.array(
    z.object({ slug: z.string(), destination: z.string(), title: z.string().nullable(), channel: z.string() }),
  ),
})

async function listed() {
  const answer = await fetch(`${tilltrail.runtime.publicUrl}/api/v1/links`, {
    headers: { authorization: `Bearer ${adminApiKey}` },
  })
  return links.parse(await answer.json()).items
}

async function setUp(): Promise<void> {
  if (!tilltrail.setupUrl) throw new Error('no setup URL')
  await page.goto(tilltrail.setupUrl)
  await page.getByLabel('Your name').fill('Kari Nordmann')
  await page.getByLabel('E-mail').fill('kari@shop.example')
  await page.getByRole('textbox', { name: 'Password' }).fill('kaffe og sjokolade')
  await page.getByLabel('Shop name').fill('Fjellkaffe')
  await page.getByRole('button', { name: 'Create account and shop' }).click()
  await page.waitForURL('**/app/links')
}
