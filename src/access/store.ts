import { nanoid } from 'nanoid'
import * as z from 'zod'
import { type Database, readRow, readRows, statement, write } from '../storage/database.ts'
import { makeSecret, sha256 } from './secret.ts'

export type User = { readonly id: string; readonly email: string; readonly name: string; readonly passwordHash: string }

export async function hasUsers(database: Database): Promise<boolean> {
  return (await database.all(statement('select 1 from users limit 1'))).length > 0
}

export async function findUserByEmail(database: Database, email: string): Promise<User | undefined> {
  const query = statement('select id, email, name, password_hash from users where email = ?', email)
  const row = await readRow(database, userRow, query)
  return row && { id: row.id, email: row.email, name: row.name, passwordHash: row.password_hash }
}

const userRow = z.object({ id: z.string(), email: z.string(), name: z.string(), password_hash: z.string() })

/** Makes the one-time token of the setup URL; earlier ones that were never used end. Returns the token itself. */
export async function createSetupToken(database: Database, now: number): Promise<string> {
  const token = makeSecret()
  await database.batch([
    statement('delete from setup_tokens where used_at is null'),
    statement('insert into setup_tokens (hash, created_at) values (?, ?)', await sha256(token), now),
  ])
  return token
}

export async function isSetupToken(database: Database, token: string): Promise<boolean> {
  const query = statement('select 1 from setup_tokens where hash = ? and used_at is null', await sha256(token))
  return (await database.all(query)).length > 0
}

/** The first account, which owns the installation. Undefined when somebody was quicker. */
export async function createOwner(
  database: Database,
  draft: Omit<User, 'id'>,
  now: number,
): Promise<string | undefined> {
  const id = `user_${nanoid(12)}`
  const insert = `insert into users (id, email, name, password_hash, created_at) select ?, ?, ?, ?, ?
    where not exists (select 1 from users)`
  const [made] = await database.batch([
    statement(insert, id, draft.email, draft.name, draft.passwordHash, now),
    statement('update setup_tokens set used_at = ? where used_at is null', now),
  ])
  return made?.changes === 1 ? id : undefined
}

/** Live keys, newest first; what they are for, never what they are. */
export async function listApiKeys(database: Database) {
  const query =
    'select id, shop_id, name, scopes, created_at, last_used_at from api_keys where revoked_at is null order by created_at desc, id'
  return readRows(database, keyRow, statement(query))
}

export async function revokeApiKey(database: Database, id: string, now: number): Promise<boolean> {
  return (
    (await write(
      database,
      statement('update api_keys set revoked_at = ? where id = ? and revoked_at is null', now, id),
    )) === 1
  )
}

const keyRow = z
  .object({
    id: z.string(),
    shop_id: z.string().nullable(),
    name: z.string(),
    scopes: z.string(),
    created_at: z.number(),
    last_used_at: z.number().nullable(),
  })
  .transform((row) => ({
    id: row.id,
    shopId: row.shop_id,
    name: row.name,
    scopes: z.array(z.string()).parse(JSON.parse(row.scopes)),
    createdAt: new Date(row.created_at).toISOString(),
    lastUsedAt: row.last_used_at === null ? null : new Date(row.last_used_at).toISOString(),
  }))
