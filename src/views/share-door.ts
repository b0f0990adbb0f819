import type { Context } from 'hono'
import { getSignedCookie, setSignedCookie } from 'hono/cookie'
import { html } from 'hono/html'
import { createSignInLimit } from '../access/attempts.ts'
import { isPassword } from '../access/password.ts'
import { keepsSecureCookies } from '../access/session.ts'
import { sha256 } from '../http/digest.ts'
import { visitorPage } from '../http/html.ts'
import type { Runtime } from '../runtime.ts'
import { endOf, type Share, type ShareKind } from './share.ts'
import { ended, locked, refuse, unknown } from './share-refusal.ts'
import { findShareByToken } from './share-store.ts'

/** Lets in who has a link of one kind, and the password where it has one. Page and file are told apart for what is refused. */
export type ShareDoor = {
  /** The share behind a token, or what is answered in its stead: 404, 410, or 401 with the form for the password. */
  open(c: Context, token: string, as: 'page' | 'file'): Promise<Share | Response>
  /** Takes the form: back to the page, with a cookie for two hours; 401 for a wrong password, 429 for too many tries. */
  unlock(c: Context, token: string): Promise<Response>
}

/** A door keeps count of the tries at passwords: make one per app. The token is the last part of the path. */
export function createShareDoor(runtime: Runtime, kind: ShareKind): ShareDoor {
  const tries = createSignInLimit()
  return {
    async open(c, token, as) {
      seal(c)
      const share = await findShare(runtime, kind, token)
      if (!share) return refuse(c, as, unknown)
      const end = endOf(share, runtime.now())
      if (end !== undefined) return refuse(c, as, ended)
      if (await isUnlocked(runtime, c, share)) return share
      return as === 'page' ? askPassword(c, 401) : refuse(c, as, locked)
    },
    async unlock(c, token) {
      seal(c)
      const share = await findShare(runtime, kind, token)
      if (share && endOf(share, runtime.now()) !== undefined) return refuse(c, 'page', ended)
      const from = { address: runtime.addressOf(c), email: share?.id ?? '' }
      const wait = tries.take(from, runtime.now())
      if (wait > 0) return askPassword(c, 429, `Too many tries. Wait ${wait} seconds and try again.`, wait)
      const password = new URLSearchParams(await c.req.text()).get('password') ?? ''
      // As long for a link that isn't there as for a wrong password.
      const isRight = await isPassword(password.slice(0, 256), share?.passwordHash ?? undefined, runtime.deriveKey)
      if (!share) return refuse(c, 'page', unknown)
      if (!isRight && share.passwordHash !== null)
        return askPassword(c, 401, 'This is not the password. Ask whoever sent you the link.')
      tries.succeed(from)
      await keepUnlocked(runtime, c, share)
      return c.redirect(new URL(c.req.url).pathname, 303)
    },
  }
}

async function findShare({ database }: Runtime, kind: ShareKind, token: string): Promise<Share | undefined> {
  const share = /^[\w-]{43}$/.test(token) ? await findShareByToken(database, await sha256(token)) : undefined
  return share?.kind === kind ? share : undefined
}

const unlockedMs = 2 * 3_600_000

/** The cookie is signed with the password's hash: another password, or none, and it is worth nothing. */
async function isUnlocked(runtime: Runtime, c: Context, { id, passwordHash }: Share): Promise<boolean> {
  if (passwordHash === null) return true
  const until = await getSignedCookie(c, passwordHash, id)
  return Number(until || 0) > runtime.now()
}

async function keepUnlocked(runtime: Runtime, c: Context, { id, kind, passwordHash }: Share): Promise<void> {
  if (passwordHash === null) return
  await setSignedCookie(c, id, String(runtime.now() + unlockedMs), passwordHash, {
    path: `/-/${kind}`,
    httpOnly: true,
    sameSite: 'Lax',
    secure: keepsSecureCookies(runtime, c),
    maxAge: unlockedMs / 1000,
  })
}

function askPassword(c: Context, status: 401 | 429, fault?: string, waitSeconds?: number) {
  if (waitSeconds !== undefined) c.header('retry-after', String(waitSeconds))
  c.header('content-security-policy', `${pagePolicy}; form-action 'self'`)
  return c.html(
    visitorPage(
      'This page asks for a password',
      html`<form method="post">
${fault === undefined ? '' : html`<p role="alert"><strong>${fault}</strong></p>`}
<p><label for="password">Password</label><br>
<input id="password" name="password" type="password" required maxlength="256" autocomplete="current-password" autofocus style="font:inherit;padding:.6rem .75rem;margin-top:.25rem;width:100%;box-sizing:border-box"></p>
<button style="font:inherit;font-weight:600;padding:.75rem 1.25rem;border:0;border-radius:.5rem;background:#0b775b;color:#fff;cursor:pointer">Show it</button>
</form>`,
    ),
    status,
  )
}

const pagePolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"

/** Kept by nobody, found by no search engine, and its address told to no other site. */
function seal(c: Context): void {
  c.header('cache-control', 'private, no-store')
  c.header('x-robots-tag', 'noindex, nofollow, noarchive')
  c.header('referrer-policy', 'no-referrer')
}
