import { makeSecret } from '../access/secret.ts'
import { sha256 } from '../http/digest.ts'
import type { Database } from '../storage/database.ts'
import { addSecret, type ErasedKind, type Erasure, findHashes, readSecrets } from './erased-store.ts'

/** `shopId` is '' for what belongs to no shop by itself: a click, a ping in quarantine. */
export type ErasedName = { readonly kind: ErasedKind; readonly shopId: string; readonly id: string }

/** Those of the names that were erased. Costs one small query while nothing ever was. */
export async function findErased<Name extends ErasedName>(
  database: Database,
  names: readonly Name[],
): Promise<readonly Name[]> {
  if (names.length === 0) return []
  const secrets = await readSecrets(database)
  if (secrets.length === 0) return []
  const hashed = await Promise.all(
    names.flatMap((name) => secrets.map(async (secret) => ({ name, hash: await hashName(secret, name) }))),
  )
  const known = await findHashes(
    database,
    hashed.map(({ hash }) => hash),
  )
  return [...new Set(hashed.filter(({ hash }) => known.has(hash)).map(({ name }) => name))]
}

/** Whether anything ever was: else there is nothing to look for. */
export async function isAnythingErased(database: Database): Promise<boolean> {
  return (await readSecrets(database)).length > 0
}

/** The names as they are to be kept; the secret is made when something is erased first. */
export async function toErasures(
  database: Database,
  names: readonly (ErasedName & { readonly hour?: number })[],
  erasedAt: number,
): Promise<readonly Erasure[]> {
  const secret = await findSecret(database, erasedAt)
  return Promise.all(
    names.map(async (name) => {
      const { kind, hour = null } = name
      return { kind, hour, secret, erasedAt, hash: await hashName(secret, name) }
    }),
  )
}

/** The names by which an order that comes in may have been erased. Who names others knows the order's own id. */
export function orderNames(shopId: string, orderId: string, others: readonly string[]): ErasedName[] {
  if (others.length === 0)
    return [
      { kind: 'order', shopId, id: orderId },
      { kind: 'order-name', shopId, id: orderId },
    ]
  const alone = others.map((id) => ({ kind: 'lone-order', shopId, id }) as const)
  return [{ kind: 'order', shopId, id: orderId }, ...alone]
}

/** The click that its signed id names, whichever key signed it. */
export function clickName({ link, at, random }: ClickParts): ErasedName & { readonly hour: number } {
  return { kind: 'click', shopId: '', id: `${link}.${at}.${random}`, hour: Math.floor(at / hourMs) }
}

/** A click's link number, time (UTC milliseconds) and random bits. */
type ClickParts = { readonly link: number; readonly at: number; readonly random: number }

const hourMs = 3_600_000

async function findSecret(database: Database, now: number): Promise<string> {
  const [known] = await readSecrets(database)
  if (known !== undefined) return known
  await addSecret(database, makeSecret(), now)
  return findSecret(database, now)
}

function hashName(secret: string, { kind, shopId, id }: ErasedName): Promise<string> {
  return sha256([secret, kind, shopId, id].join('\n'))
}
