import * as z from 'zod'
import { followingOf } from '../conversions/following-store.ts'
import { nameless } from '../conversions/verify-click.ts'
import { type ClickIdentity, makeRandom } from '../clicks/click-id.ts'
import { type Database, readRow, readRows, type Statement, statement } from '../storage/database.ts'
import { eraseAnswersOf } from '../survey/store.ts'

/** An order by its own id, and the other ids it goes by as they are in `order_aliases`. */
export type KnownOrder = { readonly orderId: string; readonly aliases: readonly string[] }

/** The order that is told by this id: the one whose own id it is, else the one that goes by it too. */
export async function findKnownOrder(
  database: Database,
  shopId: string,
  { id, keys }: { readonly id: string; readonly keys: readonly string[] },
): Promise<KnownOrder> {
  const wanted = JSON.stringify(keys)
  const own = `select exists (select 1 from conversions where shop_id = ? and order_id = ?) as known,
    (select order_id from order_aliases where shop_id = ? and alias in (select value from json_each(?)) limit 1) as other`
  const row = await readRow(database, ownRow, statement(own, shopId, id, shopId, wanted))
  const orderId = row?.known === 1 ? id : (row?.other ?? id)
  const named = 'select alias from order_aliases where shop_id = ? and order_id = ? order by alias'
  const aliases = await readRows(database, z.object({ alias: z.string() }), statement(named, shopId, orderId))
  return { orderId, aliases: aliases.map(({ alias }) => alias) }
}

const ownRow = z.object({ known: z.number(), other: z.string().nullable() })

const followingOrder = followingOf('own.shop_id = ? and own.order_id = ?')

/** All that was told of an order; which outcome's rows are its conversions, `removedOrders` says. */
export function removeOrder(shopId: string, orderId: string): Statement[] {
  const ofOrder = 'select id from conversions where shop_id = ? and order_id = ?'
  return [
    // First what hangs on it: D1 and SQLite would take it along, and neither counts it then.
    // What the customer did afterwards is credited anew, without it.
    statement(`delete from credited where conversion_id in (${followingOrder})`, shopId, orderId),
    ...['credits', 'credited', 'evidence', 'told_touches'].map((table) =>
      statement(`delete from ${table} where conversion_id in (${ofOrder})`, shopId, orderId),
    ),
    statement('delete from conversions where shop_id = ? and order_id = ? returning 1', shopId, orderId),
    ...removeByHand(shopId, orderId),
    eraseAnswersOf(shopId, orderId),
    statement('delete from order_aliases where shop_id = ? and order_id = ?', shopId, orderId),
  ]
}

/** Place of the statement of `removeOrder` that removes the conversions. */
export const removedOrders = 5

/** Clicks of ours that orders with the same click as this one, or as this customer's, may hang on. */
export async function listClicks(
  database: Database,
  shopId: string,
  of: { readonly orderId: string } | { readonly hashes: readonly string[] },
): Promise<readonly string[]> {
  const { sql, params } =
    'orderId' in of ? { sql: 'order_id = ?', params: [of.orderId] } : ofCustomer(shopId, of.hashes)
  const query = `select conversions.click as click from conversions where shop_id = ? and ${sql} and click is not null
    union select evidence.click from conversions join evidence on evidence.conversion_id = conversions.id
      and evidence.click is not null where shop_id = ? and ${sql}`
  const rows = await readRows(database, clickRow, statement(query, shopId, ...params, shopId, ...params))
  return rows.map(({ click }) => click)
}

const clickRow = z.object({ click: z.string() })

/** Kept answers that name a conversion of the order, and keys that callers made of its ids. */
export function removeAnswers(shopId: string, orderId: string, ids: readonly string[]): Statement {
  const remove = `delete from idempotency_keys where exists (
      select 1 from conversions where shop_id = ? and order_id = ? and instr(idempotency_keys.answer, conversions.id) > 0)
    or exists (select 1 from json_each(?) where length(value) > 2 and instr(idempotency_keys.key, value) > 0)`
  return statement(remove, shopId, orderId, JSON.stringify(ids))
}

