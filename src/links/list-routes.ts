import { Hono } from 'hono'
import { actorName } from '../access/actor-name-store.ts'
import { type Actor, guard, type Guarded } from '../access/guard.ts'
import { pageQuery, toPage } from '../http/page.ts'
import { notFound } from '../http/problem.ts'
import { jsonBody, query } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { chooseShop, mayUse } from '../shops/choose.ts'
import { findShop } from '../shops/store.ts'
import { findForActor, oncePer, orRefused } from './asked-link.ts'
import type { ChangeGround } from './change.ts'
import { storedDomain } from './check.ts'
import { editLink, type LinkEdit, linkEdit } from './edit.ts'
import { readGround } from './ground.ts'
import { type Link, showLink } from './link.ts'
import { listChanges, showChange } from './link-history-store.ts'
import { type LinkView, readLinkView } from './link-view-store.ts'
import { linkListQuery, readCursor, showCursor } from './list.ts'
import { listLinks } from './list-store.ts'
import { pastedSlug } from './pasted-slug.ts'
import { findLinks } from './store.ts'

/** Links among each other: found, changed together, and what became of each. */
export function linkListRoutes(runtime: Runtime) {
  const { database } = runtime
  return new Hono<Guarded>()
    .post('/links/edit', guard(runtime, 'links:write'), jsonBody(linkEdit), async (c) => {
      const { ids, change } = c.req.valid('json')
      return c.json({ results: await editAll(runtime, c.var.actor, ids, change) }, 200)
    })
    .get('/links', guard(runtime, 'links:read'), query(linkListQuery), async (c) => {
      const { shopId, limit, ...filter } = c.req.valid('query')
      const shop = await chooseShop(database, c.var.actor, shopId)
      const domain = filter.domain === undefined ? undefined : storedDomain(runtime, filter.domain)
      const view = await readLinkView(runtime, shop)
      const q = filter.q && pastedSlug(filter.q, view.ownHosts)
      const place = { shopId: shop.id, now: runtime.now(), limit: limit + 1, after: readCursor(filter), domain, q }
      const links = await listLinks(database, { ...filter, ...place })
      const last = links.length > limit ? links[limit - 1] : undefined
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

/** What became of each link, in the order of their ids. What is the same for several is read once: D1 counts statements. */
async function editAll(runtime: Runtime, actor: Actor, ids: readonly string[], change: LinkEdit) {
  const links = await findLinks(runtime.database, ids)
  const who = await actorName(runtime.database, actor)
  const groundOf = oncePer(async (shopId: string) => {
    const shop = mayUse(actor, shopId) ? await findShop(runtime.database, shopId) : undefined
    if (!shop) return undefined
    return { ...(await readGround(runtime, shop.id)), runtime, who, view: await readLinkView(runtime, shop) }
  })
  const rows = []
  for (const id of ids)
    rows.push({ id, ...(await orRefused(async () => ({ view: await editRow(groundOf, links.get(id), change) }))) })
  const edited = await findLinks(runtime.database, ids)
  return rows.map((row) => {
    if (!('view' in row)) return row
    const link = edited.get(row.id)
    if (!link) throw new Error(`link ${row.id} is gone`)
    return { id: row.id, status: 200, link: showLink(link, row.view) } as const
  })
}

type EditGround = ChangeGround & { readonly view: LinkView }

/** Edits one link, and tells how to show it. @throws Problem */
async function editRow(
  groundOf: (shopId: string) => Promise<EditGround | undefined>,
  link: Link | undefined,
  change: LinkEdit,
): Promise<LinkView> {
  const ground = link && (await groundOf(link.shopId))
  if (!ground || !link) throw notFound('link')
  await editLink(ground, link, change)
  return ground.view
}
