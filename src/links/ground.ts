import type { Runtime } from '../runtime.ts'
import type { Database } from '../storage/database.ts'
import { oncePer } from './asked-link.ts'
import { findCampaignByText } from './campaign-store.ts'
import { type DomainOwners, listDomainOwners } from './domain-owners-store.ts'

/** What making and changing links of a shop goes by: read once per request, for however many links. */
export type Ground = {
  readonly shopId: string
  readonly domains: DomainOwners
  /** The key of the campaign that a text means; undefined when there is none yet. */
  readonly knownKey: (campaign: string) => Promise<string | undefined>
}

export async function readGround({ database }: Pick<Runtime, 'database'>, shopId: string): Promise<Ground> {
  return {
    shopId,
    domains: await listDomainOwners(database),
    knownKey: oncePer((campaign: string) => findKey(database, shopId, campaign)),
  }
}

export async function findKey(database: Database, shopId: string, campaign: string): Promise<string | undefined> {
  return (await findCampaignByText(database, shopId, campaign))?.key
}
