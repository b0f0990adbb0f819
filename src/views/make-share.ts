import { nanoid } from 'nanoid'
import { hashPassword } from '../access/password.ts'
import { makeSecret } from '../access/secret.ts'
import { sha256 } from '../http/digest.ts'
import { badField, notFound } from '../http/problem.ts'
import type { Runtime } from '../runtime.ts'
import { dayMs } from '../shops/calendar.ts'
import { type ShareDraft, type Shared, showShare } from './share.ts'
import { insertShare } from './share-store.ts'

/**
 * Makes a link; `url` is told this once. By default it ends after 30 days. The token has 256 random bits; what is kept of
 * it and of the password are hashes. @throws Problem 400 for an end in the past or more than a year away; 404 where the view
 * was deleted meanwhile
 */
export async function makeShare(
  runtime: Pick<Runtime, 'database' | 'publicUrl' | 'deriveKey' | 'now'>,
  shared: Shared,
  { expiresAt, password }: ShareDraft,
): Promise<ReturnType<typeof showShare> & { readonly url: string }> {
  const now = runtime.now()
  const token = makeSecret()
  const share = {
    ...shared,
    id: `share_${nanoid(16)}`,
    passwordHash: password === undefined ? null : await hashPassword(password, runtime.deriveKey),
    createdAt: now,
    expiresAt: checkedEnd(expiresAt, now),
  }
  const isKept = await insertShare(runtime.database, { ...share, tokenHash: await sha256(token) })
  if (!isKept) throw notFound(shared.kind)
  return { ...showShare({ ...share, revokedAt: null }, now), url: `${runtime.publicUrl}/-/${shared.kind}/${token}` }
}

function checkedEnd(told: string | undefined, now: number): number {
  if (told === undefined) return now + 30 * dayMs
  const expiresAt = Date.parse(told)
  if (expiresAt <= now) throw badField('/expiresAt', 'must lie ahead: by then the link no longer works.')
  // A day more than 366: "in a year", said in any time zone.
  if (expiresAt > now + 367 * dayMs) throw badField('/expiresAt', 'must be a year away at most: make a new link then.')
  return expiresAt
}
