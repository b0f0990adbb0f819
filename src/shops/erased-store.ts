import * as z from 'zod'
import { type Database, readRows, type Statement, statement, write } from '../storage/database.ts'

/**
 * What can be erased, by the names it goes by. `order`: an order's own id; `order-name`: another name of an order whose own
 * id is known; `lone-order`: an id that the order was told by alone, so that it may be another name of it.
 * `customer-hash`: what was stored of a customer. `click`: see `clickName`. `quarantined`: a ping's id in the quarantine.
 */
export type ErasedKind = 'order' | 'order-name' | 'lone-order' | 'customer' | 'customer-hash' | 'click' | 'quarantined'

/** An erased name as it is kept, with the secret that its hash is made with. Times in UTC milliseconds. */
export type Erasure = {
  readonly hash: string
  readonly kind: ErasedKind
  readonly secret: string
  /** Of a click: hours since 1970. */
  readonly hour: number | null
  readonly erasedAt: number
}

/** The secrets that hashes were made with, the oldest first: new ones are made with that one. */
export async function readSecrets(database: Database): Promise<readonly string[]> {
  const query = statement('select secret from erasure_secrets order by created_at, secret')
  return (await readRows(database, z.object({ secret: z.string() }), query)).map(({ secret }) => secret)
}

/** Keeps the first secret; where there is one, nothing is written. */
export async function addSecret(database: Database, secret: string, now: number): Promise<void> {
  const insert = `insert into erasure_secrets (secret, created_at) select ?, ?
    where not exists (select 1 from erasure_secrets)`
  await write(database, statement(insert, secret, now))
}

/** Those of the hashes that are kept. */
export async function findHashes(database: Database, hashes: readonly string[]): Promise<ReadonlySet<string>> {
  const query = 'select hash from erasures where hash in (select value from json_each(?))'
  const found = await readRows(database, z.object({ hash: z.string() }), statement(query, JSON.stringify(hashes)))
  return new Set(found.map(({ hash }) => hash))
}

/** Keeps erasures, with their secrets; those that are kept already stay as they are. */
export function addErasures(erasures: readonly Erasure[]): Statement[] {
  const rows = JSON.stringify(erasures)
  const secrets = `insert into erasure_secrets (secret, created_at)
    select value ->> 'secret', min(value ->> 'erasedAt') from json_each(?) where true group by 1 on conflict do nothing`
  const insert = `insert into erasures (hash, kind, hour, erased_at)
    select value ->> 'hash', value ->> 'kind', value ->> 'hour', value ->> 'erasedAt' from json_each(?) where true
    on conflict do nothing`
  return [statement(secrets, rows), statement(insert, rows)]
}
