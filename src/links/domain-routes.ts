import { Hono } from 'hono'
import * as z from 'zod'
import { type Actor, boundShop, guard, type Guarded } from '../access/guard.ts'
import { pageQuery } from '../http/page.ts'
import { conflict, notFound, Problem } from '../http/problem.ts'
import { jsonBody, query } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { chooseShop, mayUse } from '../shops/choose.ts'
import { storedDomain } from './check.ts'
import { checkPages, domainDraft, namedDomain, showDomain } from './domain.ts'
import { listDomainOwners } from './domain-owners-store.ts'
import { deleteDomain, findDomain, listDomains, saveDomain } from './domain-store.ts'
import { showCursor, showUnknown, unknownCursor } from './unknown.ts'
import { forgetUnknown, listUnknown } from './unknown-store.ts'

/** Short domains, and what was asked for on them in vain. */
export function domainRoutes(runtime: Runtime) {
  const { database } = runtime
  return new Hono<Guarded>()
    .get('/domains', guard(runtime, 'links:read'), query(shopQuery), async (c) => {
      const shop = await chooseShop(database, c.var.actor, c.req.valid('query').shopId)
      const items = (await listDomains(database, shop.id)).map(({ createdAt, links, ...domain }) => ({
        ...showDomain({ ...domain, createdAt: createdAt ?? 0 }, runtime),
        links,
        createdAt: createdAt === null ? null : new Date(createdAt).toISOString(),
      }))
      return c.json({ items, nextCursor: null }, 200)
    })
    .get('/domains/:domain', guard(runtime, 'links:read'), async (c) => {
      const found = await findDomain(database, namedDomain(runtime, c.req.param('domain')))
      if (!found || !mayUse(c.var.actor, found.shopId)) throw notFound('domain')
      return c.json(showDomain(found, runtime), 200)
    })
    .put('/domains/:domain', guard(runtime, 'shops:write'), jsonBody(domainDraft), async (c) => {
      const draft = c.req.valid('json')
      const shop = await chooseShop(database, c.var.actor, draft.shopId)
      const domain = namedDomain(runtime, c.req.param('domain'))
      refuseDefault(c.var.actor, domain)
      const owners = await listDomainOwners(database)
      const ownHosts = [new URL(runtime.publicUrl).host, domain, ...owners.keys()].filter(Boolean)
      const pages = checkPages(draft, ownHosts)
      if (!(await saveDomain(database, { domain, shopId: shop.id, ...pages }, runtime.now())))
        throw conflict('', 'This domain is another shop’s. Use one of your own, or remove it there first.')
      const saved = await findDomain(database, domain)
      if (!saved) throw notFound('domain')
      return c.json(showDomain(saved, runtime), 200)
    })
    .delete('/domains/:domain', guard(runtime, 'shops:write'), async (c) => {
      const found = await findDomain(database, namedDomain(runtime, c.req.param('domain')))
      if (!found || !mayUse(c.var.actor, found.shopId)) throw notFound('domain')
      refuseDefault(c.var.actor, found.domain)
      await deleteDomain(database, found.domain, found.shopId)
      return c.body(null, 204)
    })
    .get('/links/unknown', guard(runtime, 'links:read'), query(unknownQuery), async (c) => {
      const { shopId, limit, cursor, sort } = c.req.valid('query')
      const shop = await chooseShop(database, c.var.actor, shopId)
      const found = await listUnknown(database, shop.id, { limit: limit + 1, after: cursor, sort })
      const last = found.length > limit ? found[limit - 1] : undefined
      const items = found.slice(0, limit).map((unknown) => showUnknown(unknown, runtime.publicUrl))
      return c.json({ items, nextCursor: last ? showCursor(last) : null }, 200)
    })
    .delete('/links/unknown', guard(runtime, 'links:write'), query(forgetQuery), async (c) => {
      const { shopId, slug, domain } = c.req.valid('query')
      const shop = await chooseShop(database, c.var.actor, shopId)
      const one = slug === undefined ? undefined : { slug, domain: storedDomain(runtime, domain ?? '') }
      await forgetUnknown(database, shop.id, one)
      return c.body(null, 204)
    })
}

/** What is set for the default domain counts for every shop's visitors. @throws Problem 403 */
function refuseDefault(actor: Actor, domain: string): void {
  if (domain !== '' || boundShop(actor) === undefined) return
  const detail = 'The default domain is every shop’s: sign in, or use a key that is bound to no shop.'
  throw new Problem(403, 'Forbidden', detail)
}

const shopQuery = z.strictObject({ shopId: z.string().optional() })

const unknownQuery = pageQuery.extend({
  cursor: unknownCursor.optional(),
  sort: z.enum(['newest', 'asked'], 'must be newest or asked').default('newest'),
})

const forgetQuery = z.strictObject({
  shopId: z.string().optional(),
  /** One alone; without it, all of them. */
  slug: z.string().max(64).optional(),
  domain: z.string().max(253).optional(),
})
