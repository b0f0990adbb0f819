import type { Runtime } from '../runtime.ts'
import type { Shop } from '../shops/shop.ts'
import { readLinkView } from './link-view-store.ts'
import { type Link, showLink } from './link.ts'
import { type Post, showPost } from './post.ts'
import { listLinksOfPosts } from './store.ts'

/** Posts as the API shows them: each with its links, oldest first. */
export async function withLinks(runtime: Runtime, shop: Shop, posts: readonly Post[]) {
  const at = await readLinkView(runtime, shop)
  const links = await linksOf(runtime, posts)
  return posts.map((post) => ({
    ...showPost(post),
    links: (links.get(post.id) ?? []).map((link) => showLink(link, at)),
  }))
}

/** The links of posts by post, in as few queries as the parameter limit lets. */
export async function linksOf({ database }: Runtime, posts: readonly Post[]): Promise<ReadonlyMap<string, Link[]>> {
  const ids = posts.map(({ id }) => id)
  const links = []
  for (let from = 0; from < ids.length; from += 90)
    links.push(...(await listLinksOfPosts(database, ids.slice(from, from + 90))))
  return Map.groupBy(links, (link) => link.postId)
}
