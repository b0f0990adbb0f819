import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import * as z from 'zod'
import { readConfig } from '../../src/config.ts'
import { startNode } from '../../src/node.ts'
import { safari } from '../app/talk.ts'
import { adminKey } from '../make.ts'
import { launchChromium } from './chromium.ts'

type Wishes = {
  /** In pixels. */
  readonly width?: number
  /** Its name. */
  readonly shop?: string
}

export type Dashboard = Awaited<ReturnType<typeof openDashboard>>
export type Tilltrail = Awaited<ReturnType<typeof startTilltrail>>

/** The real server, and its dashboard in a real browser, open for the owner of a new shop. The caller closes it. */
export async function openDashboard({ width = 1280, shop = 'Fjellkaffe' }: Wishes = {}) {
  const tilltrail = await startTilltrail()
  const browser = await launchChromium()
  const viewport = { width, height: 844 }
  const context = await browser.newContext({ viewport, locale: 'en-GB', timezoneId: 'Europe/Oslo' })
  const page = await context.newPage()
  const { problems, crashes } = watch(page)
  const close = async () => {
    await browser.close()
    await tilltrail.stop()
  }
  try {
    await signUp(page, { setupUrl: tilltrail.setupUrl, shop })
  } catch (error) {
    await close()
    throw error
  }
  return {
    ...tilltrail,
    ...{ browser, context, page, problems, crashes },
    goTo: (path: string) => page.goto(tilltrail.urlOf(`/app/${path}`)),
    close,
  }
}

/** The real server over a folder of its own, which goes when it stops. `call` speaks to its API as its admin. */
export async function startTilltrail() {
  const folder = mkdtempSync(join(tmpdir(), 'tilltrail-browser-'))
  const config = readConfig({ PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'error', ADMIN_API_KEY: adminKey })
  const running = await startNode(config)
  const urlOf = (path: string) => `${running.runtime.publicUrl}${path}`
  return {
    running,
    setupUrl: running.setupUrl,
    urlOf,
    /** What a person in a browser is answered: where a link leads, not what is there. */
    visit: (path: string, userAgent = safari) =>
      fetch(urlOf(path), { redirect: 'manual', headers: { 'user-agent': userAgent } }),
    call: (method: string, path: string, body?: unknown) => call(urlOf(`/api/v1${path}`), method, body),
    stop: async () => {
      await running.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export const adminHeaders = { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' }

/** What it answered, {} for nothing. Throws what it said when it refused. */
async function call(url: string, method: string, body: unknown): Promise<unknown> {
  const init = body === undefined ? {} : { body: JSON.stringify(body) }
  const answer = await fetch(url, { method, headers: adminHeaders, ...init })
  if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${await answer.text()}`)
  return answer.status === 204 ? {} : answer.json()
}

/** What goes wrong from now on: `crashes` were thrown and not caught, `problems` are they and the console's errors. */
export function watch(page: Page): { readonly problems: string[]; readonly crashes: string[] } {
  const [problems, crashes]: [string[], string[]] = [[], []]
  page.on('pageerror', ({ message }) => {
    crashes.push(message)
    problems.push(message)
  })
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  return { problems, crashes }
}

/** Makes the owner's account and the first shop at the address the server prints once. */
export async function signUp(page: Page, { setupUrl, shop }: { setupUrl: string | undefined; shop: string }) {
  if (!setupUrl) throw new Error('no setup URL')
  await page.goto(setupUrl)
  await page.getByLabel('Your name').fill('Kari Nordmann')
  await page.getByLabel('E-mail').fill('kari@shop.example')
  await page.getByRole('textbox', { name: 'Password' }).fill('kaffe og sjokolade')
  await page.getByLabel('Shop name').fill(shop)
  await page.getByRole('button', { name: 'Create account and shop' }).click()
  await page.waitForURL('**/app/links')
}

/** Rules of axe that the page breaks, or `part` of it, each with its elements. */
export async function violations(page: Page, part = 'html'): Promise<string[]> {
  await page.evaluate(axe)
  const found: unknown = await page.evaluate(
    `axe.run('${part}', { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] })`,
  )
  return axeAnswer
    .parse(found)
    .violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' ')}`)
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const axeAnswer = z.object({
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
})

/** Whether it has to be scrolled sideways. */
export function isTooWide(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
}
