import * as z from 'zod'
import { type Database, readRows, statement } from '../storage/database.ts'

/** Orders, each once for each of its names (null where none is known), so many after the number of a conversion. */
export async function readOrderPage(
  database: Database,
  { after, most }: { readonly after: number; readonly most: number },
): Promise<readonly StoredOrder[]> {
  const query = `select number, shop_id as shopId, order_id as orderId,
      (select json_group_array(alias) from order_aliases where order_aliases.shop_id = conversions.shop_id
        and order_aliases.order_id = conversions.order_id) as aliases
    from conversions where number > ? and order_id is not null order by number limit ?`
  return readRows(database, storedOrder, statement(query, after, most))
}

const storedOrder = z.object({
  number: z.number(),
  shopId: z.string(),
  orderId: z.string(),
  aliases: z.string().transform((text) => z.array(z.string()).parse(JSON.parse(text))),
})
export type StoredOrder = z.output<typeof storedOrder>

export function readCustomerHashes(database: Database): Promise<{ shopId: string; hash: string }[]> {
  const ofColumn = (column: string) =>
    `select shop_id as shopId, ${column} as hash from conversions where ${column} is not null`
  const query = ['customer_hash', 'customer_id_hash', 'customer_email_hash'].map(ofColumn).join(' union ')
  return readRows(database, z.object({ shopId: z.string(), hash: z.string() }), statement(query))
}

/** Clicks with a name, wherever they have one, of these hours since 1970. */
export function readNamedClicks(database: Database, hours: readonly number[]): Promise<NamedClick[]> {
  const ofHours = (at: string) => `${at} / 3600000 in (select value from json_each(?))`
  const query = `select link, at, random from clicks where random is not null and ${ofHours('at')}
    union select link_number, click_at, click_random from credits where click_random >= 0 and ${ofHours('click_at')}
    union select link_number, click_at, click_random from told_touches
      where click_random >= 0 and ${ofHours('click_at')}
    union select link, click_at, click_random from visits where click_random >= 0 and ${ofHours('click_at')}`
  const list = JSON.stringify(hours)
  return readRows(database, namedClick, statement(query, list, list, list, list))
}

const namedClick = z.object({ link: z.number(), at: z.number(), random: z.number() })
type NamedClick = z.output<typeof namedClick>

/** Click ids as they were told. */
export async function readToldClicks(database: Database): Promise<readonly string[]> {
  const query = `select click from conversions where click is not null
    union select click from evidence where click is not null`
  return (await readRows(database, z.object({ click: z.string() }), statement(query))).map(({ click }) => click)
}
