import { Hono } from 'hono'
import * as z from 'zod'
import { guard, type Guarded } from '../access/guard.ts'
import { badField } from '../http/problem.ts'
import { jsonBody, query } from '../http/validate.ts'
import { benchmarkDraft, benchmarkKey, mergeBenchmarks } from '../platforms/benchmark.ts'
import { listOwnBenchmarks, removeBenchmark, saveBenchmark } from '../platforms/benchmark-store.ts'
import { compareToBenchmark } from '../platforms/benchmarks.ts'
import { findMetric } from '../platforms/catalog.ts'
import type { Runtime } from '../runtime.ts'
import { localDay, parseDay, showDay } from '../shops/calendar.ts'
import { chooseShop } from '../shops/choose.ts'
import type { Shop } from '../shops/shop.ts'
import { ownDays, readOwnValues } from './benchmark-own.ts'

/** What others report, with the shop's own number and that of last year before it. */
export function benchmarkRoutes(runtime: Runtime) {
  const { database } = runtime
  return new Hono<Guarded>()
    .get('/benchmarks', guard(runtime, 'reports:read'), query(shopQuery), async (c) => {
      const shop = await chooseShop(database, c.var.actor, c.req.valid('query').shopId)
      return c.json(await showBenchmarks(runtime, shop), 200)
    })
    .put('/benchmarks', guard(runtime, 'goals:write'), jsonBody(benchmarkDraft), async (c) => {
      const { shopId, ...draft } = c.req.valid('json')
      const shop = await chooseShop(database, c.var.actor, shopId)
      const { channel = null, asOf = null, isHidden = false } = draft
      if (asOf !== null && parseDay(asOf) > localDay(runtime.now(), shop.timeZone))
        throw badField('/asOf', 'is still to come: give the day the number was told, or leave it out.')
      await saveBenchmark(database, shop.id, { ...draft, channel, asOf, isHidden }, runtime.now())
      return c.json(await showBenchmarks(runtime, shop), 200)
    })
    .delete('/benchmarks', guard(runtime, 'goals:write'), query(keyQuery), async (c) => {
      const { shopId, metric, channel = null } = c.req.valid('query')
      const shop = await chooseShop(database, c.var.actor, shopId)
      await removeBenchmark(database, shop.id, { metric, channel })
      return c.body(null, 204)
    })
}

const shopQuery = z.strictObject({ shopId: z.string().optional() })
const keyQuery = z.strictObject({ ...benchmarkKey, shopId: z.string().optional() })

async function showBenchmarks({ database, now }: Runtime, shop: Shop) {
  const today = localDay(now(), shop.timeZone)
  const period = { from: today - ownDays, to: today - 1 }
  const yearAgo = { from: period.from - 365, to: period.to - 365 }
  const [own, ownNow, ownThen] = await Promise.all([
    listOwnBenchmarks(database, shop.id),
    readOwnValues(database, shop, period),
    readOwnValues(database, shop, yearAgo),
  ])
  const items = mergeBenchmarks(own).map((one) => {
    const { name, unit } = findMetric(one.metric) ?? { name: one.metric, unit: 'count' as const }
    const now = ownNow(one)
    const words = unit === 'percent' ? compareToBenchmark(now, { ...one, asOf: one.asOf ?? '' }) : null
    return { ...one, name, unit, now, lastYear: ownThen(one), words }
  })
  const days = { from: showDay(period.from), to: showDay(period.to) }
  return { items, days, lastYear: { from: showDay(yearAgo.from), to: showDay(yearAgo.to) }, currency: shop.currency }
}
