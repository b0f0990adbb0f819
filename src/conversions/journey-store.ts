import * as z from 'zod'
import { dayMs } from '../shops/calendar.ts'
import { type Database, readRows, statement } from '../storage/database.ts'

/**
 * How a touch is known: by the click id that came with the conversion (or a link told by hand), by the list of clicks told
 * with it, by what the same customer did before, by a discount code of a post, or by the shop system's own record of UTMs.
 */
export const hows = ['click', 'told', 'customer', 'code', 'utm'] as const
export type How = (typeof hows)[number]

/**
 * Whether a credit is of the last touch within a window: the last click, or what stands in for clicks that are all older.
 * SQL over `conversions` and `credits` (with its columns click_at, share, last_within); `windowMs` is put in once, in
 * milliseconds.
 */
export function isLastWithin(windowMs = '?'): string {
  return `${windowMs} between conversions.occurred_at - credits.click_at and ${lastUntil}`
}

/** Whether a credit is of any touch within a window; `credits` has its columns click_at and counts_within. */
export function isWithin(windowMs = '?', credits = 'credits'): string {
  return `${windowMs} between conversions.occurred_at - ${credits}.click_at and coalesce(${credits}.counts_within, ${ever})`
}

const ever = '9000000000000000'

/** The widest window, in milliseconds, in which a credit is of the last touch; null for none. */
export const lastUntil = `iif(credits.share > 0, ${ever}, credits.last_within)`

/** The shop's window as it is now, in milliseconds: of `conversions`. */
export const shopWindowMs = `(${dayMs} * (select click_window_days from shops where shops.id = conversions.shop_id))`

/** Credits that say something in the shop's window, however old: what stands in for clicks is left out beside these. */
export const isShown = `coalesce(credits.counts_within, ${ever}) >= ${shopWindowMs}`

/** The way to a conversion, oldest first. Times in UTC milliseconds; empty until it is credited, and where nobody is. */
export async function readJourney(database: Database, conversionId: string) {
  const query = `select links.id as linkId, slug, credits.click_at as at, how, channel, posts.id as postId, posts.title as title
    from credits join conversions on conversions.id = credits.conversion_id
    join links on links.number = credits.link_number join posts on posts.id = links.post_id
    where conversion_id = ? and ${isShown} order by position`
  return readRows(database, touchRow, statement(query, conversionId))
}

const touchRow = z.object({
  linkId: z.string(),
  slug: z.string(),
  at: z.number(),
  how: z.enum(hows),
  channel: z.string(),
  postId: z.string(),
  title: z.string(),
})
export type JourneyTouch = z.output<typeof touchRow>
