import { nanoid } from 'nanoid'
import * as z from 'zod'
import { readRow, readRows, type Statement, statement, write, type Database } from '../storage/database.ts'
import { setColumns } from '../storage/set-columns.ts'
import { forgetConverted } from './rate-store.ts'
import { clickWindows, revenueBases, type Shop, type ShopDraft, type ShopPatch, trackings } from './shop.ts'

export async function listShops(database: Database): Promise<Shop[]> {
  return (await readRows(database, shopRow, statement(`select ${columns} from shops order by number`))).map(toShop)
}

export async function findShop(database: Database, id: string): Promise<Shop | undefined> {
  const row = await readRow(database, shopRow, statement(`select ${columns} from shops where id = ?`, id))
  return row && toShop(row)
}

export async function createShop(database: Database, draft: ShopDraft, now: number): Promise<Shop> {
  const id = `shop_${nanoid(12)}`
  await write(database, insertShop(id, draft, now))
  return foundShop(database, id)
}

/** The shop that exists before anybody has set one up: the contract's `shop-1`, NOK, Europe/Oslo. */
export async function ensureFirstShop(database: Database, now: number): Promise<void> {
  if ((await database.all(statement('select 1 from shops limit 1'))).length > 0) return
  await write(database, insertShop('shop-1', { name: 'My shop', currency: 'NOK', timeZone: 'Europe/Oslo' }, now))
}

/** Changes the fields given and marks the shop as set up by a person; in another currency amounts wait to be converted. */
export async function updateShop(database: Database, id: string, change: ShopPatch): Promise<Shop> {
  await database.batch(changeShop(change, statement('id = ?', id)))
  return foundShop(database, id)
}

/** As `updateShop`, for a batch; `where` names the one shop. */
export function changeShop(change: ShopPatch, where: Statement): Statement[] {
  const columns = {
    name: change.name,
    currency: change.currency,
    time_zone: change.timeZone,
    hosts: change.hosts && JSON.stringify(change.hosts),
    tracking: change.tracking,
    revenue_basis: change.revenueBasis,
    click_window_days: change.clickWindowDays,
    churn_days: change.churnDays,
    gross_margin_percent: change.grossMarginPercent,
    is_set_up: 1,
  }
  const converted = change.currency === undefined ? [] : forgetConverted(change.currency, where)
  return [...converted, ...setColumns('shops', columns, where)]
}

/** Whether days were counted on the shop's calendar already, by clicks or by orders. */
export async function hasCountedDays(database: Database, id: string): Promise<boolean> {
  const query = `select 1 where exists (select 1 from conversions where shop_id = ?)
    or exists (select 1 from clicks where link in (select number from links where shop_id = ?))`
  return (await database.all(statement(query, id, id))).length > 0
}

/** Whether the shop has amounts in another currency than this one. */
export async function hasAmountsBeside(database: Database, id: string, currency: string): Promise<boolean> {
  const query = 'select 1 from conversions where shop_id = ? and value is not null and currency <> ? limit 1'
  return (await database.all(statement(query, id, currency))).length > 0
}

async function foundShop(database: Database, id: string): Promise<Shop> {
  const shop = await findShop(database, id)
  if (!shop) throw new Error(`shop ${id} is gone`)
  return shop
}

function insertShop(id: string, draft: ShopDraft, now: number): Statement {
  const insert = `insert into shops (id, name, currency, time_zone, hosts, tracking, revenue_basis, click_window_days,
    gross_margin_percent, churn_days, created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing`
  const { name, currency, timeZone, hosts = [], tracking = 'consent', revenueBasis = 'paid' } = draft
  const { clickWindowDays = 30, grossMarginPercent = null, churnDays = 365 } = draft
  const values = [name, currency, timeZone, JSON.stringify(hosts), tracking, revenueBasis, clickWindowDays]
  return statement(insert, id, ...values, grossMarginPercent, churnDays, now)
}

const columns = `number, id, name, currency, time_zone, hosts, tracking, revenue_basis, click_window_days,
  gross_margin_percent, churn_days, is_set_up, created_at`

const shopRow = z.object({
  number: z.number(),
  id: z.string(),
  name: z.string(),
  currency: z.string(),
  time_zone: z.string(),
  hosts: z.string().transform((text) => z.array(z.string()).parse(JSON.parse(text))),
  tracking: z.enum(trackings),
  revenue_basis: z.enum(revenueBases),
  click_window_days: z.literal(clickWindows),
  gross_margin_percent: z.number().nullable(),
  churn_days: z.number(),
  is_set_up: z.number(),
  created_at: z.number(),
})

function toShop(row: z.output<typeof shopRow>): Shop {
  return {
    number: row.number,
    id: row.id,
    name: row.name,
    currency: row.currency,
    timeZone: row.time_zone,
    hosts: row.hosts,
    tracking: row.tracking,
    revenueBasis: row.revenue_basis,
    clickWindowDays: row.click_window_days,
    grossMarginPercent: row.gross_margin_percent,
    churnDays: row.churn_days,
    isSetUp: row.is_set_up === 1,
    createdAt: row.created_at,
  }
}
