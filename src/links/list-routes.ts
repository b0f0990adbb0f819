import { Hono } from 'hono'
import { actorName } from '../access/actor-name-store.ts'
import { type Actor, guard, type Guarded } from '../access/guard.ts'
import { pageQuery, toPage } from '../http/page.ts'
import { jsonBody, query } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { chooseShop } from '../shops/choose.ts'
import { findForActor, refusedRow } from './asked-link.ts'
import { storedDomain } from './check.ts'
import { editLink, type LinkEdit, linkEdit } from './edit.ts'
import { showLink } from './link.ts'
import { listChanges, showChange } from './link-history-store.ts'
import { readLinkView } from './link-view-store.ts'
import { linkListQuery, readCursor, showCursor } from './list.ts'
import { listLinks } from './list-store.ts'

/** Links among each other: found, changed together, and what became of each. */
export function linkListRoutes(runtime: Runtime) {
  const { database } = runtime
  return new Hono<Guarded>()
    .post('/links/edit', guard(runtime, 'links:write'), jsonBody(linkEdit), async (c) => {
      const { ids, change } = c.req.valid('json')
      const results = []
      for (const id of ids) results.push(await editRow(runtime, c.var.actor, id, change))
      return c.json({ results }, 200)
    })
    .get('/links', guard(runtime, 'links:read'), query(linkListQuery), async (c) => {
      const { shopId, limit, ...filter } = c.req.valid('query')
      const shop = await chooseShop(database, c.var.actor, shopId)
      const domain = filter.domain === undefined ? undefined : storedDomain(runtime, filter.domain)
      const place = { shopId: shop.id, now: runtime.now(), limit: limit + 1, after: readCursor(filter), domain }
      const links = await listLinks(database, { ...filter, ...place })
      const last = links.length > limit ? links[limit - 1] : undefined
      const view = await readLinkView(runtime, shop)
      const items = links
        .slice(0, limit)
        .map((link) => ({ ...showLink(link, view), postTitle: link.postTitle, campaignName: link.campaignName }))
      return c.json({ items, nextCursor: last ? showCursor(last, filter.sort) : null }, 200)
    })
    .get('/links/:id/changes', guard(runtime, 'links:read'), query(pageQuery.omit({ shopId: true })), async (c) => {
      const { limit, cursor } = c.req.valid('query')
      const { link } = await findForActor(runtime, c.var.actor, c.req.param('id'))
      const page = { limit: limit + 1, before: cursor ?? Number.MAX_SAFE_INTEGER }
      const changes = await listChanges(database, link.id, page)
      return c.json(toPage(changes, limit, showChange), 200)
    })
}

/** One link of an edit: as it is now, or its own problem. */
async function editRow(runtime: Runtime, actor: Actor, id: string, change: LinkEdit) {
  try {
    const { shop, link } = await findForActor(runtime, actor, id)
    const edited = await editLink(runtime, link, change, await actorName(runtime.database, actor))
    return { id, status: 200, link: showLink(edited, await readLinkView(runtime, shop)) } as const
  } catch (error) {
    return { id, ...refusedRow(error) }
  }
}
