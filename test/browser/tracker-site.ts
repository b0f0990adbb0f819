import { createServer, type Server } from 'node:http'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { launchChromium } from './chromium.ts'
import { type Collector, listen, portOf, startCollector, stop } from './collector.ts'

// Two sites, as in life: the shop on 127.0.0.1, Tilltrail on localhost. Only the shop's pages are made up.

export const CLICK = 'A'.repeat(31) + '1'
export const WAITING_MS = 5000

/** `head`: a script before the snippet. `attributes`: of the snippet's element. `body`: markup. */
export type ShopPage = { head?: string; attributes?: string; body?: string; csp?: string; snippet?: string }

/** A shop whose pages carry the real snippet, in a real browser. */
export async function openSite() {
  const tilltrail = await startCollector()
  const shop = createServer((_, response) => {
    if (site.shown.csp) response.setHeader('content-security-policy', site.shown.csp)
    response.setHeader('content-type', 'text/html; charset=utf-8').end(draw(site.shown, tilltrail))
  })
  await listen(shop)
  const browser = await launchChromium()
  const site = new Site(browser, tilltrail, shop)
  return site
}

class Site {
  readonly browser: Browser
  readonly tilltrail: Collector
  readonly url: string
  shown: ShopPage = {}
  problems: string[] = []
  readonly #shop: Server
  #open: { context: BrowserContext; page: Page } | undefined

  constructor(browser: Browser, tilltrail: Collector, shop: Server) {
    this.browser = browser
    this.tilltrail = tilltrail
    this.#shop = shop
    this.url = `http://127.0.0.1:${portOf(shop)}/`
  }

  get page(): Page {
    if (!this.#open) throw new Error('there is no page yet')
    return this.#open.page
  }

  /** Another visitor, with nothing on the device. */
  async begin(): Promise<void> {
    this.tilltrail.received = []
    this.tilltrail.visits = []
    this.tilltrail.loaded = []
    this.shown = {}
    this.problems = []
    const context = await this.browser.newContext()
    const page = await context.newPage()
    page.on('pageerror', (error) => this.problems.push(String(error)))
    page.on('console', (message) => this.problems.push(`${message.type()}: ${message.text()}`))
    this.#open = { context, page }
  }

  async end(): Promise<void> {
    await this.#open?.context.close()
    this.#open = undefined
  }

  /** Opens a page of the shop and waits until both files are at work. */
  async land(path: string, shown: ShopPage = this.shown): Promise<void> {
    this.shown = shown
    await this.page.goto(this.url + path)
    await this.page.waitForFunction(() => window.tilltrail?.isWatched === true, undefined, { timeout: WAITING_MS })
  }

  /** Leaves the shop; what is told on leaving is told. */
  leave() {
    return this.page.goto('about:blank')
  }

  kept(key = 'tilltrail'): Promise<string | null> {
    return this.page.evaluate((name) => localStorage.getItem(name), key)
  }

  run(script: string): Promise<unknown> {
    return this.page.evaluate(script)
  }

  /** What was told by pings so far, without time and shop, once there are that many. */
  async pings(number: number): Promise<Record<string, unknown>[]> {
    await expect.poll(() => this.tilltrail.received.length, { timeout: WAITING_MS }).toBeGreaterThanOrEqual(number)
    return this.tilltrail.received.map(({ body }) => {
      const { at: _, shop: __, ...ping } = JSON.parse(body)
      return ping
    })
  }

  /** What was told of visits so far, once there are that many. */
  async visits(number: number): Promise<Record<string, unknown>[]> {
    await expect.poll(() => this.tilltrail.visits.length, { timeout: WAITING_MS }).toBeGreaterThanOrEqual(number)
    return this.tilltrail.visits
  }

  async close(): Promise<void> {
    await this.browser.close()
    stop(this.#shop)
    this.tilltrail.stop()
  }
}

function draw({ head = '', attributes = '', body = '', snippet }: ShopPage, { url }: Collector): string {
  const inline = head && `<script>${head}</script>`
  const script = snippet ?? `<script defer src="${url}/till.js" data-shop="shop-1" ${attributes}></script>`
  return `<!doctype html><title>A shop</title>${inline}${script}<body>${body}`
}

export type { Site }
