import * as z from 'zod'
import { type Database, readRow, statement } from '../storage/database.ts'

const jsonList = z.string().transform((text) => z.array(z.string()).parse(JSON.parse(text)))
const bit = z.number().transform((one) => one === 1)
const countedRow = z.object({
  links: bit,
  visits: bit,
  orders: bit,
  leads: bit,
  addToCart: bit,
  beginCheckout: bit,
  customersTold: bit,
  costs: bit,
  ads: bit,
  margin: bit,
  told: jsonList,
})

/** What has ever been counted in a shop, and written down; `costs`: such as have a price; `told`: metrics that somebody gave a reading of since the day `since`. */
export type Counted = z.output<typeof countedRow>

export async function readCounted(
  database: Database,
  { id, number }: { readonly id: string; readonly number: number },
  since: number,
): Promise<Counted> {
  const has = (event: string) =>
    `exists (select 1 from conversions where shop_id = shops.id and event = '${event}' and is_test = 0)`
  const query = `select
      exists (select 1 from links where shop_id = shops.id) as links,
      exists (select 1 from visits where shop = ?) as visits,
      ${has('purchase')} as orders, ${has('lead')} as leads, ${has('add_to_cart')} as addToCart,
      ${has('begin_checkout')} as beginCheckout,
      exists (select 1 from conversions where shop_id = shops.id and event = 'purchase' and is_test = 0
        and is_new_customer is not null) as customersTold,
      exists (select 1 from costs where shop_id = shops.id and removed_at is null and (coalesce(amount, 0) > 0
        or coalesce(hours, 0) > 0 and exists (select 1 from purposes where shop_id = shops.id and hourly_rate > 0))) as costs,
      exists (select 1 from costs where shop_id = shops.id and removed_at is null and kind in ('ad', 'boost')
        and coalesce(amount, 0) > 0) as ads,
      gross_margin_percent is not null as margin,
      (select json_group_array(metric) from (select distinct metric from metric_values
        where shop_id = shops.id and replaced_at is null and to_day >= ?)) as told
    from shops where id = ?`
  const row = await readRow(database, countedRow, statement(query, number, since, id))
  if (!row) throw new Error(`shop ${id} is gone`)
  return row
}
