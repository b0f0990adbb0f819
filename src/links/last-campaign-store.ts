import * as z from 'zod'
import { type Database, readRow, statement } from '../storage/database.ts'
import { isBioLink } from './bio-link.ts'
import { findCampaign } from './campaign-store.ts'
import type { Campaign } from './campaign.ts'

/** The campaign of the shop's newest link that somebody made: no bio page, and no import. Undefined when there is none yet. */
export async function findLastCampaign(database: Database, shopId: string): Promise<Campaign | undefined> {
  const query = `select p.campaign_id from links l join posts p on p.id = l.post_id
    where l.shop_id = ? and p.campaign_id is not null and not ${isBioLink('l')}
    and not exists (select 1 from imported_links i where i.link_id = l.id)
    order by l.number desc limit 1`
  const row = await readRow(database, z.object({ campaign_id: z.string() }), statement(query, shopId))
  return row && findCampaign(database, row.campaign_id)
}
