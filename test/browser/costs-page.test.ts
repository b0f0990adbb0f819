import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { readConfig } from '../../src/config.ts'
import { type Running, startNode } from '../../src/node.ts'
import { launchChromium } from './chromium.ts'

// Hours and money written down, and what the report makes of them: on the real server, in a real browser.
const adminApiKey = 'costs-page-0123456789-abcdefghijklmno'

let folder: string
let tilltrail: Running
let browser: Browser
let page: Page

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tilltrail-costs-'))
  const config = { PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'error', ADMIN_API_KEY: adminApiKey }
  tilltrail = await startNode(readConfig(config))
  browser = await launchChromium()
  page = await browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'en-GB', timezoneId: 'Europe/Oslo' })
  await setUp()
  await sell()
})

afterAll(async () => {
  await browser.close()
  await tilltrail.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('a report with orders and without costs', () => {
  it('asks for them, and leads to where they are written down', async () => {
    await goTo('report')
    await page.getByText('What did these orders cost?').waitFor()
    await page.getByRole('link', { name: 'Write down costs' }).click()
    await page.getByRole('heading', { name: 'Costs', exact: true }).waitFor()
    await page.getByText('No costs yet').waitFor()
  })
})

describe.each([390, 1280])('costs, %i px wide', (width) => {
  it('are money and hours of a post, typed in a dialog, changed and removed', async () => {
    await page.setViewportSize({ width, height: 844 })
    await clear()
    await goTo('costs')
    await page.getByRole('button', { name: 'Add a cost' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByText('Choose one, or say that it was for everything').waitFor()
    await dialog.getByRole('combobox', { name: 'Post' }).fill('Ten')
    await page.getByRole('option', { name: 'Ten ways to brew · Instagram' }).click()
    await dialog.getByRole('textbox', { name: 'Hours' }).fill('1:30')
    await dialog.getByRole('textbox', { name: 'Money' }).fill('249,50')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByText('1.5 h', { exact: true }).waitFor()
    await page.getByText('NOK 249.50').waitFor()
    expect(await isWide()).toBe(false)
    await page.getByRole('button', { name: /^Change: Ten ways to brew/ }).click()
    await dialog.getByRole('textbox', { name: 'Money' }).fill('12.345')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByText('NOK has 2 decimals').waitFor()
    await dialog.getByRole('textbox', { name: 'Money' }).fill('100')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByText('NOK 100').waitFor()
    expect(await costs()).toMatchObject([{ amount: '100.00', hours: 1.5, label: 'Ten ways to brew' }])
  })

  it('leave unpriced hours out of the cost and say so, until an hour has a price', async () => {
    await goTo('report')
    await page.getByText('Money only: 1.5 hours have no price.').waitFor()
    await page.getByText('How much of the revenue do you keep?').waitFor()
    expect(await isWide()).toBe(false)
    await goTo('costs')
    await page.getByRole('textbox', { name: 'NOK per hour' }).fill('200')
    await page.getByRole('button', { name: 'Save rate' }).click()
    await page.getByText('Hourly rate saved').first().waitFor()
    await setMargin(50)
    await goTo('report')
    // 100 + 1.5 × 200; 1,000 × 50 % − 400.
    const section = page.getByRole('region', { name: 'What it took' })
    await section.getByText('NOK 400').first().waitFor()
    await section.getByText('NOK 100').last().waitFor()
    expect(await section.innerText()).toContain('25%')
    await page.getByText('NOK 400 per order').waitFor()
    expect(await isWide()).toBe(false)
  })

  it('of a week are hours by channel, kept, changed and taken away again', async () => {
    await goTo('costs')
    const cell = page.getByRole('textbox', { name: /^Hours on Facebook/ }).first()
    // Its other hours are there once the log has been read.
    await page.getByText('+ 1.5 h on posts').waitFor()
    await cell.fill('2,25')
    await page.getByRole('button', { name: 'Save hours' }).click()
    await page.getByText('2.25 h').waitFor()
    await cell.fill('soon')
    await page.getByText('Write hours as 2, 1.5 or 1:30').waitFor()
    expect(await page.getByRole('button', { name: 'Save hours' }).isEnabled()).toBe(false)
    await cell.fill('3')
    await page.getByRole('button', { name: 'Save hours' }).click()
    await page.getByText('3 h', { exact: true }).waitFor()
    expect(await costs()).toHaveLength(2)
    await cell.fill('0')
    await page.getByRole('button', { name: 'Save hours' }).click()
    await page.getByText('3 h', { exact: true }).waitFor({ state: 'detached' })
    expect(await costs()).toHaveLength(1)
    expect(await isWide()).toBe(false)
  })

  it('can be logged from a post’s menu', async () => {
    await goTo('links')
    await page.getByRole('button', { name: 'Change the post Ten ways to brew' }).click()
    await page.getByRole('menuitem', { name: 'Log time or money' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Hours' }).fill('45 min')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await costs()).toMatchObject([{ hours: 0.75, label: 'Ten ways to brew' }, { hours: 1.5 }])
  })
})

function goTo(path: string) {
  return page.goto(`${tilltrail.runtime.publicUrl}/app/${path}`)
}

function isWide(): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
}

const kept = z.object({ items: z.array(z.looseObject({ id: z.string(), hours: z.number().nullable() })) })

async function call(method: string, path: string, body?: unknown): Promise<unknown> {
  const headers = { authorization: `Bearer ${adminApiKey}`, 'content-type': 'application/json' }
  const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) }
  const answer = await fetch(`${tilltrail.runtime.publicUrl}/api/v1${path}`, init)
  return answer.status === 204 ? {} : answer.json()
}

async function costs() {
  return kept.parse(await call('GET', '/costs')).items
}

async function clear(): Promise<void> {
  for (const { id } of await costs()) await call('DELETE', `/costs/${id}`)
  await call('PUT', '/hourly-rate', { hourlyRate: null })
  await setMargin(null)
}

function setMargin(grossMarginPercent: number | null) {
  return call('PATCH', '/shops/shop-1', { grossMarginPercent })
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
  const draft = {
    ...{ destination: 'https://shop.example/', channel: 'instagram', campaign: 'Autumn' },
    title: 'Ten ways to brew',
  }
  const { slug } = z.looseObject({ slug: z.string() }).parse(await call('POST', '/links', draft))
  const answer = await fetch(`${tilltrail.runtime.publicUrl}/${slug}`, {
    redirect: 'manual',
    headers: { 'user-agent': 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Safari/605.1.15' },
  })
  const click = new URL(answer.headers.get('location') ?? '').searchParams.get('till')
  await call('POST', '/conversions', { event: 'purchase', orderId: 'A-1', value: '1000', currency: 'NOK', click })
}
