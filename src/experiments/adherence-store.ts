import * as z from 'zod'
import { type Database, type Param, readRows, statement } from '../storage/database.ts'

type Scope = { readonly shopId: string; readonly channel: string | null }

/** Posts with links that were published in [from, until), UTC milliseconds; without a date it counts from when it was made. */
export function readPublished(
  database: Database,
  { shopId, channel, from, until }: Scope & { readonly from: number; readonly until: number },
): Promise<PublishedPost[]> {
  const query = `select id, title, coalesce(published_at, created_at) as at from posts
    where shop_id = ? and coalesce(published_at, created_at) >= ? and coalesce(published_at, created_at) < ?
      and exists (select 1 from links where links.post_id = posts.id) ${onChannel('channel', channel)}
    order by at`
  return readRows(database, publishedRow, statement(query, shopId, from, until, ...paramsOf(channel)))
}

/** Human clicks of each day of a period, both ends included, by the sums per day. */
export function readClickDays(
  database: Database,
  { shopId, channel, from, to }: Scope & { readonly from: number; readonly to: number },
): Promise<ClickDay[]> {
  const shop = '(select number from shops where id = ?)'
  const query = `select day, sum(human) as clicks from (
      select day, human from channel_days where shop = ${shop} and day between ? and ? ${onChannel('channel', channel)}
      union all
      select rows.day, rows.human from link_fresh rows cross join link_places place on place.link = rows.link
      where rows.day between ? and ? and place.shop = ${shop} ${onChannel('place.channel', channel)}
    ) group by 1`
  const only = paramsOf(channel)
  return readRows(database, clickDayRow, statement(query, shopId, from, to, ...only, from, to, shopId, ...only))
}

/** Human clicks that posts got in the seven days from the Monday that stands beside each; summed by Monday. */
export function readOwnClicks(
  database: Database,
  posts: readonly { readonly id: string; readonly monday: number }[],
): Promise<OwnClicks[]> {
  const query = `with published (post, monday) as materialized (
      select json_extract(value, '$[0]'), json_extract(value, '$[1]') from json_each(?)
    )
    select published.monday as monday, sum(coalesce(old.human, 0) + coalesce(fresh.human, 0)) as clicks
    from published cross join links on links.post_id = published.post
    cross join json_each('[0,1,2,3,4,5,6]') days
    left join link_days old on old.day = published.monday + days.value and old.link = links.number
    left join link_fresh fresh on fresh.day = published.monday + days.value and fresh.link = links.number
    group by 1`
  return readRows(database, ownRow, statement(query, JSON.stringify(posts.map(({ id, monday }) => [id, monday]))))
}

function onChannel(column: string, channel: string | null): string {
  return channel === null ? '' : `and ${column} = ?`
}

function paramsOf(channel: string | null): Param[] {
  return channel === null ? [] : [channel]
}

const publishedRow = z.object({ id: z.string(), title: z.string(), at: z.number() })
const clickDayRow = z.object({ day: z.number(), clicks: z.number() })
const ownRow = z.object({ monday: z.number(), clicks: z.number() })

type PublishedPost = z.output<typeof publishedRow>
type ClickDay = z.output<typeof clickDayRow>
type OwnClicks = z.output<typeof ownRow>
