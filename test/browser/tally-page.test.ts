import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { readConfig } from '../../src/config.ts'
import { type Running, startNode } from '../../src/node.ts'
import { launchChromium } from './chromium.ts'

// A till with a phone beside it: the real server, a real browser of 390 pixels. The steps are one story.
const adminApiKey = 'tally-page-0123456789-abcdefghijk'
const headers = { authorization: `Bearer ${adminApiKey}`, 'content-type': 'application/json' }

let folder: string
let tilltrail: Running
let browser: Browser
let page: Page
let linkId: string
let touches = 0
const problems: string[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tilltrail-tally-'))
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
  for (const name of ['Blue mittens', 'Rose soap', 'Coffee on Friday']) linkId = await makeLink(name)
})

afterAll(async () => {
  await browser.close()
  await tilltrail.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('an order by hand', () => {
  it('is stored in six touches at most, the page itself and the amount included', async () => {
    await page.goto(urlOf('/app/orders'))
    await touch(page.getByRole('link', { name: 'Write an order down' }))
    const amount = page.getByLabel('Amount in NOK')
    await expect.poll(() => amount.evaluate((field) => document.activeElement === field)).toBe(true)
    expect(await amount.getAttribute('inputmode')).toBe('decimal')
    await page.keyboard.type('1 499,50')
    touches++
    await touch(page.getByLabel('They wrote about the post'))
    await touch(page.getByLabel('Coffee on Friday'))
    await touch(page.getByRole('button', { name: 'Save the order' }))
    await page.getByText('NOK 1,499.50 is stored').waitFor()
    expect(touches).toBeLessThanOrEqual(6)
    expect(await stored()).toEqual([{ value: '1499.50', link: linkId, newCustomer: null }])
    expect(await amount.inputValue()).toBe('')
    expect(await amount.evaluate((field) => document.activeElement === field)).toBe(true)
  })

  it('is taken back by the note that says it is stored', async () => {
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('It is taken back').waitFor()
    await page.getByText('Nothing written down for this day.').waitFor()
    expect(await stored()).toEqual([])
  })

  it('remembers how the shop knows, finds posts by their code word, and counts on by one touch', async () => {
    await page.reload()
    await page.getByLabel('They said the code word').check()
    await page.getByLabel('Amount in NOK').fill('50')
    await page.getByText('Code word SOAP').click()
    await page.getByLabel('Yes', { exact: true }).check()
    await page.getByRole('button', { name: 'Save the order' }).click()
    await page.getByRole('button', { name: 'Another order of NOK 50 for Rose soap' }).click()
    await page.locator('[data-sum]').getByText('2 orders, NOK 100').waitFor()
    expect((await stored()).map(({ value, newCustomer }) => [value, newCustomer])).toEqual([
      ['50.00', null],
      ['50.00', true],
    ])
    await page.reload()
    expect(await page.getByLabel('They said the code word').isChecked()).toBe(true)
  })

  it('may be several as one total, and is removed from the list for good', async () => {
    await page.getByLabel('Amount in NOK').fill('100')
    await page.getByLabel("I don't know").check()
    await page.getByRole('button', { name: 'Several orders, another day' }).click()
    await page.getByLabel('Orders in this total').fill('3')
    await page.getByText('Yesterday', { exact: true }).click()
    await page.getByRole('button', { name: 'Save 3 orders' }).click()
    const row = page.locator('[data-entry]').filter({ hasText: '3 orders, NOK 100' })
    await row.waitFor()
    expect((await stored()).map(({ value }) => value)).toEqual(['33.33', '33.33', '33.34', '50.00', '50.00'])
    await row.getByRole('button', { name: /^Remove NOK 100/ }).click()
    await row.getByRole('button', { name: 'Remove for good' }).click()
    await row.waitFor({ state: 'detached' })
    expect(await stored()).toHaveLength(2)
  })

  it('asks what an amount means that may be two, and reads others as people write them', async () => {
    const amount = page.getByLabel('Amount in NOK')
    const save = page.getByRole('button', { name: 'Save the order' })
    await amount.fill('12,345')
    await save.click()
    await page.getByText('“12,345” may mean thousands or decimals: write 12345 or 12.34.').waitFor()
    expect(await amount.evaluate((field) => document.activeElement === field)).toBe(true)
    await amount.fill('1.234,50 kr')
    await save.click()
    await page.getByText('NOK 1,234.50 is stored').waitFor()
    await page.getByRole('button', { name: 'Undo' }).last().click()
    await expect.poll(async () => (await stored()).length).toBe(2)
  })

  it.each(['light', 'dark'] as const)('is accessible in %s, and never wider than the phone', async (scheme) => {
    await page.emulateMedia({ colorScheme: scheme })
    await page.goto(urlOf('/app/tally'))
    await page.getByLabel('They said the code word').check()
    await page.locator('[data-entry]').first().waitFor()
    expect(await violations()).toEqual([])
    expect(await isTooWide()).toBe(false)
  })
})

describe('the code word in Edit the post', () => {
  it('is in view and has the focus when it is refused', async () => {
    await page.goto(urlOf('/app/links'))
    await page.getByRole('button', { name: 'Change the post Blue mittens' }).click()
    await page.getByRole('menuitem', { name: 'Edit the post' }).click()
    const word = page.getByLabel('Code word', { exact: true })
    await word.fill('two words!')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect.poll(() => word.evaluate((field) => document.activeElement === field)).toBe(true)
    const isSeen = () =>
      word.evaluate((field) => {
        const { left, top, height } = field.getBoundingClientRect()
        return document.elementFromPoint(left + 20, top + height / 2) === field
      })
    await expect.poll(isSeen).toBe(true)
    await page.getByRole('button', { name: 'Cancel' }).click()
  })
})

describe('the counter card', () => {
  it('is reached from the post, makes a word up, and prints alone on its paper', async () => {
    await page.goto(urlOf('/app/links'))
    await page.getByRole('button', { name: 'Change the post Coffee on Friday' }).click()
    await page.getByRole('menuitem', { name: 'Edit the post' }).click()
    await page.getByRole('link', { name: 'Counter card with QR code' }).click()
    await page.getByRole('button', { name: 'Make a code word' }).click()
    const card = page.locator('[data-card]')
    await card.getByText(/^[a-v]{5}$/).waitFor()
    await card.locator('img').waitFor()
    expect(await violations()).toEqual([])
    expect(await isTooWide()).toBe(false)
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByLabel('First line').isVisible()).toBe(false)
    expect(await card.isVisible()).toBe(true)
    const sheet = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    expect(sheet.match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
    const [, width = 0, height = 0] = (/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(sheet) ?? []).map(Number)
    expect([Math.round((width * 25.4) / 72), Math.round((height * 25.4) / 72)]).toEqual([105, 148])
  })

  it('did all that without an error in the console', () => {
    expect(problems.filter((one) => !one.includes('400'))).toEqual([])
  })
})

async function touch(what: Locator): Promise<void> {
  touches++
  await what.click()
}

async function stored() {
  const answer = await fetch(urlOf('/api/v1/conversions?event=purchase'), { headers })
  const { items } = conversionsAnswer.parse(await answer.json())
  return items
    .map(({ value, newCustomer, attributedTo }) => ({ value, newCustomer, link: attributedTo?.linkId ?? null }))
    .toSorted((a, b) => Number(a.value) - Number(b.value) || Number(a.newCustomer) - Number(b.newCustomer))
}

const conversionsAnswer = z.object({
  items: z.array(
    z.object({
      value: z.string(),
      newCustomer: z.boolean().nullable(),
      attributedTo: z.object({ linkId: z.string() }).nullable(),
    }),
  ),
})

async function makeLink(name: string): Promise<string> {
  const draft = { destination: 'https://shop.example/', channel: 'instagram', campaign: 'Autumn', content: name }
  const body = JSON.stringify(draft)
  const made = linkAnswer.parse(await (await fetch(urlOf('/api/v1/links'), { method: 'POST', headers, body })).json())
  const patch = { title: name, ...(name === 'Rose soap' ? { codeWord: 'SOAP' } : {}) }
  await fetch(urlOf(`/api/v1/posts/${made.postId}`), { method: 'PATCH', headers, body: JSON.stringify(patch) })
  return made.id
}

const linkAnswer = z.object({ id: z.string(), postId: z.string() })
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const axeAnswer = z.object({
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
})

async function violations(): Promise<string[]> {
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
  await page.getByLabel('Shop name').fill('Fjellkaffe')
  await page.getByRole('button', { name: 'Create account and shop' }).click()
  await page.waitForURL(/\/app\/links/)
}
