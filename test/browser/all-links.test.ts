import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Dashboard, isTooWide, openDashboard } from './dashboard.ts'

// Finding links again and changing many of them, on a wide screen and on a phone.

let dashboard: Dashboard
let page: Page

beforeAll(async () => {
  dashboard = await openDashboard()
  page = dashboard.page
  for (let number = 1; number <= 60; number++)
    await dashboard.call('POST', '/links', {
      ...{ destination: `https://shop.example/vare-${number}`, channel: number % 2 ? 'facebook' : 'print' },
      ...{ campaign: 'Jul', slug: `vare-${number}`, title: `Vare nummer ${number}` },
    })
})

afterAll(() => dashboard.close())

describe('all links', () => {
  it('are reached from the builder, paged through, searched and put in order', async () => {
    await dashboard.goTo('links')
    await page.getByRole('link', { name: 'All links' }).click()
    await expect.poll(() => slugs()).toHaveLength(50)
    expect((await slugs())[0]).toBe('vare-60')
    await page.getByRole('button', { name: 'Next' }).click()
    await expect.poll(() => slugs()).toHaveLength(10)
    await page.getByRole('button', { name: 'Previous' }).click()
    await expect.poll(() => slugs()).toHaveLength(50)
    await page.getByLabel('Search').fill('NUMMER 12')
    await expect.poll(() => slugs()).toEqual(['vare-12'])
    expect(page.url()).toContain('q=NUMMER')
    await page.getByLabel('Search').fill('no such thing')
    await page.getByText('No link fits').waitFor()
    await page.getByLabel('Search').fill('vare-1')
    await page.getByRole('combobox', { name: 'Sort by' }).click()
    await page.getByRole('option', { name: 'Oldest first' }).click()
    await expect.poll(async () => (await slugs()).slice(0, 2)).toEqual(['vare-1', 'vare-10'])
  })

  for (const { width, first } of [
    { width: 1280, first: 20 },
    { width: 390, first: 30 },
  ])
    it(`are changed together, ${width} pixels wide`, async () => {
      await page.setViewportSize({ width, height: 844 })
      const numbers = [first, first + 1, first + 2]
      await dashboard.goTo('links/all')
      for (const number of numbers) await rowOf(`vare-${number}`).getByRole('checkbox').check()
      await page.getByText('3 links selected').waitFor()
      await page.getByRole('button', { name: 'Change…' }).click()
      await page.getByRole('button', { name: 'Change', exact: true }).click()
      await page.getByText('Fill in at least one field.').waitFor()
      await page.getByRole('combobox', { name: 'Add tags' }).fill(`gave-${width}`)
      await page.getByRole('combobox', { name: 'Add tags' }).press('Enter')
      await page.getByLabel('Then leads to').fill('shop.example/slutt')
      await page.getByRole('button', { name: 'Change', exact: true }).click()
      await page.getByText('3 links were not changed').waitFor()
      await page.getByText('Write https:// in front').waitFor()
      for (const number of numbers) await page.getByRole('alert').getByText(`/vare-${number}`).waitFor()
      await page.getByLabel('Then leads to').fill('https://shop.example/slutt')
      await page.getByRole('checkbox', { name: 'Archive them' }).check()
      await page.getByRole('button', { name: 'Change and archive' }).click()
      await page.getByText('3 links changed').waitFor()
      for (const number of numbers) {
        await rowOf(`vare-${number}`).getByText('Archived').waitFor()
        expect(await visit(`/vare-${number}`)).toBe('https://shop.example/slutt')
      }
      await rowOf(`vare-${first}`)
        .getByRole('button', { name: `gave-${width}` })
        .click()
      await expect.poll(() => slugs()).toEqual(numbers.toReversed().map((number) => `vare-${number}`))
      await expect.poll(() => isTooWide(page)).toBe(false)
    })

  it('are taken along: as a file, and as QR codes', async () => {
    await dashboard.goTo('links/all')
    for (const number of [51, 52]) await rowOf(`vare-${number}`).getByRole('checkbox').check()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'CSV file' }).click()
    const lines = (await readFile(await (await download).path(), 'utf8')).split('\r\n')
    expect(lines[0]).toBe('\ufeff"short_url","destination","target_url","channel","placement","post","campaign","tags"')
    expect(lines[1]).toContain('/vare-51","https://shop.example/vare-51","https://shop.example/vare-51?utm_source=')
    const sheet = page.getByRole('link', { name: 'Print QR codes' })
    expect(await sheet.getAttribute('href')).toMatch(/^\/app\/qr-sheet\?ids=link_[\w-]{12}%2Clink_[\w-]{12}$/)
  })

  it('are opened one by one: changed, limited, and told who changed what', async () => {
    await dashboard.goTo('links/all')
    await page
      .getByRole('button', { name: /\/vare-59$/ })
      .first()
      .click()
    const facts = page.locator('[data-facts]')
    await facts.getByText('Facebook · Jul').waitFor()
    await facts.getByText('utm_campaign=jul').waitFor()
    await facts.getByText('0 clicks, 0 orders').waitFor()
    await page.getByLabel('Leads to', { exact: true }).fill('https://shop.example/nytt-sted')
    await page.getByLabel('Ends after clicks').fill('1')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The link is changed').waitFor()
    expect(await visit('/vare-59')).toContain('https://shop.example/nytt-sted')
    expect(await visit('/vare-59')).toBe('410')
    await page.getByRole('tab', { name: 'History' }).click()
    const destination = page.locator('[data-change="destination"]')
    await destination.getByText('https://shop.example/nytt-sted').waitFor()
    await destination.getByText('before: https://shop.example/vare-59').waitFor()
    await destination.getByText('Kari Nordmann').waitFor()
    await page.goBack()
    await page.getByRole('tab', { name: 'History' }).waitFor({ state: 'detached' })
  })
})

