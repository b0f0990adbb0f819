import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as z from 'zod'
import { readConfig } from '../../src/config.ts'
import { type Running, startNode } from '../../src/node.ts'
import { launchChromium } from './chromium.ts'

// A report saved as a view, shared by a link, opened by somebody without an account, and taken back.
const adminApiKey = 'views-page-0123456789-abcdefghijklmno'

let folder: string
let tilltrail: Running
let browser: Browser
let page: Page

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tilltrail-views-'))
  const config = { PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'error', ADMIN_API_KEY: adminApiKey }
  tilltrail = await startNode(readConfig(config))
  browser = await launchChromium()
  page = await browser.newPage({ viewport: { width: 1280, height: 844 }, locale: 'en-GB', timezoneId: 'Europe/Oslo' })
  await setUp()
  await sell()
})

afterAll(async () => {
  await browser.close()
  await tilltrail.stop()
  rmSync(folder, { recursive: true, force: true })
})

it('is saved, shared with someone without an account, and taken back', async () => {
  await goTo('report?by=channel')
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

  await goTo('views')
  const card = page.getByRole('article', { name: 'Monday’s look' })
  await card.getByText('By channel · This year').waitFor()
  await card.getByRole('button', { name: 'Share' }).click()
  const sharing = page.getByRole('dialog', { name: 'Share “Monday’s look”' })
  await sharing.getByRole('button', { name: 'Make a link' }).click()
  await sharing.getByText('the address is shown this once').waitFor()
  const url = await sharing.locator('pre').first().innerText()
  await sharing.getByText(`=IMPORTDATA("${url}.csv")`).waitFor()

  const stranger = await browser.newContext({ viewport: { width: 390, height: 844 }, javaScriptEnabled: false })
  const theirs = await stranger.newPage()
  expect((await theirs.goto(url))?.status()).toBe(200)
  expect(await theirs.getByRole('heading', { level: 1 }).innerText()).toBe('Monday’s look')
  await theirs.getByText('Fjellkaffe').waitFor()
  await theirs.getByRole('row', { name: /Instagram/ }).waitFor()
  expect(await theirs.content()).not.toContain('SECRET-ORDER')
  expect(await isWide(theirs)).toBe(false)
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
  await page.waitForURL(/report\?.*by=channel.*from=\d{4}-01-01/)
})

it('prints without what is around it, and downloads what it shows', async () => {
  await goTo('report?by=channel')
  await page.getByText('Instagram').first().waitFor()
  expect(await page.getByRole('navigation', { name: 'All pages' }).isVisible()).toBe(true)
  await page.emulateMedia({ media: 'print' })
  expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false)
  expect(await page.getByRole('navigation', { name: 'All pages' }).isVisible()).toBe(false)
  expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true)
  await page.emulateMedia({ media: 'screen' })
  await page.getByRole('button', { name: 'Download' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'CSV, for spreadsheets' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^report-channel-[\d-]+\.csv$/)
})

function goTo(path: string) {
  return page.goto(`${tilltrail.runtime.publicUrl}/app/${path}`)
}

function isWide(of: Page): Promise<boolean> {
  return of.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
}

async function call(path: string, body: unknown): Promise<unknown> {
  const headers = { authorization: `Bearer ${adminApiKey}`, 'content-type': 'application/json' }
  const init = { method: 'POST', headers, body: JSON.stringify(body) }
  return (await fetch(`${tilltrail.runtime.publicUrl}/api/v1${path}`, init)).json()
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

/** One post, one click, one order of 1,000. */
async function sell(): Promise<void> {
  const post = { channel: 'instagram', campaign: 'Autumn', title: 'Ten ways to brew' }
  const made = await call('/links', { destination: 'https://shop.example/', ...post })
  const { slug } = z.looseObject({ slug: z.string() }).parse(made)
  const answer = await fetch(`${tilltrail.runtime.publicUrl}/${slug}`, {
    redirect: 'manual',
    headers: { 'user-agent': 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Safari/605.1.15' },
  })
  const click = new URL(answer.headers.get('location') ?? '').searchParams.get('till')
  await call('/conversions', { event: 'purchase', orderId: 'SECRET-ORDER', value: '1000', currency: 'NOK', click })
}
