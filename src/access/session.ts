import type { Context } from 'hono'
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie'
import * as z from 'zod'
import type { Runtime } from '../runtime.ts'
import { readRow, statement, write } from '../storage/database.ts'
import { makeSecret, sha256 } from './secret.ts'

export type Session = { readonly userId: string; readonly email: string; readonly name: string }

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
  await runtime.database.batch([
    statement('delete from sessions where expires_at < ? or seen_at < ?', now, now - idleMs),
    statement(
      'insert into sessions (id_hash, user_id, created_at, seen_at, expires_at) values (?, ?, ?, ?, ?)',
      await sha256(id),
      userId,
      now,
      now,
      now + absoluteMs,
    ),
  ])
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
  const row = await readRow(runtime.database, sessionRow, statement(selectSession, idHash, now, now - idleMs))
  if (!row) return undefined
  if (now - row.seen_at > touchMs)
    await write(runtime.database, statement('update sessions set seen_at = ? where id_hash = ?', now, idHash))
  return { userId: row.user_id, email: row.email, name: row.name }
}

export async function endSession(runtime: Runtime, c: Context): Promise<void> {
  const idHash = await readCookie(runtime, c)
  if (idHash) await write(runtime.database, statement('delete from sessions where id_hash = ?', idHash))
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

export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(?:\.\d{1,3}){3}$/.test(hostname)
  )
}

const selectSession = `select s.user_id, s.seen_at, u.email, u.name from sessions s join users u on u.id = s.user_id
  where s.id_hash = ? and s.expires_at > ? and s.seen_at > ?`
const sessionRow = z.object({ user_id: z.string(), seen_at: z.number(), email: z.string(), name: z.string() })

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
  await write(
    database,
    statement(`insert into settings (name, value) values ('cookie-secret', ?) on conflict do nothing`, makeSecret()),
  )
  const row = await readRow(
    database,
    z.object({ value: z.string() }),
    statement(`select value from settings where name = 'cookie-secret'`),
  )
  if (!row) throw new Error('the cookie secret could not be stored')
  secrets.set(database, row.value)
  return row.value
}
