import { nanoid } from 'nanoid'
import * as z from 'zod'
import { type Database, readRow, readRows, type Statement, statement, write } from '../storage/database.ts'
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

/** Makes the campaign of this name on first use; part of the batch that makes a link. */
export function ensureCampaign(shopId: string, name: string, now: number): Statement {
  const insert = `insert into campaigns (id, shop_id, name, key, created_at) values (?, ?, ?, ?, ?)
    on conflict (shop_id, key) do nothing`
  return statement(insert, `cam_${nanoid(12)}`, shopId, name, campaignKey(name), now)
}

export async function updateCampaign(database: Database, campaign: Campaign, change: CampaignPatch): Promise<Campaign> {
  const { name, purpose, audience, from, to } = { ...campaign, ...change }
  const update =
    'update campaigns set name = ?, key = ?, purpose = ?, audience = ?, from_day = ?, to_day = ? where id = ?'
  await write(database, statement(update, name, campaignKey(name), purpose, audience, from, to, campaign.id))
  return foundCampaign(database, campaign.id)
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

function toCampaign({ shop_id, from_day, to_day, created_at, ...row }: z.output<typeof campaignRow>): Campaign {
  return { ...row, shopId: shop_id, from: from_day, to: to_day, createdAt: created_at }
}
