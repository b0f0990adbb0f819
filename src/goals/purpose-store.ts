import * as z from 'zod'
import { type PostContent, postContents } from '../links/post.ts'
import { type Database, readRow, readRows, statement, write } from '../storage/database.ts'
import { noPurpose, type Purpose } from './purpose.ts'
import { type ContentCount, prioritisedKinds } from './purpose-words.ts'

/** A shop's purpose, empty while none is written. Money in minor units of the shop's currency. */
export async function findPurpose(database: Database, shopId: string): Promise<Purpose> {
  return (await readRow(database, purposeRow, statement(select, shopId))) ?? noPurpose(shopId)
}

/** Replaces the whole. */
export async function savePurpose(database: Database, purpose: Purpose): Promise<void> {
  const upsert = `insert into purposes (shop_id, customers, they_want, we_want, convey, priority, hours_per_week,
      money_per_month, hourly_rate, statement, updated_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    on conflict (shop_id) do update set customers = excluded.customers, they_want = excluded.they_want,
      we_want = excluded.we_want, convey = excluded.convey, priority = excluded.priority,
      hours_per_week = excluded.hours_per_week, money_per_month = excluded.money_per_month,
      hourly_rate = excluded.hourly_rate, statement = excluded.statement, updated_at = excluded.updated_at`
  const { shopId, customers, theyWant, weWant, convey, priority, statement: text, updatedAt } = purpose
  const { hoursPerWeek, moneyPerMonth, hourlyRate } = purpose
  await write(
    database,
    statement(
      upsert,
      ...[shopId, customers, theyWant, weWant, JSON.stringify(convey), JSON.stringify(priority)],
      ...[hoursPerWeek, moneyPerMonth, hourlyRate, text, updatedAt ?? 0],
    ),
  )
}

/** How many posts of a shop conveyed what, of those published from `from` up to `to` (UTC milliseconds). */
export async function countContents(
  database: Database,
  shopId: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<ContentCount[]> {
  const query = `select content, count(*) as posts from posts
    where shop_id = ? and coalesce(published_at, created_at) >= ? and coalesce(published_at, created_at) <= ?
    group by content`
  return readRows(database, contentRow, statement(query, shopId, from, to))
}

const select = `select shop_id as shopId, customers, they_want as theyWant, we_want as weWant, convey, priority,
  hours_per_week as hoursPerWeek, money_per_month as moneyPerMonth, hourly_rate as hourlyRate, statement,
  updated_at as updatedAt from purposes where shop_id = ?`

/** What a later version no longer knows is left out. */
function knownOf<Known extends string>(known: readonly Known[]) {
  return z.string().transform((text): Known[] => {
    const list: unknown = JSON.parse(text)
    return Array.isArray(list) ? list.flatMap((one) => known.find((word) => word === one) ?? []) : []
  })
}

const purposeRow = z.object({
  shopId: z.string(),
  customers: z.string(),
  theyWant: z.string(),
  weWant: z.string(),
  convey: knownOf<PostContent>(postContents),
  priority: knownOf(prioritisedKinds),
  hoursPerWeek: z.number().nullable(),
  moneyPerMonth: z.number().nullable(),
  hourlyRate: z.number().nullable(),
  statement: z.string(),
  updatedAt: z.number(),
})

const contentRow = z.object({ content: z.enum(postContents).nullable(), posts: z.number() })
