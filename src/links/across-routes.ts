import { Hono } from 'hono'
import { guard, type Guarded } from '../access/guard.ts'
import { once } from '../access/once.ts'
import { jsonBody } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { chooseShop } from '../shops/choose.ts'
import { acrossDraft, createAcross, previewAcross } from './across.ts'
import { copyDraft, copyPosts } from './copy-posts.ts'
import { readLinkView } from './link-view-store.ts'
import { showNamed } from './link.ts'
import { showPost } from './post.ts'
import { withLinks } from './show-posts.ts'

/** Many posts in one step: one publication across channels, or those of a week once more. */
export function acrossRoutes(runtime: Runtime) {
  const { database } = runtime
  return new Hono<Guarded>()
    .post('/posts/across', guard(runtime, 'links:write'), once(runtime), jsonBody(acrossDraft), async (c) => {
      const draft = c.req.valid('json')
      const shop = await chooseShop(database, c.var.actor, draft.shopId)
      const made = await createAcross(runtime, shop, draft)
      const view = await readLinkView(runtime, shop)
      return c.json({ items: made.map((one) => ({ post: showPost(one.post), link: showNamed(one, view) })) }, 201)
    })
    .post('/posts/across/preview', guard(runtime, 'links:read'), jsonBody(acrossDraft), async (c) => {
      const draft = c.req.valid('json')
      const shop = await chooseShop(database, c.var.actor, draft.shopId)
      const planned = await previewAcross(runtime, shop, draft)
      const view = await readLinkView(runtime, shop)
      return c.json({ items: planned.map((one) => ({ link: showNamed(one, view) })) }, 200)
    })
    .post('/posts/copy', guard(runtime, 'links:write'), once(runtime), jsonBody(copyDraft), async (c) => {
      const draft = c.req.valid('json')
      const shop = await chooseShop(database, c.var.actor, draft.shopId)
      return c.json({ items: await withLinks(runtime, shop, await copyPosts(runtime, shop, draft)) }, 201)
    })
}
