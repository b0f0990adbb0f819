import * as z from 'zod'
import { type Database, readRow, readRows, statement, write } from '../storage/database.ts'
import type { NameField, NamingRules } from './naming.ts'
import { namingRules } from './naming-rules.ts'

/** A shop's own rules; undefined when it has none. */
export async function findNaming(database: Database, shopId: string): Promise<NamingRules | undefined> {
  const row = await readRow(database, rulesRow, statement('select rules from naming_rules where shop_id = ?', shopId))
  return row?.rules
}

export async function saveNaming(database: Database, shopId: string, rules: NamingRules, now: number): Promise<void> {
  const insert = `insert into naming_rules (shop_id, rules, updated_at) values (?, ?, ?)
    on conflict (shop_id) do update set rules = excluded.rules, updated_at = excluded.updated_at`
  await write(database, statement(insert, shopId, JSON.stringify(rules), now))
}

export type UsedName = z.output<typeof nameRow>

/**
 * The values that the shop's newest links have in a field, the most used first, then the newest. Bounded to 5,000 links or
 * fewer: links have no index by name, and this is asked while somebody types, beside the redirects.
 */
export async function listUsedNames(
  database: Database,
  shopId: string,
  { field, limit, links = 5_000 }: { readonly field: NameField; readonly limit: number; readonly links?: number },
): Promise<UsedName[]> {
  const query = `select value, count(*) as used
    from (select number, ${columnOf[field]} as value from links where shop_id = ? order by number desc limit ?)
    where value is not null and value <> '' group by value order by used desc, max(number) desc limit ?`
  return readRows(database, nameRow, statement(query, shopId, links, limit))
}

/** The keys of the shop's newest campaigns, those without links too. */
export async function listCampaignKeys(database: Database, shopId: string): Promise<string[]> {
  const query = statement('select key from campaigns where shop_id = ? order by number desc limit 1000', shopId)
  return (await readRows(database, z.object({ key: z.string() }), query)).map(({ key }) => key)
}

const columnOf: Readonly<Record<NameField, string>> = {
  source: 'utm_source',
  medium: 'utm_medium',
  campaign: 'utm_campaign',
  content: 'utm_content',
  term: 'utm_term',
}

const nameRow = z.object({ value: z.string(), used: z.number() })
const rulesRow = z.object({ rules: z.string().transform((text) => namingRules.parse(JSON.parse(text))) })
