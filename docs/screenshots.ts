import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { readConfig } from '../src/config.ts'
import { startDemo } from '../src/demo/demo.ts'
import { demoOwner } from '../src/demo/fill.ts'
import { launchChromium } from '../test/browser/chromium.ts'

// `npm run screenshots`: the pictures of README and docs, from the demo's data. Run after `npm run build`.
/** Pixels that stay above a heading, so that its card's edge is seen. */
const above = 40
const folder = join(import.meta.dirname, 'images')
/** By their pictures' names: where they are, and the heading that stands on top where it isn't the page's own. */
const shots = {
  links: { path: 'links' },
  report: { path: 'report' },
  'report-compared': { path: 'report?channel=newsletter&compare=previous' },
  models: { path: 'report/models?days=90&by=channel', from: 'Each channel under every model' },
  ranking: { path: 'report/ranking?days=90', from: 'Orders per person who clicked' },
  evidence: { path: 'report/evidence?days=90', from: 'In short' },
  orders: { path: 'orders' },
  goals: { path: 'goals' },
  install: { path: 'install' },
} as const satisfies Record<string, { readonly path: string; readonly from?: string }>
type Name = keyof typeof shots
const pages: readonly Name[] = [
  'links',
  'report',
  'report-compared',
  'models',
  'ranking',
  'evidence',
  'orders',
  'goals',
  'install',
]
const looks = [
  { suffix: '', width: 1280, height: 860, colorScheme: 'light', pages },
  { suffix: '-dark', width: 1280, height: 860, colorScheme: 'dark', pages: ['report'] },
  { suffix: '-phone', width: 390, height: 844, colorScheme: 'light', pages: ['links'] },
] as const

mkdirSync(folder, { recursive: true })
const dataDir = mkdtempSync(join(tmpdir(), 'tilltrail-screenshots-'))
const demo = await startDemo(readConfig({ PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'error' }), {
  seed: 900,
  now: Date.now(),
})
const { publicUrl } = demo.running.runtime
const browser = await launchChromium()
try {
  for (const { suffix, width, height, colorScheme, pages: shown } of looks) {
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme,
      locale: 'en-GB',
      timezoneId: 'Europe/Oslo',
      deviceScaleFactor: 1,
    })
    const page = await context.newPage()
    await signIn(page)
    for (const name of shown) await shoot(page, name, suffix)
    await context.close()
  }
} finally {
  await browser.close()
  await demo.stop()
  rmSync(dataDir, { recursive: true, force: true })
}

async function signIn(page: Page): Promise<void> {
  await page.goto(`${publicUrl}/app/sign-in`)
  await page.getByLabel('E-mail').fill(demoOwner.email)
  await page.getByRole('textbox', { name: 'Password' }).fill(demoOwner.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByLabel('Where should the post lead?').waitFor()
}

async function shoot(page: Page, name: Name, suffix: string): Promise<void> {
  const shot: { readonly path: string; readonly from?: string } = shots[name]
  await page.goto(`${publicUrl}/app/${shot.path}`)
  await page.waitForLoadState('networkidle').catch(() => undefined)
  await page.waitForTimeout(1_000)
  if (shot.from !== undefined) await scrollTo(page, shot.from)
  await page.screenshot({ path: join(folder, `${name}${suffix}.png`) })
}

async function scrollTo(page: Page, heading: string): Promise<void> {
  const top = await page.getByRole('heading', { name: heading }).evaluate((one) => one.getBoundingClientRect().top)
  await page.mouse.wheel(0, top - above)
  await page.waitForTimeout(300)
}
