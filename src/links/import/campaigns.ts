import type { Database } from '../../storage/database.ts'
import { campaignKey } from '../campaign.ts'
import { listCampaigns } from '../campaign-store.ts'

export type KnownCampaigns = {
  /** The key of the campaign that a utm_campaign means, also one still to be made. */
  keyOf(text: string): string
}

/** As `findCampaignByText`, for many texts: by a campaign's key, else by the name it has now. */
export async function knowCampaigns(database: Database, shopId: string): Promise<KnownCampaigns> {
  const all = await listCampaigns(database, shopId, { limit: -1, before: Number.MAX_SAFE_INTEGER })
  const byName = new Map(all.map(({ name, key }) => [campaignKey(name), key]))
  const keys = new Set(all.map(({ key }) => key))
  return {
    keyOf(text) {
      const key = campaignKey(text)
      return keys.has(key) ? key : (byName.get(key) ?? key)
    },
  }
}
