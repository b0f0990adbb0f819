import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { readPicture } from '../../src/links/qr-picture.ts'
import { readCode } from '../links/read-code.ts'
import { adminHeaders, type Dashboard, openDashboard } from './dashboard.ts'

// A shop's codes as its people make them: on the real server, in a real browser.

/** Drawing anew waits until nothing is typed, and for the server. */
const patient = { timeout: 20_000 }

let dashboard: Dashboard
let page: Page
let links: Link[]

beforeAll(async () => {
  dashboard = await openDashboard()
  page = dashboard.page
  links = [await makeLink('Vinduet i Storgata'), await makeLink('Pakkelapp')]
})

afterAll(() => dashboard.close())

describe('the look of a shop’s codes', () => {
  it('says in words what scanners make of two colours, and saves only what they read', async () => {
    await dashboard.goTo('settings/qr')
    await page.getByText('Contrast 21 : 1. Easy to scan.').waitFor()
    const save = page.getByRole('button', { name: 'Save' })
    await page.getByLabel('Dark', { exact: true }).fill('#ffd100')
    await page.getByText('Too alike: scanners need 4 : 1.').waitFor()
    expect(await save.isDisabled()).toBe(true)
    await page.getByLabel('Light', { exact: true }).fill('#000000')
    await page.getByText('Light on dark').waitFor()
    await page.getByLabel('Dark', { exact: true }).fill('#0b7')
    await page.getByText('Write colours as').waitFor()
    await page.getByLabel('Dark', { exact: true }).fill('#0b775b')
    await page.getByLabel('Light', { exact: true }).fill('#ffffff')
    await page.getByText('Contrast 5.5 : 1.').waitFor()
    await save.click()
    await page.getByText('look like this from now on').waitFor()
    expect(
      await (await fetch(dashboard.urlOf(`/api/v1/links/${links[0]?.id}/qr.svg`), { headers: adminHeaders })).text(),
    ).toContain('fill="#0b775b"')
  })

  it('takes any picture as the logo, small enough and as a PNG', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2000 1000"><path fill="#c8102e" d="M0 0h2000v1000H0z"/></svg>'
    const file = { name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(svg) }
    await page.locator('input[type=file]').setInputFiles(file)
    await page.getByText('There is a logo: PNG').waitFor()
    const picture = await codeOf(links[0], '?size=512')
    expect([...picture.rgba.slice((256 * 512 + 256) * 4, (256 * 512 + 256) * 4 + 3)]).toEqual([200, 16, 46])
    expect(readCode(picture)).toBe(`${links[0]?.shortUrl}?qr=1`)
    await page.getByLabel('Logo in the middle').waitFor()
  })

  it('says of a file that is no picture what to do', async () => {
    const file = { name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from('hello') }
    await page.locator('input[type=file]').setInputFiles(file)
    await page.getByText('Save it as PNG and try again').waitFor()
  })

  it('goes without a logo again', async () => {
    await page.getByRole('button', { name: 'Remove the logo' }).click()
    await page.getByText('There is no logo yet.').waitFor()
  })
})

describe('the sheet', () => {
  it('shows each code with its words, and leaves out in print what isn’t paper', async () => {
    await dashboard.goTo(`qr-sheet?ids=${links.map(({ id }) => id).join(',')},link_no`)
    await page.getByText('Vinduet i Storgata').waitFor()
    await page.getByText('There is no such link.').waitFor()
    await page.getByLabel('Channel').uncheck()
    expect(await page.getByText('Print', { exact: true }).count()).toBe(1)
    await page.getByText('4', { exact: true }).click()
    await page.emulateMedia({ media: 'print' })
    await page.setViewportSize({ width: 794, height: 1123 })
    for (const hidden of ['QR sheet', 'There is no such link.', 'Codes side by side', 'Fjellkaffe'])
      expect([hidden, await page.getByText(hidden).first().isVisible()]).toEqual([hidden, false])
    for (const { id, shortUrl } of links) {
      const code = page.locator(`[data-code="${id}"]`)
      expect(await code.innerText()).toContain(shortUrl.replace('http://', ''))
      expect(readCode(readPicture(await code.locator('img').screenshot()))).toBe(`${shortUrl}?qr=1`)
    }
    await page.emulateMedia({ media: null })
    await page.setViewportSize({ width: 1280, height: 900 })
  })

  it('says how to fill it when it is empty', async () => {
    await dashboard.goTo('qr-sheet')
    await page.getByText('No codes on this sheet').waitFor()
    await page.getByRole('link', { name: 'Go to your links' }).click()
    await page.waitForURL('**/app/links')
  })
})

describe('the code of a link', () => {
  it('is opened from its post, changed for this once, and taken along', async () => {
    await dashboard.goTo('links')
    const post = page.locator('[data-post]').filter({ hasText: 'Pakkelapp' })
    await post.getByRole('button', { name: /^Change the post/ }).click()
    await page.getByRole('menuitem', { name: /^QR code/ }).click()
    const dialog = page.getByRole('dialog')
    const drawn = dialog.getByRole('img', { name: /^QR code of/ })
    await drawn.waitFor()
    await dialog.getByLabel('Dark').fill('#8a2f4b')
    await dialog.getByLabel('Size of the PNG').fill('30')
    await dialog.getByLabel('Margin').fill('2')
    await expect.poll(() => dialog.getByLabel('Size of the PNG').inputValue(), patient).toBe('64 px')
    await dialog.getByLabel('Size of the PNG').fill('300')
    await expect
      .poll(async () => decodeURIComponent((await drawn.getAttribute('src')) ?? ''), patient)
      .toContain('#8a2f4b')
    const png = readPicture(await downloaded(() => dialog.getByRole('button', { name: 'Download PNG' }).click()))
    expect([png.width, readCode(png)]).toEqual([300, `${links[1]?.shortUrl}?qr=1`])
    const svg = await downloaded(() => dialog.getByRole('button', { name: 'Download SVG' }).click())
    expect(new TextDecoder().decode(svg)).toContain('fill="#8a2f4b"')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
  })
})

const linkAnswer = z.object({ id: z.string(), shortUrl: z.string() })
type Link = z.output<typeof linkAnswer>

async function makeLink(title: string): Promise<Link> {
  const draft = { destination: 'https://shop.example/x', channel: 'print', campaign: 'jul', title }
  return linkAnswer.parse(await dashboard.call('POST', '/links', draft))
}

async function codeOf(link: Link | undefined, query: string) {
  const answer = await fetch(dashboard.urlOf(`/api/v1/links/${link?.id}/qr.png${query}`), { headers: adminHeaders })
  return readPicture(new Uint8Array(await answer.arrayBuffer()))
}

async function downloaded(ask: () => Promise<void>): Promise<Uint8Array> {
  const coming = page.waitForEvent('download')
  await ask()
  return readFileSync(await (await coming).path())
}
