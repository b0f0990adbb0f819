import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { type Dashboard, openDashboard } from './dashboard.ts'

// Making links as somebody does who slips: on the real server, in a real browser.

let dashboard: Dashboard
let page: Page

beforeAll(async () => {
  dashboard = await openDashboard()
  page = dashboard.page
})

afterAll(() => dashboard.close())

describe('the form for a new link', () => {
  it('says everything that is missing at once, with what to do', async () => {
    await destination().press('Enter')
    await page.getByText('Paste the address of the page in your shop.').waitFor()
    await page.getByText('Name the campaign this post belongs to.').waitFor()
  })

  it('makes nothing of an address that is refused, and after it is corrected one link and one campaign, named as typed', async () => {
    await destination().fill('hello')
    await campaign().fill('Black Week: Wool & Co')
    await campaign().press('Enter')
    await page.getByText('Write https:// in front').waitFor()
    expect(await listed('campaigns')).toEqual([])
    await destination().fill('https://shop.example/hello')
    await destination().press('Enter')
    await postOf('Black Week: Wool & Co').waitFor()
    await expect.poll(() => listed('links')).toMatchObject([{ destination: 'https://shop.example/hello' }])
    await expect.poll(() => listed('campaigns')).toMatchObject([{ name: 'Black Week: Wool & Co' }])
  })

  it('makes nothing of what only the server can refuse, and goes on from there with the same campaign', async () => {
    const [first] = await listed('links')
    await destination().fill('https://shop.example/second')
    await page.getByRole('button', { name: 'More:' }).click()
    await page.getByLabel('Own short address').fill(String(first?.['slug']))
    await campaign().fill('Spring Sale')
    await campaign().press('Enter')
    await page.getByText('is taken, or was once').waitFor()
    expect(await listed('campaigns')).toHaveLength(1)
    await page.getByLabel('Own short address').fill('spring')
    await page.getByLabel('Own short address').press('Enter')
    await expect.poll(() => listed('links')).toMatchObject([{ slug: 'spring' }, {}])
    await expect.poll(() => listed('campaigns')).toMatchObject([{ name: 'Spring Sale' }, {}])
  })

  it('leaves the name of a campaign that is there already, however it is typed', async () => {
    await destination().fill('https://shop.example/third')
    await campaign().fill('spring sale')
    await campaign().press('Enter')
    await expect.poll(() => listed('links')).toHaveLength(3)
    await expect.poll(() => destination().inputValue()).toBe('')
    expect(await listed('campaigns')).toMatchObject([{ name: 'Spring Sale' }, { name: 'Black Week: Wool & Co' }])
  })

  it('shows the growing address while it is typed, without scrolling', async () => {
    await destination().fill('https://shop.example/fourth')
    const shown = page.getByText('utm_source=').first()
    await shown.waitFor()
    const box = await shown.boundingBox()
    expect((box?.y ?? 0) + (box?.height ?? Number.NaN)).toBeLessThan(800)
    await destination().fill('')
  })
})

describe('a post that is there', () => {
  it('is renamed, and told more of', async () => {
    await change('/spring', 'Edit the post')
    await page.getByLabel('Name', { exact: true }).fill('Newsletter no. 7')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.locator('[data-post]').filter({ hasText: 'Newsletter no. 7' }).waitFor()
  })

  it('has its link archived only after being told what that means', async () => {
    await change('/spring', 'Archive the link /spring')
    await page.getByText("It can't be brought back").waitFor()
    expect((await dashboard.visit('/spring')).status).toBe(302)
    await page.getByRole('button', { name: 'Archive the link', exact: true }).click()
    await postOf('/spring').getByText('ended').waitFor()
    expect((await dashboard.visit('/spring')).status).not.toBe(302)
  })
})

function destination() {
  return page.getByLabel('Where should the post lead?')
}

function campaign() {
  return page.locator('form').getByRole('combobox', { name: 'Campaign' })
}

/** The row of the post with this text in it. */
function postOf(text: string) {
  return page.locator('[data-post]').filter({ hasText: text })
}

async function change(post: string, action: string): Promise<void> {
  await postOf(post)
    .getByRole('button', { name: /^Change the post/ })
    .click()
  await page.getByRole('menuitem', { name: action }).click()
}

const items = z.object({ items: z.array(z.record(z.string(), z.unknown())) })

async function listed(what: 'links' | 'campaigns') {
  return items.parse(await dashboard.call('GET', `/${what}`)).items
}
