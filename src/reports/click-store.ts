import * as z from 'zod'
import { clickSql, type FirstScope } from '../clicks/click.ts'
import { counted, watermark } from '../clicks/rollup-store.ts'
import { type Param, type Statement, statement } from '../storage/database.ts'
import { type Condition, placeConditions, visitConditions } from './filter-store.ts'
import { type Dimension, isVisit, type Question } from './question.ts'

/**
 * Clicks by a dimension in one statement, and so of one moment: the roll-ups, and the raw rows above their watermark.
 * Undefined for what roll-ups don't hold, which raw-clicks.ts reads: which app and browser it was, and where a click came
 * from (country, device) together with where it was placed (link, post, campaign, channel, kind, placement, content). A
 * table of those would be larger than all others.
 */
export function clickQuery(question: Question, by: Dimension): Statement | undefined {
  const asked = narrow(question, by)
  const way = chooseWay(asked)
  return way && showRows(by, way(asked))
}

/** Clicks by what is told of their link, of sums by link: its number, and five counts in the order of `names`. */
export function placeQuery({ shop }: Question, by: Dimension, sums: readonly (readonly [number, readonly number[]])[]) {
  const names = ['link', 'human', 'bot', 'internal', 'unique_here', 'unique_shop']
  const rows = `select ${names.map((name, at) => `value ->> ${at} as ${name}`).join(', ')} from json_each(?)`
  const found = `select ${keys[by]} as key, ${names.slice(1).join(', ')} from (${rows}) rows
    cross join link_places place on place.link = rows.link where place.shop = ?`
  return showRows(
    by,
    groupByKey([part(found, JSON.stringify(sums.map(([link, counts]) => [link, ...counts])), shop.number)]),
  )
}

function showRows(by: Dimension, grouped: Part): Statement {
  const { key, label, join } = shown[by]
  const sql = `select ${key} as key, ${label} as label, human + bot + internal as raw, human, unique_here, unique_shop,
      bot, internal
    from (${grouped.sql}) seen ${join} where human + bot + internal > 0`
  return statement(sql, ...grouped.params)
}

type Part = { readonly sql: string; readonly params: readonly Param[] }
type Asked = {
  readonly by: Dimension
  readonly shop: number
  /** Days, both included. */
  readonly from: number
  readonly to: number
  /** On link_places as `place`. */
  readonly places: readonly Condition[]
  /** On `country`, `device`, `app` and `browser`. */
  readonly visits: readonly Condition[]
}

function narrow(question: Question, by: Dimension): Asked {
  const { shop, from, to } = question
  const [places, visits] = [placeConditions(question), visitConditions(question)]
  return { by, shop: shop.number, from, to, places, visits }
}

function chooseWay({ by, places, visits }: Asked): ((asked: Asked) => Part) | undefined {
  if (isVisit(by) || visits.length > 0) {
    const isSummed = [by, ...visits.map(({ dimension }) => dimension)].every((one) => visitDays.has(one))
    return places.length === 0 && isSummed ? fromVisits : undefined
  }
  const [only] = places
  const told = by === 'day' ? (only?.dimension ?? 'channel') : by
  const isEnough = places.every(({ dimension }) => dimension === told)
  return isEnough && (told === 'channel' || told === 'campaign') ? fromPlaces : by === 'day' ? fromLinkDays : fromLinks
}

/** What visit_days can tell. */
const visitDays: ReadonlySet<Dimension> = new Set(['country', 'device', 'day'])

/** By channel, campaign or day: the small tables, and what isn't packed into them yet. */
function fromPlaces(asked: Asked): Part {
  const { by, shop, from, to, places } = asked
  const told = by === 'campaign' || places[0]?.dimension === 'campaign' ? 'campaign' : 'channel'
  const table = part(`from ${told}_days place where shop = ? and day between ? and ?`, shop, from, to)
  return groupByKey([
    glue(`select ${keys[by]} as key, ${columns(by)}`, table, ...also(places)),
    ...[linkRows('link_fresh', { ...asked, places: [] }), tail(asked)].map((one) => placed(asked, one)),
  ])
}

