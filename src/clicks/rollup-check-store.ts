import * as z from 'zod'
import { type Database, readRow, statement } from '../storage/database.ts'
import { clickSql } from './click.ts'
import {
  firstWholeDay,
  placesOfLinks,
  quarterSql,
  type Rollup,
  rollups,
  sumRaw,
  sums,
  watermark,
} from './rollup-store.ts'

/** Two ways to the same sums. Both have the columns of `table`. */
type Comparison = { readonly table: Rollup; readonly told: string; readonly kept: string; readonly derived: string }

const places = 'join link_places place on place.link ='
const isWhole = `day >= ${firstWholeDay}`

/** What each table must agree with. The raw rows are the truth, up to the watermark and of the days they are whole of. */
export const comparisons: readonly Comparison[] = [
  {
    table: 'link_days',
    told: 'clicks by day and link',
    kept: `select * from link_days where ${isWhole} union all select * from link_fresh where ${isWhole}`,
    derived: `select day, link, ${sumRaw('link_days')} from clicks where seq <= ${watermark} and ${isWhole}
      group by 1, 2`,
  },
  {
    table: 'visit_days',
    told: 'clicks by day, country and device',
    kept: `select * from visit_days where ${isWhole}`,
    derived: `select place.shop, day, ${clickSql.country}, ${clickSql.device}, ${sumRaw('visit_days')}
      from clicks ${places} clicks.link where seq <= ${watermark} and ${isWhole} group by 1, 2, 3, 4`,
  },
  {
    table: 'reason_days',
    told: 'clicks by day and reason',
    kept: `select * from reason_days where ${isWhole}`,
    derived: `select place.shop, day, ${clickSql.judged}, ${sumRaw('reason_days')}
      from clicks ${places} clicks.link where seq <= ${watermark} and ${isWhole} group by 1, 2, 3`,
  },
  {
    table: 'scan_days',
    told: 'clicks by QR code, by day and link',
    kept: `select * from scan_days where ${isWhole}`,
    derived: `select day, link, ${sumRaw('scan_days')} from clicks
      where seq <= ${watermark} and ${isWhole} and ${clickSql.scan} group by 1, 2`,
  },
  {
    table: 'click_hours',
    told: 'clicks by quarter of an hour',
    kept: `select * from click_hours where ${isWhole}`,
    derived: `select place.shop, day, ${quarterSql}, ${sumRaw('click_hours')}
      from clicks ${places} clicks.link where seq <= ${watermark} and ${isWhole} group by 1, 2, 3`,
  },
  {
    table: 'link_blocks',
    told: 'clicks by 32 days and link',
    kept: 'select * from link_blocks',
    derived: `select day >> 5, link, ${sums('link_blocks')} from link_days group by 1, 2`,
  },
  {
    table: 'channel_days',
    told: 'clicks by day and channel',
    kept: 'select * from channel_days',
    derived: `select place.shop, day, place.channel, ${sums('channel_days')}
      from link_days ${places} link_days.link group by 1, 2, 3`,
  },
  {
    table: 'campaign_days',
    told: 'clicks by day and campaign',
    kept: 'select * from campaign_days',
    derived: `select place.shop, day, place.campaign, ${sums('campaign_days')}
      from link_days ${places} link_days.link group by 1, 2, 3`,
  },
]

/** How many rows of a roll-up aren't what they should be, and the first day of them. */
export async function compare(database: Database, { table, kept, derived }: Comparison): Promise<Difference> {
  const { key, counts } = rollups[table]
  const names = [...key, ...counts].join(', ')
  const negated = [...key, ...counts.map((count) => `-${count}`)].join(', ')
  const differ = counts.map((count) => `sum(${count}) <> 0`).join(' or ')
  const day = table === 'link_blocks' ? 'block << 5' : 'day'
  const query = `with kept (${names}) as (${kept}), derived (${names}) as (${derived})
    select count(*) as rows, min(${day}) as day from (
      select ${key.join(', ')} from (select ${names} from kept union all select ${negated} from derived)
      group by ${key.join(', ')} having ${differ}
    )`
  return (await readRow(database, difference, statement(query))) ?? { rows: 0, day: null }
}

/** Links that are summed elsewhere than where they belong. */
export async function countMisplaced(database: Database): Promise<number> {
  const query = `select count(*) as rows from (
    ${placesOfLinks} except select link, shop, post, campaign, channel, content from link_places
  )`
  return (await readRow(database, z.object({ rows: z.number() }), statement(query)))?.rows ?? 0
}

const difference = z.object({ rows: z.number(), day: z.number().nullable() })
type Difference = z.output<typeof difference>
