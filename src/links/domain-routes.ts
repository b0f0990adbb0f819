import { Hono } from 'hono'
import * as z from 'zod'
import { guard, type Guarded } from '../access/guard.ts'
import { pageQuery } from '../http/page.ts'
import { conflict, notFound } from '../http/problem.ts'
import { jsonBody, query } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { chooseShop, mayUse } from '../shops/choose.ts'
import { storedDomain } from './check.ts'
import { checkPages, domainDraft, namedDomain, showDomain } from './domain.ts'
import { deleteDomain, findDomain, listDomains, listHosts, saveDomain } from './domain-store.ts'
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
    .put('/domains/:domain', guard(runtime, 'links:write'), jsonBody(domainDraft), async (c) => {
      const draft = c.req.valid('json')
      const shop = await chooseShop(database, c.var.actor, draft.shopId)
      const domain = namedDomain(runtime, c.req.param('domain'))
      const ownHosts = [new URL(runtime.publicUrl).host, domain, ...(await listHosts(database))].filter(Boolean)
      const pages = checkPages(draft, ownHosts)
      if (!(await saveDomain(database, { domain, shopId: shop.id, ...pages }, runtime.now())))
        throw conflict('', 'This domain is another shop’s. Use one of your own, or remove it there first.')
      const saved = await findDomain(database, domain)
      if (!saved) throw notFound('domain')
      return c.json(showDomain(saved, runtime), 200)
    })
    .delete('/domains/:domain', guard(runtime, 'links:write'), async (c) => {
      const found = await findDomain(database, namedDomain(runtime, c.req.param('domain')))
      if (!found || !mayUse(c.var.actor, found.shopId)) throw notFound('domain')
      await deleteDomain(database, found.domain, found.shopId)
      return c.body(null, 204)
    })
    .get('/links/unknown', guard(runtime, 'links:read'), query(unknownQuery), async (c) => {
      const { shopId, limit, cursor = 0, sort } = c.req.valid('query')
      const shop = await chooseShop(database, c.var.actor, shopId)
      const found = await listUnknown(database, shop.id, { limit: limit + 1, skip: cursor, sort })
      const items = found.slice(0, limit).map(({ domain, firstAt, lastAt, ...unknown }) => ({
        id: `${domain}/${unknown.slug}`,
        ...unknown,
        domain: domain === '' ? null : domain,
        shortUrl: `${domain === '' ? runtime.publicUrl : `https://${domain}`}/${unknown.slug}`,
        firstAt: new Date(firstAt).toISOString(),
        lastAt: new Date(lastAt).toISOString(),
      }))
      return c.json({ items, nextCursor: found.length > limit ? String(cursor + limit) : null }, 200)
    })
    .delete('/links/unknown', guard(runtime, 'links:write'), query(forgetQuery), async (c) => {
      const { shopId, slug, domain } = c.req.valid('query')
      const shop = await chooseShop(database, c.var.actor, shopId)
      const one = slug === undefined ? undefined : { slug, domain: storedDomain(runtime, domain ?? '') }
      await forgetUnknown(database, shop.id, one)
      return c.body(null, 204)
    })
}

const shopQuery = z.strictObject({ shopId: z.string().optional() })

const unknownQuery = pageQuery.extend({
  sort: z.enum(['newest', 'asked'], 'must be newest or asked').default('newest'),
})

const forgetQuery = z.strictObject({
  shopId: z.string().optional(),
  /** One alone; without it, all of them. */
  slug: z.string().max(64).optional(),
  domain: z.string().max(253).optional(),
})
