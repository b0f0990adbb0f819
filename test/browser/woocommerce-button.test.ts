import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { statement } from '../../src/storage/database.ts'
import { openFakeShop } from '../conversions/woocommerce/fake-shop.ts'
import { type Dashboard, isTooWide, openDashboard, violations } from './dashboard.ts'

// An owner connects WooCommerce by its button, on the real server and a shop of its own. The steps are one story.
let dashboard: Dashboard
let shop: Awaited<ReturnType<typeof openFakeShop>>
let page: Page

beforeAll(async () => {
  shop = await openFakeShop()
  shop.sell(120, Date.now() - 3_600_000)
  dashboard = await openDashboard()
  page = dashboard.page
})

afterAll(async () => {
  await dashboard.close()
  await shop.close()
})

describe('WooCommerce by one button', () => {
  it('names what is wrong with an address, at its field', async () => {
    await dashboard.goTo('install')
    await page.locator('input[value=woocommerce]').check()
    await page.getByText('By hand here').waitFor()
    await page.getByRole('button', { name: 'Make a secret' }).waitFor()
    await page.getByLabel('Address of a shop on this computer').fill('http://shop.example')
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    await page.getByText('Must be a shop on this computer').waitFor()
  })

  it('leads to the shop and back, makes the webhooks and reads the past orders', async () => {
    await page.getByLabel('Address of a shop on this computer').fill(shop.url)
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: 'Approve' }).click()
    await page.waitForURL(/\/app\/install\?success=1/)
    await page.locator('[data-woocommerce=connected]').waitFor({ timeout: 40_000 })
    await page.getByText('120 past orders were read').waitFor()
    expect(shop.webhooks.map(({ topic, status }) => `${topic} ${status}`)).toEqual([
      'order.created active',
      'order.updated active',
    ])
    await page.locator('[data-ping=stored]').filter({ hasText: '1120' }).waitFor({ timeout: 10_000 })
    expect(await page.getByRole('button', { name: 'Make a secret' }).count()).toBe(0)
  })

  it.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)('is accessible in %s at %i pixels and fits', async (scheme, width) => {
    await page.emulateMedia({ colorScheme: scheme })
    await page.setViewportSize({ width, height: 844 })
    await dashboard.goTo('install')
    await page.locator('[data-woocommerce=connected]').waitFor()
    expect(await violations(page, '[data-woocommerce]')).toEqual([])
    await expect.poll(() => isTooWide(page)).toBe(false)
  })

  it('shows an alarm on every page, with its figures, until it is set aside', async () => {
    const off = 'update woocommerce_connections set disabled_at = ?'
    await dashboard.running.runtime.database.batch([statement(off, Date.now() - 7_200_000)])
    await dashboard.goTo('orders')
    const alarm = page.locator('[data-alarm=woocommerce-webhook-disabled]')
    await alarm.getByRole('button', { name: 'Details' }).click()
    await alarm.getByText('2 hours ago a webhook of localhost').waitFor()
    expect(await violations(page, '[data-alarm]')).toEqual([])
    await alarm.getByRole('button', { name: 'Set aside for a week' }).click()
    await alarm.waitFor({ state: 'detached' })
    await page.reload()
    await page.getByRole('heading', { level: 1 }).waitFor()
    await expect.poll(() => alarm.count()).toBe(0)
  })

  it('is disconnected after a second thought, and is by hand again', async () => {
    await dashboard.goTo('install')
    await page.getByRole('button', { name: 'Disconnect' }).click()
    await page.getByRole('button', { name: 'Disconnect now' }).click()
    await page.getByRole('button', { name: 'Make a secret' }).waitFor()
    expect(shop.webhooks).toEqual([])
  })

  it('says so when the shop gave no keys', async () => {
    await dashboard.goTo('install?success=0')
    await page.getByText('The shop gave no keys').waitFor()
    expect(dashboard.crashes).toEqual([])
  })
})
