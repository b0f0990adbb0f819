import * as z from 'zod'
import type { Runtime } from '../runtime.ts'
import type { Shop } from '../shops/shop.ts'
import { readRows, statement } from '../storage/database.ts'
import type { Ga4Grouping } from './ga4-grouping.ts'
import { groupingOfStamp, stampName } from './ga4-store.ts'

/** What a shop's links are shown with and judged by: read once per request, for however many links. */
export type LinkView = {
  readonly publicUrl: string
  readonly clickParam: string
  readonly shopHosts: readonly string[]
  /** The hosts of short URLs: that of PUBLIC_URL, and the short domains of all shops. */
  readonly ownHosts: readonly string[]
  readonly ga4: Ga4Grouping
}

export async function readLinkView(runtime: Runtime, shop: Pick<Shop, 'hosts'>): Promise<LinkView> {
  const { database, publicUrl, clickParam } = runtime
  const rows = await readRows(database, row, statement(select, stampName))
  const stamp = rows.find(({ kind }) => kind === 'stamp')?.value
  const domains = rows.filter(({ kind }) => kind === 'domain').map(({ value }) => value)
  return {
    ...{ publicUrl, clickParam, shopHosts: shop.hosts },
    ownHosts: [new URL(publicUrl).host, ...domains],
    ga4: await groupingOfStamp(database, stamp),
  }
}

const select = `select 'stamp' as kind, value from settings where name = ?
  union all select 'domain', domain from domains where domain > ''`

const row = z.object({ kind: z.enum(['stamp', 'domain']), value: z.string() })
