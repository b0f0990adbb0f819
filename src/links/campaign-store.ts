import { nanoid } from 'nanoid'
import * as z from 'zod'
import { type Database, readRow, readRows, type Statement, statement, write } from '../storage/database.ts'
import { setColumns } from '../storage/set-columns.ts'
import { type Campaign, type CampaignDraft, campaignKey, type CampaignPatch } from './campaign.ts'

export async function createCampaign(
  database: Database,
  shopId: string,
  draft: CampaignDraft,
  now: number,
): Promise<Campaign> {
  const id = `cam_${nanoid(12)}`
  const { name, purpose = null, audience = null, from = null, to = null } = draft
  const insert = `insert into campaigns (id, shop_id, name, key, purpose, audience, from_day, to_day, created_at)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?)`
  await write(database, statement(insert, id, shopId, name, campaignKey(name), purpose, audience, from, to, now))
  return foundCampaign(database, id)
}

/** Makes the campaign with this key on first use; part of the batch that makes a link. */
export function ensureCampaign(shopId: string, { key, name }: Pick<Campaign, 'key' | 'name'>, now: number): Statement {
  const insert = `insert into campaigns (id, shop_id, name, key, created_at) values (?, ?, ?, ?, ?)
    on conflict (shop_id, key) do nothing`
  return statement(insert, `cam_${nanoid(12)}`, shopId, name, key, now)
}

/** Changes the fields given; the key stays. */
export async function updateCampaign(database: Database, campaign: Campaign, change: CampaignPatch): Promise<Campaign> {
  const { name, purpose, audience, from: from_day, to: to_day } = change
  const columns = { name, purpose, audience, from_day, to_day }
  await database.batch(setColumns('campaigns', columns, statement('id = ?', campaign.id)))
  return foundCampaign(database, campaign.id)
}

/** The campaign that a utm_campaign or a name means: the one with its key, else the one that is called so now. */
export async function findCampaignByText(
  database: Database,
  shopId: string,
  text: string,
): Promise<Campaign | undefined> {
  const key = campaignKey(text)
  const row = await readRow(database, campaignRow, statement(`${select} where shop_id = ? and key = ?`, shopId, key))
  if (row) return toCampaign(row)
  const all = await readRows(database, campaignRow, statement(`${select} where shop_id = ? order by number`, shopId))
  const renamed = all.find(({ name }) => campaignKey(name) === key)
  return renamed && toCampaign(renamed)
}

/** By id, in whichever shop: the caller checks that the shop is the asker's. */
export async function findCampaign(database: Database, id: string): Promise<Campaign | undefined> {
  const row = await readRow(database, campaignRow, statement(`${select} where id = ?`, id))
  return row && toCampaign(row)
}

/** Newest first; `before` is the number of the last one seen. */
export async function listCampaigns(
  database: Database,
  shopId: string,
  page: { limit: number; before: number },
): Promise<Campaign[]> {
  const query = statement(
    `${select} where shop_id = ? and number < ? order by number desc limit ?`,
    shopId,
    page.before,
    page.limit,
  )
  return (await readRows(database, campaignRow, query)).map(toCampaign)
}

/** How many posts each campaign of a page has, by its id; those without any are left out. */
export async function countCampaignPosts(
  database: Database,
  shopId: string,
  { limit, before }: { limit: number; before: number },
): Promise<Map<string, number>> {
  const query = `select campaign_id as id, count(*) as posts from posts where campaign_id in
    (select id from campaigns where shop_id = ? and number < ? order by number desc limit ?) group by campaign_id`
  const rows = await readRows(database, countRow, statement(query, shopId, before, limit))
  return new Map(rows.map(({ id, posts }) => [id, posts]))
}

async function foundCampaign(database: Database, id: string): Promise<Campaign> {
  const campaign = await findCampaign(database, id)
  if (!campaign) throw new Error(`campaign ${id} is gone`)
  return campaign
}

const select = 'select number, id, shop_id, name, key, purpose, audience, from_day, to_day, created_at from campaigns'

const campaignRow = z.object({
  number: z.number(),
  id: z.string(),
  shop_id: z.string(),
  name: z.string(),
  key: z.string(),
  purpose: z.string().nullable(),
  audience: z.string().nullable(),
  from_day: z.string().nullable(),
  to_day: z.string().nullable(),
  created_at: z.number(),
})

const countRow = z.object({ id: z.string(), posts: z.number() })

function toCampaign({ shop_id, from_day, to_day, created_at, ...row }: z.output<typeof campaignRow>): Campaign {
  return { ...row, shopId: shop_id, from: from_day, to: to_day, createdAt: created_at }
}
