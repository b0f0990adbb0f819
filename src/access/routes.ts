import { Hono } from 'hono'
import * as z from 'zod'
import { badField, notFound, Problem } from '../http/problem.ts'
import { jsonBody } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { createApiKey } from './api-key.ts'
import { createSignInLimit } from './attempts.ts'
import { boundShop, type Actor, guard, type Guarded, refuseForeignOrigin } from './guard.ts'
import { isPassword } from './password.ts'
import { type Scope, scopes } from './scope.ts'
import { endSession, isLoopback, keepsSecureCookies, readSession, startSession } from './session.ts'
import { findUserByEmail, hasUsers, isShop, listApiKeys, revokeApiKey } from './store.ts'

/** Signing in and out, and API keys. `facts` are told to the dashboard with the session. */
export function accessRoutes(
  runtime: Runtime,
  facts: { readonly version: string; readonly demoShopUrl: string | undefined },
) {
  const { database } = runtime
  const signIns = createSignInLimit()

  return new Hono<Guarded>()
    .get('/session', async (c) => {
      const session = await readSession(runtime, c)
      return c.json(
        {
          user: session ? { name: session.name, email: session.email } : null,
          needsSetup: !(await hasUsers(database)),
          publicUrl: runtime.publicUrl,
          isPublicUrlLocal: isLoopback(new URL(runtime.publicUrl).hostname),
          isCookiePlain: !keepsSecureCookies(runtime, c),
          clickParam: runtime.clickParam,
          version: facts.version,
          demo: facts.demoShopUrl ? { shopUrl: facts.demoShopUrl } : null,
        },
        200,
      )
    })
    .post('/session', jsonBody(signIn), async (c) => {
      refuseForeignOrigin(runtime, c)
      const { email, password, plainCookie } = c.req.valid('json')
      const from = { address: runtime.addressOf(c), email }
      const wait = signIns.take(from, runtime.now())
      if (wait > 0) throw tooManyTries(wait)
      const user = await findUserByEmail(database, email)
      const isRight = await isPassword(password, user?.passwordHash, runtime.deriveKey)
      if (!user || !isRight) throw new Problem(401, 'Unauthorised', 'The e-mail address or the password is wrong.')
      signIns.succeed(from)
      await startSession(runtime, c, user.id, plainCookie)
      return c.json({ user: { name: user.name, email: user.email } }, 201)
    })
    .delete('/session', async (c) => {
      refuseForeignOrigin(runtime, c)
      await endSession(runtime, c)
      return c.body(null, 204)
    })
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

const signIn = z.strictObject({
  email: z.string('is missing').trim().min(1, 'must not be empty').max(254, 'must have 254 characters at most'),
  password: z.string('is missing').max(256, 'must have 256 characters at most'),
  /** Sent by the dashboard when a browser on this computer didn't keep the Secure cookie. */
  plainCookie: z.literal(true).optional(),
})

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

function tooManyTries(seconds: number): Problem {
  return new Problem(429, 'Too many requests', `Too many tries. Wait ${seconds} seconds and try again.`, {
    headers: { 'retry-after': String(seconds) },
  })
}
