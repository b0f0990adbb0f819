import { Hono } from 'hono'
import * as z from 'zod'
import { guard, type Guarded } from '../access/guard.ts'
import { jsonBody, query } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { dayMs } from '../shops/calendar.ts'
import { chooseShop } from '../shops/choose.ts'
import { shopSources } from '../shops/source.ts'
import { alarmCodes } from './alarm.ts'
import { snooze } from './alarm-store.ts'
import { markSnoozed, type StandingAlarm } from './alarms.ts'
import type { RememberedAlarms } from './remembered-alarms.ts'

/** What is likely broken, and setting it aside for a week. */
export function alarmRoutes(runtime: Runtime, alarms: RememberedAlarms) {
  const { database, now } = runtime
  return new Hono<Guarded>()
    .get('/alarms', guard(runtime, 'reports:read'), query(alarmQuery), async (c) => {
      const shop = await chooseShop(database, c.var.actor, c.req.valid('query').shopId)
      const standing = await markSnoozed(runtime, shop, await alarms.of(shop))
      return c.json({ items: standing.map(showAlarm), nextCursor: null }, 200)
    })
    .post('/alarms/snooze', guard(runtime, 'shops:write'), jsonBody(snoozeDraft), async (c) => {
      const { shopId, code, source = null } = c.req.valid('json')
      const shop = await chooseShop(database, c.var.actor, shopId)
      const until = now() + snoozeDays * dayMs
      await snooze(database, { shopId: shop.id, code, source }, until)
      return c.json({ code, source, snoozedUntil: new Date(until).toISOString() }, 200)
    })
}

const snoozeDays = 7

const alarmQuery = z.strictObject({ shopId: z.string().optional() })

const snoozeDraft = z.strictObject({
  shopId: z.string('must be the id of a shop').optional(),
  code: z.enum(alarmCodes, `must be one of ${alarmCodes.join(', ')}`),
  source: z
    .enum(shopSources, `must be the alarm’s source (${shopSources.join(', ')}), or null where it has none`)
    .nullable()
    .optional(),
})

function showAlarm({ since, snoozedUntil, ...alarm }: StandingAlarm) {
  return {
    ...alarm,
    since: new Date(since).toISOString(),
    snoozedUntil: snoozedUntil === null ? null : new Date(snoozedUntil).toISOString(),
  }
}
