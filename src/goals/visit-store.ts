import * as z from 'zod'
import type { Shop } from '../shops/shop.ts'
import { type Database, type Param, readRows, statement } from '../storage/database.ts'

/** What isn't said isn't asked for. */
type Scope = { readonly channel?: string; readonly campaignId?: string; readonly postId?: string }

type Asked = {
  readonly shop: Shop
  readonly scope: Scope
  readonly from: number
  readonly to: number
}

/** Visits that came by links of the scope, by day; `all` counts those by no link of ours too, of the whole shop. */
export function readVisitsOf(database: Database, { shop, scope, from, to }: Asked): Promise<VisitsOfDay[]> {
  const only = inScope(scope)
  const came = `visits.link is not null ${only.sql}`
  const summed = (what: string) => `coalesce(sum(case when ${came} then ${what} else 0 end), 0)`
  const query = `select visits.day as day, count(*) as "all", ${summed('1')} as visits, ${summed('visits.views')} as views,
      ${summed('visits.seconds')} as seconds, ${summed('(visits.views <= 1 and visits.seconds < 10)')} as bounces
    from visits left join link_places place on place.link = visits.link
    where visits.shop = ? and visits.day between ? and ? group by 1 order by 1`
  const params = Array.from({ length: 4 }, () => only.params).flat()
  return readRows(database, visitsOfDay, statement(query, ...params, shop.number, from, to))
}

function inScope({ channel, campaignId, postId }: Scope): { sql: string; params: Param[] } {
  const wanted = [
    ['place.channel = ?', channel],
    ['place.campaign = (select number from campaigns where id = ?)', campaignId],
    ['place.post = (select number from posts where id = ?)', postId],
  ] as const
  const set = wanted.flatMap(([sql, value]) => (value === undefined ? [] : [{ sql, value }]))
  return { sql: set.map(({ sql }) => `and ${sql}`).join(' '), params: set.map(({ value }) => value) }
}

const visitsOfDay = z.object({
  day: z.number(),
  all: z.number(),
  visits: z.number(),
  views: z.number(),
  seconds: z.number(),
  bounces: z.number(),
})
export type VisitsOfDay = z.output<typeof visitsOfDay>
