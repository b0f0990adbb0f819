import * as z from 'zod'
import { type Database, readRow, readRows, statement } from '../../storage/database.ts'

/** An order that we have. `value` in minor units. */
export type HeldOrder = z.output<typeof heldOrderRow>

/** The orders of a shop between two times, both counted (UTC milliseconds), a page after another; tests left out. */
export async function* listHeldOrders(
  database: Database,
  shopId: string,
  { from, to }: { readonly from: number; readonly to: number },
): AsyncGenerator<readonly HeldOrder[]> {
  const query = `select number, id, key, order_id as orderId, value, currency from conversions
    where shop_id = ? and event = 'purchase' and is_test = 0 and occurred_at between ? and ? and number > ?
    order by number limit ${pageSize}`
  for (let after = 0; ; ) {
    const page = await readRows(database, heldOrderRow, statement(query, shopId, from, to, after))
    if (page.length > 0) yield page
    const last = page.at(-1)
    if (!last || page.length < pageSize) return
    after = last.number
  }
}

const pageSize = 1000

/** The keys of the orders that these names lead to. */
export async function findKeysOfNames(
  database: Database,
  shopId: string,
  names: readonly string[],
): Promise<readonly string[]> {
  const query = 'select key from order_aliases where shop_id = ? and alias in (select value from json_each(?))'
  return (await readRows(database, keyRow, statement(query, shopId, JSON.stringify(names)))).map(({ key }) => key)
}

const keyRow = z.object({ key: z.string() })

/** The only link of a shop that has all these utm values, undefined where there are none or several. */
export async function findLinkByUtm(
  database: Database,
  shopId: string,
  { source, medium, campaign, content }: Readonly<Record<'source' | 'medium' | 'campaign' | 'content', string>>,
): Promise<string | undefined> {
  const query = `select min(id) as id, count(*) as links from links where shop_id = ? and utm_source = ? and utm_medium = ?
    and utm_campaign = ? and coalesce(utm_content, '') = ?`
  const row = await readRow(database, linkRow, statement(query, shopId, source, medium, campaign, content))
  return row?.links === 1 ? (row.id ?? undefined) : undefined
}

const heldOrderRow = z.object({
  number: z.number(),
  id: z.string(),
  key: z.string(),
  orderId: z.string().nullable(),
  value: z.number().nullable(),
  currency: z.string().nullable(),
})
const linkRow = z.object({ id: z.string().nullable(), links: z.number() })
