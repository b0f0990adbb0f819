import * as z from 'zod'
import { type Database, readRow, readRows, statement, type Statement } from '../storage/database.ts'

/** A visit of one page on which nobody did anything for this many seconds: it was left at once. */
export const bounceSeconds = 10
const isBounce = `(views <= 1 and seconds < ${bounceSeconds})`

/** What is summed of visits, as triggers keep it (migration 0016) and as a recount gives it. `squares`: of the seconds. */
const sumsOfVisits = {
  visits: 'count(*)',
  bounces: `sum(${isBounce})`,
  views: 'sum(views)',
  seconds: 'sum(seconds)',
  squares: 'sum(seconds * seconds)',
} as const

/** Of those that one of our links began, by link and page. All visits by one click are of its day. */
const sumsOfLandings = {
  ...sumsOfVisits,
  clicks: `count(distinct click_at || ' ' || click_random)`,
  scroll: 'sum(scroll)',
  half_minutes: 'sum(seconds >= 30)',
  minutes: 'sum(seconds >= 60)',
  ten_minutes: 'sum(seconds >= 600)',
} as const
/** The columns of landing_days and landing_blocks beside their keys. */
export const landingColumns: readonly string[] = Object.keys(sumsOfLandings)

type Comparison = {
  readonly table: 'visit_sums' | 'landing_days' | 'landing_blocks'
  readonly told: string
  readonly key: readonly string[]
  readonly sums: readonly string[]
  readonly derived: string
}

/** Each table of sums with the visits, or the finer sums, that it must agree with. */
export const visitComparisons: readonly Comparison[] = [
  {
    table: 'visit_sums',
    told: 'visits by day',
    key: ['shop', 'day', 'ours'],
    sums: Object.keys(sumsOfVisits),
    derived: sumVisits('true'),
  },
  {
    table: 'landing_days',
    told: 'landings by day, link and page',
    key: ['shop', 'day', 'link', 'page'],
    sums: landingColumns,
    derived: sumLandings('true'),
  },
  {
    table: 'landing_blocks',
    told: 'landings by 32 days, link and page',
    key: ['shop', 'link', 'page', 'block'],
    sums: landingColumns,
    derived: `select shop, link, page, day >> 5 as block,
      ${landingColumns.map((name) => `sum(${name}) as ${name}`).join(', ')} from landing_days group by 1, 2, 3, 4`,
  },
]

/** How many rows of a table of sums aren't what the visits come to; a row without visits must not be there. */
export async function countWrongSums(database: Database, { table, key, sums, derived }: Comparison): Promise<number> {
  const names = [...key, ...sums].join(', ')
  const query = `select count(*) as rows from (
      select ${key.join(', ')} from (
        select ${names}, 1 as kept from ${table}
        union all select ${[...key, ...sums.map((sum) => `-${sum}`)].join(', ')}, -1 from (${derived})
      ) group by ${key.join(', ')} having sum(kept) <> 0 or ${sums.map((sum) => `sum(${sum}) <> 0`).join(' or ')}
    )`
  return (await readRow(database, z.object({ rows: z.number() }), statement(query)))?.rows ?? 0
}

/** Days of shops with visits, by shop and day. */
export function readVisitedDays(database: Database): Promise<VisitedDay[]> {
  return readRows(database, visitedDay, statement('select distinct shop, day from visits order by 1, 2'))
}

const visitedDay = z.object({ shop: z.number(), day: z.number() })
export type VisitedDay = z.output<typeof visitedDay>

/** Empties the sums; visits that come from then on are summed. */
export function clearVisitSums(): Statement[] {
  return visitComparisons.toReversed().map(({ table }) => statement(`delete from ${table}`))
}

/** Sums the visits of a day anew, whatever was summed of it; blocks follow by their triggers. */
export function sumVisitsOf({ shop, day }: VisitedDay): Statement[] {
  const ofDay = 'shop = ? and day = ?'
  return [
    statement(`delete from visit_sums where ${ofDay}`, shop, day),
    statement(`delete from landing_days where ${ofDay}`, shop, day),
    statement(
      `insert into visit_sums (shop, day, ours, ${Object.keys(sumsOfVisits).join(', ')}) ${sumVisits(ofDay)}`,
      shop,
      day,
    ),
    statement(
      `insert into landing_days (shop, day, link, page, ${landingColumns.join(', ')}) ${sumLandings(ofDay)}`,
      shop,
      day,
    ),
  ]
}

function sumVisits(where: string): string {
  return `select shop, day, link is not null as ours, ${list(sumsOfVisits)} from visits where ${where} group by 1, 2, 3`
}

function sumLandings(where: string): string {
  return `select shop, day, link, page, ${list(sumsOfLandings)} from visits
    where ${where} and link is not null group by 1, 2, 3, 4`
}

function list(sums: Readonly<Record<string, string>>): string {
  return Object.entries(sums)
    .map(([name, sql]) => `${sql} as ${name}`)
    .join(', ')
}
