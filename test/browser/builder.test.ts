import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { type Dashboard, openDashboard } from './dashboard.ts'

// One publication on several channels in one step, and the weeks that follow: on the real server, in a real browser.
/** In the shop's time, as a field for date and time has it. */
const planned = '2030-11-20T08:30'

/** A search waits until nothing is typed, and for the server. */
const patient = { timeout: 10_000 }

let dashboard: Dashboard
let page: Page

beforeAll(async () => {
  dashboard = await openDashboard()
  page = dashboard.page
  await dashboard.context.grantPermissions(['clipboard-read', 'clipboard-write'])
})

afterAll(() => dashboard.close())

describe('the builder', () => {
  it('is done by keyboard alone: paste, Tab, digits, arrows, Enter', async () => {
    await page.keyboard.press('c')
    await destination().fill('https://shop.example/votter')
    await page.keyboard.press('Tab')
    await expect.poll(focused).toBe('instagram')
    await page.keyboard.press('4')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await expect.poll(focused).toBe('x')
    await page.keyboard.press('ArrowDown')
    await expect.poll(focused).toBe('reddit')
    await page.keyboard.press('Space')
    await page.keyboard.press('2')
    await expect.poll(ticked).toEqual(['x', 'reddit'])
    await page.keyboard.press('Tab')
    await page.keyboard.type('Black Week')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Votter')
    await page.keyboard.press('Enter')
    await expect
      .poll(clipboard)
      .toMatch(/^X: http:\/\/localhost:\d+\/[a-z0-9]{8}\nReddit: http:\/\/localhost:\d+\/[a-z0-9]{8}$/)
    expect(await posts()).toMatchObject([
      { channel: 'reddit', title: 'Votter', campaignName: 'Black Week' },
      { channel: 'x', title: 'Votter', links: [{ utm: { source: 'x', campaign: 'black-week', content: 'votter' } }] },
    ])
  })

  it('remembers the channels and the campaign, and gives back the field for the next address', async () => {
    await expect.poll(ticked).toEqual(['x', 'reddit'])
    await page.reload()
    await destination().waitFor()
    expect(await ticked()).toEqual(['x', 'reddit'])
    await expect.poll(() => campaign().inputValue()).toBe('Black Week')
  })

  it('shows for each placement its own UTMs and the group of Google Analytics, offers a readable slug and mends with a click', async () => {
    await tick('X', false)
    await tick('Reddit', false)
    await tick('Instagram', true)
    await destination().fill('https://shop.example/genser')
    await title().fill('Blå genser')
    await page.getByRole('button', { name: 'Another placement on Instagram' }).click()
    await row(1).getByText('utm_content=bla-genser-story').waitFor()
    await row(0).getByText('utm_content=bla-genser-feed').waitFor()
    await row(0).getByText('Google Analytics: Organic Social').waitFor()
    await row(0).getByRole('button', { name: 'Use /bla-genser-instagram-feed' }).click()
    await campaign().fill('Winter shop')
    await campaign().press('Escape')
    await row(0).getByText('Google Analytics: Organic Shopping').waitFor()
    await page.locator('[data-warning]').getByRole('button', { name: 'Use winter-store' }).click()
    await row(0).getByText('Google Analytics: Organic Social').waitFor()
    await expect.poll(() => campaign().inputValue()).toBe('winter-store')
  })

  it('makes them planned, with a caption, and takes them along as text, table and file', async () => {
    await page.getByRole('button', { name: 'About the post' }).click()
    await page.getByLabel('Caption', { exact: true }).fill('Se den: {link} 💙')
    await page.getByLabel('Planned for').fill(planned)
    await page.getByLabel('Made by a customer').check()
    await page.getByRole('button', { name: 'Create 2 links and copy' }).click()
    const made = page.locator('[data-made]')
    await made.nth(1).waitFor()
    const url = dashboard.urlOf('/bla-genser-instagram-feed')
    await made
      .nth(0)
      .getByRole('button', { name: /caption and link/ })
      .click()
    await expect.poll(clipboard).toBe(`Se den: ${url} 💙`)
    await page.getByRole('button', { name: 'Copy All as a table' }).click()
    await expect
      .poll(clipboard)
      .toContain(`instagram\tfeed\tBlå genser\t${url}\thttps://shop.example/genser?utm_source=`)
    await page.getByRole('button', { name: 'Copied: All as a table' }).waitFor()
    await page.locator('[aria-live=polite]', { hasText: 'Copied: All as a table' }).waitFor({ state: 'attached' })
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'CSV file' }).click()
    const file = await readFile(await (await download).path(), 'utf8')
    expect(file.split('\r\n')).toHaveLength(4)
    expect(file).toContain(`"instagram","feed","Blå genser","${url}"`)
    const sheet = await page.getByRole('link', { name: 'Print QR codes' }).getAttribute('href')
    expect(sheet).toMatch(/^\/app\/qr-sheet\?ids=link_[\w-]{12}%2Clink_[\w-]{12}$/)
    const [, first] = await posts()
    expect(first).toMatchObject({
      customerMade: true,
      publishedAt: '2030-11-20T07:30:00.000Z',
      caption: 'Se den: {link} 💙',
    })
  })

  it('says what each fix does, keeps the rest as typed, and gives the focus back to the field', async () => {
    await destination().fill('http://shop.example/blåbær?farge=blå&fbclid=abc')
    const warnings = page.locator('[data-warning]')
    await warnings.getByRole('button', { name: 'Leave out fbclid' }).click()
    await expect.poll(() => destination().inputValue()).toBe('http://shop.example/blåbær?farge=blå')
    expect(await destination().evaluate((field) => field === document.activeElement)).toBe(true)
    await warnings.getByRole('button', { name: 'Write https://' }).click()
    await expect.poll(() => destination().inputValue()).toBe('https://shop.example/blåbær?farge=blå')
    await row(0).getByRole('button', { name: 'More:' }).click()
    const content = row(0).getByLabel('UTM content')
    await content.fill('+47 912 34 567')
    await row(0).getByRole('button', { name: 'Leave it empty' }).click()
    await expect.poll(() => content.inputValue()).toBe('')
    expect(await content.evaluate((field) => field === document.activeElement)).toBe(true)
  })

  it('names the row whose short address is taken, and makes none of them', async () => {
    const before = await posts()
    await destination().fill('https://shop.example/genser')
    await row(1).getByRole('button', { name: 'More:' }).click()
    await row(1).getByLabel('Own short address').fill('bla-genser-instagram-feed')
    await row(1).getByText('is taken, or was once').waitFor()
    expect(await row(0).getByText('is taken').count()).toBe(0)
    await destination().press('Enter')
    await page.waitForTimeout(300)
    expect(await posts()).toEqual(before)
    await destination().fill('')
  })

  it('names a mistyped year instead of breaking, and a missing campaign with no list above it', async () => {
    await page.reload()
    await destination().fill('https://shop.example/genser')
    await page.getByRole('button', { name: 'About the post' }).click()
    await page.getByLabel('Planned for').fill('0202-11-22T08:30')
    await page.getByText('Must be a time such as').waitFor()
    await page.getByLabel('Planned for').fill('')
    const before = await campaign().inputValue()
    await campaign().fill('')
    await destination().press('Enter')
    await page.getByText('Name the campaign this post belongs to.').waitFor()
    expect(await campaign().evaluate((field) => field === document.activeElement)).toBe(true)
    await page.waitForTimeout(300)
    expect(await page.getByRole('option').count()).toBe(0)
    await campaign().fill(before)
    await campaign().press('Escape')
    await destination().fill('')
  })

  it('takes an address and a title that a bookmarklet or a phone hands over', async () => {
    const shared = new URLSearchParams({ title: 'Ny lue', text: 'Se https://shop.example/lue!' })
    await dashboard.goTo(`links?${shared}`)
    await expect.poll(() => destination().inputValue()).toBe('https://shop.example/lue')
    await expect.poll(() => title().inputValue()).toBe('Ny lue')
    await expect.poll(() => new URL(page.url()).search).toBe('')
    await destination().fill('')
  })
})

