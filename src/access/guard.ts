import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { Problem } from '../http/problem.ts'
import type { Runtime } from '../runtime.ts'
import { useApiKey } from './api-key.ts'
import { type Scope, scopes } from './scope.ts'
import { isSameSecret } from './secret.ts'
import { readSession, type Session } from './session.ts'

/** Who asks: a person signed in, or a program with a key. A key may be bound to one shop. */
export type Actor =
  | { readonly kind: 'user'; readonly id: string; readonly session: Session }
  | {
      readonly kind: 'key'
      readonly id: string
      readonly shopId: string | undefined
      readonly scopes: readonly Scope[]
    }

export type Guarded = { Variables: { actor: Actor } }

/** Lets the handler behind it run for a signed-in person or a key with `scope`; else 401 or 403. Stands on each handler. */
export function guard(runtime: Runtime, scope: Scope) {
  return createMiddleware<Guarded>(async (c, next) => {
    c.set('actor', await findActor(runtime, c, scope))
    await next()
  })
}

export type SignedIn = { Variables: { session: Session } }

/** As `guard`, for what a person alone may do: no key will do. */
export function guardSession(runtime: Runtime) {
  return createMiddleware<SignedIn>(async (c, next) => {
    const session = c.req.header('authorization') === undefined ? await readSession(runtime, c) : undefined
    if (!session) throw unauthorised('Sign in: keys do not open this.')
    refuseForeignOrigin(runtime, c)
    c.set('session', session)
    await next()
  })
}

/** The shop that the actor keeps to; undefined for those who may act for all. */
export function boundShop(actor: Actor): string | undefined {
  return actor.kind === 'key' ? actor.shopId : undefined
}

/** Whether whoever asks is signed in or has a live key, whatever it may do. */
export async function isKnown(runtime: Runtime, c: Context): Promise<boolean> {
  const header = c.req.header('authorization')
  if (header === undefined) return (await readSession(runtime, c)) !== undefined
  const secret = secretOf(header)
  if (secret === undefined) return false
  return (await isAdminKey(runtime, secret)) || (await useApiKey(runtime, c, secret)) !== undefined
}

/** As `guard`, for an address that is open under another condition too. */
export async function findActor(runtime: Runtime, c: Context, scope: Scope): Promise<Actor> {
  const header = c.req.header('authorization')
  if (header !== undefined) return findKeyActor(runtime, c, header, scope)
  const session = await readSession(runtime, c)
  if (!session) throw unauthorised('Sign in, or send a key: Authorization: Bearer KEY.')
  refuseForeignOrigin(runtime, c)
  return { kind: 'user', id: session.userId, session }
}

/**
 * Cross-site request forgery: a cookie alone never changes anything on another site's behalf. Judged by Sec-Fetch-Site,
 * which pages can't set, and by Origin where a browser doesn't send it.
 */
export function refuseForeignOrigin(runtime: Runtime, c: Context): void {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return
  const site = c.req.header('sec-fetch-site')
  const origin = c.req.header('origin')
  const isOwn = site === undefined ? isOwnOrigin(runtime, c, origin) : site === 'same-origin'
  if (!isOwn)
    throw new Problem(
      403,
      'Forbidden',
      'This request comes from another site; open the dashboard itself and try there.',
    )
}

function isOwnOrigin(runtime: Runtime, c: Context, origin: string | undefined): boolean {
  return origin === new URL(c.req.url).origin || origin === runtime.publicUrl
}

async function findKeyActor(runtime: Runtime, c: Context, header: string, scope: Scope): Promise<Actor> {
  const secret = secretOf(header)
  if (secret === undefined) throw unauthorised('The header must read: Authorization: Bearer KEY.')
  if (await isAdminKey(runtime, secret)) return { kind: 'key', id: 'admin', shopId: undefined, scopes }
  const key = await useApiKey(runtime, c, secret)
  if (!key)
    throw unauthorised(
      'This key is not known or has been revoked. Make one under Settings, or: npm run -s tilltrail -- keys create --scope …',
    )
  if (!key.scopes.includes(scope))
    throw new Problem(403, 'Forbidden', `This key lacks the scope ${scope}. Make one that has it, under Settings.`)
  return { kind: 'key', id: key.id, shopId: key.shopId, scopes: key.scopes }
}

function secretOf(header: string): string | undefined {
  return /^Bearer ([\x21-\x7e]{1,512})$/i.exec(header)?.[1]
}

async function isAdminKey({ adminApiKey }: Runtime, secret: string): Promise<boolean> {
  return adminApiKey !== undefined && (await isSameSecret(secret, adminApiKey))
}

function unauthorised(detail: string): Problem {
  return new Problem(401, 'Unauthorised', detail, { headers: { 'www-authenticate': 'Bearer realm="tilltrail"' } })
}
