import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { type Dashboard, isTooWide, openDashboard, violations } from './dashboard.ts'

// A till with a phone beside it: the real server, a real browser of 390 pixels. The steps are one story.

let dashboard: Dashboard
let page: Page
let linkId: string
let touches = 0

beforeAll(async () => {
  dashboard = await openDashboard({ width: 390 })
  page = dashboard.page
  for (const name of ['Blue mittens', 'Rose soap', 'Coffee on Friday']) linkId = await makeLink(name)
})

afterAll(() => dashboard.close())

describe('an order by hand', () => {
  it('is stored in six touches at most, the page itself and the amount included', async () => {
    await dashboard.goTo('orders')
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
    await expect.poll(() => amount.inputValue()).toBe('')
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
    await expect.poll(() => page.getByLabel('They said the code word').isChecked()).toBe(true)
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
    await dashboard.goTo('tally')
    await page.getByLabel('They said the code word').check()
    await page.locator('[data-entry]').first().waitFor()
    expect(await violations(page)).toEqual([])
    await expect.poll(() => isTooWide(page)).toBe(false)
  })
})

describe('the code word in Edit the post', () => {
  it('is in view and has the focus when it is refused', async () => {
    await dashboard.goTo('links')
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
    await dashboard.goTo('links')
    await page.getByRole('button', { name: 'Change the post Coffee on Friday' }).click()
    await page.getByRole('menuitem', { name: 'Edit the post' }).click()
    await page.getByRole('link', { name: 'Counter card with QR code' }).click()
    await page.getByRole('button', { name: 'Make a code word' }).click()
    const card = page.locator('[data-card]')
    await card.getByText(/^[a-v]{5}$/).waitFor()
    await card.locator('img').waitFor()
    expect(await violations(page)).toEqual([])
    await expect.poll(() => isTooWide(page)).toBe(false)
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByLabel('First line').isVisible()).toBe(false)
    expect(await card.isVisible()).toBe(true)
    const sheet = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    expect(sheet.match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
    const [, width = 0, height = 0] = (/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(sheet) ?? []).map(Number)
    expect([Math.round((width * 25.4) / 72), Math.round((height * 25.4) / 72)]).toEqual([105, 148])
  })

  it('did all that without an error in the console', () => {
    expect(dashboard.problems.filter((one) => !one.includes('status of 400'))).toEqual([])
  })
})

async function touch(what: Locator): Promise<void> {
  touches++
  await what.click()
}

async function stored() {
  const { items } = conversionsAnswer.parse(await dashboard.call('GET', '/conversions?event=purchase'))
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
  const made = linkAnswer.parse(await dashboard.call('POST', '/links', draft))
  const patch = { title: name, ...(name === 'Rose soap' ? { codeWord: 'SOAP' } : {}) }
  await dashboard.call('PATCH', `/posts/${made.postId}`, patch)
  return made.id
}

const linkAnswer = z.object({ id: z.string(), postId: z.string() })
