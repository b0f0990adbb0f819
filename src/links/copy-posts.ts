import { nanoid } from 'nanoid'
import * as z from 'zod'
import { badField, badFields } from '../http/problem.ts'
import type { Runtime } from '../runtime.ts'
import { mondayOf, localDay, parseDay, shiftDays, showDay } from '../shops/calendar.ts'
import { dayField } from '../shops/day-field.ts'
import type { Shop } from '../shops/shop.ts'
import { type Copy, storeCopies } from './across-store.ts'
import { followsMain } from './bio-link.ts'
import type { Link } from './link.ts'
import type { Post } from './post.ts'
import { listPosts, listPostsById, newPostId } from './post-store.ts'
import { linksOf } from './show-posts.ts'
import { makeSlug } from './slug.ts'

/** Most posts of one call. */
const mostPosts = 100

/** Which posts to copy: by their ids, or all of a week (Monday to Sunday on the shop's calendar), named by any of its days. */
export const copyDraft = z.strictObject({
  postIds: z
    .array(z.string('must be the id of a post'), 'must be a list of post ids')
    .min(1, 'must have one post at least')
    .max(mostPosts, 'must have 100 posts at most')
    .optional(),
  week: dayField.optional(),
  shiftDays: z
    .int('must be a whole number of days')
    .min(-3_660, 'must be -3,660 or more')
    .max(3_660, 'must be 3,660 at most')
    .default(7),
  shopId: z.string().optional(),
})
export type CopyDraft = z.output<typeof copyDraft>

/**
 * The posts once more, planned so many days later at the same time of day, with links of their own: new slugs, the same
 * destinations and UTMs, but for the post's day in utm_content and utm_term. Posts that were never planned count by when they were made. Oldest
 * first; all are stored or none is. @throws Problem 400 by field
 */
export async function copyPosts(runtime: Runtime, shop: Shop, draft: CopyDraft): Promise<Post[]> {
  const posts = await chosenPosts(runtime, shop, draft)
  const links = await linksOf(runtime, posts)
  for (let attempt = 0; attempt < 5; attempt++) {
    const plan = { shop, days: draft.shiftDays, now: runtime.now() }
    const copies = posts.map((post) => copyOf(post, links.get(post.id) ?? [], plan))
    if (await storeCopies(runtime.database, copies, plan.now))
      return postsById(
        runtime,
        shop,
        copies.map(({ post }) => post.id),
      )
  }
  throw new Error('generated slugs were taken five times in a row')
}

async function chosenPosts(runtime: Runtime, shop: Shop, { postIds, week }: CopyDraft): Promise<Post[]> {
  if ((postIds === undefined) === (week === undefined))
    throw badField(postIds ? '/week' : '/postIds', 'Give either the ids of the posts or a day of the week to copy.')
  const found =
    week === undefined ? await knownPosts(runtime, shop, postIds ?? []) : await postsOfWeek(runtime, shop, week)
  return found.toSorted((a, b) => dateOf(a) - dateOf(b) || a.number - b.number)
}

async function knownPosts(runtime: Runtime, shop: Shop, postIds: readonly string[]): Promise<Post[]> {
  const found = await postsById(runtime, shop, [...new Set(postIds)])
  const known = new Set(found.map(({ id }) => id))
  const errors = postIds.flatMap((id, index) =>
    known.has(id) ? [] : [{ pointer: `/postIds/${index}`, detail: 'There is no such post in this shop.' }],
  )
  if (errors.length > 0) throw badFields(errors)
  return found
}

/** In the order of their making. */
async function postsById({ database }: Runtime, shop: Shop, ids: readonly string[]): Promise<Post[]> {
  const posts = []
  for (let from = 0; from < ids.length; from += 90)
    posts.push(...(await listPostsById(database, shop.id, ids.slice(from, from + 90))))
  return posts
}

async function postsOfWeek({ database }: Runtime, shop: Shop, week: string): Promise<Post[]> {
  const filter = weekOf(week)
  const before = Number.MAX_SAFE_INTEGER
  const posts = await listPosts(database, shop, { limit: mostPosts + 1, before, filter })
  if (posts.length === 0)
    throw badField('/week', `There are no posts from ${filter.from} to ${filter.to}: name a day of another week.`)
  if (posts.length > mostPosts)
    throw badField('/week', `That week has more than ${mostPosts} posts: copy them by their ids, 100 at a time.`)
  return posts
}

/** Monday to Sunday around a day. */
function weekOf(day: string) {
  const monday = mondayOf(parseDay(day))
  return { from: showDay(monday), to: showDay(monday + 6) }
}

type Plan = { readonly shop: Shop; readonly days: number; readonly now: number }

function copyOf(post: Post, links: readonly Link[], plan: Plan): Copy {
  const { shopId, campaignId, channel, title, content, purpose, tags, coupon, caption, imageUrl, customerMade } = post
  const { timeZone } = plan.shop
  const publishedAt = shiftDays(dateOf(post), plan.days, timeZone)
  const id = newPostId()
  const dates = [dateOf(post), publishedAt].map((at) => showDay(localDay(at, timeZone)))
  return {
    post: {
      ...{ id, shopId, channel, title, content, purpose, coupon, caption, imageUrl, customerMade, publishedAt },
      ...{ tags: [...tags], campaign: { id: campaignId } },
    },
    links: links
      // The bio page makes the copy a link of its own.
      .filter((link) => link.archivedAt === null && !followsMain(link))
      .map((link) => copyOfLink(link, { ...plan, postId: id, dates })),
  }
}

type LinkPlan = Plan & { readonly postId: string; readonly dates: readonly string[] }

function copyOfLink(link: Link, { shop, days, now, postId, dates }: LinkPlan): Omit<Link, 'number'> {
  const { number: _, usedClicks: __, utm, expiresAt, ...same } = link
  const { content, term } = utm
  const dated = {
    ...(content === undefined ? {} : { content: withNewDate(content, dates) }),
    ...(term === undefined ? {} : { term: withNewDate(term, dates) }),
  }
  return {
    ...same,
    ...{ id: `link_${nanoid(12)}`, postId, slug: makeSlug(), utm: { ...utm, ...dated } },
    expiresAt: expiresAt === null ? null : shiftDays(expiresAt, days, shop.timeZone),
    ...{ usedClicks: 0, createdAt: now, updatedAt: now },
  }
}

/** The post's own day becomes that of its copy, as templates write it (20261122) and people do (2026-11-22). */
function withNewDate(name: string, [from = '', to = '']: readonly string[]): string {
  const bare = (day: string) => day.replaceAll('-', '')
  const isOwnDay = new RegExp(`(?<!\\d)(?:${from}|${bare(from)})(?!\\d)`, 'g')
  return name.replace(isOwnDay, (found) => (found === from ? to : bare(to)))
}

function dateOf({ publishedAt, createdAt }: Post): number {
  return publishedAt ?? createdAt
}
