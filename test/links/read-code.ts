import jsqr from 'jsqr'
import type { Picture } from '../../src/links/qr-picture.ts'

/** What a scanner reads off the picture, lying on white paper; undefined where it sees no code. */
export function readCode({ width, height, rgba }: Picture): string | undefined {
  const edge = 24
  const [wide, high] = [width + 2 * edge, height + 2 * edge]
  const paper = new Uint8ClampedArray(wide * high * 4).fill(255)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * 4
      const to = ((y + edge) * wide + x + edge) * 4
      const opacity = (rgba[from + 3] ?? 0) / 255
      for (let channel = 0; channel < 3; channel++)
        paper[to + channel] = (rgba[from + channel] ?? 0) * opacity + 255 * (1 - opacity)
    }
  return jsqr.default(paper, wide, high, { inversionAttempts: 'dontInvert' })?.data
}
