import * as z from 'zod'
import { type Database, readRows, statement } from '../storage/database.ts'

/**
 * How a touch is known: by the click id that came with the conversion (or a link told by hand), by the list of clicks told
 * with it, by what the same customer did before, by a discount code of a post, or by the shop system's own record of UTMs.
 */
export const hows = ['click', 'told', 'customer', 'code', 'utm'] as const
export type How = (typeof hows)[number]

/** The way to a conversion, oldest first. Times in UTC milliseconds; empty until it is credited, and where nobody is. */
export async function readJourney(database: Database, conversionId: string) {
  const query = `select links.id as linkId, slug, click_at as at, how, channel, posts.id as postId, posts.title as title
    from credits join links on links.number = credits.link_number join posts on posts.id = links.post_id
    where conversion_id = ? order by position`
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
