import { createLink } from '../../src/links/create.ts'
import { linkDraft } from '../../src/links/link.ts'
import { postDraft } from '../../src/links/post.ts'
import { createPost } from '../../src/links/post-store.ts'
import type { Runtime } from '../../src/runtime.ts'
import { findShop } from '../../src/shops/store.ts'

/** A post of shop-1 on Instagram, with its link to a page in the shop. */
export async function makePost(
  runtime: Runtime,
  { link = {}, ...post }: Record<string, unknown> & { link?: Record<string, unknown> } = {},
) {
  const shop = await findShop(runtime.database, 'shop-1')
  if (!shop) throw new Error('no shop-1')
  const draft = postDraft.parse({ title: 'Reel', channel: 'instagram', ...post })
  const made = await createPost(runtime.database, shop.id, draft, runtime.now())
  const destination = `https://shop.example/${encodeURIComponent(made.title)}`
  const about = { destination, campaign: 'jul', content: 'reel', postId: made.id, ...link }
  return { post: made, link: await createLink(runtime, shop, linkDraft.parse(about)) }
}
