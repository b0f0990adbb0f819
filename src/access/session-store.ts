import * as z from 'zod'
import { type Database, readRow, statement, write } from '../storage/database.ts'

type NewSession = {
  readonly idHash: string
  readonly userId: string
  readonly now: number
  readonly expiresAt: number
  /** Sessions not used since are over. All times are UTC milliseconds. */
  readonly idleSince: number
}

/** Stores a session, and forgets those that are over. */
export async function insertSession(database: Database, session: NewSession): Promise<void> {
  const { idHash, userId, now, expiresAt, idleSince } = session
  const insert = 'insert into sessions (id_hash, user_id, created_at, seen_at, expires_at) values (?, ?, ?, ?, ?)'
  await database.batch([
    statement('delete from sessions where expires_at <= ? or seen_at <= ?', now, idleSince),
    statement(insert, idHash, userId, now, now, expiresAt),
  ])
}

/** A live session with its user. */
export async function findSession(
  database: Database,
  idHash: string,
  { now, idleSince }: { readonly now: number; readonly idleSince: number },
): Promise<{ userId: string; email: string; name: string; seenAt: number } | undefined> {
  const select = `select s.user_id, s.seen_at, u.email, u.name from sessions s join users u on u.id = s.user_id
    where s.id_hash = ? and s.expires_at > ? and s.seen_at > ?`
  const row = await readRow(database, sessionRow, statement(select, idHash, now, idleSince))
  return row && { userId: row.user_id, email: row.email, name: row.name, seenAt: row.seen_at }
}

const sessionRow = z.object({ user_id: z.string(), seen_at: z.number(), email: z.string(), name: z.string() })

export async function touchSession(database: Database, idHash: string, now: number): Promise<void> {
  await write(database, statement('update sessions set seen_at = ? where id_hash = ?', now, idHash))
}

export async function deleteSession(database: Database, idHash: string): Promise<void> {
  await write(database, statement('delete from sessions where id_hash = ?', idHash))
}

/** The stored key that signs cookies; `fresh` becomes it when there is none yet. */
export async function loadCookieSecret(database: Database, fresh: string): Promise<string> {
  const insert = `insert into settings (name, value) values ('cookie-secret', ?) on conflict do nothing`
  await write(database, statement(insert, fresh))
  const select = `select value from settings where name = 'cookie-secret'`
  const row = await readRow(database, z.object({ value: z.string() }), statement(select))
  if (!row) throw new Error('the cookie secret could not be stored')
  return row.value
}