/** By country or device, or by day for one of them. */
function fromVisits({ by, shop, from, to, visits }: Asked): Part {
  const raw = `select shop, day, ${clickSql.country} as country, ${clickSql.device} as device, ${rawColumns}
    from clicks join link_places place on place.link = clicks.link
    where clicks.seq > ${watermark} and day between ? and ? and shop = ?`
  return groupByKey([
    glue(
      part(
        `select ${by} as key, ${columns(by)} from visit_days where shop = ? and day between ? and ?`,
        shop,
        from,
        to,
      ),
      ...also(visits),
    ),
    glue(part(`select ${by} as key, ${columns(by)} from (${raw}) where 1`, from, to, shop), ...also(visits)),
  ])
}

/**
 * By link, post or content, or anything a link is with a condition: summed by link first, then looked up where it belongs.
 */
function fromLinks(asked: Asked): Part {
  const { by, from, to } = asked
  const first = Math.ceil(from / 32)
  const last = Math.floor((to + 1) / 32) - 1
  const old =
    first <= last
      ? [
          linkRows('link_blocks', asked, { from: first, to: last }),
          linkRows('link_days', asked, { from, to: first * 32 - 1 }),
          linkRows('link_days', asked, { from: (last + 1) * 32, to }),
        ]
      : [linkRows('link_days', asked)]
  const rows = union([...old, linkRows('link_fresh', asked), tail(asked)])
  const found = placed(asked, glue(`select link, ${sumsOf(linkColumns(by))} from (`, rows, ') group by 1'))
  return glue(...choose(asked), by === 'link' ? found : groupByKey([found]))
}

/** By day for some links. */
function fromLinkDays(asked: Asked): Part {
  const rows = [linkRows('link_days', asked), linkRows('link_fresh', asked), tail(asked)]
  return glue(...choose(asked), groupByKey(rows.map((one) => placed(asked, one))))
}

type Period = Pick<Asked, 'from' | 'to'>

/**
 * Rows of a table by link, of days or of blocks. The tables are in the order of their days: the rows of a few links are
 * looked up day by day, beyond that all rows of the period are gone through. Which it is, the statement itself finds out.
 */
function linkRows(
  table: 'link_fresh' | 'link_days' | 'link_blocks',
  { places, ...asked }: Asked,
  { from, to }: Period = asked,
): Part {
  const when = table === 'link_blocks' ? 'block' : 'day'
  const select = `select rows.link as link, rows.${when} as day, ${allColumns} from`
  const inPeriod = part(`where rows.${when} between ? and ?`, from, to)
  if (places.length === 0) return glue(`${select} ${table} rows`, inPeriod)
  const period = `(with recursive period (day) as (select ? union all select day + 1 from period where day < ?)
    select day from period where day <= ?) period`
  const few = part(`${select} chosen cross join ${period}`, from, to, to)
  const each = `cross join ${table} rows on rows.${when} = period.day and rows.link = chosen.link where ${isFew}`
  // The count comes first: as a condition it would be asked row by row.
  const many = `${select} (select 1 where not ${isFew}) many cross join ${table} rows`
  const rows = union([glue(few, each), glue(many, inPeriod, 'and rows.link in (select link from chosen)')])
  return glue('select * from (', rows, ')')
}

const isFew = '((select count(*) from chosen) <= 5000)'

/** The links that conditions leave, for `linkRows`. */
function choose({ shop, places }: Asked): Part[] {
  if (places.length === 0) return []
  const links = part('select place.link from link_places place where place.shop = ?', shop)
  return [glue('with chosen (link) as materialized (', links, ...also(places), ')')]
}

function tail({ from, to }: Period): Part {
  return part(`select link, day, ${rawColumns} from clicks where seq > ${watermark} and day between ? and ?`, from, to)
}

