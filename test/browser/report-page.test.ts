import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { readConfig } from '../../src/config.ts'
import { type Running, startNode } from '../../src/node.ts'
import { launchChromium } from './chromium.ts'

// Filters and comparison of the report, by keyboard and on a phone: on the real server, in a real browser.
const adminApiKey = 'report-page-0123456789-abcdefghijklmn'
const safari =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'

let folder: string
let tilltrail: Running
let browser: Browser
let page: Page

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tilltrail-report-'))
  const config = { PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'error', ADMIN_API_KEY: adminApiKey }
  tilltrail = await startNode(readConfig(config))
  browser = await launchChromium()
  page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: 'en-GB', timezoneId: 'Europe/Oslo' })
  await setUp()
  await sell('instagram', 'A story', 2)
  await sell('facebook', 'An advert', 1)
  await sell('line', 'A message', 0)
})

afterAll(async () => {
  await browser.close()
  await tilltrail.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('the report', () => {
  it('is narrowed by keyboard alone, and keeps the filter in its address and on the other reports', async () => {
    await page.goto(`${tilltrail.runtime.publicUrl}/app/report`)
    await page.getByRole('row', { name: /An advert/ }).waitFor()
    await page.getByRole('button', { name: 'Filter', exact: true }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('combobox', { name: 'Filter by' }).focus()
    await page.keyboard.press('ArrowDown')
    await page.getByRole('option', { name: 'Channel' }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    expect(await page.getByRole('combobox', { name: 'Filter by' }).inputValue()).toBe('Channel')
    await page.getByRole('radio', { name: 'is', exact: true }).focus()
    await page.keyboard.press('ArrowRight')
    await page.getByRole('combobox', { name: 'Values' }).focus()
    await page.keyboard.type('face')
    await page.getByRole('option', { name: 'Facebook' }).waitFor()
    await page.keyboard.press('ArrowDown')
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

  it('is narrowed by a row, and whole again without its pill', async () => {
    await page.goto(`${tilltrail.runtime.publicUrl}/app/report?by=channel`)
    await page.getByRole('button', { name: 'Instagram', exact: true }).click()
    await page.getByRole('row', { name: /Facebook/ }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Remove the filter Channel is Instagram' }).click()
    await page.getByRole('row', { name: /Facebook/ }).waitFor()
    expect(new URL(page.url()).searchParams.has('channel')).toBe(false)
  })

  it('stands beside the days before, and says that one order more or less shows nothing', async () => {
    await page.goto(`${tilltrail.runtime.publicUrl}/app/report`)
    await page.getByRole('combobox', { name: 'Compare with' }).click()
    await page.getByRole('option', { name: 'Previous period' }).click()
    await page.getByText(/^Compared with /).waitFor()
    const story = await page.getByRole('row', { name: /A story/ }).innerText()
    expect(story).toContain('0 before')
    expect(await page.getByText('probably more', { exact: true }).count()).toBeGreaterThan(0)
    expect(new URL(page.url()).searchParams.get('compare')).toBe('previous')
  })

  it('fits a phone, with its filters and all reports', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    const search = 'compare=last-year&channel=instagram,facebook,line&kind=not:offer&by=kind'
    await page.goto(`${tilltrail.runtime.publicUrl}/app/report?${search}`)
    await page.getByRole('button', { name: /^Change the filter Kind of content/ }).waitFor()
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await page.getByRole('button', { name: 'Apply' }).click()
    await page.getByText('Choose at least one value.').waitFor()
    const isWide = () => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
    expect(await isWide()).toBe(false)
    await page.keyboard.press('Escape')
    await page
      .getByRole('link', { name: /^The funnel, post by post/ })
      .last()
      .click()
    await page.getByText(/can’t be narrowed by kind/).waitFor()
    expect(await isWide()).toBe(false)
  })
})

/** A post with one click, which led to so many orders. */
async function sell(channel: string, post: string, orders: number): Promise<void> {
  const link = made.parse(
    await call('/links', { destination: 'https://shop.example/coffee', channel, campaign: 'Coffee', title: post }),
  )
  const { headers } = await fetch(`${tilltrail.runtime.publicUrl}/${link.slug}`, {
    redirect: 'manual',
    headers: { 'user-agent': safari },
  })
  const click = new URL(headers.get('location') ?? '').searchParams.get('till')
  for (let order = 0; order < orders; order++) {
    const orderId = `${channel}-${order}`
    await call('/conversions', { event: 'purchase', orderId, value: '100', currency: 'NOK', click })
  }
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
