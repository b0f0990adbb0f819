import * as z from 'zod'
import { type Database, readRows, statement } from '../storage/database.ts'
import { clickSql } from './click.ts'
import { countedSql } from './counted.ts'
import { watermark } from './rollup-store.ts'

/** `shop`: its number; `from` and `to`: local days, both belong to it. */
export type ScanPeriod = { readonly shop: number; readonly from: number; readonly to: number }

/** Clicks that came by a QR code, of whom; they are among the clicks of the other sums. */
export type Scans = { readonly human: number; readonly bot: number; readonly internal: number }
/** `links`: by the numbers of the links that have any. */
export type CountedScans = { readonly total: Scans; readonly links: ReadonlyMap<number, Scans> }

/** A shop's clicks that came by a QR code: the sums, and the raw rows above their watermark. */
export async function readScans(database: Database, { shop, from, to }: ScanPeriod): Promise<CountedScans> {
  const rows = await readRows(database, scanned, statement(select, from, to, shop, from, to, shop))
  const sum = (of: keyof Scans) => rows.reduce((total, row) => total + row[of], 0)
  return {
    total: { human: sum('human'), bot: sum('bot'), internal: sum('internal') },
    links: new Map(rows.map(({ link, ...scans }) => [link, scans])),
  }
}

const ofShop =
  'cross join link_places place on place.link = scans.link where scans.day between ? and ? and place.shop = ?'
const select = `select link, sum(human) as human, sum(bot) as bot, sum(internal) as internal from (
    select scans.link, human, bot, internal from scan_days scans ${ofShop}
    union all
    select scans.link, ${countedSql('human')}, ${countedSql('bot')}, ${countedSql('internal')}
    from clicks scans ${ofShop} and scans.seq > ${watermark} and ${clickSql.scan}
  ) group by 1 having sum(human) <> 0 or sum(bot) <> 0 or sum(internal) <> 0`

const scanned = z.object({ link: z.number(), human: z.number(), bot: z.number(), internal: z.number() })
