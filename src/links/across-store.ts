import type { Database } from '../storage/database.ts'
import { ensureCampaign } from './campaign-store.ts'
import type { Link } from './link.ts'
import type { Post } from './post.ts'
import { insertPost, listPostsById, type NewPost } from './post-store.ts'
import { listLinksOfPosts, type NewLink, orTaken, storeLink } from './store.ts'

export type PostWithLink = { readonly post: Post; readonly link: Link }

type Across = {
  readonly links: readonly NewLink[]
  readonly posts: readonly NewPost[]
  /** What the campaign is called where it is made with them. */
  readonly campaign: string
}

/**
 * Stores posts of one campaign with a link each, in one batch; undefined when a slug is taken, and then nothing is stored.
 * `links` and `posts` stand in the same order, which is that of the answer.
 */
export async function storeAcross(
  database: Database,
  { links, posts, campaign }: Across,
  now: number,
): Promise<PostWithLink[] | undefined> {
  const keys = new Map(links.map(({ shopId, campaignKey }) => [campaignKey, shopId]))
  const isStored = await orTaken(database, [
    ...[...keys].map(([key, shopId]) => ensureCampaign(shopId, { key, name: campaign }, now)),
    ...posts.map((post) => insertPost(post, now)),
    ...links.flatMap(storeLink),
  ])
  if (!isStored) return undefined
  const ids = posts.map(({ id }) => id)
  const storedPosts = await listPostsById(database, posts[0]?.shopId ?? '', ids)
  const storedLinks = await listLinksOfPosts(database, ids)
  return storedPosts.flatMap((post) =>
    storedLinks.filter(({ postId }) => postId === post.id).map((link) => ({ post, link })),
  )
}

export type Copy = { readonly post: NewPost; readonly links: readonly Omit<Link, 'number'>[] }

/** Stores posts with their links in one batch. False when a slug is taken, and then nothing is stored. */
export async function storeCopies(database: Database, copies: readonly Copy[], now: number): Promise<boolean> {
  return orTaken(
    database,
    copies.flatMap(({ post, links }) => [insertPost(post, now), ...links.flatMap(storeLink)]),
  )
}
