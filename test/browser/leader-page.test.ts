import { afterAll, beforeAll, expect, it } from 'vitest'
import * as z from 'zod'
import { type Dashboard, isTooWide, openDashboard, violations } from './dashboard.ts'

// The month: a note written to it, shared by a link, opened by somebody without an account, and taken back.
let dashboard: Dashboard
let month: string

beforeAll(async () => {
  dashboard = await openDashboard()
  const { call, visit } = dashboard
  const made = await call('POST', '/links', {
    ...{ destination: 'https://shop.example/', channel: 'instagram' },
    ...{ campaign: 'Autumn', title: 'Ten ways to brew' },
  })
  const { slug } = z.looseObject({ slug: z.string() }).parse(made)
  const click = new URL((await visit(`/${slug}`)).headers.get('location') ?? '').searchParams.get('till')
  const order = { event: 'purchase', orderId: 'SECRET-ORDER', value: '1000', currency: 'NOK', click }
  await call('POST', '/conversions', order)
  const { to } = z.looseObject({ to: z.string() }).parse(await call('GET', '/reports/summary'))
  month = to.slice(0, 7)
})

afterAll(() => dashboard.close())

it('is written to, shared with someone without an account, and taken back', async () => {
  const { page, goTo, browser, problems } = dashboard
  await goTo(`leader?month=${month}`)
  await page.getByText('social brought the only order').first().waitFor()
  await page.getByLabel('Your note').fill('The <b>brewing</b> film worked.')
  await page.getByLabel('Next step').fill('Two more of them.')
  await page.getByRole('button', { name: 'Save note and next step' }).click()
  await page.getByText('Saved: it stands on the page now.').waitFor()
  const preview = page.frameLocator('iframe')
  await preview.getByText('The <b>brewing</b> film worked.').waitFor()
  expect(await violations(page, 'main')).toEqual([])

  await page.getByRole('button', { name: 'Make a link' }).click()
  const url = await page.locator('pre').first().innerText()
  const stranger = await browser.newContext({ viewport: { width: 390, height: 844 }, javaScriptEnabled: false })
  const theirs = await stranger.newPage()
  expect((await theirs.goto(url))?.status()).toBe(200)
  await theirs.getByText('social brought the only order').first().waitFor()
  await theirs.getByText('Two more of them.').waitFor()
  expect(await theirs.content()).not.toContain('SECRET-ORDER')
  const sizes = await theirs.evaluate('[document.documentElement.scrollWidth, window.innerWidth]')
  expect(z.tuple([z.number(), z.number()]).parse(sizes)[0]).toBeLessThanOrEqual(390)
  const pdf = (await theirs.pdf({ preferCSSPageSize: true })).toString('latin1')
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1)

  await page.getByRole('button', { name: 'End it now' }).click()
  await page.getByText('1 link has ended.').waitFor()
  expect((await theirs.goto(url))?.status()).toBe(410)
  await stranger.close()
  expect(problems).toEqual([])
})

it('shows the whole page and no blank below it, also when the window gets narrower and wider again', async () => {
  const { page, goTo, problems } = dashboard
  await goTo(`leader?month=${month}`)
  await expect.poll(isPageWhole).toBe(true)
  const wide = await frameHeight()
  await page.setViewportSize({ width: 390, height: 844 })
  await expect.poll(frameHeight).toBeGreaterThan(wide)
  await expect.poll(isPageWhole).toBe(true)
  await page.setViewportSize({ width: 1280, height: 844 })
  await expect.poll(frameHeight).toBe(wide)
  expect(problems).toEqual([])
})

it('is planned as a mail, which without a mail server is a file', async () => {
  const { page, goTo } = dashboard
  await goTo('leader')
  // The shop is new: there is no month that is over.
  const thisMonth = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'Europe/Oslo' })
  await expect.poll(() => page.getByRole('combobox', { name: 'Month' }).inputValue()).toBe(thisMonth.format())
  await page.getByText('No mail server is set').waitFor()
  await page.getByRole('button', { name: 'New mail' }).click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Must hold an address at least').waitFor()
  await page.getByLabel('To', { exact: true }).fill('kari@shop.example, ola@shop.example')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const row = page.getByRole('article', { name: 'The month’s page' })
  await row.getByText('On day 1 of each month at 07:00').waitFor()
  await row.getByRole('button', { name: 'Send a test mail now' }).click()
  await page.getByText('Written as a file: see below where.').waitFor()
  await page.getByText(/reports\/\d{4}-\d\d\.html/).waitFor()
  await page.setViewportSize({ width: 390, height: 844 })
  await expect.poll(() => isTooWide(page)).toBe(false)
})

function frameHeight() {
  return dashboard.page.locator('iframe').evaluate((frame) => frame.clientHeight)
}

/** Nothing of it is cut off, and what is left free below it is less than a line. */
async function isPageWhole() {
  const page = await dashboard.page.frameLocator('iframe').locator('html').boundingBox()
  const free = (await frameHeight()) - (page?.height ?? 0)
  return free >= 0 && free < 16
}
