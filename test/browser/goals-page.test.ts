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

// Goals on the real server in a real browser: set up over the API, read, reviewed and celebrated on the page.
const adminApiKey = 'goals-page-0123456789-abcdefghijk'
const headers = { authorization: `Bearer ${adminApiKey}`, 'content-type': 'application/json' }

let folder: string
let tilltrail: Running
let browser: Browser
let page: Page
const problems: string[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tilltrail-goals-'))
  tilltrail = await startNode(
    readConfig({ PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'error', ADMIN_API_KEY: adminApiKey }),
  )
  browser = await launchChromium()
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Oslo', bypassCSP: true })
  page = await context.newPage()
  page.setDefaultTimeout(15_000)
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  await setUp()
})

afterAll(async () => {
  await browser.close()
  await tilltrail.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('the goals page', () => {
  it('shows what good goals look like while there is none', async () => {
    await page.goto(urlOf('/app/goals'))
    await page.getByText('No goals yet').waitFor()
    expect(await page.getByRole('heading', { level: 3 }).allTextContents()).toEqual(
      expect.arrayContaining(['60 orders by 31 December', '480 followers, from 400']),
    )
  })

  it('shows a main goal with its milestone, pace, and how much was told', async () => {
    const main = await post('/goals', { ...goal, name: 'Sixty orders', metric: 'orders', target: 60, review: 'weekly' })
    const id = z.object({ id: z.string() }).parse(main).id
    const followers = { metric: 'followers', target: 480, baseline: 400, scope: { channel: 'facebook' } }
    await post('/goals', { ...goal, ...followers, name: 'Followers', main: false, parentId: id })
    await post('/values', { metric: 'followers', value: 420, at: dayFrom(-2), channel: 'facebook' })
    await page.reload()
    const card = page.getByRole('article', { name: 'Sixty orders' })
    await card.getByText('Behind').first().waitFor()
    await card.getByText(/^You need [\d.]+ a day; you have 0\.$/).waitFor()
    const milestone = card.getByRole('list', { name: 'Milestones' }).getByRole('listitem')
    expect(await milestone.textContent()).toContain('420 of 480 · 25% of the way')
    await page.getByText('1 goal is due for a review').waitFor()
  })

  it.each([390, 1280])('takes a review at %d pixels, and nothing is due any more', async (width) => {
    await page.setViewportSize({ width, height: 844 })
    await page.goto(urlOf('/app/goals'))
    await page.getByRole('article').getByRole('link', { name: 'Sixty orders' }).click()
    await page.getByLabel('How does it go, and why?').fill(`Quiet at ${width}.`)
    await page.getByLabel('What is done next?').fill('A reel on Thursday.')
    await page.getByRole('button', { name: 'Save review' }).click()
    await page.getByText(`Quiet at ${width}.`).last().waitFor()
    await page.getByText(/^The next one is due on/).waitFor()
    expect(await page.getByLabel('How does it go, and why?').inputValue()).toBe('')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
    await page.goto(urlOf('/app/goals'))
    await page.getByRole('article').first().waitFor()
    expect(await page.getByText('due for a review').count()).toBe(0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
  })

  it('celebrates a goal once, with a sentence to send on', async () => {
    await post('/goals', { ...goal, ...stock, name: 'Four hundred fans', target: 400, baseline: 300 })
    await page.reload()
    const card = page.getByRole('article', { name: 'Four hundred fans' })
    await card.getByText('Reached! Time for pizza.').waitFor()
    await card.getByText(/reached its goal “Four hundred fans”: 420 followers of the 400 we aimed for/).waitFor()
    await card.getByRole('button', { name: 'We celebrated' }).click()
    await card.getByText('Reached! Time for pizza.').waitFor({ state: 'detached' })
    await page.reload()
    await card.getByText('Reached', { exact: true }).waitFor()
    expect(await page.getByText('Time for pizza').count()).toBe(0)
  })

  it('puts a goal away, and shows it folded', async () => {
    await page
      .getByRole('article', { name: 'Four hundred fans' })
      .getByRole('link', { name: 'Four hundred fans' })
      .click()
    await page.getByRole('button', { name: 'Archive' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Archive' }).click()
    await page.waitForURL(/\/app\/goals$/)
    await page.getByText('1 archived goal').click()
    await page.getByRole('link', { name: 'Four hundred fans' }).waitFor()
    expect(await page.getByRole('article', { name: 'Four hundred fans' }).count()).toBe(0)
    expect(problems).toEqual([])
  })
})

const goal = { main: true, from: dayFrom(-15), to: dayFrom(14), shopId: 'shop-1' }
const stock = { metric: 'followers', scope: { channel: 'facebook' } }

async function setUp(): Promise<void> {
  if (!tilltrail.setupUrl) throw new Error('no setup URL')
  await page.goto(tilltrail.setupUrl)
  await page.getByLabel('Your name').fill('Kari Nordmann')
  await page.getByLabel('E-mail').fill('kari@shop.example')
  await page.getByRole('textbox', { name: 'Password' }).fill('kaffe og sjokolade')
  await page.getByLabel('Shop name').fill('Fjellkaffe')
  await page.getByRole('button', { name: 'Create account and shop' }).click()
  await page.waitForURL(/\/app\/links/)
}

function dayFrom(days: number): string {
  return showDay(localDay(Date.now(), 'Europe/Oslo') + days)
}

function urlOf(path: string): string {
  return tilltrail.runtime.publicUrl + path
}

async function post(path: string, body: object): Promise<unknown> {
  const answer = await fetch(urlOf(`/api/v1${path}`), { method: 'POST', headers, body: JSON.stringify(body) })
  expect(answer.status).toBeLessThan(300)
  return answer.json()
}