describe('the posts', () => {
  it('are found by words, channel and kind', async () => {
    await page.locator('[data-post]').nth(3).waitFor()
    await page.getByLabel('Search').fill('votter')
    await expect.poll(() => page.locator('[data-post]').count(), patient).toBe(2)
    await page.getByLabel('Search').fill('nothing like it')
    await page.getByText('No posts like that').waitFor()
    await page.getByLabel('Search').fill('')
    await expect.poll(() => page.locator('[data-post]').count(), patient).toBe(4)
  })

  it('stand in their week, each on its day, with their links ready', async () => {
    await page.locator('label').filter({ hasText: 'Week' }).click()
    const today = page.locator('[data-today]')
    await today.locator('[data-post]').nth(1).waitFor()
    expect(await today.locator('[data-post]').allTextContents()).toEqual([
      expect.stringContaining('Votter'),
      expect.stringContaining('Votter'),
    ])
  })

  it('are planned once more as last week, those ticked, at the same time of day', async () => {
    await page.getByRole('button', { name: 'The week after' }).click()
    await expect.poll(() => page.locator('[data-post]').count()).toBe(0)
    await page.getByRole('button', { name: 'Same as last week' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('checkbox').nth(1).waitFor()
    await dialog.getByRole('checkbox').nth(1).uncheck()
    await dialog.getByRole('button', { name: 'Plan 1 post' }).click()
    await page.locator('[data-post]').filter({ hasText: 'Planned' }).waitFor()
    const [copy, , , , original] = await posts()
    expect(copy).toMatchObject({ channel: 'x', title: 'Votter', links: [{ utm: { content: 'votter' } }] })
    const [at, from] = [copy, original].map((post) => Date.parse(String(post?.['publishedAt'] ?? post?.['createdAt'])))
    expect(Math.abs((at ?? 0) - (from ?? 0) - 7 * 86_400_000)).toBeLessThanOrEqual(3_600_000)
    await page.getByRole('button', { name: 'Same as last week' }).click()
    await dialog.getByText('is in this week already').waitFor()
    await expect.poll(() => dialog.getByRole('checkbox').nth(0).isChecked()).toBe(false)
    await page.keyboard.press('Escape')
  })

  it('are told more of where they stand', async () => {
    await page.locator('[data-post]').getByRole('button', { name: 'Votter' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Address of the picture').fill('http://shop.example/a.jpg')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByText('Must be the https address of the picture').waitFor()
    await dialog.getByLabel('Address of the picture').fill('https://shop.example/a.jpg')
    await dialog.getByLabel('Planned for').fill('')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect
      .poll(async () => (await posts())[0])
      .toMatchObject({
        ...{ imageUrl: 'https://shop.example/a.jpg', publishedAt: null, title: 'Votter' },
      })
  })

  it('are changed on all their channels at once', async () => {
    await page.locator('label').filter({ hasText: 'List' }).click()
    await page.getByLabel('Search').fill('Blå genser')
    await expect.poll(() => page.locator('[data-post]').count()).toBe(2)
    await page.getByRole('button', { name: 'Change the post Blå genser' }).first().click()
    await page.getByRole('menuitem', { name: 'Edit the post' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('checkbox', { name: 'Also for the other channel' }).check()
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Blå kofte')
    await dialog.getByRole('combobox', { name: 'Campaign' }).click()
    await page.getByRole('option', { name: 'Black Week' }).click()
    await dialog.getByRole('button', { name: 'Save' }).click()
    const renamed = async () => (await posts()).filter((post) => post['title'] === 'Blå kofte')
    await expect
      .poll(async () => (await renamed()).map((post) => post['campaignName']))
      .toEqual(['Black Week', 'Black Week'])
    await dialog.waitFor({ state: 'detached' })
    await page.getByLabel('Search').fill('')
    await page.locator('label').filter({ hasText: 'Week' }).click()
  })

  it('fit on a phone, without an error in any of it', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    await destination().fill('https://shop.example/genser')
    await row(1).waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    expect(dashboard.crashes).toEqual([])
  })
})

function destination() {
  return page.getByLabel('Where should the post lead?')
}

function campaign() {
  return page.locator('form').getByRole('combobox', { name: 'Campaign' })
}

function title() {
  return page.getByRole('textbox', { name: 'Post', exact: true })
}

function row(index: number) {
  return page.locator('[data-row]').nth(index)
}

async function tick(name: string, isTicked: boolean): Promise<void> {
  await page.getByRole('checkbox', { name, exact: true }).setChecked(isTicked)
}

function ticked(): Promise<string[]> {
  return page
    .locator('fieldset input:checked')
    .evaluateAll((boxes) => boxes.map((box) => box.getAttribute('value') ?? ''))
}

function focused(): Promise<string | null | undefined> {
  return page.evaluate(() => document.activeElement?.getAttribute('value'))
}

function clipboard(): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText())
}

const items = z.object({ items: z.array(z.record(z.string(), z.unknown())) })

async function posts() {
  return items.parse(await dashboard.call('GET', '/posts')).items
}
