import { encode } from 'fast-png'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawCode } from '../../src/links/qr.ts'
import { dataUrlOf } from '../../src/links/qr-logo.ts'
import { readPicture } from '../../src/links/qr-picture.ts'
import { leastSize, toPng } from '../../src/links/qr-png.ts'
import { qrLevels, type QrStyle } from '../../src/links/qr-style.ts'
import { toSvg } from '../../src/links/qr-svg.ts'
import { colours, makeStyle, texts } from '../links/qr-cases.ts'
import { readCode } from '../links/read-code.ts'
import { launchChromium } from './chromium.ts'

// What we draw, as a browser shows it, read by a scanner.
let browser: Browser
let page: Page

beforeAll(async () => {
  browser = await launchChromium()
  page = await browser.newPage({ viewport: { width: 2100, height: 2100 } })
})

afterAll(() => browser.close())

describe('a code as SVG', () => {
  it.each(texts)('says %s, in every level, margin and size', async (text) => {
    for (const level of qrLevels)
      for (const margin of [0, 4, 16]) {
        // Three and a bit pixels a module: no module is as wide as its neighbour.
        const style = makeStyle({ level, margin })
        const size = Math.round(leastSize(drawCode(text, style, false)) * 3.3)
        const shown = await shownSvg(text, { ...style, size })
        expect([level, margin, readCode(shown)]).toEqual([level, margin, text])
      }
  })

  it('is read from the smallest size to the largest', async () => {
    for (const size of [64, 150, 1024, 2048]) {
      const shown = await shownSvg(texts[1], makeStyle({ level: 'L', size }))
      expect([shown.width, readCode(shown)]).toEqual([size, texts[1]])
    }
  })

  it.each(colours)('is read in %s on %s, with a logo and without', async (dark, light) => {
    for (const logoUrl of [undefined, redLogo])
      expect(readCode(await shownSvg(texts[2], makeStyle({ dark, light }), logoUrl))).toBe(texts[2])
  })

  it('carries every kind of logo at the largest share, seen and in the way of nothing', async () => {
    for (const logoUrl of [redLogo, svgLogo])
      for (const text of texts) {
        const shown = await shownSvg(text, makeStyle({ level: 'L', logoPercent: 20, size: 600 }), logoUrl)
        const [red, green, blue] = shown.rgba.slice((300 * 600 + 300) * 4)
        expect([red, green, blue].map((channel) => (channel ?? 0) > 100)).toEqual([true, false, false])
        expect(readCode(shown)).toBe(text)
      }
  })

  it('hides itself when the logo is too large, which is why there is a limit', async () => {
    const tooLarge = { ...makeStyle({ level: 'H' }), logoPercent: 60 }
    expect(readCode(await shownSvg(texts[2], tooLarge, redLogo))).not.toBe(texts[2])
  })

  it('runs nothing and asks for nothing, opened as a page of its own', async () => {
    const asked: string[] = []
    const own = await browser.newPage()
    own.on('request', (request) => asked.push(request.url()))
    const evil =
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="fetch(`http://127.0.0.1:9/a`)"><script>fetch("http://127.0.0.1:9/b")</script><image href="http://127.0.0.1:9/c"/></svg>'
    const logoUrl = `data:image/svg+xml;base64,${btoa(evil)}`
    const style = makeStyle()
    const svg = toSvg({ drawing: drawCode(texts[0], style, true), style, title: '<b>&"', logoUrl })
    await own.goto(`data:image/svg+xml,${encodeURIComponent(svg)}`)
    await own.waitForTimeout(300)
    expect(asked.filter((url) => url.startsWith('http'))).toEqual([])
    expect(await own.title()).toBe('<b>&"')
    await own.close()
  })
})

it('is the same code as PNG, pixel for pixel where the modules come out even', async () => {
  const style = makeStyle({ margin: 4, dark: '#0b775b', light: '#e8f6f1' })
  const drawing = drawCode(texts[0], style, false)
  const even = { ...style, size: (drawing.modules.length + 8) * 6 }
  const png = toPng({ drawing, style: even, logo: undefined })
  expect((await shown(`data:image/png;base64,${Buffer.from(png).toString('base64')}`)).rgba).toEqual(
    (await shownSvg(texts[0], even)).rgba,
  )
})

const redLogo = dataUrlOf({
  type: 'image/png',
  bytes: encode({
    width: 9,
    height: 9,
    channels: 3,
    data: Uint8Array.from({ length: 243 }, (_, at) => [200, 16, 46][at % 3] ?? 0),
  }),
})
const svgLogo = dataUrlOf({
  type: 'image/svg+xml',
  bytes: new TextEncoder().encode(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="#c8102e" d="M0 0h9v9H0z"/></svg>',
  ),
})

function shownSvg(text: string, style: QrStyle, logoUrl?: string) {
  const drawing = drawCode(text, style, logoUrl !== undefined)
  return shown(`data:image/svg+xml,${encodeURIComponent(toSvg({ drawing, style, title: text, logoUrl }))}`)
}

async function shown(url: string) {
  await page.setContent(`<body style="margin:0"><img style="display:block" src="${url}"></body>`)
  const image = page.locator('img')
  await image.evaluate(async (element) => {
    if (element instanceof HTMLImageElement) await element.decode()
  })
  return readPicture(await image.screenshot({ type: 'png' }))
}
