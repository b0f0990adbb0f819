import { Hono } from 'hono'
import * as z from 'zod'
import { isLoopback } from '../http/loopback.ts'
import { Problem } from '../http/problem.ts'
import { jsonBody } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { createSignInLimit, refuseTooMany } from './attempts.ts'
import { guardSession, refuseForeignOrigin } from './guard.ts'
import { keyRoutes } from './key-routes.ts'
import { isPassword } from './password.ts'
import { changeOwnPassword, passwordChange } from './password-change.ts'
import { endSession, keepsSecureCookies, readSession, startSession } from './session.ts'
import { findUserByEmail, hasUsers } from './store.ts'

/** Signing in and out, and API keys. `facts` are told to the dashboard with the session. */
export function accessRoutes(
  runtime: Runtime,
  facts: { readonly version: string; readonly demoShopUrl: string | undefined },
) {
  const { database } = runtime
  const signIns = createSignInLimit()

  return new Hono()
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
      refuseTooMany(signIns.take(from, runtime.now()))
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
    .post('/password', guardSession(runtime), jsonBody(passwordChange), async (c) => {
      const by = { session: c.var.session, address: runtime.addressOf(c) }
      await changeOwnPassword(runtime, signIns, by, c.req.valid('json'))
      return c.body(null, 204)
    })
    .route('/', keyRoutes(runtime))
}

const signIn = z.strictObject({
  email: z.string('is missing').trim().min(1, 'must not be empty').max(254, 'must have 254 characters at most'),
  password: z.string('is missing').max(256, 'must have 256 characters at most'),
  /** Sent by the dashboard when a browser on this computer didn't keep the Secure cookie. */
  plainCookie: z.literal(true).optional(),
})
