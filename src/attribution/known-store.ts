import * as z from 'zod'
import type { ClickBefore } from '../conversions/checked.ts'
import { journeyMs } from '../conversions/following-store.ts'
import { type Database, type Param, readRow, readRows, statement } from '../storage/database.ts'
import { type Creditable, touchList } from './creditable-store.ts'
import type { Known } from './journey.ts'

/** Something else that the same customer did before. Its own click is null where it has none that counts. */
export type Earlier = {
  readonly event: string
  readonly occurredAt: number
  readonly own: { readonly linkNumber: number; readonly at: number; readonly click: string | null } | null
  readonly toldTouches: readonly ClickBefore[]
}

/** What the customer did in the 90 days before, the newest first; of very much, the newest 200. */
export async function listEarlier(database: Database, conversion: Creditable): Promise<readonly Earlier[]> {
  const { id, shopId, occurredAt, customer } = conversion
  if (customer === null) return []
  const since = [occurredAt - journeyMs, occurredAt, id] as const
  const { sql, params } = sameCustomer(shopId, customer)
  const query = `select event, occurred_at, click, click_note, link_number, click_at, shared,
      (select json_group_array(json_array(told.link_number, told.click_at, told.click_random)) from told_touches told
        where told.conversion_id = conversions.id) as told_touches
    from conversions where number in (${sql}) and occurred_at between ? and ? and id <> ? and is_test = 0
      and event <> 'refund'
    order by occurred_at desc, id limit 200`
  return (await readRows(database, earlierRow, statement(query, ...params, ...since))).map(toEarlier)
}

/** As the customer who stands for all that they were told by, or by the address: each is enough. */
function sameCustomer(
  shopId: string,
  { hash, emailHash }: NonNullable<Creditable['customer']>,
): { readonly sql: string; readonly params: readonly Param[] } {
  const byHash = 'select number from conversions where shop_id = ? and customer_hash = ?'
  const byEmail = 'select number from conversions where shop_id = ? and customer_email_hash = ?'
  const sql = [...(hash === null ? [] : [byHash]), ...(emailHash === null ? [] : [byEmail])].join(' union ')
  const ofHash = hash === null ? [] : [shopId, hash]
  return { sql, params: [...ofHash, ...(emailHash === null ? [] : [shopId, emailHash])] }
}

function toEarlier(row: z.output<typeof earlierRow>): Earlier {
  const { link_number: linkNumber, click_at: at, click, shared } = row
  const isOwn = row.click_note === null && shared !== 'further'
  return {
    event: row.event,
    occurredAt: row.occurred_at,
    own: isOwn && linkNumber !== null && at !== null ? { linkNumber, at, click } : null,
    toldTouches: shared === 'further' ? [] : row.told_touches,
  }
}

const earlierRow = z.object({
  event: z.string(),
  occurred_at: z.number(),
  click: z.string().nullable(),
  click_note: z.string().nullable(),
  link_number: z.number().nullable(),
  click_at: z.number().nullable(),
  shared: z.string().nullable(),
  told_touches: touchList,
})

/** The newest post with this code that was out by then, or else the newest; by its first link. */
export async function findCode(
  database: Database,
  { shopId, coupon, occurredAt }: Creditable,
): Promise<Known['code'] | undefined> {
  const code = coupon?.trim() ?? ''
  if (code === '') return undefined
  // SQLite knows the cases of A to Z alone.
  const forms = JSON.stringify([code, code.toLowerCase(), code.toUpperCase()])
  const shown = 'coalesce(published_at, posts.created_at)'
  const query = `select (select json_group_array(number) from (select number from links where post_id = posts.id
      order by number)) as numbers
    from posts where shop_id = ? and coupon is not null
      and lower(trim(coupon)) in (select lower(value) from json_each(?))
      and exists (select 1 from links where links.post_id = posts.id)
    order by ${shown} <= ? desc, ${shown} desc, number desc limit 1`
  const row = await readRow(database, codeRow, statement(query, shopId, forms, occurredAt))
  const linkNumber = row?.numbers[0]
  return row && linkNumber !== undefined ? { linkNumber, ofPost: row.numbers } : undefined
}

const codeRow = z.object({
  numbers: z.string().transform((text) => z.array(z.number()).parse(JSON.parse(text))),
})

/**
 * The newest link with these UTMs that was there by then, or else the newest. Without a content only where one post alone
 * has such links.
 */
export async function findUtmLink(
  database: Database,
  { shopId, utm, occurredAt }: Creditable,
): Promise<number | undefined> {
  if (utm === null) return undefined
  const { source, campaign, content } = utm
  const like = 'shop_id = ? and lower(utm_campaign) = lower(?) and lower(utm_source) = lower(?)'
  const ofContent = content === null ? '' : 'and lower(utm_content) = lower(?)'
  const query = `select number, (select count(distinct post_id) from links where ${like}) as posts
    from links where ${like} ${ofContent} order by created_at <= ? desc, created_at desc, number desc limit 1`
  const same = [shopId, campaign, source] as const
  const row = await readRow(
    database,
    z.object({ number: z.number(), posts: z.number() }),
    statement(query, ...same, ...same, ...(content === null ? [] : [content]), occurredAt),
  )
  return row && (content !== null || row.posts === 1) ? row.number : undefined
}
