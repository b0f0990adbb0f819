import type { Post } from '../../queries/posts.ts'

/** The day a post counts by: its publication, else its making. ISO 8601. */
export function dateOf({ publishedAt, createdAt }: Pick<Post, 'publishedAt' | 'createdAt'>): string {
  return publishedAt ?? createdAt
}

/** Posts of a list, which come newest first, in the order of their days; those of the same minute as they were made. */
export function inTime(posts: readonly Post[]): Post[] {
  return posts.toReversed().toSorted((a, b) => dateOf(a).localeCompare(dateOf(b)))
}
