import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { type Running, startNode } from '../../src/node.ts'
import { safari } from '../app/talk.ts'
import { adminKey } from '../make.ts'
import { launchChromium } from './chromium.ts'

let folder: string
let tilltrail: Running
let browser: Browser
let owner: BrowserContext
let page: Page
const problems: string[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tilltrail-clicks-page-'))
  tilltrail = await startNode(readConfig({ PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'error', ADMIN_API_KEY: adminKey }))
  await makeLink('reel')
  browser = await launchChromium()
  owner = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 } })
  page = await owner.newPage()
  page.on('pageerror', (error) => problems.push(error.message))
  page.on(
    'console',
    (message) => message.type() === 'error' && problems.push(`${message.text()} ${message.location().url}`),
  )
  await page.goto(tilltrail.setupUrl ?? '')
  await page.getByLabel('Your name').fill('Kari Nordmann')
  await page.getByLabel('E-mail').fill('kari@shop.example')
  await page.getByRole('textbox', { name: 'Password' }).fill('kaffe og sjokolade')
  await page.getByLabel('Shop name').fill('Fjellkaffe')
  await page.getByRole('button', { name: 'Create account and shop' }).click()
  await page.getByRole('link', { name: 'Clicks' }).first().click()
  await page.getByText('No clicks yet').waitFor()
})

afterAll(async () => {
  await browser.close()
  await tilltrail.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('the page “Clicks”', () => {
  it('shows a person and a preview as they come, each with its reason, and counts the person alone', async () => {
    await visit('reel', safari)
    await visit('reel', 'facebookexternalhit/1.1')
    await rows('human').getByText('A person in a browser').waitFor()
    await rows('preview').getByText('drew its preview card').waitFor()
    await expect.poll(figures).toEqual(['1', '1', '2'])
    const leftOut = page.getByRole('region', { name: 'Left out, and why' })
    expect(await leftOut.textContent()).toMatch(/preview card1$/)
  })

  it('counts one fewer when a click is marked as ours, and again when it isn’t', async () => {
    await page.getByText('Show older').waitFor({ state: 'detached' })
    await rows('human').getByRole('button', { name: 'This was us' }).click()
    await rows('internal').getByText('You or your people').waitFor()
    await expect.poll(figures).toEqual(['0', '0', '2'])
    await rows('internal').getByRole('button', { name: 'Not us' }).click()
    await rows('human').first().waitFor()
    await expect.poll(figures).toEqual(['1', '1', '2'])
  })

  it('lists one class alone when asked', async () => {
    const choice = page.getByRole('radiogroup', { name: 'Show' })
    await choice.getByText('Previews').click()
    await rows('human').waitFor({ state: 'detached' })
    expect(await rows('preview').count()).toBe(1)
    await choice.getByText('All').click()
    await rows('human').waitFor()
  })

  it('keeps the wish not to be counted as a cookie of the short domain, out of reach of scripts', async () => {
    const own = async () => (await owner.cookies()).find((one) => one.name === 'tilltrail_own')
    const device = page.getByRole('switch', { name: "Don't count this device" })
    await device.click()
    await expect.poll(own).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
    await page.reload()
    await expect.poll(() => device.isChecked()).toBe(true)
    await rows('preview').waitFor()
    await device.click()
    await expect.poll(own).toBeUndefined()
  })

  it('leaves another device out by a link with a button, which works once', async () => {
    await page.getByRole('button', { name: 'Make a link' }).click()
    const url = (await page.getByRole('link', { name: '/-/own-device' }).getAttribute('href')) ?? ''
    const phone = await browser.newContext()
    const opened = await phone.newPage()
    await opened.goto(url)
    await opened.getByRole('button', { name: 'Don’t count this device' }).click()
    await opened.getByRole('heading', { name: 'This device isn’t counted any more' }).waitFor()
    expect((await phone.cookies()).map((one) => one.name)).toEqual(['tilltrail_own'])
    await opened.goto(url)
    await opened.getByRole('button').click()
    await opened.getByRole('heading', { name: 'This link no longer works' }).waitFor()
    await phone.close()
  })

  it('does all that without an error in the console', () => {
    expect(problems).toEqual([])
  })
})

/** Clicks by people, unique visitors, all requests. */
function figures(): Promise<string[]> {
  const card = (label: string) => page.locator('.mantine-Card-root', { hasText: label }).locator('.numbers').first()
  const cards = ['Clicks by people', 'Unique visitors', 'All requests'].map(card)
  return Promise.all(cards.map(async (one) => (await one.textContent()) ?? ''))
}

function rows(clickClass: string): Locator {
  return page.locator(`[data-click][data-class=${clickClass}]`)
}

async function makeLink(slug: string): Promise<void> {
  const body = { destination: 'https://shop.example/', channel: 'instagram', campaign: 'jul', title: 'Reel', slug }
  const answer = await fetch(`${tilltrail.url}/api/v1/links`, {
    method: 'POST',
    headers: { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(answer.status).toBe(201)
}

async function visit(slug: string, userAgent: string): Promise<void> {
  const answer = await fetch(`${tilltrail.url}/${slug}`, { redirect: 'manual', headers: { 'user-agent': userAgent } })
  expect(answer.status).toBe(302)
}
