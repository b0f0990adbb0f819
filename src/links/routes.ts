import { Hono } from 'hono'
import * as z from 'zod'
import { actorName } from '../access/actor-name-store.ts'
import { type Actor, guard, type Guarded } from '../access/guard.ts'
import { once } from '../access/once.ts'
import { jsonBody, parseBody } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { chooseShop } from '../shops/choose.ts'
import type { Shop } from '../shops/shop.ts'
import { findForActor, refusedRow } from './asked-link.ts'
import { changeLink } from './change.ts'
import { createNamed, previewNamed } from './create-named.ts'
import { type Link, linkDraft, linkPatch, showLink, showNamed } from './link.ts'
import { readLinkView } from './link-view-store.ts'
import { loadNaming, type Naming } from './naming-link.ts'
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
      const results = []
      const namings = new Map<string, Promise<Naming>>()
      for (const row of c.req.valid('json').links) results.push(await createRow(runtime, c.var.actor, row, namings))
      return c.json({ results }, 200)
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

/** One row of a bulk call: what it made, or its own problem. Other rows go on. */
async function createRow(runtime: Runtime, actor: Actor, row: unknown, namings: Map<string, Promise<Naming>>) {
  try {
    const draft = parseBody(linkDraft, row)
    const shop = await chooseShop(runtime.database, actor, draft.shopId)
    const naming = namings.get(shop.id) ?? loadNaming(runtime, shop)
    namings.set(shop.id, naming)
    const made = await createNamed(runtime, shop, draft, await naming)
    return { status: 201, link: showNamed(made, await readLinkView(runtime, shop)) } as const
  } catch (error) {
    return refusedRow(error)
  }
}
