import type { Context } from 'hono'
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie'
import { sha256 } from '../http/digest.ts'
import { later } from '../http/later.ts'
import { isLoopback } from '../http/loopback.ts'
import type { Runtime } from '../runtime.ts'
import { makeSecret } from './secret.ts'
import { deleteSession, findSession, insertSession, loadCookieSecret, touchSession } from './session-store.ts'

export type Session = {
  readonly idHash: string
  readonly userId: string
  readonly email: string
  readonly name: string
}

/** A session ends after 7 days without use and after 30 days in any case. */
const idleMs = 7 * 86_400_000
const absoluteMs = 30 * 86_400_000
/** The time of last use is written this often at most: reading pages must not write on each request. */
const touchMs = 10 * 60_000

/**
 * Starts a session and sets its cookie. The id leaves in the cookie alone; the database keeps its hash. `plainCookie`: a
 * browser that keeps no Secure cookie from http://localhost (Safari) gets a plain one, on this computer only.
 */
export async function startSession(runtime: Runtime, c: Context, userId: string, plainCookie = false): Promise<void> {
  const id = makeSecret()
  const now = runtime.now()
  await insertSession(runtime.database, {
    idHash: await sha256(id),
    userId,
    now,
    expiresAt: now + absoluteMs,
    idleSince: now - idleMs,
  })
  const isSafe = keepsSecureCookies(runtime, c) && !(plainCookie && isLoopback(new URL(c.req.url).hostname))
  await setSignedCookie(c, cookieName(isSafe), id, await cookieSecret(runtime), {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: isSafe,
    maxAge: absoluteMs / 1000,
  })
}

/** The session that the request's cookie names, or undefined. */
export async function readSession(runtime: Runtime, c: Context): Promise<Session | undefined> {
  const idHash = await readCookie(runtime, c)
  if (!idHash) return undefined
  const now = runtime.now()
  const found = await findSession(runtime.database, idHash, { now, idleSince: now - idleMs })
  if (!found) return undefined
  const { seenAt, ...session } = found
  if (now - seenAt > touchMs)
    later(
      c,
      touchSession(runtime.database, idHash, now).catch((error: unknown) =>
        runtime.log.warn('the last use of a session could not be written', { error: String(error) }),
      ),
    )
  return { ...session, idHash }
}

export async function endSession(runtime: Runtime, c: Context): Promise<void> {
  const idHash = await readCookie(runtime, c)
  if (idHash) await deleteSession(runtime.database, idHash)
  for (const isSafe of [true, false]) deleteCookie(c, cookieName(isSafe), { path: '/', secure: isSafe })
}

/**
 * Whether the browser at the other end keeps `Secure` cookies: on https, and on a loopback host, which browsers trust.
 * Elsewhere (plain http in a home network) a plain cookie is set and the dashboard says so: better than an endless login.
 */
export function keepsSecureCookies(runtime: Runtime, c: Context): boolean {
  const asked = new URL(c.req.url)
  const publicUrl = new URL(runtime.publicUrl)
  return (
    isLoopback(asked.hostname) ||
    asked.protocol === 'https:' ||
    (publicUrl.protocol === 'https:' && publicUrl.host === asked.host)
  )
}

function cookieName(isSafe: boolean): string {
  return isSafe ? '__Host-tilltrail' : 'tilltrail_session'
}

async function readCookie(runtime: Runtime, c: Context): Promise<string | undefined> {
  if (!c.req.header('cookie')) return undefined
  const secret = await cookieSecret(runtime)
  for (const isSafe of [true, false]) {
    const id = await getSignedCookie(c, secret, cookieName(isSafe))
    if (id) return sha256(id)
  }
  return undefined
}

const secrets = new WeakMap<Runtime['database'], string>()

/** The key that signs cookies: made once per database. */
async function cookieSecret({ database }: Runtime): Promise<string> {
  const known = secrets.get(database)
  if (known) return known
  const secret = await loadCookieSecret(database, makeSecret())
  secrets.set(database, secret)
  return secret
}
