/** How well scanners tell two colours apart. */
export type ColourVerdict = {
  /** `inverted`: the dark colour is the lighter one, which many scanners don't read. */
  readonly kind: 'fine' | 'too-alike' | 'inverted'
  /** 1 (the same) to 21 (black on white). */
  readonly ratio: number
}

/** Below it cameras fail in shade and on glossy print. */
export const leastContrast = 4

/** What a see-through background is judged as: paper. */
const paper = '#ffffff'

/** Judges the colours of a code, `#rrggbb` each; `transparent` behind it counts as white. */
export function judgeColours(dark: string, light: string): ColourVerdict {
  const behind = light === 'transparent' ? paper : light
  const ratio = contrast(dark, behind)
  if (luminanceOf(dark) > luminanceOf(behind)) return { kind: 'inverted', ratio }
  return { kind: ratio < leastContrast ? 'too-alike' : 'fine', ratio }
}

/** Contrast of two colours, `#rrggbb` each, 1 to 21. @source WCAG 2.2, "contrast ratio" */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminanceOf(one), luminanceOf(other)].toSorted((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

/** Red, green and blue of `#rrggbb`, 0 to 255. */
export function channelsOf(colour: string): readonly [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16)
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}

/** Relative luminance, 0 to 1. @source WCAG 2.2, "relative luminance" */
function luminanceOf(colour: string): number {
  const [red, green, blue] = channelsOf(colour)
  return 0.2126 * toLinear(red) + 0.7152 * toLinear(green) + 0.0722 * toLinear(blue)
}

function toLinear(channel: number): number {
  const share = channel / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}
