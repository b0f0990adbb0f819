import * as z from 'zod'
import { type Database, readRow, readRows, type Statement, statement, write } from '../storage/database.ts'
import { type Share, shareKinds, type Shared } from './share.ts'

/** False, and nothing is kept, where the view is gone by now. */
export async function insertShare(
  database: Database,
  share: Omit<Share, 'number' | 'revokedAt'> & { readonly tokenHash: string },
): Promise<boolean> {
  const insert = `insert into shares (id, shop_id, kind, thing, token_hash, password_hash, created_at, expires_at)
    select ?, ?, ?, ?, ?, ?, ?, ? where ? <> 'view' or exists (select 1 from views where id = ? and shop_id = ?)`
  const { id, shopId, kind, thing, tokenHash, passwordHash, createdAt, expiresAt } = share
  const values = [id, shopId, kind, thing, tokenHash, passwordHash, createdAt, expiresAt]
  return (await write(database, statement(insert, ...values, kind, thing, shopId))) > 0
}

/** Also one that has ended. */
export async function findShareByToken(database: Database, tokenHash: string): Promise<Share | undefined> {
  const row = await readRow(database, shareRow, statement(`${select} where token_hash = ?`, tokenHash))
  return row && toShare(row)
}

/** Those that end last first, so that open ones stand before those that have ended; 100 at most. */
export async function listShares(database: Database, { shopId, kind, thing }: Shared): Promise<Share[]> {
  const query = `${select} where shop_id = ? and kind = ? and thing = ?
    order by min(coalesce(revoked_at, expires_at), expires_at) desc, number desc limit 100`
  return (await readRows(database, shareRow, statement(query, shopId, kind, thing))).map(toShare)
}

/** False where there is no such one. One that was revoked before stays so since then. */
export async function revokeShare(
  database: Database,
  { kind, thing }: Thing,
  id: string,
  now: number,
): Promise<boolean> {
  const update = `update shares set revoked_at = coalesce(revoked_at, ?) where kind = ? and thing = ? and id = ?`
  return (await write(database, statement(update, now, kind, thing, id))) > 0
}

/** For the batch in which the thing itself goes. */
export function revokeAll({ kind, thing }: Thing, now: number): Statement {
  return statement(
    'update shares set revoked_at = ? where kind = ? and thing = ? and revoked_at is null',
    now,
    kind,
    thing,
  )
}

type Thing = Pick<Shared, 'kind' | 'thing'>

const select = 'select number, id, shop_id, kind, thing, password_hash, created_at, expires_at, revoked_at from shares'

const shareRow = z.object({
  number: z.number(),
  id: z.string(),
  shop_id: z.string(),
  kind: z.enum(shareKinds),
  thing: z.string(),
  password_hash: z.string().nullable(),
  created_at: z.number(),
  expires_at: z.number(),
  revoked_at: z.number().nullable(),
})

function toShare(row: z.output<typeof shareRow>): Share {
  const { number, id, kind, thing } = row
  return {
    ...{ number, id, kind, thing },
    shopId: row.shop_id,
    passwordHash: row.password_hash,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
  }
}
