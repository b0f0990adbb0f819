import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as z from 'zod'
import { readConfig } from '../../src/config.ts'
import { type Running, startNode } from '../../src/node.ts'
import { launchChromium } from './chromium.ts'

// From a plan to what is locked: on the real server, in a real browser.
const adminApiKey = 'experiments-page-0123456789-abcdefghijk'

let folder: string
let tilltrail: Running
let browser: Browser
let page: Page

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tilltrail-experiments-'))
  const config = { PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'error', ADMIN_API_KEY: adminApiKey }
  tilltrail = await startNode(readConfig(config))
  browser = await launchChromium()
  page = await browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'en-GB', timezoneId: 'Europe/Oslo' })
  if (!tilltrail.setupUrl) throw new Error('no setup URL')
  await page.goto(tilltrail.setupUrl)
  await page.getByLabel('Your name').fill('Kari Nordmann')
  await page.getByLabel('E-mail').fill('kari@shop.example')
  await page.getByRole('textbox', { name: 'Password' }).fill('kaffe og sjokolade')
  await page.getByLabel('Shop name').fill('Fjellkaffe')
  await page.getByRole('button', { name: 'Create account and shop' }).click()
  await page.waitForURL('**/app/links')
})

afterAll(async () => {
  await browser.close()
  await tilltrail.stop()
  rmSync(folder, { recursive: true, force: true })
})

it('is planned with what it could see, drawn, changed, started and then locked', async () => {
  await page.goto(`${tilltrail.runtime.publicUrl}/app/experiments`)
  await page.getByText('No experiments yet').waitFor()
  await page.getByRole('link', { name: 'Plan an experiment' }).click()
  await page.getByText('Unknown: the shop has 0 whole weeks').waitFor()
  expect(await page.getByText('To be drawn').count()).toBe(12)
  await page.getByRole('textbox', { name: 'Pairs of weeks' }).fill('4')
  await page.getByText('With 4 pairs no result can be clear enough').waitFor()
  await page.getByRole('textbox', { name: 'Pairs of weeks' }).fill('5')
  await page.getByText('This could be in vain').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Save and draw the weeks' }).click()
  await page.getByText('Write down what you expect').waitFor()
  await page.getByRole('textbox', { name: 'What do you expect?' }).fill('Posts bring us orders')
  await page.getByRole('button', { name: 'Save and draw the weeks' }).click()

  await page.getByRole('heading', { name: 'Posts bring us orders' }).waitFor()
  const calendar = page.getByRole('list').filter({ hasText: 'Pair 1' })
  const drawn = await calendar.innerText()
  expect([drawn.match(/^No posts$/gm), drawn.match(/^Posts$/gm)].map((found) => found?.length)).toEqual([5, 5])
  await page.getByRole('link', { name: 'Change' }).click()
  await page.getByRole('radio', { name: 'More or fewer with posts' }).check()
  await page.getByText('A two-sided test needs 6 pairs.').waitFor()
  await page.getByRole('button', { name: 'Save the plan' }).click()
  await page.getByRole('heading', { name: 'Posts bring us orders' }).waitFor()
  expect(await calendar.innerText()).toBe(drawn)

  await page.getByRole('button', { name: 'Start' }).click()
  await page.getByRole('button', { name: 'Lock and start' }).click()
  await page.getByRole('heading', { name: /^Registered/ }).waitFor()
  await page.getByText('The result is shown when the last week is over').waitFor()
  expect(await page.getByText(/^[0-9a-f]{64}$/).count()).toBe(1)
  expect(await page.getByRole('link', { name: 'Change' }).count()).toBe(0)
  expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false)
  const id = z.string().parse(new URL(page.url()).pathname.split('/').at(-1))
  const headers = { authorization: `Bearer ${adminApiKey}`, 'content-type': 'application/json' }
  const init = { method: 'PATCH', headers, body: JSON.stringify({ hypothesis: 'Another' }) }
  expect((await fetch(`${tilltrail.runtime.publicUrl}/api/v1/experiments/${id}`, init)).status).toBe(409)

  await page.getByRole('button', { name: 'Stop early' }).click()
  await page.getByRole('textbox', { name: 'Why?' }).fill('A sale came up')
  await page.getByRole('button', { name: 'Stop it' }).click()
  await page.getByText('Stopped early: no verdict.').waitFor()
  await page.getByText('Reason: A sale came up').waitFor()
  await page.getByRole('button', { name: 'Put away' }).click()
  await page.getByText('No experiments yet').waitFor()
})
