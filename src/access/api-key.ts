import { nanoid } from 'nanoid'
import type { Context } from 'hono'
import { sha256 } from '../http/digest.ts'
import { later } from '../http/later.ts'
import type { Runtime } from '../runtime.ts'
import { type Database, write } from '../storage/database.ts'
import { makeSecret } from './secret.ts'
import { type ApiKey, findApiKeyByHash, insertApiKey, type KeyDraft, touchApiKey } from './store.ts'

/** Makes a key and returns its secret, which is shown this once: the database keeps its hash. */
export async function createApiKey(database: Database, draft: KeyDraft): Promise<{ id: string; secret: string }> {
  const id = `key_${nanoid(12)}`
  const secret = `till_${makeSecret()}`
  await write(database, insertApiKey(id, await sha256(secret), draft))
  return { id, secret }
}

/** The live key with this secret, or undefined. Its time of last use is written once an hour at most. */
export async function useApiKey(
  { database, now, log }: Runtime,
  c: Context,
  secret: string,
): Promise<ApiKey | undefined> {
  const key = await findApiKeyByHash(database, await sha256(secret))
  if (key && now() - key.lastUsedAt >= touchMs)
    later(
      c,
      touchApiKey(database, key.id, now()).catch((error: unknown) =>
        log.warn('the last use of a key could not be written', { key: key.id, error: String(error) }),
      ),
    )
  return key
}

const touchMs = 3_600_000
