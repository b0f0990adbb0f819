import { readFile } from 'node:fs/promises'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { adminHeaders, type Dashboard, isTooWide, openDashboard } from './dashboard.ts'

let dashboard: Dashboard
let page: Page

beforeAll(async () => {
  dashboard = await openDashboard()
  page = dashboard.page
  await page.getByRole('link', { name: 'Orders' }).first().click()
  await page.getByText('No orders yet').waitFor()
  const order = { event: 'purchase', currency: 'NOK' }
  await tell('/e', { ...order, orderId: '1001', value: '399.50' })
  await tell('/api/v1/conversions', { ...order, orderId: '1001', value: '499.50', tax: '100.00', newCustomer: true })
  await tell('/api/v1/conversions', { ...order, orderId: '1002', value: '20' })
  for (const n of [1, 2, 3])
    await tell('/api/v1/conversions', { ...order, orderId: `late-${n}`, value: '5', link: 'later' })
  await tell('/api/v1/conversions', { ...order, orderId: 'odd', value: 'much' })
  await page.reload()
})

afterAll(() => dashboard.close())

describe('the page “Orders”', () => {
  it('marks who bought and what sources disagree on, and lists these alone', async () => {
    await orders().first().waitFor()
    await expect.poll(() => orders().count()).toBe(2)
    await orders().filter({ hasText: '1001' }).getByText('New', { exact: true }).waitFor()
    await page.getByText('1 disagreement').click()
    await expect.poll(() => orders().count()).toBe(1)
    const mark = orders().getByRole('button', { name: 'Sources disagree' })
    await mark.focus()
    await page.keyboard.press('Enter')
    const told = page.getByText(/The shop's server told .*499\.50.* \(taken\) · script told .*399\.50/)
    await told.waitFor()
    await page.getByText('The difference is the tax').waitFor()
    await page.getByText('1 disagreement').click()
    await expect.poll(() => orders().count()).toBe(2)
  })

  it('hands over what is counted as a file, and offers none of what is in quarantine', async () => {
    const download = page.getByRole('button', { name: 'Download' })
    await download.click()
    const saving = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: 'NDJSON' }).click()
    const file = await readFile(await (await saving).path(), 'utf8')
    const told = file
      .trimEnd()
      .split('\n')
      .map((line) => z.object({ orderId: z.string() }).parse(JSON.parse(line)))
    expect(new Set(told.map(({ orderId }) => orderId))).toEqual(new Set(['1001', '1002']))
    await page.getByRole('tab', { name: /Quarantine/ }).click()
    await download.waitFor({ state: 'detached' })
    await page.getByRole('tab', { name: 'Counted' }).click()
    await download.waitFor()
  })

  it('searches the quarantine, opens one byte for byte, and puts it aside', async () => {
    await page.getByRole('tab', { name: 'Quarantine (4)' }).click()
    await expect.poll(() => waiting().count()).toBe(4)
    await page.getByLabel('Search').fill('"ODD"')
    await expect.poll(() => waiting().count()).toBe(1)
    await waiting().getByRole('button', { name: 'Open' }).click()
    await waiting().getByText('Bytes', { exact: true }).click()
    await waiting()
      .getByText(/000000 {2}7b 22 65 76 65 6e 74/)
      .waitFor()
    await waiting().getByRole('button', { name: 'Dismiss' }).click()
    await page.getByText('Nothing such in quarantine').waitFor()
    await page.getByText('Dismissed', { exact: true }).first().click()
    await expect.poll(() => waiting().count()).toBe(1)
    await page.getByLabel('Search').fill('')
    await page.getByText('Waiting', { exact: true }).click()
    await expect.poll(() => waiting().count()).toBe(3)
  })

  it('replays all of a reason once its reason is gone', async () => {
    const draft = { destination: 'https://shop.example/', channel: 'instagram', campaign: 'jul', slug: 'later' }
    await tell('/api/v1/links', draft)
    await page.getByRole('combobox', { name: 'Reason' }).click()
    await page.getByRole('option', { name: "A field can't be taken (3)" }).click()
    await page.getByRole('button', { name: 'Replay all 3' }).click()
    await page.getByText('3 replayed; none was refused again.').waitFor()
    await expect.poll(() => waiting().count()).toBe(0)
    await page.getByText('4 of at most 10,000 kept').waitFor()
    await page.getByRole('tab', { name: 'Counted' }).click()
    await expect.poll(() => orders().count()).toBe(5)
  })

  it('fits a phone', async () => {
    await page.setViewportSize({ width: 390, height: 800 })
    for (const tab of ['Counted', 'Quarantine']) {
      await page.getByRole('tab', { name: tab }).click()
      await expect.poll(() => isTooWide(page)).toBe(false)
    }
    await page.getByText('Replayed', { exact: true }).first().click()
    await expect.poll(() => waiting().count()).toBe(3)
    expect(dashboard.crashes).toEqual([])
  })
})

function orders(): Locator {
  return page.locator('[data-conversion]')
}

function waiting(): Locator {
  return page.locator('[data-quarantined]')
}

async function tell(path: string, body: unknown): Promise<void> {
  const answer = await fetch(dashboard.urlOf(path), {
    method: 'POST',
    headers: adminHeaders,
    body: JSON.stringify(body),
  })
  await answer.arrayBuffer()
}
