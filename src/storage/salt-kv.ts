import type { Log } from '../runtime.ts'

/** The part of Cloudflare's KV binding that is used. */
export type Kv = {
  get(key: string): Promise<string | null>
  put(key: string, value: string, options: { expirationTtl: number }): Promise<void>
}

/**
 * The salts of visitor hashes in KV, which forgets them by itself: never in the database. Two isolates that make a day's
 * first salt at the same moment may differ for up to a minute; their visitors count as new once more. So do those of an
 * isolate that can't reach KV, which goes on with a salt of its own: no redirect waits for this.
 */
export function openSaltStore(kv: Kv, log?: Pick<Log, 'warn'>): (shop: number, day: number) => Promise<Uint32Array> {
  const known = new Map<string, Promise<Uint32Array>>()
  return (shop, day) => {
    const key = `salt:${shop}:${day}`
    const salt = known.get(key) ?? readSalt(kv, key, log)
    if (known.size > 100) known.clear()
    known.set(key, salt)
    return salt
  }
}

/** A local day is over everywhere within 26 hours; half an hour more for clicks compared across midnight. */
const keptSeconds = 27 * 3600

async function readSalt(kv: Kv, key: string, log: Pick<Log, 'warn'> | undefined): Promise<Uint32Array> {
  const made = crypto.getRandomValues(new Uint32Array(4))
  try {
    const stored = await kv.get(key)
    if (stored) return Uint32Array.from(stored.split(',').map(Number))
    await kv.put(key, [...made].join(','), { expirationTtl: keptSeconds })
  } catch (error) {
    log?.warn('the salt of visitor hashes could not be kept', { error: String(error) })
  }
  return made
}
