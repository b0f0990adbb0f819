import { nanoid } from 'nanoid'
import * as z from 'zod'
import { sha256 } from '../http/digest.ts'
import { type Database, readRow, readRows, type Statement, statement, write } from '../storage/database.ts'
import { type Scope, scopes } from './scope.ts'
import { makeSecret } from './secret.ts'

export type User = { readonly id: string; readonly email: string; readonly name: string; readonly passwordHash: string }

export type ApiKey = {
  readonly id: string
  readonly shopId: string | undefined
  readonly scopes: readonly Scope[]
  /** UTC milliseconds, to the hour; 0: never. */
  readonly lastUsedAt: number
}

export type KeyDraft = {
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly shopId: string | undefined
  /** UTC milliseconds. */
  readonly now: number
}

export async function hasUsers(database: Database): Promise<boolean> {
  return (await database.all(statement('select 1 from users limit 1'))).length > 0
}

export async function findUserByEmail(database: Database, email: string): Promise<User | undefined> {
  const query = statement('select id, email, name, password_hash from users where email = ?', email)
  const row = await readRow(database, userRow, query)
  return row && userOf(row)
}

/** The account that was made first. */
export async function findOwner(database: Database): Promise<User | undefined> {
  const query = statement('select id, email, name, password_hash from users order by created_at, id limit 1')
  const row = await readRow(database, userRow, query)
  return row && userOf(row)
}

const userRow = z.object({ id: z.string(), email: z.string(), name: z.string(), password_hash: z.string() })

function userOf({ password_hash: passwordHash, ...user }: z.output<typeof userRow>): User {
  return { ...user, passwordHash }
}

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

/**
 * Sets the password of a user and ends all sessions but the one kept. False when `old` is not the stored hash any more:
 * somebody changed it meanwhile.
 */
export async function changePassword(
  database: Database,
  { id, passwordHash: old }: User,
  { passwordHash, keptSession }: { readonly passwordHash: string; readonly keptSession: string },
): Promise<boolean> {
  const others = `delete from sessions where user_id = ? and id_hash <> ?
    and exists (select 1 from users where id = ? and password_hash = ?)`
  const [set] = await database.batch([
    statement('update users set password_hash = ? where id = ? and password_hash = ?', passwordHash, id, old),
    statement(others, id, keptSession, id, passwordHash),
  ])
  return set?.changes === 1
}

/**
 * The first account, which owns the installation, and in the same batch what `also` gives for its id. Undefined when
 * somebody was quicker: `also` must then change nothing.
 */
export async function createOwner(
  database: Database,
  draft: Omit<User, 'id'>,
  now: number,
  also: (id: string) => readonly Statement[] = () => [],
): Promise<string | undefined> {
  const id = `user_${nanoid(12)}`
  const insert = `insert into users (id, email, name, password_hash, created_at) select ?, ?, ?, ?, ?
    where not exists (select 1 from users)`
  const [made] = await database.batch([
    statement(insert, id, draft.email, draft.name, draft.passwordHash, now),
    statement('update setup_tokens set used_at = ? where used_at is null', now),
    ...also(id),
  ])
  return made?.changes === 1 ? id : undefined
}

export function insertApiKey(id: string, hash: string, { shopId, name, scopes, now }: KeyDraft): Statement {
  const insert = 'insert into api_keys (id, shop_id, name, hash, scopes, created_at) values (?, ?, ?, ?, ?, ?)'
  return statement(insert, id, shopId ?? null, name, hash, JSON.stringify(scopes), now)
}

export async function findApiKeyByHash(database: Database, hash: string): Promise<ApiKey | undefined> {
  const query = 'select id, shop_id, scopes, last_used_at from api_keys where hash = ? and revoked_at is null'
  const row = await readRow(database, foundKeyRow, statement(query, hash))
  return row && { id: row.id, shopId: row.shop_id ?? undefined, scopes: row.scopes, lastUsedAt: row.last_used_at ?? 0 }
}

const foundKeyRow = z.object({
  id: z.string(),
  shop_id: z.string().nullable(),
  scopes: z.string().transform((text) => z.array(z.enum(scopes)).parse(JSON.parse(text))),
  last_used_at: z.number().nullable(),
})

export async function touchApiKey(database: Database, id: string, now: number): Promise<void> {
  await write(database, statement('update api_keys set last_used_at = ? where id = ?', now, id))
}

/** Live keys, newest first; what they are for, never what they are. Of one shop, or of all and none. */
export async function listApiKeys(database: Database, shopId: string | undefined) {
  const query = `select id, shop_id, name, scopes, created_at, last_used_at from api_keys
    where revoked_at is null and (? is null or shop_id = ?) order by created_at desc, id`
  return readRows(database, keyRow, statement(query, shopId ?? null, shopId ?? null))
}

/** False when there is no such live key, or not in this shop. */
export async function revokeApiKey(
  database: Database,
  id: string,
  { shopId, now }: { readonly shopId: string | undefined; readonly now: number },
): Promise<boolean> {
  const update = 'update api_keys set revoked_at = ? where id = ? and revoked_at is null and (? is null or shop_id = ?)'
  return (await write(database, statement(update, now, id, shopId ?? null, shopId ?? null))) === 1
}

/** Whether there is a shop of this id; shops' own store lies further up. */
export async function isShop(database: Database, id: string): Promise<boolean> {
  return (await database.all(statement('select 1 from shops where id = ?', id))).length > 0
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
