import * as z from 'zod'
import { type Database, readRows, type Statement, statement } from '../storage/database.ts'
import { adLevels } from './ad-level.ts'
import { newCostId } from './cost-store.ts'
import { compareImported, type CostChanges, type ToldCost } from './imported-cost.ts'

/** A file of a channel that tells amounts spent. */
export type CostFile = {
  readonly shopId: string
  readonly channel: string
  readonly importId: string | null
  readonly now: number
}

/**
 * What a file's amounts spent change, and the statements that do it, for the batch that keeps the file's posts and stands
 * after them. The same file again changes nothing.
 */
export async function keepImportedCosts(
  database: Database,
  file: CostFile,
  told: readonly ToldCost[],
): Promise<{ readonly changes: CostChanges; readonly statements: readonly Statement[] }> {
  const query = `select c.id, pp.key, pp.ad_level as adLevel, c.from_day as "from", c.to_day as "to", c.amount, c.currency from costs c
    left join platform_posts pp on pp.number = c.platform_post
    where c.shop_id = ? and c.channel = ? and c.import_id is not null and c.removed_at is null and c.amount is not null`
  const known = told.length === 0 ? [] : await readRows(database, knownRow, statement(query, file.shopId, file.channel))
  const changes = compareImported(
    told.filter(({ amount }) => amount > 0),
    known,
  )
  return { changes, statements: file.importId === null ? [] : statementsFor(file, changes) }
}

function statementsFor({ shopId, channel, importId, now }: CostFile, changes: CostChanges): Statement[] {
  const { added, changed, removed } = changes
  const remove = 'update costs set removed_at = ? where id in (select value from json_each(?))'
  const change = `update costs set amount = told.value ->> 'amount', currency = told.value ->> 'currency', import_id = ?
    from json_each(?) told where costs.id = told.value ->> 'id'`
  const insert = `insert into costs (id, shop_id, kind, amount, currency, from_day, to_day, channel, platform_post, import_id, created_at)
    select value ->> 'id', ?, 'ad', value ->> 'amount', value ->> 'currency', value ->> 'from', value ->> 'to', ?,
    (select number from platform_posts where shop_id = ? and channel = ? and key = value ->> 'key'), ?, ? from json_each(?)`
  const slices = Array.from({ length: Math.ceil(added.length / 2000) }, (_, at) =>
    added.slice(at * 2000, (at + 1) * 2000),
  )
  return [
    ...(removed.length > 0 ? [statement(remove, now, JSON.stringify(removed))] : []),
    ...(changed.length > 0 ? [statement(change, importId, JSON.stringify(changed))] : []),
    ...slices.map((slice) => {
      const rows = JSON.stringify(slice.map((one) => ({ ...one, id: newCostId() })))
      return statement(insert, shopId, channel, shopId, channel, importId, now, rows)
    }),
  ]
}

const knownRow = z.object({
  id: z.string(),
  key: z.string().nullable(),
  adLevel: z.enum(adLevels).nullable(),
  from: z.number(),
  to: z.number(),
  amount: z.number(),
  currency: z.string(),
})
