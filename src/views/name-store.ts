import * as z from 'zod'
import type { Filter } from '../reports/question.ts'
import { type Database, readRows, statement } from '../storage/database.ts'

/** What links, posts and campaigns of a shop are called, by their ids; nothing for other dimensions. */
export async function readNames(
  database: Database,
  shopId: string,
  { dimension, keys }: Pick<Filter, 'dimension' | 'keys'>,
): Promise<ReadonlyMap<string, string>> {
  const named =
    dimension === 'link' || dimension === 'post' || dimension === 'campaign' ? selects[dimension] : undefined
  if (named === undefined) return new Map()
  const rows = await readRows(database, nameRow, statement(named, shopId, JSON.stringify(keys)))
  return new Map(rows.map(({ id, name }) => [id, name]))
}

const given = 'from json_each(?)'
const selects = {
  link: `select id, slug as name from links where shop_id = ? and id in (select value ${given})`,
  post: `select id, title as name from posts where shop_id = ? and id in (select value ${given})`,
  campaign: `select id, name from campaigns where shop_id = ? and id in (select value ${given})`,
} as const

const nameRow = z.object({ id: z.string(), name: z.string() })
