import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { readConfig } from '../../src/config.ts'
import { type Running, startNode } from '../../src/node.ts'
import { launchChromium } from './chromium.ts'

// The pizza shop's goal in its owner's words: the real server, a real browser. The steps are one story.
const adminApiKey = 'goal-wizard-0123456789-abcdefghijk'
const headers = { authorization: `Bearer ${adminApiKey}`, 'content-type': 'application/json' }

let folder: string
let tilltrail: Running
let browser: Browser
let page: Page
const problems: string[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tilltrail-goal-'))
  tilltrail = await startNode(
    readConfig({ PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'error', ADMIN_API_KEY: adminApiKey }),
  )
  browser = await launchChromium()
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: 'en-GB',
    timezoneId: 'Europe/Oslo',
    bypassCSP: true,
  })
  page = await context.newPage()
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  await setUp()
  const today = new Date().toISOString().slice(0, 10)
  await tell('/values', { metric: 'followers', value: 400, at: today, channel: 'facebook' })
})

afterAll(async () => {
  await browser.close()
  await tilltrail.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('a goal in the owner’s words, on a phone', () => {
  it('is read from a sentence, and judged in a folded panel', async () => {
    await page.goto(urlOf('/app/goals'))
    await page.getByRole('link', { name: 'New goal' }).first().click()
    await page
      .getByLabel('Your goal in a sentence')
      .fill('20% more followers on Facebook in our city within a month, honest')
    await page.keyboard.press('Enter')
    await page.getByText('Read as: Followers').waitFor()
    await page.getByText('Not understood: honest.').waitFor()
    const fold = page.getByRole('button', { name: /3 of 5 SMART points met/ })
    await fold.waitFor()
    expect(await page.getByText('The way to the sale, in your numbers').isVisible()).toBe(false)
    await fold.click()
    await page.getByText('480 followers', { exact: true }).waitFor()
    await page.getByText('? orders', { exact: true }).waitFor()
    expect(await violations()).toEqual([])
    expect(await isTooWide()).toBe(false)
    await fold.click()
  })

  it('comes back as it was after a reload', async () => {
    await page.reload()
    await page.getByText('Your draft is back where you left it.').waitFor()
    await page.getByRole('button', { name: 'Next' }).click()
    expect(await page.getByLabel('Target', { exact: true }).inputValue()).toBe('+20 %')
    expect(await page.getByLabel('Place, such as our city').inputValue()).toBe('our city')
    await page.getByText('That comes to 480.').waitFor()
    expect(await isTooWide()).toBe(false)
  })
})

describe('the same goal at a desk', () => {
  it('gives way to something nearer the sale, and stays as its milestone', async () => {
    await page.setViewportSize({ width: 1280, height: 900 })
    const panel = page.getByRole('region', { name: 'What this goal is worth' })
    await panel.getByRole('button', { name: 'Use link clicks instead, keep mine as milestone' }).click()
    await page.getByText('What you had on followers is saved with it, as a milestone on the way.').waitFor()
    await panel.getByText('4 Interaction').first().waitFor()
    await page.getByLabel('Target', { exact: true }).fill('200')
    await page.getByLabel('Which goal of the business does it serve?').fill('Fill the tables on weekdays')
  })

  it('is planned and saved by keyboard alone', async () => {
    await page.getByLabel('Which goal of the business does it serve?').focus()
    await page.keyboard.press('Enter')
    await page.getByLabel('Hours you plan').fill('12')
    await page.getByLabel('Money you plan (NOK)').fill('1500')
    await page.getByText('Every month').click()
    expect(await violations()).toEqual([])
    await page.getByLabel('Name of the goal').fill('200 clicks from Facebook')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/app\/goals$/)
    const goals = await stored()
    const main = goals.find((goal) => goal.main)
    expect(main).toMatchObject({
      ...{ name: '200 clicks from Facebook', metric: 'link_clicks', target: 200, review: 'monthly' },
      ...{ plannedHours: 12, plannedMoney: 1500, businessGoal: 'Fill the tables on weekdays' },
    })
    expect(goals.find((goal) => !goal.main)).toMatchObject({
      ...{ metric: 'followers', target: 480, baseline: 400, parentId: main?.id },
      scope: { channel: 'facebook', place: 'our city' },
    })
  })

  it('forgets the draft, and takes a four-week baseline by one click', async () => {
    await page.goto(urlOf('/app/goals/new'))
    await page.getByLabel('Your goal in a sentence').fill('+10000 followers on TikTok in a month')
    await page.getByRole('button', { name: 'Read my sentence' }).click()
    await page.getByText(/unrealistic without a budget/).waitFor()
    await page.getByLabel('Your goal in a sentence').fill('300 likes on Instagram within a month')
    await page.getByRole('button', { name: 'Read my sentence' }).click()
    await page.getByRole('button', { name: 'Take the four-week baseline instead' }).click()
    await page.getByRole('button', { name: 'Next' }).click()
    expect(await page.getByLabel('Name of the goal').inputValue()).toBe('Measure likes for four weeks')
    await page.getByRole('button', { name: 'Save goal' }).click()
    await page.waitForURL(/\/app\/goals$/)
    expect(await stored()).toHaveLength(3)
  })

  it('changes a goal that is there, in the same steps', async () => {
    const main = (await stored()).find((goal) => goal.main)
    await page.goto(urlOf(`/app/goals/${main?.id}/edit`))
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByLabel('Target', { exact: true }).fill('250')
    await page.getByRole('button', { name: 'Save now' }).click()
    await page.waitForURL(/\/app\/goals$/)
    expect((await stored()).find((goal) => goal.main)?.target).toBe(250)
  })

  it('did all that without an error in the console', () => {
    expect(problems).toEqual([])
  })
})

async function stored() {
  const read = await fetch(urlOf('/api/v1/goals'), { headers })
  return goalsAnswer.parse(await read.json()).items
}

const goalsAnswer = z.object({
  items: z.array(z.looseObject({ id: z.string(), metric: z.string(), target: z.number(), main: z.boolean() })),
})

async function tell(path: string, body: unknown): Promise<void> {
  const told = await fetch(urlOf(`/api/v1${path}`), { method: 'POST', headers, body: JSON.stringify(body) })
  if (!told.ok) throw new Error(await told.text())
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const axeAnswer = z.object({
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
})

async function violations(): Promise<string[]> {
  await page.waitForTimeout(300)
  await page.evaluate(axe)
  const found: unknown = await page.evaluate(
    "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] })",
  )
  return axeAnswer
    .parse(found)
    .violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' ')}`)
}

function isTooWide(): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
}

function urlOf(path: string): string {
  return `${tilltrail.runtime.publicUrl}${path}`
}

async function setUp(): Promise<void> {
  if (!tilltrail.setupUrl) throw new Error('no setup URL')
  await page.goto(tilltrail.setupUrl)
  await page.getByLabel('Your name').fill('Kari Nordmann')
  await page.getByLabel('E-mail').fill('kari@shop.example')
  await page.getByRole('textbox', { name: 'Password' }).fill('kaffe og sjokolade')
  await page.getByLabel('Shop name').fill('Fjellpizza')
  await page.getByRole('button', { name: 'Create account and shop' }).click()
  await page.waitForURL(/\/app\/links/)
}
