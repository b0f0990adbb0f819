import * as z from 'zod'
import { type Database, readRow, readRows, statement, write } from '../storage/database.ts'
import { type Secret, shopSources, type ShopSource, type Source } from './source.ts'

export async function findSource(database: Database, shopId: string, source: ShopSource): Promise<Source | undefined> {
  const query = statement(`select ${columns} from sources where shop_id = ? and source = ?`, shopId, source)
  const row = await readRow(database, sourceRow, query)
  return row && toSource(row)
}

export async function listSources(database: Database, shopId: string): Promise<Source[]> {
  const query = statement(`select ${columns} from sources where shop_id = ? order by source`, shopId)
  return (await readRows(database, sourceRow, query)).map(toSource)
}

/** Sets a source's live secrets. Fails as `isTaken(…, 'postback_tokens')` says when another shop has such a token. */
export async function saveSource(
  database: Database,
  { shopId, source, secrets }: { shopId: string; source: ShopSource; secrets: readonly Secret[] },
): Promise<void> {
  const upsert = `insert into sources (shop_id, source, secrets) values (?, ?, ?)
    on conflict (shop_id, source) do update set secrets = excluded.secrets`
  const tokens = source === 'postback' ? secrets.map(({ secret }) => secret) : []
  const insertToken = 'insert into postback_tokens (hash, shop_id) values (?, ?)'
  await database.batch([
    statement(upsert, shopId, source, JSON.stringify(secrets)),
    ...(source === 'postback' ? [forgetTokens(shopId)] : []),
    ...tokens.map((hash) => statement(insertToken, hash, shopId)),
  ])
}

/** Nothing that a source tells is taken any more. */
export async function removeSource(database: Database, shopId: string, source: ShopSource): Promise<void> {
  await database.batch([
    statement('delete from sources where shop_id = ? and source = ?', shopId, source),
    ...(source === 'postback' ? [forgetTokens(shopId)] : []),
  ])
}

/** The postback source that a token, by its hash, is of. */
export async function findSourceOfToken(database: Database, hash: string): Promise<Source | undefined> {
  const query = `select ${columns} from sources where source = 'postback'
    and shop_id = (select shop_id from postback_tokens where hash = ?)`
  const row = await readRow(database, sourceRow, statement(query, hash))
  return row && toSource(row)
}

/** Writes down when a delivery came, to five seconds: a flood of bad ones is not a flood of writes. */
export async function noteDelivery(
  database: Database,
  { shopId, source, takenAt, refusedAt }: Source,
  { isTaken, at }: { readonly isTaken: boolean; readonly at: number },
): Promise<void> {
  const last = isTaken ? takenAt : refusedAt
  if (last !== null && Math.abs(at - last) < 5000) return
  const update = `update sources set ${isTaken ? 'taken_at' : 'refused_at'} = ? where shop_id = ? and source = ?`
  await write(database, statement(update, at, shopId, source))
}

function forgetTokens(shopId: string) {
  return statement('delete from postback_tokens where shop_id = ?', shopId)
}

const columns = 'shop_id, source, secrets, taken_at, refused_at'

const secretRows = z.array(z.object({ secret: z.string(), end: z.string().nullable(), setAt: z.number() }))

const sourceRow = z.object({
  shop_id: z.string(),
  source: z.enum(shopSources),
  secrets: z.string().transform((text) => secretRows.parse(JSON.parse(text))),
  taken_at: z.number().nullable(),
  refused_at: z.number().nullable(),
})

function toSource({ shop_id, source, secrets, taken_at, refused_at }: z.output<typeof sourceRow>): Source {
  return { source, secrets, shopId: shop_id, takenAt: taken_at, refusedAt: refused_at }
}
