import { decode, type DecodedPng } from 'fast-png'

/** A decoded picture: red, green, blue and opacity of each pixel, 0 to 255, row by row. */
export type Picture = { readonly width: number; readonly height: number; readonly rgba: Uint8Array }

type Canvas = { readonly pixels: Uint8Array; readonly width: number; readonly channels: number }

/** Decodes a PNG of any kind. @throws Error when it is none, or broken */
export function readPicture(png: Uint8Array): Picture {
  const decoded = decode(png)
  return { width: decoded.width, height: decoded.height, rgba: toRgba(decoded) }
}

/** Paints the picture into a square of the canvas, whole and in its own proportions, smoothed where it shrinks. */
export function paintPicture(
  canvas: Canvas,
  picture: Picture,
  box: { readonly at: number; readonly side: number },
): void {
  const scale = box.side / Math.max(picture.width, picture.height)
  const [width, height] = [picture.width, picture.height].map((length) => Math.max(1, Math.round(length * scale)))
  if (width === undefined || height === undefined) return
  const left = box.at + Math.floor((box.side - width) / 2)
  const top = box.at + Math.floor((box.side - height) / 2)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const across = spanOf(x, width, picture.width)
      const down = spanOf(y, height, picture.height)
      lay(canvas, ((top + y) * canvas.width + left + x) * canvas.channels, averageOf(picture, across, down))
    }
}

type Span = { readonly from: number; readonly to: number }

/** The pixels of the picture that lie under one painted pixel. */
function spanOf(at: number, painted: number, length: number): Span {
  const from = Math.floor((at * length) / painted)
  return { from, to: Math.max(from + 1, Math.floor(((at + 1) * length) / painted)) }
}

/** Colours weighed by their opacity: what can't be seen has no say. */
function averageOf({ width, rgba }: Picture, across: Span, down: Span): readonly [number, number, number, number] {
  let [red, green, blue, opacity] = [0, 0, 0, 0]
  for (let y = down.from; y < down.to; y++)
    for (let x = across.from; x < across.to; x++) {
      const at = (y * width + x) * 4
      const weight = rgba[at + 3] ?? 0
      red += (rgba[at] ?? 0) * weight
      green += (rgba[at + 1] ?? 0) * weight
      blue += (rgba[at + 2] ?? 0) * weight
      opacity += weight
    }
  if (opacity === 0) return [0, 0, 0, 0]
  const count = (across.to - across.from) * (down.to - down.from)
  return [red / opacity, green / opacity, blue / opacity, opacity / count]
}

/** One pixel over what is there. @source W3C Compositing and Blending, "source over" */
function lay({ pixels, channels }: Canvas, at: number, [red, green, blue, opacity]: readonly number[]): void {
  const over = (opacity ?? 0) / 255
  const under = (channels === 4 ? (pixels[at + 3] ?? 0) / 255 : 1) * (1 - over)
  const whole = over + under
  if (whole === 0) return
  for (const [channel, colour] of [red, green, blue].entries())
    pixels[at + channel] = Math.round(((colour ?? 0) * over + (pixels[at + channel] ?? 0) * under) / whole)
  if (channels === 4) pixels[at + 3] = Math.round(whole * 255)
}

/** Where a decoded PNG keeps what of a pixel, by its number of channels; -1 is nowhere. Palettes apart. */
const layouts: Readonly<Record<number, readonly [number, number, number, number]>> = {
  1: [0, 0, 0, -1],
  2: [0, 0, 0, 1],
  3: [0, 1, 2, -1],
  4: [0, 1, 2, 3],
}

/** Every kind of PNG as the one: grey, colour or palette, with opacity or one see-through colour, 1 to 16 bits. */
function toRgba(png: DecodedPng): Uint8Array {
  const { channels, palette, depth } = png
  const samples = samplesOf(png)
  const rgba = new Uint8Array(png.width * png.height * 4)
  const layout = layouts[channels] ?? [0, 0, 0, -1]
  const scale = 255 / (2 ** depth - 1)
  for (let to = 0, from = 0; to < rgba.length; to += 4, from += channels) {
    const colour = palette?.[samples[from] ?? 0]
    for (let part = 0; part < 4; part++) {
      const at = layout[part] ?? -1
      rgba[to + part] = colour ? (colour[part] ?? 255) : at < 0 ? 255 : (samples[from + at] ?? 0) * scale
    }
    if (png.transparency && isSeeThrough(samples, from, png.transparency)) rgba[to + 3] = 0
  }
  return rgba
}

/** One number each; samples of under 8 bits share their bytes in the file, and each row begins with a new one. */
function samplesOf({ data, width, height, channels, depth }: DecodedPng): Uint8Array | Uint8ClampedArray | Uint16Array {
  if (depth >= 8) return data
  const perByte = 8 / depth
  const perRow = width * channels
  const samples = new Uint8Array(perRow * height)
  for (let at = 0; at < samples.length; at++) {
    const within = at % perRow
    const byte = data[Math.floor(at / perRow) * Math.ceil(perRow / perByte) + Math.floor(within / perByte)] ?? 0
    samples[at] = (byte >> (8 - depth * ((within % perByte) + 1))) & (2 ** depth - 1)
  }
  return samples
}

function isSeeThrough(samples: ArrayLike<number>, from: number, colour: Uint16Array): boolean {
  for (let part = 0; part < colour.length; part++) if (samples[from + part] !== colour[part]) return false
  return true
}
