import * as z from 'zod'
import { judgeColours, leastContrast } from './qr-contrast.ts'

/** How much of a code may be lost and it is still read: 7, 15, 25 and 30 % of its words. */
export const qrLevels = ['L', 'M', 'Q', 'H'] as const
export type QrLevel = (typeof qrLevels)[number]

/**
 * How a shop's codes look. size: pixels of a side. margin: the quiet zone, in modules. logo: the shop's, in the middle,
 * where it has one. logoPercent: the logo's width, of the code's without margin. Colours in lower case.
 */
export const qrStyle = z
  .strictObject({
    size: z
      .int('must be a whole number of pixels, from 64 to 2048')
      .min(64, 'must be 64 pixels or more')
      .max(2048, 'must be 2048 pixels at most: larger prints take the SVG, which stays sharp at any size')
      .default(512),
    margin: z
      .int('must be a whole number of modules, from 0 to 16')
      .min(0, 'must be 0 modules or more')
      .max(16, 'must be 16 modules at most')
      .default(4),
    level: z.enum(qrLevels, 'must be L, M, Q or H').default('M'),
    dark: z
      .string('must be a colour such as #1b1f23')
      .toLowerCase()
      .regex(/^#[0-9a-f]{6}$/, { error: 'must be a colour such as #1b1f23', abort: true })
      .default('#000000'),
    light: z
      .string('must be a colour such as #ffffff, or transparent')
      .toLowerCase()
      .regex(/^(?:#[0-9a-f]{6}|transparent)$/, {
        error: 'must be a colour such as #ffffff, or transparent',
        abort: true,
      })
      .default('#ffffff'),
    logo: z.boolean('must be true or false').default(true),
    logoPercent: z
      .int('must be a whole number, from 5 to 20')
      .min(5, 'must be 5 percent of the code’s width or more')
      .max(20, 'must be 20 percent of the code’s width at most: a larger logo hides too much of it')
      .default(20),
  })
  .superRefine(({ dark, light }, context) => {
    const message = colourRemedy(dark, light)
    if (message !== undefined) context.addIssue({ code: 'custom', path: ['dark'], message })
  })
export type QrStyle = z.output<typeof qrStyle>

const digits = z.string().regex(/^\d{1,4}$/, 'must be a whole number')
const hex = z.string().regex(/^#?[0-9a-f]{6}$/i, 'must be a colour such as 1b1f23, with or without its #')
const oneOrZero = z.enum(['0', '1'], 'must be 0 or 1')

/** What an address asks for beside the shop's own style; `qrStyle` knows the bounds. */
export const qrQuery = z.strictObject({
  size: digits.optional(),
  margin: digits.optional(),
  level: z.enum(qrLevels, 'must be L, M, Q or H').optional(),
  dark: hex.optional(),
  light: z.union([hex, z.literal('transparent')], 'must be a colour such as ffffff, or transparent').optional(),
  logo: oneOrZero.optional(),
  logoPercent: digits.optional(),
  download: oneOrZero.optional(),
})
export type QrQuery = z.output<typeof qrQuery>

/** The fields of a style that the query gives, to be laid over the shop's own. */
export function askedStyle({ size, margin, level, dark, light, logo, logoPercent }: QrQuery) {
  return {
    ...(size === undefined ? {} : { size: Number(size) }),
    ...(margin === undefined ? {} : { margin: Number(margin) }),
    ...(level === undefined ? {} : { level }),
    ...(dark === undefined ? {} : { dark: withHash(dark) }),
    ...(light === undefined ? {} : { light: light === 'transparent' ? light : withHash(light) }),
    ...(logo === undefined ? {} : { logo: logo === '1' }),
    ...(logoPercent === undefined ? {} : { logoPercent: Number(logoPercent) }),
  }
}

/** The level a code is drawn with: Q at least where a logo hides some of it. */
export function levelFor(level: QrLevel, hasLogo: boolean): QrLevel {
  return hasLogo && (level === 'L' || level === 'M') ? 'Q' : level
}

function withHash(text: string): string {
  return text.startsWith('#') ? text : `#${text}`
}

function colourRemedy(dark: string, light: string): string | undefined {
  const { kind, ratio } = judgeColours(dark, light)
  if (kind === 'fine') return undefined
  const shown = `${dark} on ${light === 'transparent' ? 'white paper' : light}`
  // Cut, not rounded: 3.99 isn't shown as the 4 that is wanted.
  const measured = `${Math.floor(ratio * 100) / 100} : 1`
  if (kind === 'inverted')
    return `must be darker than light: ${shown} (${measured}) is a negative, which many scanners do not read. Swap the two.`
  const remedy = 'Take a darker dark or a lighter light.'
  return `must stand out more: ${shown} has a contrast of ${measured}, scanners need ${leastContrast} : 1. ${remedy}`
}
