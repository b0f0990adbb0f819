import { Hono } from 'hono'
import * as z from 'zod'
import { type Actor, guard, type Guarded } from '../access/guard.ts'
import { once } from '../access/once.ts'
import { badField, conflict, notFound } from '../http/problem.ts'
import { pageQuery, toPage } from '../http/page.ts'
import { jsonBody, query } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { isTaken } from '../storage/database.ts'
import { chooseShop, mayUse, refuseOtherShop } from '../shops/choose.ts'
import type { Shop } from '../shops/shop.ts'
import { findShop } from '../shops/store.ts'
import { findCampaign } from './campaign-store.ts'
import { type Post, postDraft, postFilter, postPatch, showPost } from './post.ts'
import { makeCodeWord } from './code-word.ts'
import { createPost, findPost, findPostByCodeWord, listPosts, updatePost } from './post-store.ts'
import { withLinks } from './show-posts.ts'

/** Posts: one publication on one channel each, shown with their links. */
export function postRoutes(runtime: Runtime) {
  const { database } = runtime
  return new Hono<Guarded>()
    .post('/posts', guard(runtime, 'links:write'), once(runtime), jsonBody(postDraft), async (c) => {
      const draft = c.req.valid('json')
      const shop = await chooseShop(database, c.var.actor, draft.shopId)
      await checkCampaign(runtime, shop.id, draft.campaignId)
      await checkCodeWord(runtime, shop.id, { codeWord: draft.codeWord })
      const post = await unlessTaken(createPost(database, shop.id, draft, runtime.now()), draft.codeWord)
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
      await checkCodeWord(runtime, shop.id, { codeWord: change.codeWord, ofPost: post.id })
      const changed = await unlessTaken(updatePost(database, post, change), change.codeWord)
      const [shown] = await withLinks(runtime, shop, [changed])
      return c.json(shown, 200)
    })
    .post('/posts/:id/code-word', guard(runtime, 'links:write'), async (c) => {
      const { shop, post } = await findForActor(runtime, c.var.actor, c.req.param('id'))
      const codeWord = post.codeWord ?? (await makeFreeCodeWord(runtime, shop.id))
      const [shown] = await withLinks(runtime, shop, [await updatePost(database, post, { codeWord })])
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

type AskedWord = { readonly codeWord: string | null | undefined; readonly ofPost?: string }

/** @throws Problem 409 that names the post which has the word */
async function checkCodeWord({ database }: Runtime, shopId: string, { codeWord, ofPost }: AskedWord): Promise<void> {
  if (!codeWord) return
  const other = await findPostByCodeWord(database, shopId, codeWord)
  if (!other || other.id === ofPost) return
  const detail = `${codeWord} is the code word of the post “${other.title}”: choose another, or take it off that post first.`
  throw conflict('/codeWord', detail)
}

/** Two posts may be given the same word at the same moment: then the database lets one have it. */
async function unlessTaken(storing: Promise<Post>, codeWord: string | null | undefined): Promise<Post> {
  try {
    return await storing
  } catch (error) {
    if (!codeWord || !isTaken(error, 'posts')) throw error
    throw conflict('/codeWord', `${codeWord} was just given to another post: choose another word.`)
  }
}

async function makeFreeCodeWord({ database }: Runtime, shopId: string): Promise<string> {
  for (;;) {
    const made = makeCodeWord()
    if (!(await findPostByCodeWord(database, shopId, made))) return made
  }
}

async function findForActor({ database }: Runtime, actor: Actor, id: string): Promise<{ shop: Shop; post: Post }> {
  const post = await findPost(database, id)
  const shop = post && mayUse(actor, post.shopId) ? await findShop(database, post.shopId) : undefined
  if (!post || !shop) throw notFound('post')
  return { shop, post }
}
