import * as z from 'zod'
import { type Database, type Param, readRow, readRows, statement } from '../storage/database.ts'
import { landingColumns } from '../visits/sums-store.ts'
import { type Condition, placeConditions } from './filter-store.ts'
import type { LandingDimension } from './insight-question.ts'
import type { Question } from './question.ts'

/**
 * Landings by clicks of the period: visits that began with one of our links, by link or post and by the page they began
 * on. `squares`: of the seconds.
 */
export async function readLandingPages(
  database: Database,
  question: Question,
  by: LandingDimension,
): Promise<LandingRow[]> {
  const only = placeConditions(question)
  const rows = sumUp(question, only, await areFew(database, question, only))
  // By what the page compares at least: campaigns and channels are added up from their posts.
  const one = by === 'link' ? 'place.link' : 'place.post'
  const sql = `select ${by === 'link' ? 'links.id' : 'null'} as link, ${by === 'link' ? 'links.slug' : 'null'} as slug,
      posts.id as post, posts.title as title, posts.channel as channel, campaigns.id as campaign,
      campaigns.name as campaign_name, told.*
    from (
      select ${one} as one, told.page as page, ${sums}
      from (${rows.sql}) told cross join link_places place on place.link = told.link group by 1, 2
    ) told
    ${by === 'link' ? 'join links on links.number = told.one join posts on posts.id = links.post_id' : 'join posts on posts.number = told.one'}
    left join campaigns on campaigns.id = posts.campaign_id`
  return readRows(database, landingRow, statement(sql, ...rows.params))
}

type Part = { readonly sql: string; readonly params: readonly Param[] }

const sums = landingColumns.map((column) => `sum(${column}) as ${column}`).join(', ')

/** Whole blocks of 32 days in their own order, which needs no sorting, and the days before and after them. */
function sumUp({ shop, from, to }: Question, only: readonly Condition[], isFew: boolean): Part {
  const links = chosen(shop.number, only)
  const first = Math.ceil(from / 32)
  const last = Math.floor((to + 1) / 32) - 1
  const columns = `link, page, ${sums}`
  const days = (start: number, end: number): Part[] => {
    if (start > end) return []
    const each = `(with recursive period (day) as (select ? union all select day + 1 from period where day < ?) select day from period)`
    const inPeriod = isFew ? `in ${each}` : 'between ? and ?'
    const sql = `select ${columns} from landing_days where shop = ? and day ${inPeriod} ${links.sql} group by 1, 2`
    return [{ sql, params: [shop.number, start, end, ...links.params] }]
  }
  if (first > last) return glue(days(from, to))
  const sql = `select ${columns} from landing_blocks where shop = ? and block between ? and ? ${links.sql} group by 1, 2`
  const blocks = { sql, params: [shop.number, first, last, ...links.params] }
  return glue([blocks, ...days(from, first * 32 - 1), ...days((last + 1) * 32, to)])
}

/** Few links are looked up day by day; beyond that all rows of the days are gone through, which are in the days' order. */
async function areFew(database: Database, { shop }: Question, only: readonly Condition[]): Promise<boolean> {
  if (only.length === 0) return false
  const { sql, params } = chosen(shop.number, only)
  const query = `select count(*) as links from (select 1 from (select link from link_places) where true ${sql} limit ${few + 1})`
  const row = await readRow(database, z.object({ links: z.number() }), statement(query, ...params))
  return (row?.links ?? 0) <= few
}

const few = 1_000

function chosen(shop: number, only: readonly Condition[]): Part {
  if (only.length === 0) return { sql: '', params: [] }
  const conditions = only.map((one) => `and ${one.sql}`).join(' ')
  return {
    sql: `and link in (select place.link from link_places place where place.shop = ? ${conditions})`,
    params: [shop, ...only.flatMap((one) => one.params)],
  }
}

function glue(parts: readonly Part[]): Part {
  return { sql: parts.map(({ sql }) => sql).join(' union all '), params: parts.flatMap(({ params }) => params) }
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
  clicks: z.number(),
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
