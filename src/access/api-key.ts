import { nanoid } from 'nanoid'
import { type Database, write } from '../storage/database.ts'
import { makeSecret, sha256 } from './secret.ts'
import { type ApiKey, findApiKeyByHash, insertApiKey, type KeyDraft } from './store.ts'

/** Makes a key and returns its secret, which is shown this once: the database keeps its hash. */
export async function createApiKey(database: Database, draft: KeyDraft): Promise<{ id: string; secret: string }> {
  const id = `key_${nanoid(12)}`
  const secret = `till_${makeSecret()}`
  await write(database, insertApiKey(id, await sha256(secret), draft))
  return { id, secret }
}

/** The live key with this secret, or undefined. */
export async function findApiKey(database: Database, secret: string): Promise<ApiKey | undefined> {
  return findApiKeyByHash(database, await sha256(secret))
}
