import type { Link } from './link.ts'

/** The link that the bio page makes of a post's main link. Its id says so, and keeps it from being made twice. */
export function bioLinkId(postId: string): string {
  return `link_bio_${postId.slice(postPrefix.length)}`
}

const postPrefix = 'post_'

/** A bio link is as its main link is, as long as nobody has changed or ended it by hand. */
export function followsMain({ id, postId, archivedAt, createdAt, updatedAt }: Omit<Link, 'number'>): boolean {
  return id === bioLinkId(postId) && archivedAt === null && updatedAt === createdAt
}

/** `bioLinkId` in SQL, of the post's id in a column. */
export function bioLinkIdOf(postId: string): string {
  return `'link_bio_' || substr(${postId}, ${postPrefix.length + 1})`
}

/** Whether a link, by its name in the query, is the bio page's for the post that it is in. */
export function isBioLink(link: string): string {
  return `${link}.id = ${bioLinkIdOf(`${link}.post_id`)}`
}

/** `followsMain` in SQL. */
export function isFollower(link: string): string {
  return `(${isBioLink(link)} and ${link}.archived_at is null and ${link}.updated_at = ${link}.created_at)`
}
