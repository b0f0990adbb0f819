import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Dashboard, openDashboard } from './dashboard.ts'

let dashboard: Dashboard
let page: Page

beforeAll(async () => {
  dashboard = await openDashboard({ width: 390 })
  page = dashboard.page
})

afterAll(() => dashboard.close())

it('leads through the questions to a statement, and explains what merely selling more leads to', async () => {
  await dashboard.goTo('purpose')
  await page.getByLabel('Who are your customers, and what interests them?').fill('Hikers who love coffee')
  const wanted = page.getByLabel('What do you want from them?')
  await wanted.fill('Sell more')
  await page.getByText('The goal is too big to hit').waitFor()
  await wanted.fill('to visit us on their way home')
  await page.getByText('The goal is too big to hit').waitFor({ state: 'hidden' })

  await page.getByRole('button', { name: /^Knowledge/ }).click()
  await page.getByRole('button', { name: /^Offer/ }).click()
  await page.getByRole('button', { name: 'Move Offer up' }).click()
  await page.getByLabel('Hours a week').fill('4')
  await page.getByLabel('Money a month').fill('500')
  await page.getByRole('button', { name: 'Use this draft' }).click()
  const statement = page.getByRole('textbox', { name: 'Purpose statement' })
  await expect
    .poll(() => statement.inputValue())
    .toBe(
      'We are on social media for Hikers who love coffee. We want them to visit us on their way home. ' +
        'We give them offers first, then knowledge. We put in 4 hours a week and NOK 500 a month.'.replace(
          'NOK 500',
          'NOK\u00a0500',
        ),
    )
  await statement.fill('Vi er her for dem som går på tur.')
  await page.getByRole('button', { name: 'Save purpose' }).click()
  await page.getByText('Purpose saved').waitFor()
  await page.reload()
  await page.getByRole('textbox', { name: 'Purpose statement' }).waitFor()
  await expect
    .poll(() => page.getByRole('textbox', { name: 'Purpose statement' }).inputValue())
    .toBe('Vi er her for dem som går på tur.')
  expect(await page.getByRole('button', { name: /^1 Offer/ }).getAttribute('aria-pressed')).toBe('true')
}, 60_000)

it('puts a number of the shop’s own on its level by three questions, and finds it in the list', async () => {
  await dashboard.goTo('metrics')
  await page.getByRole('button', { name: 'LINE friends' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('3 Engagement').waitFor()
  await dialog.getByLabel('What is counted?').fill('Vouchers sold')
  await dialog.getByRole('radio', { name: 'Yes' }).last().check()
  await dialog.getByText('4 Interaction').waitFor()
  await dialog.getByRole('radio', { name: 'Yes' }).first().check()
  await dialog.getByText('5 Transaction').waitFor()
  await dialog.getByRole('button', { name: 'Add metric' }).click()
  await dialog.waitFor({ state: 'hidden' })

  await page.getByLabel('Search').fill('vouchers')
  await page.getByText('1 metric', { exact: true }).waitFor()
  await page
    .getByRole('region', { name: '5 Transaction' })
    .getByRole('button', { name: /Vouchers sold/ })
    .click()
  await page.getByText('Whether she would have bought anyway.', { exact: true }).waitFor()

  await page.getByText('In this shop', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Edit metric' }).click()
  await dialog.getByText('5 Transaction').waitFor()
  await dialog.getByLabel('What is counted?').fill('Vouchers redeemed')
  await dialog.getByRole('button', { name: 'Save metric' }).click()
  await page.getByRole('button', { name: /^Vouchers redeemed/ }).waitFor()

  await page.getByLabel('Search').fill('3 seconds')
  await page.getByRole('button', { name: /^Video views/ }).click()
  await page.getByText('A view counts already after 3 seconds').waitFor()
}, 60_000)

it('asks each campaign for its purpose and target group', async () => {
  await dashboard.goTo('links')
  await page.getByRole('link', { name: 'Campaigns' }).click()
  await page.getByRole('button', { name: 'New campaign' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('November')
  await dialog.getByRole('button', { name: 'Save campaign' }).click()
  await page.getByText('Not said yet. Whom does it speak to?').waitFor()
  await page.getByRole('button', { name: 'Edit' }).click()
  await dialog.getByLabel('Target group').fill('Parents nearby')
  await dialog.getByRole('button', { name: 'Save campaign' }).click()
  await page.getByText('Not said yet. Whom does it speak to?').waitFor({ state: 'detached' })
  await page.getByText('Parents nearby').waitFor()
}, 60_000)
