import { Hono } from 'hono'
import * as z from 'zod'
import { badField, notFound, Problem } from '../http/problem.ts'
import { jsonBody } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { createApiKey } from './api-key.ts'
import { type Actor, boundShop, guard, type Guarded } from './guard.ts'
import { type Scope, scopes } from './scope.ts'
import { isShop, listApiKeys, revokeApiKey } from './store.ts'

/** API keys: what programs may do, and for which shop. */
export function keyRoutes(runtime: Runtime) {
  const { database } = runtime
  return new Hono<Guarded>()
    .get('/keys', guard(runtime, 'keys:write'), async (c) =>
      c.json({ items: await listApiKeys(database, boundShop(c.var.actor)), nextCursor: null }, 200),
    )
    .post('/keys', guard(runtime, 'keys:write'), jsonBody(keyDraft), async (c) => {
      if (boundShop(c.var.actor) !== undefined)
        throw new Problem(403, 'Forbidden', 'A key that is bound to a shop makes no keys.')
      const { name, scopes: asked, shopId } = c.req.valid('json')
      refuseMore(c.var.actor, asked)
      if (shopId !== undefined && !(await isShop(database, shopId))) throw badField('/shopId', 'There is no such shop.')
      const made = await createApiKey(database, { name, scopes: asked, shopId, now: runtime.now() })
      return c.json({ ...made, name, scopes: asked, shopId: shopId ?? null }, 201, {
        location: `/api/v1/keys/${made.id}`,
      })
    })
    .delete('/keys/:id', guard(runtime, 'keys:write'), async (c) => {
      const by = { shopId: boundShop(c.var.actor), now: runtime.now() }
      if (!(await revokeApiKey(database, c.req.param('id'), by))) throw notFound('key')
      return c.body(null, 204)
    })
}

const keyDraft = z.strictObject({
  name: z
    .string('is missing: what is the key for?')
    .trim()
    .min(1, 'must not be empty')
    .max(100, 'must have 100 characters at most'),
  scopes: z
    .array(z.enum(scopes, `must be one of ${scopes.join(', ')}`), 'is missing: name what the key may do')
    .min(1, 'must name one scope at least'),
  shopId: z.string().optional(),
})

/** A key gives no more than it has. */
function refuseMore(actor: Actor, asked: readonly Scope[]): void {
  const beyond = actor.kind === 'key' ? asked.find((scope) => !actor.scopes.includes(scope)) : undefined
  if (beyond) throw badField('/scopes', `A key gives no more than it has, and this one lacks ${beyond}.`)
}
