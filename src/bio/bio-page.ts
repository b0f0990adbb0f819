import * as z from 'zod'
import { channelField, imageUrlField } from '../links/post.ts'
import { contrast } from '../links/qr-contrast.ts'
import type { Shop } from '../shops/shop.ts'
import { buttonKinds, readTarget } from './bio-button.ts'

const visibleText = (most: number) =>
  z
    .string('must be text')
    .trim()
    .max(most, `must have ${most} characters at most`)
    .regex(/^[^\p{Cc}]*$/u, 'must not hold line breaks or control characters')

const button = z.strictObject({
  kind: z.enum(buttonKinds, `must be one of ${buttonKinds.join(', ')}`),
  label: visibleText(40).min(1, 'is missing: what does the button say?'),
  /** A web address, phone number, e-mail address, place or LINE id, by kind. */
  to: visibleText(500).min(1, 'is missing: where does the button lead?'),
})

const checkedButton = button.superRefine(({ kind, to }, context) => {
  const target = readTarget(kind, to)
  if (!target.ok) context.addIssue({ code: 'custom', path: ['to'], message: target.detail })
})

const shape = {
  title: visibleText(100).min(1, 'is missing: the name at the top of the page'),
  intro: z.string('must be text').trim().max(300, 'must have 300 characters at most').default(''),
  buttons: z.array(button).max(8, 'must have 8 buttons at most').default([]),
  postCount: z.int('must be a whole number, 3 to 24').min(3, 'must be 3 to 24').max(24, 'must be 3 to 24').default(9),
  /** None for all of them. */
  channels: z.array(channelField).max(20, 'must have 20 channels at most').default([]),
  accent: z
    .string('must be a colour such as #0b775b')
    .regex(/^#[0-9a-f]{6}$/i, 'must be a colour such as #0b775b')
    .toLowerCase()
    .default('#0b775b'),
  pictureUrl: imageUrlField.nullable().default(null),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/, 'must be a language code such as en, nb or th')
    .default('en'),
  isOn: z.boolean('must be true or false').default(true),
}

/** As PUT takes it: the whole page. What is left out is as on a new one. */
export const bioDraft = z.strictObject({
  ...shape,
  buttons: z.array(checkedButton).max(8, 'must have 8 buttons at most').default([]),
  slug: z.string('must be text').nullable().default(null),
})
export type BioDraft = z.output<typeof bioDraft>

/** As stored, which was checked when it was taken in. */
export const storedBio = z.object(shape)

/** A shop's page. `slug`: null where its address is made of the shop's id. */
export type BioPage = z.output<typeof storedBio> & {
  readonly shopId: string
  readonly slug: string | null
  /** null as long as nobody has made one. */
  readonly updatedAt: number | null
}

/** The page that a shop begins with, for nobody to see yet. */
export function firstBio({ id, name }: Pick<Shop, 'id' | 'name'>): BioPage {
  return { ...storedBio.parse({ title: name, isOn: false }), shopId: id, slug: null, updatedAt: null }
}

export function bioUrl({ shopId, slug }: Pick<BioPage, 'shopId' | 'slug'>, publicUrl: string): string {
  return slug === null ? `${publicUrl}/-/bio/${encodeURIComponent(shopId)}` : `${publicUrl}/${slug}`
}

/** As the API shows it. */
export function showBio({ updatedAt, ...page }: BioPage, publicUrl: string) {
  return {
    ...page,
    url: bioUrl(page, publicUrl),
    updatedAt: updatedAt === null ? null : new Date(updatedAt).toISOString(),
    warnings: findBioWarnings(page),
  }
}

/** The page's backgrounds, in light and in dark. */
export const grounds = { light: '#ffffff', dark: '#141619' } as const

export type BioWarning = { readonly code: 'faint-accent'; readonly field: 'accent'; readonly message: string }

/**
 * The words on a button are black or white, whichever reads better on the accent colour, and so always pass WCAG AA; what
 * can go wrong is that the button itself can't be told from the page (under 3 : 1). It gets a frame then.
 */
export function findBioWarnings({ accent }: Pick<BioPage, 'accent'>): BioWarning[] {
  const faint = (['light', 'dark'] as const).filter((scheme) => contrast(accent, grounds[scheme]) < 3)
  return faint.map((scheme) => ({
    code: 'faint-accent',
    field: 'accent',
    message: `On the ${scheme} page this colour hardly stands out (${contrast(accent, grounds[scheme]).toFixed(1)} : 1, and 3 : 1 is wanted): buttons get a frame there. Their words stay readable, with ${readableOn(accent).ratio.toFixed(1)} : 1.`,
  }))
}

/** Black or white, whichever reads better on `colour` (`#rrggbb`), and how well: never below 4.5, which is WCAG AA. */
export function readableOn(colour: string): { readonly text: '#000000' | '#ffffff'; readonly ratio: number } {
  const [onWhite, onBlack] = [contrast(colour, '#ffffff'), contrast(colour, '#000000')]
  return onWhite >= onBlack ? { text: '#ffffff', ratio: onWhite } : { text: '#000000', ratio: onBlack }
}
