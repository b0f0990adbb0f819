import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { type Dashboard, isTooWide, openDashboard, violations } from './dashboard.ts'

// The pizza shop's goal in its owner's words: the real server, a real browser. The steps are one story.

let dashboard: Dashboard
let page: Page

beforeAll(async () => {
  dashboard = await openDashboard({ width: 390, shop: 'Fjellpizza' })
  page = dashboard.page
  const today = new Date().toISOString().slice(0, 10)
  await dashboard.call('POST', '/values', { metric: 'followers', value: 400, at: today, channel: 'facebook' })
})

afterAll(() => dashboard.close())

describe('a goal in the owner’s words, on a phone', () => {
  it('is read from a sentence, and judged in a folded panel', async () => {
    await dashboard.goTo('goals')
    await page.getByRole('link', { name: 'New goal' }).first().click()
    await page
      .getByLabel('Your goal in a sentence')
      .fill('20% more followers on Facebook in our city within a month, honest')
    await page.keyboard.press('Enter')
    await page.getByText('Read as: Followers').waitFor()
    await page.getByText('Not understood: honest.').waitFor()
    const fold = page.getByRole('button', { name: /3 of 5 SMART points met/ })
    await fold.waitFor()
    expect(await page.getByText('The way to the sale, in your numbers').isVisible()).toBe(false)
    await fold.click()
    await page.getByText('480 followers', { exact: true }).waitFor()
    await page.getByText('? orders', { exact: true }).waitFor()
    expect(await violationsAtRest()).toEqual([])
    await expect.poll(() => isTooWide(page)).toBe(false)
    await fold.click()
  })

  it('comes back as it was after a reload', async () => {
    await page.reload()
    await page.getByText('Your draft is back where you left it.').waitFor()
    await page.getByRole('button', { name: 'Next' }).click()
    await expect.poll(() => page.getByLabel('Target', { exact: true }).inputValue()).toBe('+20%')
    await expect.poll(() => page.getByLabel('Place, such as our city').inputValue()).toBe('our city')
    await page.getByText('That comes to 480.').waitFor()
    await expect.poll(() => isTooWide(page)).toBe(false)
  })
})

describe('the same goal at a desk', () => {
  it('gives way to something nearer the sale, and stays as its milestone', async () => {
    await page.setViewportSize({ width: 1280, height: 900 })
    const panel = page.getByRole('region', { name: 'What this goal is worth' })
    await panel.getByRole('button', { name: 'Use link clicks instead, keep mine as milestone' }).click()
    await page.getByText('What you had on followers is saved with it, as a milestone on the way.').waitFor()
    await panel.getByText('4 Interaction').first().waitFor()
    await page.getByLabel('Target', { exact: true }).fill('200')
    await page.getByLabel('Which goal of the business does it serve?').fill('Fill the tables on weekdays')
  })

  it('is planned and saved by keyboard alone', async () => {
    await page.getByLabel('Which goal of the business does it serve?').focus()
    await page.keyboard.press('Enter')
    await page.getByLabel('Hours you plan').fill('12')
    await page.getByLabel('Money you plan (NOK)').fill('1500')
    await page.getByText('Every month').click()
    expect(await violationsAtRest()).toEqual([])
    await page.getByLabel('Name of the goal').fill('200 clicks from Facebook')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/app\/goals$/)
    const goals = await stored()
    const main = goals.find((goal) => goal.main)
    expect(main).toMatchObject({
      ...{ name: '200 clicks from Facebook', metric: 'link_clicks', target: 200, review: 'monthly' },
      ...{ plannedHours: 12, plannedMoney: 1500, businessGoal: 'Fill the tables on weekdays' },
    })
    expect(goals.find((goal) => !goal.main)).toMatchObject({
      ...{ metric: 'followers', target: 480, baseline: 400, parentId: main?.id },
      scope: { channel: 'facebook', place: 'our city' },
    })
  })

  it('forgets the draft, and takes a four-week baseline by one click', async () => {
    await dashboard.goTo('goals/new')
    await page.getByLabel('Your goal in a sentence').fill('+10000 followers on TikTok in a month')
    await page.getByRole('button', { name: 'Read my sentence' }).click()
    await page.getByText(/unrealistic without a budget/).waitFor()
    await page.getByLabel('Your goal in a sentence').fill('300 likes on Instagram within a month')
    await page.getByRole('button', { name: 'Read my sentence' }).click()
    await page.getByRole('button', { name: 'Take the four-week baseline instead' }).click()
    await page.getByRole('button', { name: 'Next' }).click()
    await expect.poll(() => page.getByLabel('Name of the goal').inputValue()).toBe('Measure likes for four weeks')
    await page.getByRole('button', { name: 'Save goal' }).click()
    await page.waitForURL(/\/app\/goals$/)
    expect(await stored()).toHaveLength(3)
  })

  it('changes a goal that is there, in the same steps', async () => {
    const main = (await stored()).find((goal) => goal.main)
    await dashboard.goTo(`goals/${main?.id}/edit`)
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByLabel('Target', { exact: true }).fill('250')
    await page.getByRole('button', { name: 'Save now' }).click()
    await page.waitForURL(/\/app\/goals$/)
    expect((await stored()).find((goal) => goal.main)?.target).toBe(250)
  })

  it('did all that without an error in the console', () => {
    expect(dashboard.problems).toEqual([])
  })
})

async function stored() {
  return goalsAnswer.parse(await dashboard.call('GET', '/goals')).items
}

const goalsAnswer = z.object({
  items: z.array(z.looseObject({ id: z.string(), metric: z.string(), target: z.number(), main: z.boolean() })),
})

/** Once what unfolds has unfolded. */
async function violationsAtRest(): Promise<string[]> {
  await page.waitForTimeout(300)
  return violations(page)
}
