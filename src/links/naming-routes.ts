import { Hono } from 'hono'
import * as z from 'zod'
import { type Actor, guard, type Guarded } from '../access/guard.ts'
import { notFound } from '../http/problem.ts'
import { jsonBody, query } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { chooseShop, mayUse } from '../shops/choose.ts'
import type { Shop } from '../shops/shop.ts'
import { findShop } from '../shops/store.ts'
import { defaultRules, nameFields, withWrittenLists } from './naming.ts'
import { namingRules } from './naming-rules.ts'
import { findNaming, saveNaming } from './naming-store.ts'
import { lookUpNames } from './naming-values.ts'

/** How a shop writes the names in its links, and the names it uses. Comes before the routes of links: /links/names is no id. */
export function namingRoutes(runtime: Runtime) {
  const { database } = runtime
  return new Hono<Guarded>()
    .get('/shops/:id/naming', guard(runtime, 'links:read'), async (c) => {
      const shop = await findForActor(runtime, c.var.actor, c.req.param('id'))
      return c.json((await findNaming(database, shop.id)) ?? defaultRules, 200)
    })
    .put('/shops/:id/naming', guard(runtime, 'shops:write'), jsonBody(namingRules), async (c) => {
      const shop = await findForActor(runtime, c.var.actor, c.req.param('id'))
      const rules = withWrittenLists(c.req.valid('json'))
      await saveNaming(database, shop.id, rules, runtime.now())
      return c.json(rules, 200)
    })
    .get('/links/names', guard(runtime, 'links:read'), query(namesQuery), async (c) => {
      const { field, q, shopId } = c.req.valid('query')
      const shop = await chooseShop(database, c.var.actor, shopId)
      return c.json(await lookUpNames(runtime, shop, { field, text: q }), 200)
    })
}

const namesQuery = z.strictObject({
  field: z.enum(nameFields, `must be one of ${nameFields.join(', ')}`),
  q: z.string().trim().max(256, 'must have 256 characters at most').default(''),
  shopId: z.string().optional(),
})

async function findForActor({ database }: Runtime, actor: Actor, id: string): Promise<Shop> {
  const shop = mayUse(actor, id) ? await findShop(database, id) : undefined
  if (!shop) throw notFound('shop')
  return shop
}
