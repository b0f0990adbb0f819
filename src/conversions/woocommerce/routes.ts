import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { guard, type Guarded } from '../../access/guard.ts'
import { notFound, Problem } from '../../http/problem.ts'
import { jsonBody, parseBody } from '../../http/validate.ts'
import type { Runtime } from '../../runtime.ts'
import { chooseShop } from '../../shops/choose.ts'
import { beginConnecting, disconnect, keysDraft, takeKeys } from './connect.ts'
import { showConnection } from './connection.ts'
import { connectDraft, reachOf } from './shop-url.ts'
import { findConnection } from './woocommerce-store.ts'

/** A WooCommerce shop connected by its own button: begin, see how far it is, end it. */
export function wooCommerceRoutes(runtime: Runtime) {
  const { database } = runtime
  return new Hono<Guarded>()
    .get('/shops/:id/woocommerce', guard(runtime, 'shops:read'), async (c) => {
      const shop = await chooseShop(database, c.var.actor, c.req.param('id'))
      const found = await findConnection(database, shop.id)
      return c.json({ reach: reachOf(runtime.publicUrl), connection: found ? showConnection(found) : null }, 200)
    })
    .post('/shops/:id/woocommerce', guard(runtime, 'shops:write'), jsonBody(connectDraft), async (c) => {
      const shop = await chooseShop(database, c.var.actor, c.req.param('id'))
      return c.json({ authorizeUrl: await beginConnecting(runtime, shop.id, c.req.valid('json').url) }, 200)
    })
    .delete('/shops/:id/woocommerce', guard(runtime, 'shops:write'), async (c) => {
      const shop = await chooseShop(database, c.var.actor, c.req.param('id'))
      const found = await findConnection(database, shop.id)
      if (!found) throw notFound('connection: this shop is not connected by the button')
      return c.json({ problem: await disconnect(runtime, found) }, 200)
    })
}

/** Where a shop hands its keys over: open to everybody, since what it sends along proves who was asked. */
export function wooCommerceKeyRoutes(runtime: Runtime) {
  return new Hono().post('/-/woocommerce/keys', bodyLimit({ maxSize: 16 * 1024 }), async (c) => {
    const told = parseBody(keysDraft, await c.req.json().catch(() => undefined))
    if (!(await takeKeys(runtime, told)))
      throw new Problem(403, 'Forbidden', 'Nobody asked for these keys, or too long ago: begin again in Tilltrail.')
    return c.json({ status: 'connected' }, 200, { 'cache-control': 'no-store' })
  })
}
