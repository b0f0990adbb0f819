import { insertClick } from '../../src/clicks/store.ts'
import { unpackVerdict } from '../../src/clicks/click.ts'
import type { Click } from '../../src/clicks/redirect.ts'
import { findLink } from '../../src/links/store.ts'
import type { Database } from '../../src/storage/database.ts'
import * as z from 'zod'
import { makeApp } from '../app/make-app.ts'
import { read } from '../app/sql.ts'
import { openShop } from '../app/talk.ts'
import { makeClick } from './make-click.ts'

/** A shop with so many links, and clicks put on them one after the other, as they would have been stored. */
export async function makeHistory(links: number) {
  const app = await makeApp()
  const shop = await openShop(app)
  const { database } = app.runtime
  const numbers: number[] = []
  for (let n = 0; n < links; n++) {
    const link = await shop.link({ campaign: n % 2 === 0 ? 'Black Week' : 'Jul', channel: 'newsletter' })
    numbers.push((await findLink(database, link.id))?.number ?? 0)
  }
  return {
    ...app,
    shop,
    database,
    links: numbers,
    /** `link` counts from 0. */
    async click(over: Partial<Click> = {}) {
      const link = numbers[over.link ?? 0] ?? 0
      const [place] = placeRows.parse(await read(database, placeOf, link))
      await database.batch(insertClick(makeClick({ ...over, ...place, link })))
    },
    verdicts: () => readVerdicts(database),
  }
}

/** What is stored of the clicks, in the order they came. */
export async function readVerdicts(database: Database) {
  const rows = verdictRows.parse(
    await read(database, 'select seq, verdict, visitor, day, link, at from clicks order by seq'),
  )
  return rows.map(({ verdict, ...row }) => ({ ...row, ...unpackVerdict(verdict), packed: verdict }))
}

const placeOf = `select p.number as post, coalesce(c.number, 0) as campaign, p.channel, s.number as shop from links l
  join posts p on p.id = l.post_id join shops s on s.id = l.shop_id left join campaigns c on c.id = p.campaign_id where l.number = ?`
const placeRows = z.array(z.object({ post: z.number(), campaign: z.number(), channel: z.string(), shop: z.number() }))
const verdictRows = z.array(
  z.object({
    seq: z.number(),
    verdict: z.number(),
    visitor: z.number().nullable(),
    day: z.number(),
    link: z.number(),
    at: z.number(),
  }),
)
