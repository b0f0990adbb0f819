import { dirname } from 'node:path'
import { Hono } from 'hono'
import * as z from 'zod'
import { creditMissing } from '../../src/attribution/credit.ts'
import { reportRoutes } from '../../src/reports/routes.ts'
import { loadSigningKeys, readClickId } from '../../src/clicks/click-id.ts'
import { insertClick } from '../../src/clicks/store.ts'
import { erase, type Erasing } from '../../src/privacy/erase.ts'
import { statement } from '../../src/storage/database.ts'
import { openErasureFiles } from '../../src/storage/erasure-file.ts'
import { makeClick } from '../clicks/make-click.ts'
import { makePurchase, makeTill } from '../conversions/make-till.ts'
import { adminKey } from '../make.ts'

const dimensions = ['link', 'post', 'campaign', 'channel', 'content', 'country', 'device', 'day'] as const

/** A shop with its files at hand, to be sold in, erased from and searched. */
export async function makeErasing() {
  const till = await makeTill()
  const { runtime } = till
  const { database } = runtime
  const folder = dirname(database.connection.name)
  const erasures = openErasureFiles(folder)
  const parts = { ...runtime, erasures }
  return {
    ...till,
    folder,
    parts,
    /** A sale by a click of its own, told by API and pixel; answers the click's id. */
    async sell(orderId: string, more: Record<string, unknown> = {}): Promise<string> {
      const click = await till.click()
      await rawClick(click)
      await till.api(makePurchase({ orderId, click, ...more }))
      await till.pixel({ order: orderId, event: 'purchase', value: '499.50', currency: 'NOK', click })
      await creditMissing(runtime)
      return click
    },
    rawClick,
    erase: (kind: Erasing['kind'], id: string) => erase(parts, { kind, id, shopId: 'shop-1' }),
    rows: async (sql: string) => z.array(z.record(z.string(), z.unknown())).parse(await database.all(statement(sql))),
    /** Every report, by everything; what is known by a click's own id alone goes with it, and isn't compared. */
    reports: async (period = '') => {
      const app = new Hono().route('/', reportRoutes(runtime))
      const asked = dimensions.map((by) => `/reports/summary?by=${by}${period.replace('?', '&')}`)
      const told = [...asked, `/reports/coverage${period}`, `/reports/funnel${period}`].map(async (path) => {
        const answer = await app.request(path, { headers: { authorization: `Bearer ${adminKey}` } })
        return [path, JSON.parse(await answer.text(), dropKnownById)] as const
      })
      return Object.fromEntries(await Promise.all(told))
    },
  }

  async function rawClick(id: string): Promise<void> {
    const click = readClickId(id, await loadSigningKeys(database))
    if (!click) throw new Error('not a click id')
    await database.batch(
      insertClick(makeClick({ link: click.link, at: click.at, random: click.random, visitor: click.random + 1 })),
    )
  }
}

export type ErasingShop = Awaited<ReturnType<typeof makeErasing>>

function dropKnownById(key: string, value: unknown): unknown {
  return key === 'passedOn' || key === 'withoutId' ? undefined : value
}
