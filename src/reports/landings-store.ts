import * as z from 'zod'
import { type Database, readRows, statement } from '../storage/database.ts'
import { placeConditions } from './filter-store.ts'
import type { LandingDimension } from './insight-question.ts'
import type { Question } from './question.ts'

/** A visit of one page on which nobody did anything for this many seconds: it was left at once. */
export const bounceSeconds = 10
export const isBounce = `(views <= 1 and seconds < ${bounceSeconds})`

/** The first day of the period from which on there are no more visits than `most`; its last one at the latest. */
export async function readableFrom(database: Database, { shop, from, to }: Question, most: number): Promise<number> {
  const sql =
    'select day, count(*) as visits from visits where shop = ? and day between ? and ? group by 1 order by 1 desc'
  const days = await readRows(
    database,
    z.object({ day: z.number(), visits: z.number() }),
    statement(sql, shop.number, from, to),
  )
  let left = most
  const tooMuch = days.find(({ visits }, index) => (left -= visits) < 0 && index > 0)
  return tooMuch ? tooMuch.day + 1 : from
}

/**
 * Landings by clicks of the period: visits that began with one of our links, by link or post and by the page they began
 * on. `squares`: of the seconds.
 */
export async function readLandingPages(
  database: Database,
  question: Question,
  by: LandingDimension,
): Promise<LandingRow[]> {
  const { shop, from, to } = question
  const only = placeConditions(question)
  // By what the page compares at least: campaigns and channels are added up from their posts.
  const sql = `select ${by === 'link' ? 'links.id' : 'null'} as link, ${by === 'link' ? 'links.slug' : 'null'} as slug,
      posts.id as post, posts.title as title, posts.channel as channel, campaigns.id as campaign,
      campaigns.name as campaign_name, told.page as page, sum(told.visits) as visits, sum(told.landed_clicks) as landed_clicks,
      sum(told.bounces) as bounces, sum(told.seconds) as seconds, sum(told.squares) as squares, sum(told.views) as views,
      sum(told.scroll) as scroll, sum(told.half_minutes) as half_minutes, sum(told.minutes) as minutes,
      sum(told.ten_minutes) as ten_minutes
    from (
      select visits.link as link, visits.page as page, count(*) as visits, count(distinct click_at * 1048576 + (click_random & 1048575)) as landed_clicks,
        sum(${isBounce}) as bounces, sum(seconds) as seconds, sum(1.0 * seconds * seconds) as squares, sum(views) as views,
        sum(scroll) as scroll, sum(seconds >= 30) as half_minutes, sum(seconds >= 60) as minutes,
        sum(seconds >= 600) as ten_minutes
      from visits where shop = ? and day between ? and ? and visits.link is not null group by 1, 2
    ) told
    join link_places place on place.link = told.link
    join links on links.number = place.link
    join posts on posts.number = place.post
    left join campaigns on campaigns.number = place.campaign
    where true ${only.map((one) => `and ${one.sql}`).join(' ')}
    group by ${by === 'link' ? 'place.link' : 'place.post'}, told.page`
  return readRows(database, landingRow, statement(sql, shop.number, from, to, ...only.flatMap((one) => one.params)))
}

const landingRow = z.object({
  link: z.string().nullable(),
  slug: z.string().nullable(),
  post: z.string(),
  title: z.string(),
  channel: z.string(),
  campaign: z.string().nullable(),
  campaign_name: z.string().nullable(),
  page: z.string(),
  visits: z.number(),
  landed_clicks: z.number(),
  bounces: z.number(),
  seconds: z.number(),
  squares: z.number(),
  views: z.number(),
  scroll: z.number(),
  half_minutes: z.number(),
  minutes: z.number(),
  ten_minutes: z.number(),
})
export type LandingRow = z.output<typeof landingRow>
