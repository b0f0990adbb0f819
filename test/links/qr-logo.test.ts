import { deflateSync } from 'node:zlib'
import { encode } from 'fast-png'
import { describe, expect, it } from 'vitest'
import { dataUrlOf, mostLogoBytes, pictureOf, readLogo } from '../../src/links/qr-logo.ts'
import { readPicture } from '../../src/links/qr-picture.ts'

const plainSvg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>'

describe('a logo that is sent in', () => {
  it('is told by its content', async () => {
    expect((await readLogo(makePng())).type).toBe('image/png')
    expect((await readLogo(textBytes(`<?xml version="1.0"?>\n<!-- drawn -->${plainSvg}`))).type).toBe('image/svg+xml')
  })

  it.each([
    ['nothing', new Uint8Array(), 'is empty'],
    ['too much', new Uint8Array(mostLogoBytes + 1), '201 KB; 200 KB is the most'],
    ['a text', textBytes('hello'), 'neither PNG nor SVG'],
    ['a WebP', textBytes('RIFF....WEBPVP8 '), 'neither PNG nor SVG'],
    ['a JPEG, which tells of camera and place', Uint8Array.from([0xff, 0xd8, 0xff, 0xe1, 1, 2]), 'photographs as PNG'],
    ['a PNG that is cut off', makePng().slice(0, 60), 'can’t be read'],
    ['a PNG of nothing', makePng().slice(0, 8), 'can’t be read'],
    ['a PNG that is too wide', makePng(1025, 1), '1025 × 1 pixels; 1,024 a side'],
    ['a PNG of rubbish', withPicture(makePng(), Uint8Array.from([1, 2, 3])), 'can’t be read'],
    ['a PNG that unpacks to 64 MB', withPicture(makePng(), deflateSync(new Uint8Array(64 * 2 ** 20))), 'can’t be read'],
    ['an SVG with a script', textBytes(plainSvg.replace('<path', '<script>1</script><path')), 'scripts'],
    ['an SVG with a script by its full name', textBytes(plainSvg.replace('<path', '<svg:script/><path')), 'scripts'],
    ['an SVG with HTML by its full name', textBytes(plainSvg.replace('<path', '<s:foreignObject/><path')), 'scripts'],
    ['an SVG with a handler', textBytes(plainSvg.replace('<path', '<path onclick="x"')), 'scripts'],
    ['an SVG with HTML in it', textBytes(plainSvg.replace('<path', '<foreignObject/><path')), 'scripts'],
    [
      'an SVG without its namespace',
      textBytes(plainSvg.replace('xmlns=', 'x=').replace('w3.org/2000', 'w3.org/1')),
      'xmlns',
    ],
    ['an SVG without a size', textBytes(plainSvg.replace('viewBox', 'box')), 'viewBox'],
  ])('is refused as %s, with what to do', async (_, bytes, told) => {
    await expect(readLogo(bytes)).rejects.toMatchObject({ status: 400, detail: expect.stringContaining(told) })
  })

  it('loses what tells of camera and place, and no pixel', async () => {
    const png = makePng()
    const text = chunk('tEXt', textBytes('GPS\0 60.39 N'))
    const kept = await readLogo(Uint8Array.from([...png.slice(0, 33), ...text, ...png.slice(33)]))
    expect(new TextDecoder('latin1').decode(kept.bytes)).not.toContain('GPS')
    expect(pictureOf(kept)).toEqual(readPicture(png))
  })

  it('goes into a PNG code only as a PNG', async () => {
    const logo = await readLogo(textBytes(plainSvg))
    expect(() => pictureOf(logo)).toThrow('upload the logo as a PNG, take qr.svg')
  })

  it('goes into an SVG code as an address that holds it, whole', async () => {
    const bytes = Uint8Array.from({ length: 100_001 }, (_, index) => (index * 7) & 255)
    const url = dataUrlOf({ type: 'image/png', bytes })
    expect(url).toMatch(/^data:image\/png;base64,[A-Za-z0-9+/]+=*$/)
    expect(Uint8Array.from(atob(url.slice(url.indexOf(',') + 1)), (letter) => letter.charCodeAt(0))).toEqual(bytes)
  })
})

