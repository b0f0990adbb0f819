import * as z from 'zod'
import { type Database, readRows, type Statement, statement, write } from '../storage/database.ts'
import type { Erasure } from './erased.ts'

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