/** What somebody wrote down of the order; where it was one of several, the entry stays without its note. */
function removeByHand(shopId: string, orderId: string): Statement[] {
  const ofOrder = `shop_id = ? and (order_id = ? or ? like replace(id, '_', '\\_') || '-%' escape '\\'
    or replace(replace(order_id, '%', '%25'), '#', '%23') in
      (select alias from order_aliases where order_aliases.shop_id = hand_entries.shop_id and order_aliases.order_id = ?))`
  const params = [shopId, orderId, orderId, orderId] as const
  const answers = `delete from idempotency_keys where exists (select 1 from hand_entries
    where ${ofOrder} and instr(idempotency_keys.answer, hand_entries.id) > 0)`
  return [
    statement(answers, ...params),
    statement(`update hand_entries set note = null where ${ofOrder}`, ...params),
    statement(`delete from hand_entries where orders = 1 and ${ofOrder}`, ...params),
  ]
}

/** Notes to orders by hand that may be of a shop, so many after `after`. */
export function readNotePage(
  database: Database,
  shopId: string | undefined,
  { after, most }: { readonly after: number; readonly most: number },
): Promise<NoteText[]> {
  const ofShop = shopId === undefined ? '' : 'and shop_id = ?'
  const query = `select number, id, shop_id as shopId, note from hand_entries
    where number > ? and note is not null ${ofShop} order by number limit ?`
  return readRows(database, noteText, statement(query, after, ...(shopId === undefined ? [] : [shopId]), most))
}

const noteText = z.object({ number: z.number(), id: z.string(), shopId: z.string(), note: z.string() })
export type NoteText = z.output<typeof noteText>

/** The notes of these entries, with the kept answers that hold them. */
export function removeNotes(ids: readonly string[]): Statement[] {
  const list = JSON.stringify(ids)
  return [
    statement(
      'delete from idempotency_keys where exists (select 1 from json_each(?) where instr(answer, value) > 0)',
      list,
    ),
    statement('update hand_entries set note = null where id in (select value from json_each(?))', list),
  ]
}

/** A sale that names no customer. */
export const noCustomer =
  'customer_hash = null, customer_id_hash = null, customer_email_hash = null, customer_source = null'

/**
 * Takes the customer off their sales, which stay: by whichever of their names, also where another was told with it. What
 * is known by the customer alone goes from their journeys, which are to be credited anew.
 */
export function removeCustomer(shopId: string, hashes: readonly string[]): Statement[] {
  const { sql, params } = ofCustomer(shopId, hashes)
  return [
    statement(`delete from credited where conversion_id in (${knownByCustomer(sql)})`, shopId, ...params),
    statement(`delete from credits where conversion_id in (${knownByCustomer(sql)})`, shopId, ...params),
    statement(`update conversions set ${noCustomer} where shop_id = ? and ${sql} returning 1`, shopId, ...params),
  ]
}

/** Place of the statement of `removeCustomer` that takes the customer off. */
export const removedCustomers = 2

/** Conversions whose journeys an erasure changes. */
export async function listRecredited(
  database: Database,
  shopId: string,
  of: { readonly orderId: string } | { readonly hashes: readonly string[] },
): Promise<readonly string[]> {
  if ('orderId' in of) return readIds(database, followingOrder, [shopId, of.orderId])
  const { sql, params } = ofCustomer(shopId, of.hashes)
  return readIds(database, knownByCustomer(sql), [shopId, ...params])
}

async function readIds(database: Database, sql: string, params: readonly string[]): Promise<readonly string[]> {
  const rows = await readRows(database, z.object({ id: z.string() }), statement(sql, ...params))
  return rows.map(({ id }) => id)
}

/** Conversions of a shop's customer with touches that nothing but the customer tells of. */
function knownByCustomer(ofCustomer: string): string {
  return `select id from conversions where shop_id = ? and ${ofCustomer}
    and exists (select 1 from credits where conversion_id = conversions.id and how = 'customer')`
}

