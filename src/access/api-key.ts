import { nanoid } from 'nanoid'
import * as z from 'zod'
import { readRow, statement, write, type Database } from '../storage/database.ts'
import { type Scope, scopes } from './scope.ts'
import { makeSecret, sha256 } from './secret.ts'

export type ApiKey = { readonly id: string; readonly shopId: string | undefined; readonly scopes: readonly Scope[] }

type KeyDraft = {
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly shopId: string | undefined
  readonly now: number
}

/** Makes a key and returns its secret, which is shown this once: the database keeps its hash. */
export async function createApiKey(database: Database, draft: KeyDraft): Promise<{ id: string; secret: string }> {
  const id = `key_${nanoid(12)}`
  const secret = `till_${makeSecret()}`
  const insert = 'insert into api_keys (id, shop_id, name, hash, scopes, created_at) values (?, ?, ?, ?, ?, ?)'
  const { name, shopId, now } = draft
  await write(
    database,
    statement(insert, id, shopId ?? null, name, await sha256(secret), JSON.stringify(draft.scopes), now),
  )
  return { id, secret }
}

/** The live key with this secret, or undefined. */
export async function findApiKey(database: Database, secret: string): Promise<ApiKey | undefined> {
  const query = 'select id, shop_id, scopes from api_keys where hash = ? and revoked_at is null'
  const row = await readRow(database, keyRow, statement(query, await sha256(secret)))
  return row && { id: row.id, shopId: row.shop_id ?? undefined, scopes: row.scopes }
}

const keyRow = z.object({
  id: z.string(),
  shop_id: z.string().nullable(),
  scopes: z.string().transform((text) => z.array(z.enum(scopes)).parse(JSON.parse(text))),
})
