import { Hono } from 'hono'
import * as z from 'zod'
import { actorName } from '../access/actor-name-store.ts'
import { type Actor, guard, type Guarded } from '../access/guard.ts'
import { once } from '../access/once.ts'
import { jsonBody, parseBody } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { chooseShop } from '../shops/choose.ts'
import type { Shop } from '../shops/shop.ts'
import { findForActor, oncePer, orRefused } from './asked-link.ts'
import { changeLink } from './change.ts'
import { createNamed, previewNamed, readNamedGround } from './create-named.ts'
import { type Link, linkDraft, linkPatch, showLink, showNamed } from './link.ts'
import { readLinkView } from './link-view-store.ts'
import { archiveLink } from './store.ts'

/** Links: short URLs with their UTMs. */
export function linkRoutes(runtime: Runtime) {
  const { database } = runtime
  const shown = async (shop: Shop, link: Link) => showLink(link, await readLinkView(runtime, shop))

  return new Hono<Guarded>()
    .post('/links', guard(runtime, 'links:write'), once(runtime), jsonBody(linkDraft), async (c) => {
      const draft = c.req.valid('json')
      const shop = await chooseShop(database, c.var.actor, draft.shopId)
      const made = await createNamed(runtime, shop, draft)
      const view = await readLinkView(runtime, shop)
      return c.json(showNamed(made, view), 201, { location: `/api/v1/links/${made.link.id}` })
    })
    .post('/links/preview', guard(runtime, 'links:read'), jsonBody(linkDraft), async (c) => {
      const draft = c.req.valid('json')
      const shop = await chooseShop(database, c.var.actor, draft.shopId)
      return c.json(showNamed(await previewNamed(runtime, shop, draft), await readLinkView(runtime, shop)), 200)
    })
    .post('/links/bulk', guard(runtime, 'links:write'), once(runtime), jsonBody(bulkDraft), async (c) => {
      return c.json({ results: await createAll(runtime, c.var.actor, c.req.valid('json').links) }, 200)
    })
    .get('/links/:id', guard(runtime, 'links:read'), async (c) => {
      const { shop, link } = await findForActor(runtime, c.var.actor, c.req.param('id'))
      return c.json(await shown(shop, link), 200)
    })
    .patch('/links/:id', guard(runtime, 'links:write'), jsonBody(linkPatch), async (c) => {
      const { shop, link } = await findForActor(runtime, c.var.actor, c.req.param('id'))
      const who = await actorName(database, c.var.actor)
      return c.json(await shown(shop, await changeLink(runtime, link, c.req.valid('json'), who)), 200)
    })
    .delete('/links/:id', guard(runtime, 'links:write'), async (c) => {
      const { link } = await findForActor(runtime, c.var.actor, c.req.param('id'))
      await archiveLink(database, link.id, { at: runtime.now(), who: await actorName(database, c.var.actor) })
      return c.body(null, 204)
    })
}

const bulkDraft = z.strictObject({
  links: z
    .array(z.unknown(), 'is missing: give 1 to 100 links')
    .min(1, 'must have one link at least')
    .max(100, 'must have 100 links at most'),
})

/** What each row made, or its own problem. What is the same for several is read once: D1 counts statements. */
async function createAll(runtime: Runtime, actor: Actor, rows: readonly unknown[]) {
  const shopOf = oncePer((asked: string | undefined) => chooseShop(runtime.database, actor, asked))
  const groundOf = oncePer((shop: Shop) => readNamedGround(runtime, shop))
  const viewOf = oncePer((shop: Shop) => readLinkView(runtime, shop))
  const results = []
  for (const row of rows)
    results.push(
      await orRefused(async () => {
        const draft = parseBody(linkDraft, row)
        const shop = await shopOf(draft.shopId)
        const made = await createNamed(runtime, shop, draft, await groundOf(shop))
        return { status: 201, link: showNamed(made, await viewOf(shop)) } as const
      }),
    )
  return results
}