describe('a short domain', () => {
  it('leads visitors where its shop says, and becomes a link for what they looked for', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await visit('/plakatt')).toBe('404')
    await dashboard.goTo('settings/domains')
    const card = page.locator('[data-domain="localhost"]')
    await card.getByLabel('Unknown slugs').fill('http://shop.example/')
    await card.getByRole('button', { name: 'Save' }).click()
    await card.getByText('Write it with https://').waitFor()
    await card.getByLabel('Unknown slugs').fill('https://shop.example/')
    await card.getByRole('button', { name: 'Save' }).click()
    await card.getByRole('button', { name: 'Remove the settings' }).waitFor()
    expect(await visit('/plakattt')).toBe('https://shop.example/')
    await page.getByRole('button', { name: 'Make a link for plakatt', exact: true }).click()
    await page.getByLabel('Where should it lead?').fill('https://shop.example/plakat')
    await page.getByRole('combobox', { name: 'Campaign' }).fill('jul')
    await page.getByRole('combobox', { name: 'Campaign' }).press('Enter')
    await page.locator('[data-unknown="plakatt"]').waitFor({ state: 'detached' })
    expect(await visit('/plakatt')).toContain('https://shop.example/plakat?utm_source=print')
  })

  it('is chosen for new links and for old ones, once there are two', async () => {
    await dashboard.goTo('links')
    await page.getByLabel('Where should the post lead?').waitFor()
    expect(await page.getByRole('combobox', { name: 'Short domain' }).count()).toBe(0)
    await dashboard.goTo('settings/domains')
    await page.getByLabel('Domain', { exact: true }).fill('https://go.shop.example/')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.locator('[data-domain="go.shop.example"]').waitFor()
    await dashboard.goTo('links')
    await page.getByRole('combobox', { name: 'Short domain' }).click()
    await page.getByRole('option', { name: 'go.shop.example' }).click()
    await page.getByLabel('Where should the post lead?').fill('https://shop.example/kopp')
    await page.locator('form').getByRole('combobox', { name: 'Campaign' }).fill('Jul')
    await page.locator('form').getByRole('combobox', { name: 'Campaign' }).press('Escape')
    await page.locator('[data-row]').getByText('go.shop.example/').first().waitFor()
    await page.getByLabel('Where should the post lead?').press('Enter')
    await page.getByRole('link', { name: 'go.shop.example/' }).first().waitFor()
    await dashboard.goTo('links/all?q=vare-58')
    await page
      .getByRole('button', { name: /\/vare-58$/ })
      .first()
      .click()
    await page.getByRole('combobox', { name: 'Short domain' }).click()
    await page.getByRole('option', { name: 'go.shop.example' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('dialog').getByText('go.shop.example/vare-58').waitFor()
  })
})

function rowOf(slug: string) {
  return page.locator('[data-link]').filter({ has: page.getByRole('button', { name: new RegExp(`^[^ ]*/${slug}$`) }) })
}

async function slugs(): Promise<string[]> {
  const texts = await page.locator('[data-link] button').filter({ hasText: '/' }).allTextContents()
  return texts.map((text) => text.replace(/^.*\//, ''))
}

/** Where a person's visit leads, or its status. */
async function visit(path: string): Promise<string> {
  const answer = await dashboard.visit(path)
  return answer.headers.get('location') ?? String(answer.status)
}
