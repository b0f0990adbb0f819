import { Hono } from 'hono'
import * as z from 'zod'
import { boundShop, guard, type Guarded } from '../access/guard.ts'
import { pageQuery } from '../http/page.ts'
import { query } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { chooseShop } from '../shops/choose.ts'
import { readLive } from './live.ts'

/** What just came in, counted or not, for who is fitting a shop and watches. Mounted before `/conversions/:id`. */
export function liveRoutes(runtime: Runtime) {
  const { database } = runtime
  return new Hono<Guarded>().get(
    '/conversions/live',
    guard(runtime, 'conversions:read'),
    query(liveQuery),
    async (c) => {
      const { limit, shopId } = c.req.valid('query')
      const { actor } = c.var
      const shop = await chooseShop(database, actor, shopId)
      return c.json(await readLive(database, { shop, limit, withShopless: boundShop(actor) === undefined }), 200)
    },
  )
}

const liveQuery = z.strictObject(pageQuery.omit({ cursor: true }).shape)
