import type { Database } from '../storage/database.ts'
import { makeSecret } from '../access/secret.ts'
import { sha256 } from '../http/digest.ts'
import { dropToken, keepToken, loadOwnDeviceSecret } from './own-device-store.ts'

/** The cookie on the short domain by which a device asks not to be counted. */
export const ownDeviceCookie = 'tilltrail_own'

/** A year: browsers keep no cookie much longer. */
export const ownDeviceSeconds = 365 * 86_400

export type OwnDevices = {
  /** The cookie's value: a secret of the installation, so that nobody makes it up. The same for all devices: it tells none apart. */
  readonly value: string
  /** Whether a `Cookie` header names a device that isn't to be counted. A visitor's usual header costs one search. */
  isOwnDevice(cookieHeader: string | undefined): boolean
}

/** The own devices of an installation; read from the database once. */
export function loadOwnDevices(database: Database): Promise<OwnDevices> {
  const known = loaded.get(database)
  if (known) return known
  const loading = openOwnDevices(database)
  loaded.set(database, loading)
  loading.catch(() => loaded.delete(database))
  return loading
}

const loaded = new WeakMap<Database, Promise<OwnDevices>>()

async function openOwnDevices(database: Database): Promise<OwnDevices> {
  const value = await loadOwnDeviceSecret(database, makeSecret())
  const pair = `${ownDeviceCookie}=${value}`
  return {
    value,
    isOwnDevice: (cookieHeader) =>
      cookieHeader !== undefined && cookieHeader.includes(pair) && cookieHeader.split(/; */).includes(pair),
  }
}

/** How long a link that leads to the short domain works, for one device. */
export const tokenMs = 10 * 60_000

/** A token that lets one device, of whoever opens the link with it, ask not to be counted. Only its hash is kept. */
export async function makeOwnDeviceToken(database: Database, now: number): Promise<string> {
  const token = makeSecret()
  await keepToken(database, { hash: await sha256(token), now, expiresAt: now + tokenMs })
  return token
}

/** Uses a token up; false when it isn't ours, was used or is too old. */
export async function takeOwnDeviceToken(database: Database, token: string, now: number): Promise<boolean> {
  return dropToken(database, await sha256(token), now)
}
