import { encodeQR } from 'qr'
import { scanMark } from './utm.ts'
import { levelFor, type QrLevel, type QrStyle } from './qr-style.ts'

/** A code in modules, its little squares, before it has a size. Positions count from the code's own corner. */
export type QrDrawing = {
  /** Rows of modules, true is dark; without margin. */
  readonly modules: readonly (readonly boolean[])[]
  /** Modules on each side that stay light. */
  readonly margin: number
  /** Where the logo goes, a square; modules beneath it are light. Undefined without one. */
  readonly logo: { readonly at: number; readonly side: number } | undefined
}

/** What the code of a link says: its short URL, and that it was scanned. */
export function textOfCode(shortUrl: string): string {
  return `${shortUrl}?${scanMark}`
}

/** Draws `text` in a shop's style, with room for a logo where it has one. @throws RangeError beyond 1,273 bytes */
export function drawCode(
  text: string,
  style: Pick<QrStyle, 'level' | 'margin' | 'logoPercent'>,
  hasLogo: boolean,
): QrDrawing {
  const modules = encodeModules(text, levelFor(style.level, hasLogo))
  if (!hasLogo) return { modules, margin: style.margin, logo: undefined }
  const side = (modules.length * style.logoPercent) / 100
  return {
    modules: clearMiddle(modules, sideOfHole(side)),
    margin: style.margin,
    logo: { at: (modules.length - side) / 2, side },
  }
}

const corrections = { L: 'low', M: 'medium', Q: 'quartile', H: 'high' } as const

/** The package draws a margin of one module at least: it is cut off. */
function encodeModules(text: string, level: QrLevel): boolean[][] {
  const framed = encodeQR(text, 'raw', { ecc: corrections[level], border: 1 })
  return framed.slice(1, -1).map((row) => row.slice(1, -1))
}

/** A quarter of a module beside the logo at least; odd, as the side of every code is, so that it lies in the middle. */
function sideOfHole(side: number): number {
  return 2 * Math.ceil((side - 0.5) / 2) + 1
}

function clearMiddle(modules: readonly (readonly boolean[])[], hole: number): boolean[][] {
  const from = (modules.length - hole) / 2
  const isInside = (at: number) => at >= from && at < from + hole
  return modules.map((row, y) => row.map((isDark, x) => isDark && !(isInside(x) && isInside(y))))
}