function ofCustomer(shopId: string, hashes: readonly string[]): { sql: string; params: readonly string[] } {
  const told = 'in (select value from json_each(?))'
  const sql = `(conversions.customer_hash ${told} or conversions.customer_hash in (select known.customer_hash
    from conversions known where known.shop_id = ? and (known.customer_id_hash ${told} or known.customer_email_hash ${told})))`
  const list = JSON.stringify(hashes)
  return { sql, params: [list, shopId, list, list] }
}

/**
 * Takes off a click whatever names it or the visitor: the raw click at `seqs` stays counted, a sale stays its link's, a
 * visit stays one. `id`: as it stands in conversions.
 */
export function removeClick({ link, at, random }: ClickIdentity, id: string, seqs: readonly number[]): Statement[] {
  const ofClick = 'click_at = ? and click_random = ?'
  const drawn = nameless - makeRandom()
  const rows = 'seq in (select value from json_each(?))'
  return [
    statement(
      `update clicks set visitor = null, random = null, referrer = 0 where ${rows} returning 1`,
      JSON.stringify(seqs),
    ),
    statement(`update credits set click_random = ? where link_number = ? and ${ofClick}`, drawn, link, at, random),
    statement(`update told_touches set click_random = ? where link_number = ? and ${ofClick}`, drawn, link, at, random),
    statement(`update visits set click_random = ? where link = ? and ${ofClick}`, drawn, link, at, random),
    statement(
      'update conversions set click = null where link_number = ? and click_at = ? and click = ? returning 1',
      ...[link, at, id],
    ),
    // A click of another shop is kept as it was told, by no link.
    statement('update conversions set click = null where click = ?', id),
    statement('update evidence set click = null where click = ?', id),
  ]
}

/** Numbers of the raw clicks of this identity among the `most` after `after`; `last` is where that ends, null at the end. */
export async function findClickRows(
  database: Database,
  { link, at, random }: ClickIdentity,
  { after, most }: { readonly after: number; readonly most: number },
): Promise<{ readonly seqs: readonly number[]; readonly last: number | null }> {
  const last = `select max(seq) as last from (select seq from clicks where seq > ? order by seq limit ?)`
  const end = await readRow(database, z.object({ last: z.number().nullable() }), statement(last, after, most))
  if (!end || end.last === null) return { seqs: [], last: null }
  const query = 'select seq from clicks where seq > ? and seq <= ? and at = ? and link = ? and random = ?'
  const found = statement(query, after, end.last, at, link, random)
  return { last: end.last, seqs: (await readRows(database, seqRow, found)).map(({ seq }) => seq) }
}

const seqRow = z.object({ seq: z.number() })

/** Pings in quarantine that may be of a shop, so many after `after`. */
export function readQuarantinePage(
  database: Database,
  shopId: string | undefined,
  { after, most }: { readonly after: number; readonly most: number },
): Promise<QuarantinedText[]> {
  const ofShop = shopId === undefined ? '' : 'and (shop_id = ? or shop_id is null)'
  const query = `select number, id, shop_id as shopId, raw, envelope, detail from quarantine
    where number > ? ${ofShop} order by number limit ?`
  const shop = shopId === undefined ? [] : [shopId]
  return readRows(database, quarantinedText, statement(query, after, ...shop, most))
}

const quarantinedText = z.object({
  number: z.number(),
  id: z.string(),
  shopId: z.string().nullable(),
  raw: z.union([z.instanceof(Uint8Array), z.array(z.number())]).transform((bytes) => Uint8Array.from(bytes)),
  envelope: z.string().nullable(),
  detail: z.string(),
})
export type QuarantinedText = z.output<typeof quarantinedText>

export function removeQuarantined(ids: readonly string[]): Statement {
  return statement('delete from quarantine where id in (select value from json_each(?))', JSON.stringify(ids))
}
