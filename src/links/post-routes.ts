import { Hono } from 'hono'
import * as z from 'zod'
import { type Actor, guard, type Guarded } from '../access/guard.ts'
import { once } from '../access/once.ts'
import { badField, notFound } from '../http/problem.ts'
import { pageQuery, toPage } from '../http/page.ts'
import { jsonBody, query } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { chooseShop, mayUse, refuseOtherShop } from '../shops/choose.ts'
import type { Shop } from '../shops/shop.ts'
import { findShop } from '../shops/store.ts'
import { findCampaign } from './campaign-store.ts'
import { type Post, postDraft, postFilter, postPatch, showPost } from './post.ts'
import { createPost, findPost, listPosts, updatePost } from './post-store.ts'
import { withLinks } from './show-posts.ts'

/** Posts: one publication on one channel each, shown with their links. */
export function postRoutes(runtime: Runtime) {
  const { database } = runtime
  return new Hono<Guarded>()
    .post('/posts', guard(runtime, 'links:write'), once(runtime), jsonBody(postDraft), async (c) => {
      const draft = c.req.valid('json')
      const shop = await chooseShop(database, c.var.actor, draft.shopId)
      await checkCampaign(runtime, shop.id, draft.campaignId)
      const post = await createPost(database, shop.id, draft, runtime.now())
      const [shown] = await withLinks(runtime, shop, [post])
      return c.json(shown, 201, { location: `/api/v1/posts/${post.id}` })
    })
    .get('/posts', guard(runtime, 'links:read'), query(postQuery), async (c) => {
      const { limit, cursor, shopId, ...filter } = c.req.valid('query')
      const shop = await chooseShop(database, c.var.actor, shopId)
      const before = cursor ?? Number.MAX_SAFE_INTEGER
      const posts = await listPosts(database, shop, { limit: limit + 1, before, filter })
      const { nextCursor } = toPage(posts, limit, showPost)
      return c.json({ items: await withLinks(runtime, shop, posts.slice(0, limit)), nextCursor }, 200)
    })
    .get('/posts/:id', guard(runtime, 'links:read'), async (c) => {
      const { shop, post } = await findForActor(runtime, c.var.actor, c.req.param('id'))
      const [shown] = await withLinks(runtime, shop, [post])
      return c.json(shown, 200)
    })
    .patch('/posts/:id', guard(runtime, 'links:write'), jsonBody(postPatch), async (c) => {
      const { shop, post } = await findForActor(runtime, c.var.actor, c.req.param('id'))
      const change = c.req.valid('json')
      refuseOtherShop(change.shopId, shop.id)
      await checkCampaign(runtime, shop.id, change.campaignId)
      const [shown] = await withLinks(runtime, shop, [await updatePost(database, post, change)])
      return c.json(shown, 200)
    })
}

const postQuery = z.strictObject({ ...pageQuery.shape, ...postFilter.shape })

async function checkCampaign(
  { database }: Runtime,
  shopId: string,
  campaignId: string | null | undefined,
): Promise<void> {
  if (!campaignId) return
  const campaign = await findCampaign(database, campaignId)
  if (campaign?.shopId !== shopId) throw badField('/campaignId', 'There is no such campaign in this shop.')
}

async function findForActor({ database }: Runtime, actor: Actor, id: string): Promise<{ shop: Shop; post: Post }> {
  const post = await findPost(database, id)
  const shop = post && mayUse(actor, post.shopId) ? await findShop(database, post.shopId) : undefined
  if (!post || !shop) throw notFound('post')
  return { shop, post }
}
