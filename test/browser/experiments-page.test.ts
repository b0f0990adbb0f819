import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as z from 'zod'
import { type Dashboard, isTooWide, openDashboard } from './dashboard.ts'

// From a plan to what is locked: on the real server, in a real browser.

let dashboard: Dashboard
let page: Page

beforeAll(async () => {
  dashboard = await openDashboard({ width: 390 })
  page = dashboard.page
})

afterAll(() => dashboard.close())

it('is planned with what it could see, changed, drawn as it starts, and then locked', async () => {
  await dashboard.goTo('experiments')
  await page.getByText('No experiments yet').waitFor()
  await page.getByRole('link', { name: 'Plan an experiment' }).click()
  await page.getByText('Unknown: the shop has 0 whole weeks').waitFor()
  expect(await page.getByText('To be drawn').count()).toBe(12)
  await page.getByRole('textbox', { name: 'Pairs of weeks' }).fill('4')
  await page.getByText('With 4 pairs no result can be clear enough').waitFor()
  await page.getByRole('textbox', { name: 'Pairs of weeks' }).fill('5')
  await page.getByText('This could be in vain').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Save the plan' }).click()
  await page.getByText('Write down what you expect').waitFor()
  await page.getByRole('textbox', { name: 'What do you expect?' }).fill('Posts bring us orders')
  await page.getByRole('button', { name: 'Save the plan' }).click()

  await page.getByRole('heading', { name: 'Posts bring us orders' }).waitFor()
  const calendar = page.getByRole('list').filter({ hasText: 'Pair 1' })
  const kinds = async () => {
    const text = await calendar.innerText()
    return [/^To be drawn$/gm, /^No posts$/gm, /^Posts$/gm].map((kind) => text.match(kind)?.length ?? 0)
  }
  expect(await kinds()).toEqual([10, 0, 0])
  await page.getByRole('link', { name: 'Change' }).click()
  await page.getByRole('radio', { name: 'More or fewer with posts' }).check()
  await page.getByText('A two-sided test needs 6 pairs.').waitFor()
  await page.getByRole('button', { name: 'Save the plan' }).click()
  await page.getByRole('heading', { name: 'Posts bring us orders' }).waitFor()
  expect(await kinds()).toEqual([10, 0, 0])

  await page.getByRole('button', { name: 'Start' }).click()
  await page.getByRole('button', { name: 'Draw, lock and start' }).click()
  await page.getByRole('heading', { name: /^Registered/ }).waitFor()
  await page.getByText('The result is shown when the last week is over').waitFor()
  expect(await kinds()).toEqual([0, 5, 5])
  expect(await page.getByText(/^[0-9a-f]{64}$/).count()).toBe(1)
  expect(await page.getByRole('link', { name: 'Change' }).count()).toBe(0)
  await expect.poll(() => isTooWide(page)).toBe(false)
  const id = z.string().parse(new URL(page.url()).pathname.split('/').at(-1))
  await expect(dashboard.call('PATCH', `/experiments/${id}`, { hypothesis: 'Another' })).rejects.toThrow('409')

  await page.getByRole('button', { name: 'Stop early' }).click()
  await page.getByRole('textbox', { name: 'Why?' }).fill('A sale came up')
  await page.getByRole('button', { name: 'Stop it' }).click()
  await page.getByText('Stopped early: no verdict.').waitFor()
  await page.getByText('Reason: A sale came up').waitFor()
  await page.getByRole('button', { name: 'Put away' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Put it away' }).click()
  await page.getByText('No experiments yet').waitFor()
})
