import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Dashboard, isTooWide, openDashboard, violations } from './dashboard.ts'

const today = new Date().toISOString().slice(0, 10)
let dashboard: Dashboard

beforeAll(async () => {
  dashboard = await openDashboard()
})

afterAll(() => dashboard.close())

it('takes the gross margin, keeps it, and gives it up again', async () => {
  const { page, goTo, problems } = dashboard
  await goTo('settings')
  await expect.poll(() => margin().inputValue()).toBe('')
  await margin().pressSequentially('42,5')
  await expect.poll(() => margin().inputValue()).toBe('42.5%')
  await save()
  await page.reload()
  await expect.poll(() => margin().inputValue()).toBe('42.5%')
  expect(await violations(page, 'main')).toEqual([])

  await margin().fill('')
  await save()
  await page.reload()
  await expect.poll(() => margin().inputValue()).toBe('')
  expect(problems).toEqual([])
})

it('says at the field what a gross margin can be, and leaves what was typed', async () => {
  const { page, goTo } = dashboard
  await goTo('settings')
  await margin().fill('425')
  await saveButton().click()
  await page.getByText('Must be 0 to 100', { exact: true }).waitFor()
  await expect.poll(() => margin().inputValue()).toBe('425%')
  expect(await page.getByRole('alert').count()).toBe(0)
})

it('is where the report leads whoever has no gross margin, and what the report reckons with at once', async () => {
  const { page, goTo, call } = dashboard
  await call('POST', '/costs', { amount: '100', from: today, to: today, kind: 'boost' })
  await goTo('report')
  await page.getByRole('link', { name: 'Set your gross margin' }).click()
  await margin().fill('40')
  await save()
  await page.getByRole('link', { name: 'Report', exact: true }).click()
  await page.getByText('Net revenue × gross margin − costs').waitFor()
})

it('is narrow enough for a phone', async () => {
  const { page, goTo } = dashboard
  await page.setViewportSize({ width: 390, height: 844 })
  await goTo('settings')
  await margin().waitFor()
  await expect.poll(() => isTooWide(page)).toBe(false)
})

function margin() {
  return dashboard.page.getByRole('textbox', { name: 'Gross margin' })
}

function saveButton() {
  return dashboard.page.getByRole('button', { name: 'Save', exact: true })
}

async function save() {
  await saveButton().click()
  await dashboard.page.getByText('Saved', { exact: true }).waitFor()
}