/** Rows by link with the key that they have where the link belongs. */
function placed({ by, shop, places }: Asked, rows: Part): Part {
  return glue(
    `select ${keys[by]} as key, ${columns(by)} from (`,
    rows,
    part(') rows cross join link_places place on place.link = rows.link where place.shop = ?', shop),
    ...also(places),
  )
}

function groupByKey(found: readonly Part[]): Part {
  const names = ['human', 'bot', 'internal', 'unique_here', 'unique_shop']
  return glue(`select key, ${sumsOf(names)} from (`, union(found), ') group by 1')
}

const keys: Readonly<Record<Dimension, string>> = {
  link: 'place.link',
  post: 'place.post',
  campaign: 'place.campaign',
  channel: 'place.channel',
  kind: '(select posts.content from posts where posts.number = place.post)',
  placement: `(select nullif(links.placement, '') from links where links.number = place.link)`,
  content: 'place.content',
  country: 'country',
  device: 'device',
  app: 'app',
  browser: 'browser',
  day: 'day',
}

type Shown = { readonly key: string; readonly label: string; readonly join: string }

const asItIs: Shown = { key: 'seen.key', label: 'null', join: '' }

/** How a key is shown, and what it is called. */
const shown: Readonly<Record<Dimension, Shown>> = {
  link: { key: 'links.id', label: 'links.slug', join: 'join links on links.number = seen.key' },
  post: { key: 'posts.id', label: 'posts.title', join: 'join posts on posts.number = seen.key' },
  campaign: {
    key: 'campaigns.id',
    label: 'campaigns.name',
    join: 'left join campaigns on campaigns.number = seen.key',
  },
  channel: asItIs,
  kind: asItIs,
  placement: asItIs,
  content: asItIs,
  country: asItIs,
  device: asItIs,
  app: asItIs,
  browser: asItIs,
  day: asItIs,
}

/** Only these have a first-today bit; every other row counts those seen first today in the whole shop. */
export function scopeOf(by: Dimension): FirstScope {
  return by === 'link' || by === 'post' || by === 'campaign' || by === 'channel' ? by : 'shop'
}

function columns(by: Dimension): string {
  return `human, bot, internal, first_${scopeOf(by)} as unique_here, first_shop as unique_shop`
}

function linkColumns(by: Dimension): string[] {
  return [...new Set(['human', 'bot', 'internal', `first_${scopeOf(by)}`, 'first_shop'])]
}

const allColumns = Object.keys(counted).join(', ')
const rawColumns = Object.entries(counted)
  .map(([name, sql]) => `${sql} as ${name}`)
  .join(', ')

function sumsOf(names: readonly string[]): string {
  return names.map((name) => `sum(${name}) as ${name}`).join(', ')
}

/** `unique_here`: visitors of each day in the row's own scope, `unique_shop`: in the whole shop. */
export const clickRow = z.object({
  key: z.union([z.string(), z.number(), z.null()]),
  label: z.string().nullable(),
  raw: z.number(),
  human: z.number(),
  unique_here: z.number(),
  unique_shop: z.number(),
  bot: z.number(),
  internal: z.number(),
})
export type ClickRow = z.output<typeof clickRow>

function part(sql: string, ...params: readonly Param[]): Part {
  return { sql, params }
}

function also(conditions: readonly Part[]): Part[] {
  return conditions.map(({ sql, params }) => ({ sql: `and ${sql}`, params }))
}

function glue(...parts: readonly (Part | string)[]): Part {
  const all = parts.map((one) => (typeof one === 'string' ? part(one) : one))
  return { sql: all.map(({ sql }) => sql).join(' '), params: all.flatMap(({ params }) => params) }
}

/** Of five at most: D1 takes no more terms in one select. */
function union(parts: readonly Part[]): Part {
  return glue(...parts.flatMap((one, index) => (index === 0 ? [one] : ['union all', one])))
}
