import * as z from 'zod'
import { type Database, readRow, type Statement, statement, write } from '../../storage/database.ts'
import { setColumns } from '../../storage/set-columns.ts'
import { type Connection, connectionSteps } from './connection.ts'

/** A shop that is asked for its keys. `hash`: of what it is to send back. Forgets those that waited too long. */
export async function addAsk(
  database: Database,
  ask: { readonly hash: string; readonly shopId: string; readonly url: string; readonly hookUrl: string },
  { now, lastsMs }: { readonly now: number; readonly lastsMs: number },
): Promise<void> {
  const insert = 'insert into woocommerce_asks (hash, shop_id, url, hook_url, created_at) values (?, ?, ?, ?, ?)'
  await database.batch([
    statement('delete from woocommerce_asks where created_at <= ?', now - lastsMs),
    statement(insert, ask.hash, ask.shopId, ask.url, ask.hookUrl, now),
  ])
}

export type NewKeys = { readonly hash: string; readonly consumerKey: string; readonly consumerSecret: string }

/**
 * Connects the shop that was asked with this hash, and spends the hash: all in one batch, so that it works once. The
 * orders made after `from` are to be read. Resolves with whether it was good.
 */
export async function spendAsk(
  database: Database,
  { hash, consumerKey, consumerSecret }: NewKeys,
  { now, from, lastsMs }: { readonly now: number; readonly from: number; readonly lastsMs: number },
): Promise<boolean> {
  const upsert = `insert into woocommerce_connections
      (shop_id, url, hook_url, consumer_key, consumer_secret, connected_at, next_at, after_at)
    select shop_id, url, hook_url, ?, ?, ?, ?, ? from woocommerce_asks where hash = ? and created_at > ?
    on conflict (shop_id) do update set url = excluded.url, hook_url = excluded.hook_url,
      consumer_key = excluded.consumer_key, consumer_secret = excluded.consumer_secret,
      connected_at = excluded.connected_at, next_at = excluded.next_at, after_at = excluded.after_at, step = 'webhooks',
      page = 1, orders_read = 0, orders_total = null, disabled_at = null, mended_at = null, problem = null`
  const [made] = await database.batch([
    statement(upsert, consumerKey, consumerSecret, now, now, from, hash, now - lastsMs),
    statement('delete from woocommerce_asks where hash = ?', hash),
  ])
  return (made?.changes ?? 0) > 0
}

export async function hasAsk(database: Database, hash: string): Promise<boolean> {
  return (await database.all(statement('select 1 from woocommerce_asks where hash = ?', hash))).length > 0
}

export async function findConnection(database: Database, shopId: string): Promise<Connection | undefined> {
  const query = `select ${columns} from woocommerce_connections where shop_id = ?`
  return readRow(database, connectionRow, statement(query, shopId))
}

/** The connection that has waited longest for its next step. */
export async function findDue(database: Database, now: number): Promise<Connection | undefined> {
  const query = `select ${columns} from woocommerce_connections where next_at <= ? order by next_at limit 1`
  return readRow(database, connectionRow, statement(query, now))
}

/** Takes the next step for oneself until then; false where another process was quicker, or it is gone. */
export async function claim(database: Database, { shopId, nextAt }: Connection, until: number): Promise<boolean> {
  const update = 'update woocommerce_connections set next_at = ? where shop_id = ? and next_at = ?'
  return (await write(database, statement(update, until, shopId, nextAt))) === 1
}

export type ConnectionChange = Partial<
  Pick<
    Connection,
    | 'hookUrl'
    | 'step'
    | 'nextAt'
    | 'afterAt'
    | 'page'
    | 'ordersRead'
    | 'ordersTotal'
    | 'hookedAt'
    | 'checkedAt'
    | 'disabledAt'
    | 'mendedAt'
    | 'problem'
  >
>

/** What a step came to. `of`: the connection it was done for; one that was made anew meanwhile is left as it is. */
export async function changeConnection(database: Database, of: Connection, change: ConnectionChange): Promise<void> {
  const set = {
    hook_url: change.hookUrl,
    step: change.step,
    next_at: change.nextAt,
    after_at: change.afterAt,
    page: change.page,
    orders_read: change.ordersRead,
    orders_total: change.ordersTotal,
    hooked_at: change.hookedAt,
    checked_at: change.checkedAt,
    disabled_at: change.disabledAt,
    mended_at: change.mendedAt,
    problem: change.problem,
  }
  const where = statement('shop_id = ? and connected_at = ?', of.shopId, of.connectedAt)
  await database.batch(setColumns('woocommerce_connections', set, where))
}

/** Forgets a shop's keys, and what it was asked for. */
export async function removeConnection(database: Database, shopId: string): Promise<void> {
  const remove = (table: string): Statement => statement(`delete from ${table} where shop_id = ?`, shopId)
  await database.batch([remove('woocommerce_connections'), remove('woocommerce_asks')])
}

const columns = `shop_id as shopId, url, hook_url as hookUrl, consumer_key as consumerKey,
  consumer_secret as consumerSecret, connected_at as connectedAt, step, next_at as nextAt, after_at as afterAt, page,
  orders_read as ordersRead, orders_total as ordersTotal, hooked_at as hookedAt, checked_at as checkedAt,
  disabled_at as disabledAt, mended_at as mendedAt, problem`

const connectionRow = z.object({
  shopId: z.string(),
  url: z.string(),
  hookUrl: z.string(),
  consumerKey: z.string(),
  consumerSecret: z.string(),
  connectedAt: z.number(),
  step: z.enum(connectionSteps),
  nextAt: z.number(),
  afterAt: z.number(),
  page: z.number(),
  ordersRead: z.number(),
  ordersTotal: z.number().nullable(),
  hookedAt: z.number().nullable(),
  checkedAt: z.number().nullable(),
  disabledAt: z.number().nullable(),
  mendedAt: z.number().nullable(),
  problem: z.string().nullable(),
})