describe('a PNG', () => {
  const red = [255, 0, 0, 255]
  const blue = [0, 0, 255, 255]

  it('is read in colours and greys, with opacity and without', () => {
    const read = (channels: number, data: readonly number[]) => [
      ...readPicture(encode({ width: 2, height: 1, channels, data: Uint8Array.from(data) })).rgba,
    ]
    expect(read(4, [1, 2, 3, 4, 5, 6, 7, 8])).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(read(3, [1, 2, 3, 5, 6, 7])).toEqual([1, 2, 3, 255, 5, 6, 7, 255])
    expect(read(2, [9, 0, 7, 128])).toEqual([9, 9, 9, 0, 7, 7, 7, 128])
    expect(read(1, [9, 7])).toEqual([9, 9, 9, 255, 7, 7, 7, 255])
  })

  it('is read in 16 bits', () => {
    const data = Uint16Array.from([0, 65_535, 32_896])
    expect([...readPicture(encode({ width: 1, height: 1, channels: 3, depth: 16, data })).rgba]).toEqual([
      0, 255, 128, 255,
    ])
  })

  it.each([1, 2, 4, 8] as const)('is read with a palette and %s bits, row by row', (depth) => {
    // 3 pixels a row: with few bits the rest of each row's last byte is nobody's.
    const rows = [
      [0, 1, 1],
      [1, 0, 1],
    ]
    const data = Uint8Array.from(rows.flatMap((row) => packed(row, depth)))
    const palette = [
      [255, 0, 0],
      [0, 0, 255],
    ]
    const { rgba } = readPicture(encode({ width: 3, height: 2, channels: 1, depth, data, palette }))
    expect([...rgba]).toEqual(rows.flat().flatMap((index) => (index === 0 ? red : blue)))
  })

  it('is read with one colour that is see-through', () => {
    const png = encode({
      width: 4,
      height: 1,
      channels: 3,
      data: Uint8Array.from([1, 2, 3, 1, 2, 4, 0, 0, 0, 1, 2, 3]),
    })
    const seeThrough = chunk('tRNS', Uint8Array.from([0, 1, 0, 2, 0, 3]))
    const { rgba } = readPicture(Uint8Array.from([...png.slice(0, 33), ...seeThrough, ...png.slice(33)]))
    expect([...rgba]).toEqual([1, 2, 3, 0, 1, 2, 4, 255, 0, 0, 0, 255, 1, 2, 3, 0])
  })
})

function makePng(width = 20, height = 20): Uint8Array<ArrayBuffer> {
  const data = Uint8Array.from({ length: width * height * 4 }, (_, index) => (index * 37) & 255)
  return Uint8Array.from(encode({ width, height, data, channels: 4 }))
}

/** The PNG with another IDAT. */
function withPicture(png: Uint8Array, picture: Uint8Array): Uint8Array<ArrayBuffer> {
  const parts = [png.subarray(0, 33), chunk('IDAT', picture), chunk('IEND', new Uint8Array())]
  return Uint8Array.from(Buffer.concat(parts))
}

/** Its checksum is left out: nobody looks. */
function chunk(name: string, content: Uint8Array): Uint8Array<ArrayBuffer> {
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, content.length)
  return Uint8Array.from(Buffer.concat([length, textBytes(name), content, new Uint8Array(4)]))
}

function packed(row: readonly number[], depth: number): number[] {
  const bits = row.map((index) => index.toString(2).padStart(depth, '0')).join('')
  return (bits.match(/.{1,8}/g) ?? []).map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2))
}

function textBytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(new TextEncoder().encode(text))
}
