import { encode } from 'fast-png'
import type { QrDrawing } from './qr.ts'
import { channelsOf } from './qr-contrast.ts'
import { paintPicture, type Picture } from './qr-picture.ts'
import type { QrStyle } from './qr-style.ts'

type Parts = {
  readonly drawing: QrDrawing
  readonly style: Pick<QrStyle, 'size' | 'dark' | 'light'>
  readonly logo: Picture | undefined
}

/** The pixels of a side that a code needs: one a module. */
export function leastSize({ modules, margin }: QrDrawing): number {
  return modules.length + 2 * margin
}

/**
 * The code as a PNG, `size` pixels a side. Each module gets the same whole number of pixels, so that none is thinner than
 * its neighbour; pixels left over widen the margin. Without a logo one bit a pixel. @throws RangeError below `leastSize`
 */
export function toPng({ drawing, style, logo }: Parts): Uint8Array {
  const { size } = style
  const scale = Math.floor(size / leastSize(drawing))
  if (scale < 1) throw new RangeError(`${size} pixels are too few for this code`)
  const place: Place = { size, scale, corner: Math.floor((size - drawing.modules.length * scale) / 2) }
  const palette = paletteOf(style)
  if (!logo || !drawing.logo) {
    const bits = paintRows(drawing.modules, place, Math.ceil(size / 8), paintBits)
    return encode({
      width: size,
      height: size,
      data: bits,
      depth: 1,
      channels: 1,
      palette: palette.map((one) => [...one]),
    })
  }
  const channels = palette[0].length
  const pixels = paintRows(drawing.modules, place, size * channels, (row, modules) =>
    paintColours(row, modules, place, palette),
  )
  const box = { at: place.corner + Math.round(drawing.logo.at * scale), side: Math.round(drawing.logo.side * scale) }
  paintPicture({ pixels, width: size, channels }, logo, box)
  return encode({ width: size, height: size, data: pixels, channels })
}

/** Pixels: a side of the picture, a side of a module, and from the edge to the first module. */
type Place = { readonly size: number; readonly scale: number; readonly corner: number }
type Row = readonly boolean[]
type Palette = readonly [readonly number[], readonly number[]]

/** Light, then dark; with opacity where light is see-through. */
function paletteOf({ dark, light }: Parts['style']): Palette {
  if (light === 'transparent')
    return [
      [255, 255, 255, 0],
      [...channelsOf(dark), 255],
    ]
  return [channelsOf(light), channelsOf(dark)]
}

/** Paints each row of modules once, and repeats it for its height. */
function paintRows(
  modules: readonly Row[],
  place: Place,
  rowBytes: number,
  paint: (row: Uint8Array, modules: Row, place: Place) => void,
): Uint8Array {
  const { size, scale, corner } = place
  const painted = new Uint8Array(size * rowBytes)
  const blank = new Uint8Array(rowBytes)
  paint(blank, [], place)
  for (let y = 0; y < size; y++) if (!modules[Math.floor((y - corner) / scale)]) painted.set(blank, y * rowBytes)
  for (const [index, row] of modules.entries()) {
    const line = new Uint8Array(rowBytes)
    paint(line, row, place)
    for (let y = 0; y < scale; y++) painted.set(line, (corner + index * scale + y) * rowBytes)
  }
  return painted
}

function paintBits(row: Uint8Array, modules: Row, { scale, corner }: Place): void {
  for (const x of darkPixels(modules, scale, corner)) row[x >> 3] = (row[x >> 3] ?? 0) | (128 >> (x & 7))
}

function paintColours(row: Uint8Array, modules: Row, { size, scale, corner }: Place, [light, dark]: Palette): void {
  for (let x = 0; x < size; x++) row.set(light, x * light.length)
  for (const x of darkPixels(modules, scale, corner)) row.set(dark, x * dark.length)
}

function* darkPixels(modules: Row, scale: number, corner: number): Generator<number> {
  for (const [index, isDark] of modules.entries()) {
    if (!isDark) continue
    for (let x = 0; x < scale; x++) yield corner + index * scale + x
  }
}
