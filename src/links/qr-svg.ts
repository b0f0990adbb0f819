import type { QrDrawing } from './qr.ts'
import type { QrStyle } from './qr-style.ts'

type Parts = {
  readonly drawing: QrDrawing
  readonly style: Pick<QrStyle, 'size' | 'dark' | 'light'>
  /** What a screen reader says. */
  readonly title: string
  /** The logo as a data: address. Never written into the drawing itself: as an image it can't run or load anything. */
  readonly logoUrl: string | undefined
}

/** The code as an SVG document, one unit a module; all that is dark is one path, so that no gaps show between modules. */
export function toSvg({ drawing, style, title, logoUrl }: Parts): string {
  const { modules, margin, logo } = drawing
  const { size, dark, light } = style
  const side = modules.length + 2 * margin
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${side} ${side}" role="img">`,
    `<title>${escapeText(title)}</title>`,
    light === 'transparent' ? '' : `<path fill="${light}" d="M0 0h${side}v${side}h-${side}z"/>`,
    `<path fill="${dark}" shape-rendering="crispEdges" d="${pathOf(modules, margin)}"/>`,
    logo && logoUrl ? imageOf(logoUrl, logo.at + margin, logo.side) : '',
    '</svg>\n',
  ]
  return parts.join('')
}

/** Each run of dark modules in a row as a rectangle. */
function pathOf(modules: QrDrawing['modules'], margin: number): string {
  const runs = modules.flatMap((row, y) =>
    runsOf(row).map(({ from, length }) => `M${from + margin} ${y + margin}h${length}v1h-${length}z`),
  )
  return runs.join('')
}

function runsOf(row: readonly boolean[]): { from: number; length: number }[] {
  const runs: { from: number; length: number }[] = []
  for (const [x, isDark] of row.entries()) {
    const last = runs.at(-1)
    if (!isDark) continue
    if (last && last.from + last.length === x) last.length++
    else runs.push({ from: x, length: 1 })
  }
  return runs
}

function imageOf(url: string, at: number, side: number): string {
  const [place, length] = [short(at), short(side)]
  return `<image x="${place}" y="${place}" width="${length}" height="${length}" href="${url}"/>`
}

function short(length: number): string {
  return String(Math.round(length * 1000) / 1000)
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
