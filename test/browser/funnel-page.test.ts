import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { readConfig } from '../../src/config.ts'
import { type Running, startNode } from '../../src/node.ts'
import { localDay, showDay } from '../../src/shops/calendar.ts'
import { launchChromium } from './chromium.ts'

// The funnel on a phone and on a wide screen: on the real server, in a real browser.
const adminApiKey = 'funnel-page-0123456789-abcdefghijklmn'
const today = localDay(Date.now(), 'Europe/Oslo')
const safari =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'

let folder: string
let tilltrail: Running
let browser: Browser
let page: Page

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tilltrail-funnel-'))
  const config = { PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'error', ADMIN_API_KEY: adminApiKey }
  tilltrail = await startNode(readConfig(config))
  browser = await launchChromium()
  page = await browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'en-GB', timezoneId: 'Europe/Oslo' })
  await setUp()
  await publish('facebook', 'Shown and told', 250)
  await publish('line', 'Never told')
})

afterAll(async () => {
  await browser.close()
  await tilltrail.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe.each([390, 1280])('the funnel, %i px wide', (width) => {
  it('is reached from the report, shows five steps, and names the gaps with what to do', async () => {
    await page.setViewportSize({ width, height: 844 })
    await page.goto(`${tilltrail.runtime.publicUrl}/app/report`)
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
    expect(await isWide()).toBe(false)
  })

  it('has a row for each post, campaign or channel, and leads to where a missing number is entered', async () => {
    await page.goto(`${tilltrail.runtime.publicUrl}/app/report/funnel`)
    await page.getByRole('row', { name: /Shown and told/ }).waitFor()
    expect(await page.getByRole('row', { name: /Never told/ }).innerText()).toContain('not told')
    await page.getByText('Channel', { exact: true }).first().click()
    await page.getByRole('heading', { name: 'Per channel' }).waitFor()
    expect(await isWide()).toBe(false)
    await page.getByRole('link', { name: 'Enter the numbers of Facebook' }).first().click()
    await page.waitForURL('**/app/numbers/import')
  })
})

function isWide(): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
}

/** A post with one click, and how often it was shown today. */
async function publish(channel: string, post: string, impressions?: number): Promise<void> {
  const link = made.parse(
    await call('/links', { destination: 'https://shop.example/coffee', channel, campaign: 'Coffee', title: post }),
  )
  const headers = { 'user-agent': safari }
  await fetch(`${tilltrail.runtime.publicUrl}/${link.slug}`, { redirect: 'manual', headers })
  if (impressions === undefined) return
  const days = { from: showDay(today - 29), to: showDay(today) }
  await call('/values', { metric: 'impressions', value: impressions, postId: link.postId, ...days })
}

const made = z.looseObject({ slug: z.string(), postId: z.string() })

async function call(path: string, body: unknown): Promise<unknown> {
  const answer = await fetch(`${tilltrail.runtime.publicUrl}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${adminApiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return answer.json()
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
