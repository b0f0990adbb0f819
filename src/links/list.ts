import * as z from 'zod'
import { toAsciiHost } from '../http/host.ts'
import { pageQuery } from '../http/page.ts'
import { badField } from '../http/problem.ts'
import { channelField } from './post.ts'

export const linkStatuses = ['active', 'planned', 'expired', 'archived'] as const
export const linkSorts = ['newest', 'oldest', 'slug'] as const

const text = z.string().trim().min(1, 'must not be empty; leave it out').max(256, 'must have 256 characters at most')

/** `GET /links`: which links, in which order, from where on. */
export const linkListQuery = pageQuery.extend({
  cursor: z
    .string()
    .regex(/^(?:[A-Za-z0-9][A-Za-z0-9_-]{0,63}~)?\d{1,15}$/, 'must be the nextCursor of the page before')
    .optional(),
  /** Words that all stand in slug, title, destination, campaign, content or the post's title; or a short URL, also a former one. */
  q: z.string().trim().max(200, 'must have 200 characters at most').optional(),
  channel: channelField.optional(),
  /** A campaign's id or key. */
  campaign: text.optional(),
  tag: text.optional(),
  domain: text.overwrite(toAsciiHost).optional(),
  placement: text.optional(),
  postId: text.optional(),
  /** `active`: neither archived nor expired; `expired`: its time is over, or its clicks are used up; `planned`: its post is not published yet. */
  status: z.enum(linkStatuses, `must be one of ${linkStatuses.join(', ')}`).optional(),
  sort: z.enum(linkSorts, `must be one of ${linkSorts.join(', ')}`).default('newest'),
})
export type LinkListQuery = z.output<typeof linkListQuery>

/** The last link of the page before. The slug is told only where links are sorted by it. */
export type LinkCursor = { readonly number: number; readonly slug: string | undefined }

/** @throws Problem 400 for a cursor of a list that was sorted otherwise */
export function readCursor({ cursor, sort }: Pick<LinkListQuery, 'cursor' | 'sort'>): LinkCursor | undefined {
  if (cursor === undefined) return undefined
  const [slug, number] = cursor.includes('~') ? cursor.split('~') : [undefined, cursor]
  if ((sort === 'slug') !== (slug !== undefined))
    throw badField('/cursor', 'is of a list in another order: begin again, without a cursor.')
  return { number: Number(number), slug }
}

export function showCursor(
  { number, slug }: { readonly number: number; readonly slug: string },
  sort: LinkListQuery['sort'],
): string {
  return sort === 'slug' ? `${slug}~${number}` : String(number)
}
