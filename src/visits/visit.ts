import * as z from 'zod'
import type { ClickIdentity } from '../clicks/click-id.ts'

/** A visit to the shop, as much of it as was told: `views`, `seconds` and `scroll` (percent) since the last time. */
export type Visit = {
  readonly id: number
  /** Numbers of the shop and, where it was landed on by a click of ours, of the click. */
  readonly shop: number
  readonly click: ClickIdentity | undefined
  /** Days since 1970 on the shop's calendar: the click's, else that of the entry. */
  readonly day: number
  /** The path of the first page. */
  readonly page: string
  /** UTC milliseconds. */
  readonly at: number
  readonly views: number
  readonly seconds: number
  readonly scroll: number
}

/** What the snippet sends. Without `visit` it is page views alone, which are told from nobody's. */
export const beacon = z.object({
  shop: optionalText(64),
  visit: optionalText(13).pipe(
    z
      .string()
      .regex(/^[0-9a-f]{13}$/)
      .optional(),
  ),
  click: optionalText(64),
  page: optionalText(2048),
  views: z.int().min(0).max(1000).default(0),
  seconds: z.int().min(0).max(86_400).default(0),
  scroll: z.int().min(0).max(100).default(0),
})
export type Beacon = z.output<typeof beacon>

/**
 * The path of a page as it is kept: without query and fragment, and without what may name a person or open a door (an
 * e-mail address, a long random token), at most 200 characters.
 */
export function tidyPage(path: string): string {
  const [bare = ''] = path.split(/[?#;]/)
  const parts = bare.split('/').map((part) => (isPersonal(part) ? '*' : part))
  return `/${parts.join('/').replace(/^\/+/, '')}`.slice(0, 200)
}

/** Random text has digits among its letters and no hyphens, other than the names of pages. */
function isPersonal(part: string): boolean {
  return /@|%40/i.test(part) || /^(?=.*\d)[A-Za-z0-9_.~=%+]{20,}$/.test(part) || /^[0-9a-f-]{32,}$/i.test(part)
}

function optionalText(most: number) {
  return z
    .string()
    .max(most)
    .optional()
    .transform((text) => text || undefined)
}
