import { encode } from 'fast-png'
import { describe, expect, it } from 'vitest'
import { drawCode, textOfCode } from '../../src/links/qr.ts'
import { readPicture } from '../../src/links/qr-picture.ts'
import { leastSize, toPng } from '../../src/links/qr-png.ts'
import { qrLevels, type QrStyle } from '../../src/links/qr-style.ts'
import { colours, makeStyle, texts } from './qr-cases.ts'
import { readCode } from './read-code.ts'

describe('a code as PNG', () => {
  it.each(texts)('says %s, in every level, margin and size', (text) => {
    for (const level of qrLevels)
      for (const margin of [0, 1, 4, 16])
        for (const size of [64, 100, 301]) {
          const style = makeStyle({ level, margin, size })
          if (size < leastSize(drawCode(text, style, false))) continue
          expect([level, margin, size, readCode(draw(text, style))]).toEqual([level, margin, size, text])
        }
  })

  it('is read from the smallest size to the largest', () => {
    for (const size of [64, 2048])
      for (const margin of [0, 4])
        expect(readCode(draw(texts[1], makeStyle({ level: 'L', margin, size })))).toBe(texts[1])
  })

  it.each(colours)('is read in %s on %s, with a logo and without', (dark, light) => {
    for (const logo of [undefined, makeLogo()])
      for (const text of texts.slice(0, 3)) expect(readCode(draw(text, makeStyle({ dark, light }), logo))).toBe(text)
  })

  it('is as large as asked, whatever its modules come to', () => {
    for (const size of [64, 77, 500, 1999])
      expect(draw(texts[0], makeStyle({ size }))).toMatchObject({ width: size, height: size })
  })

  it('gives every module the same whole number of pixels, and what is left to the margin', () => {
    const drawing = drawCode(texts[0], makeStyle({ margin: 0 }), false)
    const count = drawing.modules.length
    const { rgba } = draw(texts[0], makeStyle({ margin: 0, size: count * 3 + 2 }))
    const isDark = (x: number, y: number) => rgba[(y * (count * 3 + 2) + x) * 4] === 0
    for (const [y, row] of drawing.modules.entries())
      for (const [x, module] of row.entries())
        for (const within of [0, 1, 2]) expect(isDark(1 + x * 3 + within, 1 + y * 3 + within)).toBe(module)
    expect(isDark(0, 0)).toBe(false)
  })

  it('is see-through where it is to be, and nowhere else', () => {
    const { rgba } = draw(texts[0], makeStyle({ light: 'transparent', dark: '#0b775b' }))
    const pixels = new Set(Array.from({ length: rgba.length / 4 }, (_, at) => rgba.slice(at * 4, at * 4 + 4).join()))
    expect(pixels).toEqual(new Set(['255,255,255,0', '11,119,91,255']))
  })

  it('is not drawn smaller than a pixel a module', () => {
    const drawing = drawCode(texts[4], makeStyle(), false)
    const size = leastSize(drawing)
    expect(() => toPng({ drawing, style: makeStyle({ size: size - 1 }), logo: undefined })).toThrow(RangeError)
    expect(readCode(draw(texts[4], makeStyle({ size })))).toBe(texts[4])
  })
})

describe('a logo in the middle', () => {
  it('leaves every text readable at the largest share allowed, whatever level is asked for', () => {
    for (const text of texts)
      for (const level of ['L', 'H'] as const)
        for (const [width, height] of [
          [90, 90],
          [300, 40],
          [7, 200],
        ] as const) {
          const style = makeStyle({ level, logoPercent: 20, size: 350 })
          expect([level, text, readCode(draw(text, style, makeLogo(width, height)))]).toEqual([level, text, text])
        }
  })

  it('leaves enough for a stain beside it', () => {
    for (const text of texts.slice(0, 3)) {
      const picture = draw(text, makeStyle({ size: 640 }), makeLogo())
      for (let y = 400; y < 440; y++)
        for (let x = 280; x < 320; x++) picture.rgba.set([90, 60, 20, 255], (y * 640 + x) * 4)
      expect(readCode(picture)).toBe(text)
    }
  })

  it('hides the code when it is too large, which is why there is a limit', () => {
    for (const text of texts.slice(0, 3)) {
      const tooLarge = { ...makeStyle({ level: 'H', size: 350 }), logoPercent: 60 }
      expect(readCode(draw(text, tooLarge, makeLogo()))).not.toBe(text)
    }
    expect(() => makeStyle({ logoPercent: 21 })).toThrow('20 percent')
  })

  it('raises the level to Q, and leaves H', () => {
    const countOf = (level: QrStyle['level'], hasLogo: boolean) =>
      drawCode(texts[2], makeStyle({ level }), hasLogo).modules.length
    expect(countOf('L', true)).toBe(countOf('Q', false))
    expect(countOf('H', true)).toBe(countOf('H', false))
    expect(countOf('L', false)).toBeLessThan(countOf('Q', false))
  })

  it('lies in the middle, in its own proportions, on the light colour', () => {
    const size = 580
    const { rgba } = draw(texts[0], makeStyle({ size, margin: 0, light: '#ffffee' }), makeLogo(40, 20))
    const at = (x: number, y: number) => [...rgba.slice((y * size + x) * 4, (y * size + x) * 4 + 4)]
    expect(at(290, 290)).toEqual([200, 16, 46, 255])
    // Above and below a wide logo: neither it nor modules.
    expect(at(290, 290 - 40)).toEqual([255, 255, 238, 255])
    expect(at(290, 290 + 40)).toEqual([255, 255, 238, 255])
    expect(at(290 - 50, 290)).toEqual([200, 16, 46, 255])
  })
})

it('says of a link its short URL, and that it was scanned', () => {
  expect(textOfCode('https://go.shop.example/jul')).toBe('https://go.shop.example/jul?qr=1')
})

function draw(text: string, style: QrStyle, logo?: ReturnType<typeof makeLogo>) {
  return readPicture(toPng({ drawing: drawCode(text, style, logo !== undefined), style, logo }))
}

/** All of one red: the worst a logo can be. */
function makeLogo(width = 64, height = 64) {
  const data = new Uint8Array(width * height * 4)
  for (let at = 0; at < data.length; at += 4) data.set([200, 16, 46, 255], at)
  return readPicture(encode({ width, height, data, channels: 4 }))
}
