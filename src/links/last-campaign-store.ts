import * as z from 'zod'
import { type Database, readRow, statement } from '../storage/database.ts'

/** The utm_campaign of the shop's newest link; undefined when there is none yet. */
export async function findLastCampaign(database: Database, shopId: string): Promise<string | undefined> {
  const query = statement('select utm_campaign from links where shop_id = ? order by number desc limit 1', shopId)
  return (await readRow(database, z.object({ utm_campaign: z.string() }), query))?.utm_campaign
}
