import { Hono } from 'hono'
import * as z from 'zod'
import { guard, type Guarded } from '../access/guard.ts'
import { badField } from '../http/problem.ts'
import { jsonBody, query } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { localDay, startOfDay } from '../shops/calendar.ts'
import { chooseShop } from '../shops/choose.ts'
import type { Shop } from '../shops/shop.ts'
import { judgeMeasurable, readMeasurable } from './measurable.ts'
import { metrics } from '../platforms/catalog.ts'
import { mixDays, purposeDraft, readPurpose, showPurpose } from './purpose.ts'
import { countContents, findPurpose, savePurpose } from './purpose-store.ts'

/** Why a shop is in social media, and which metrics it can measure today: what comes before its goals. */
export function purposeRoutes(runtime: Runtime) {
  const { database } = runtime
  return new Hono<Guarded>()
    .get('/purpose', guard(runtime, 'goals:read'), query(shopQuery), async (c) => {
      const shop = await chooseShop(database, c.var.actor, c.req.valid('query').shopId)
      return c.json(await show(runtime, shop), 200)
    })
    .put('/purpose', guard(runtime, 'goals:write'), jsonBody(purposeDraft), async (c) => {
      const draft = c.req.valid('json')
      const shop = await chooseShop(database, c.var.actor, draft.shopId)
      const before = await findPurpose(database, shop.id)
      const read = readPurpose(draft, shop, { before, now: runtime.now() })
      if ('pointer' in read) throw badField(read.pointer, read.detail)
      await savePurpose(database, read.purpose)
      return c.json(await show(runtime, shop), 200)
    })
    .get('/catalog/measured', guard(runtime, 'reports:read'), query(shopQuery), async (c) => {
      const shop = await chooseShop(database, c.var.actor, c.req.valid('query').shopId)
      const measurable = await readMeasurable(database, shop, runtime.now())
      const all = [...metrics, ...measurable.own]
      return c.json(
        { items: all.map((metric) => ({ metric: metric.id, ...judgeMeasurable(metric, measurable) })) },
        200,
      )
    })
}

const shopQuery = z.strictObject({ shopId: z.string().optional() })

async function show({ database, now }: Runtime, shop: Shop) {
  const from = startOfDay(localDay(now(), shop.timeZone) - mixDays + 1, shop.timeZone)
  const counts = await countContents(database, shop.id, { from, to: now() })
  return showPurpose(await findPurpose(database, shop.id), shop, counts)
}
