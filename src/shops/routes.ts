import { Hono } from 'hono'
import { type Actor, boundShop, guard, type Guarded } from '../access/guard.ts'
import { once } from '../access/once.ts'
import { notFound, Problem } from '../http/problem.ts'
import { jsonBody } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { findChangeWarnings } from './change-warnings.ts'
import { mayUse } from './choose.ts'
import { opensSetup, setUp, setupDraft } from './setup.ts'
import { reconvert } from './rate-store.ts'
import { type Shop, shopDraft, shopPatch, showShop } from './shop.ts'
import { createShop, findShop, listShops, updateShop } from './store.ts'

/** Shops, and the setup of a new installation. */
export function shopRoutes(runtime: Runtime) {
  const { database } = runtime
  return new Hono<Guarded>()
    .get('/setup', async (c) => c.json({ valid: await opensSetup(runtime, c.req.query('token') ?? '') }, 200))
    .post('/setup', jsonBody(setupDraft), async (c) => c.json(await setUp(runtime, c, c.req.valid('json')), 201))
    .get('/shops', guard(runtime, 'shops:read'), async (c) => {
      const shops = (await listShops(database)).filter((shop) => mayUse(c.var.actor, shop.id))
      return c.json({ items: shops.map(showShop), nextCursor: null }, 200)
    })
    .post('/shops', guard(runtime, 'shops:write'), once(runtime), jsonBody(shopDraft), async (c) => {
      if (boundShop(c.var.actor) !== undefined)
        throw new Problem(403, 'Forbidden', 'A key that is bound to a shop makes no shops.')
      const shop = await createShop(database, c.req.valid('json'), runtime.now())
      return c.json(showShop(shop), 201, { location: `/api/v1/shops/${shop.id}` })
    })
    .get('/shops/:id', guard(runtime, 'shops:read'), async (c) => {
      return c.json(showShop(await findForActor(runtime, c.var.actor, c.req.param('id'))), 200)
    })
    .patch('/shops/:id', guard(runtime, 'shops:write'), jsonBody(shopPatch), async (c) => {
      const shop = await findForActor(runtime, c.var.actor, c.req.param('id'))
      const changed = await updateShop(database, shop.id, c.req.valid('json'))
      if (changed.currency !== shop.currency) await reconvert(database)
      return c.json({ ...showShop(changed), warnings: await findChangeWarnings(database, shop, changed) }, 200)
    })
}

async function findForActor({ database }: Runtime, actor: Actor, id: string): Promise<Shop> {
  const shop = mayUse(actor, id) ? await findShop(database, id) : undefined
  if (!shop) throw notFound('shop')
  return shop
}
