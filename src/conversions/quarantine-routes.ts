import { Hono } from 'hono'
import * as z from 'zod'
import { type Actor, boundShop, guard, type Guarded } from '../access/guard.ts'
import { pageQuery } from '../http/page.ts'
import { badField, notFound, Problem } from '../http/problem.ts'
import { jsonBody, query } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { parseDay, startOfDay } from '../shops/calendar.ts'
import { chooseShop, mayUse } from '../shops/choose.ts'
import { dayField } from '../shops/day-field.ts'
import { refusalReasons } from './ping.ts'
import { newestWaiting, replayWaiting } from './quarantine-replay.ts'
import { searchQuarantine } from './quarantine-search.ts'
import { mostQuarantined, mostQuarantinedBytes } from './quarantine-room-store.ts'
import { countQuarantined, dismissQuarantined, findQuarantined, quarantineStates } from './quarantine-store.ts'
import { replay } from './replay.ts'
import { showQuarantined, showReplayed, showWholeQuarantined } from './show.ts'
import { sources } from './trust.ts'

/** What couldn't be counted: to be searched, looked at, replayed once, or put aside. */
export function quarantineRoutes(runtime: Runtime) {
  const { database } = runtime

  return new Hono<Guarded>()
    .get('/quarantine', guard(runtime, 'conversions:read'), query(quarantineQuery), async (c) => {
      const { limit, cursor, shopId, from, to, q, ...asked } = c.req.valid('query')
      const shop = await chooseShop(database, c.var.actor, shopId)
      const [first, last] = [from, to].map((day) => (day === undefined ? undefined : parseDay(day)))
      if (first !== undefined && last !== undefined && first > last) throw badField('/from', 'must not be after to.')
      const times = {
        from: first === undefined ? undefined : startOfDay(first, shop.timeZone),
        until: last === undefined ? undefined : startOfDay(last + 1, shop.timeZone),
      }
      const filter = { ...asked, ...times, ...scopeOf(c.var.actor, shop.id) }
      const found = await searchQuarantine(database, filter, { q, limit, before: cursor ?? Number.MAX_SAFE_INTEGER })
      const nextCursor = found.next === null ? null : String(found.next)
      return c.json({ items: found.items.map(showQuarantined), nextCursor }, 200)
    })
    .get('/quarantine/counts', guard(runtime, 'conversions:read'), query(countsQuery), async (c) => {
      const shop = await chooseShop(database, c.var.actor, c.req.valid('query').shopId)
      const { reasons, rows, bytes } = await countQuarantined(database, scopeOf(c.var.actor, shop.id))
      const shown = reasons.map(({ reason, waiting }) => ({ reason, waiting }))
      const waiting = reasons.reduce((sum, one) => sum + one.waiting, 0)
      const most = { mostRows: mostQuarantined, mostBytes: mostQuarantinedBytes }
      return c.json({ waiting, reasons: shown, rows, bytes, ...most }, 200)
    })
    .post('/quarantine/replay', guard(runtime, 'conversions:write'), jsonBody(replayDraft), async (c) => {
      const { shopId, reason, source, limit, cursor } = c.req.valid('json')
      const shop = await chooseShop(database, c.var.actor, shopId)
      const filter = { ...scopeOf(c.var.actor, shop.id), reason, source }
      const { after, upTo } = cursor ?? { after: 0, upTo: await newestWaiting(database, filter) }
      const { outcomes, failed, next } = await replayWaiting(runtime, filter, { after, upTo, limit })
      return c.json({ outcomes, failed, nextCursor: next === null ? null : `${next}-${upTo}` }, 200)
    })
    .get('/quarantine/:id', guard(runtime, 'conversions:read'), async (c) =>
      c.json(showWholeQuarantined(await find(c.var.actor, c.req.param('id'))), 200),
    )
    .post('/quarantine/:id/replay', guard(runtime, 'conversions:write'), async (c) => {
      const found = await find(c.var.actor, c.req.param('id'))
      const replayed = await replay(runtime, found)
      if (replayed.kind === 'already-replayed') throw alreadySettled()
      return c.json(showReplayed(found.id, replayed), 200)
    })
    .post('/quarantine/:id/dismiss', guard(runtime, 'conversions:write'), async (c) => {
      const { id } = await find(c.var.actor, c.req.param('id'))
      if (!(await dismissQuarantined(database, id, runtime.now()))) throw alreadySettled()
      return c.json(showQuarantined(await find(c.var.actor, id)), 200)
    })

  async function find(actor: Actor, id: string) {
    const found = await findQuarantined(database, id)
    if (!found || !mayUse(actor, found.shopId ?? '')) throw notFound('ping in quarantine')
    return found
  }
}

function scopeOf(actor: Actor, shopId: string) {
  return { shopId, withShopless: boundShop(actor) === undefined }
}

const reasonField = z.enum(refusalReasons, `must be one of ${refusalReasons.join(', ')}`)
const sourceField = z.enum(sources, `must be one of ${sources.join(', ')}`)

const quarantineQuery = z.strictObject({
  ...pageQuery.shape,
  q: z.string().trim().min(1, 'must not be empty').max(200, 'must have 200 characters at most').optional(),
  reason: reasonField.optional(),
  source: sourceField.optional(),
  state: z.enum(quarantineStates, `must be one of ${quarantineStates.join(', ')}`).optional(),
  from: dayField.optional(),
  to: dayField.optional(),
})

const countsQuery = z.strictObject({ shopId: z.string().optional() })

/** Some at a time, so that each call answers soon; `cursor` as the answer before told. */
const replayDraft = z.strictObject({
  reason: reasonField,
  source: sourceField.exactOptional(),
  limit: z
    .int('must be a number from 1 to 100')
    .min(1, 'must be 1 or more')
    .max(100, 'must be 100 at most')
    .default(50),
  cursor: z
    .string('must be the nextCursor of the answer before')
    .regex(/^\d{1,15}-\d{1,15}$/, 'must be the nextCursor of the answer before')
    .transform((text) => {
      const [after = 0, upTo = 0] = text.split('-').map(Number)
      return { after, upTo }
    })
    .exactOptional(),
  shopId: z.string().exactOptional(),
})

function alreadySettled(): Problem {
  return new Problem(409, 'Conflict', 'This ping waits no more: it has been replayed or dismissed already.')
}
