import { createServer, type Server } from 'node:http'
import { decode } from 'fast-png'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { sharedTitle, sharedUrl } from '../../src/links/shared-url.ts'
import { type Dashboard, openDashboard } from './dashboard.ts'

// From a page somewhere else to the builder: the bookmark in a real browser, and what a phone installs.
let dashboard: Dashboard
let elsewhere: Server
let page: Page

const title = 'Kaffe & sjokolade – 50 % «nå»'
const path = '/kaffe?farge=bl%C3%A5&q=a+b%26c#topp?x=1'

beforeAll(async () => {
  elsewhere = createServer((_, answer) => {
    answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`<title>${title}</title><p>A shop`)
  })
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', () => resolve()))
  dashboard = await openDashboard()
  page = dashboard.page
})

afterAll(async () => {
  await dashboard.close()
  elsewhere.close()
})

describe('the bookmark', () => {
  it('opens the builder with the address and title of a page on another site, and leaves that page alone', async () => {
    await dashboard.goTo('quick')
    const code = await page.getByRole('link', { name: 'Link with Tilltrail' }).getAttribute('href')
    const shop = await dashboard.context.newPage()
    await shop.goto(shopUrl())
    await shop.evaluate((href) => {
      const link = document.createElement('a')
      link.href = href ?? ''
      link.textContent = 'the bookmark'
      document.body.append(link)
    }, code)
    // What the builder is asked with: it may tidy its own address afterwards.
    const asked = dashboard.context.waitForEvent('request', (request) => request.url().includes('/app/links?'))
    const opening = shop.waitForEvent('popup')
    await shop.getByText('the bookmark').click()
    const given = new URL((await asked).url()).searchParams
    const shared = { url: given.get('url') ?? '', title: given.get('title') ?? '' }
    expect(shared).toEqual({ url: shopUrl(), title })
    expect([sharedUrl(shared), sharedTitle(shared)]).toEqual([shopUrl(), title])
    const opened = await opening
    await opened.getByRole('heading', { level: 1 }).first().waitFor()
    expect(await opened.evaluate(() => window.opener === null)).toBe(true)
    expect(shop.url()).toBe(shopUrl())
    await shop.close()
    await opened.close()
  })

  it('says that it is to be dragged when it is pressed on our own page', async () => {
    await dashboard.goTo('quick')
    await page.getByRole('link', { name: 'Link with Tilltrail' }).click()
    await page.getByText('pressed here it does nothing').waitFor()
    expect(new URL(page.url()).pathname).toBe('/app/quick')
  })

  it('asks somebody who is signed out to sign in first, and keeps the page', async () => {
    const signedOut = await dashboard.browser.newContext()
    const visitor = await signedOut.newPage()
    await visitor.goto(dashboard.urlOf(`/app/links?url=${encodeURIComponent(shopUrl())}`))
    await visitor.getByRole('button', { name: 'Sign in' }).waitFor()
    const next = new URL(visitor.url()).searchParams.get('next') ?? ''
    expect(new URL(next, visitor.url()).searchParams.get('url')).toBe(shopUrl())
    await signedOut.close()
  })
})

describe('the installed dashboard', () => {
  it('has a manifest that browsers take, with icons of the sizes it tells, and takes what is shared', async () => {
    const link = await page.locator('link[rel=manifest]').getAttribute('href')
    const answer = await fetch(dashboard.urlOf(link ?? ''))
    expect(answer.headers.get('content-type')).toMatch(/^application\/manifest\+json/)
    const manifest = manifestShape.parse(await answer.json())
    expect(manifest.share_target).toEqual({
      action: '/app/links',
      method: 'GET',
      enctype: 'application/x-www-form-urlencoded',
      params: { title: 'title', text: 'text', url: 'url' },
    })
    expect(manifest.share_target.action.startsWith(manifest.scope)).toBe(true)
    for (const { src, sizes, type } of manifest.icons) {
      const icon = await fetch(dashboard.urlOf(src))
      expect([src, icon.status, icon.headers.get('content-type')?.split(';')[0]]).toEqual([src, 200, type])
      if (type !== 'image/png') continue
      const { width, height } = decode(await icon.arrayBuffer())
      expect([src, `${width}x${height}`]).toEqual([src, sizes])
    }
    const kinds = manifest.icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`)
    expect(kinds).toEqual(expect.arrayContaining(['192x192 any', '512x512 any', '512x512 maskable']))
    // As Chromium reads it under our policy: what it can't use, it says here.
    const devtools = await dashboard.context.newCDPSession(page)
    const read = appManifest.parse(await devtools.send('Page.getAppManifest'))
    expect([read.errors, new URL(read.url).pathname]).toEqual([[], '/app/manifest.webmanifest'])
    const { installabilityErrors } = errorList.parse(await devtools.send('Page.getInstallabilityErrors'))
    expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([])
  })
})

describe('the help on Google Analytics', () => {
  it('foretells a channel while it is typed, with the rule, and shows the table', async () => {
    await dashboard.goTo('help/ga4')
    await page.getByLabel('Source').fill('threads')
    await page.getByLabel('Medium').fill('organic_social')
    const status = page.getByRole('status').filter({ hasText: 'No rule fits' })
    await status.getByText('Unassigned').waitFor()
    await page.getByLabel('Medium').fill('social')
    await page.getByText('Rule 10: a social network on its list').waitFor()
    expect(await page.getByRole('table').first().getByRole('row').count()).toBe(20)
    await page.getByText('As of 2025-11-25, built into Tilltrail.').waitFor()
  })
})

const manifestShape = z.object({
  scope: z.string(),
  start_url: z.string(),
  display: z.literal('standalone'),
  icons: z.array(z.object({ src: z.string(), sizes: z.string(), type: z.string(), purpose: z.string() })).min(3),
  share_target: z.looseObject({ action: z.string() }),
})
const appManifest = z.object({ url: z.string(), errors: z.array(z.unknown()) })
const errorList = z.object({ installabilityErrors: z.array(z.object({ errorId: z.string() })) })

function shopUrl(): string {
  const address = elsewhere.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}${path}`
}
