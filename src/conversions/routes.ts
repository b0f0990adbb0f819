import { Hono } from 'hono'
import { describeRoute, resolver } from 'hono-openapi'
import * as z from 'zod'
import { boundShop, guard, type Guarded } from '../access/guard.ts'
import { once } from '../access/once.ts'
import { pageQuery, toPage } from '../http/page.ts'
import { badField, badFields, notFound } from '../http/problem.ts'
import { query } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { localDay, parseDay, showDay } from '../shops/calendar.ts'
import { chooseShop, mayUse } from '../shops/choose.ts'
import { dayField } from '../shops/day-field.ts'
import { keepBytes, limitPing } from './limit.ts'
import { conversionDraft } from './ping.ts'
import { readJourney } from './journey-store.ts'
import { countDisagreements, findLookEnd } from './disagreement-store.ts'
import { receive } from './receive.ts'
import { showConversion, showOutcome, showWholeConversion } from './show.ts'
import { findConversion, listConversions } from './store.ts'

/** Conversions told by the shop's own server, and what all sources told. */
export function conversionRoutes(runtime: Runtime) {
  const { database } = runtime

  return new Hono<Guarded>()
    .post(
      '/conversions',
      describeRoute(postConversion),
      guard(runtime, 'conversions:write'),
      limitPing(runtime),
      keepBytes,
      once(runtime),
      async (c) => {
        const raw = new Uint8Array(await c.req.arrayBuffer())
        const recorded = await receive(runtime, 'api', { raw, boundShopId: boundShop(c.var.actor) })
        if (recorded.kind === 'refused') throw badFields(recorded.errors)
        if (recorded.kind === 'erased') return c.json(showOutcome(recorded), 200)
        const isNew = recorded.kind === 'stored'
        return c.json(showOutcome(recorded), isNew ? 201 : 200, {
          location: `/api/v1/conversions/${recorded.conversion.id}`,
        })
      },
    )
    .get('/conversions', guard(runtime, 'conversions:read'), query(conversionsQuery), async (c) => {
      const { limit, cursor, shopId, event, orderId, disagreeing } = c.req.valid('query')
      const shop = await chooseShop(database, c.var.actor, shopId)
      const filter = { shopId: shop.id, event, orderId, disagreeing: disagreeing === '1' }
      const before = cursor ?? Number.MAX_SAFE_INTEGER
      const from = filter.disagreeing ? await findLookEnd(database, before) : 0
      const found = await listConversions(database, filter, { limit: limit + 1, before, from })
      const { items, nextCursor } = toPage(found, limit, showConversion)
      return c.json({ items, nextCursor: nextCursor ?? (from > 0 ? String(from) : null) }, 200)
    })
    .get('/conversions/disagreements', guard(runtime, 'conversions:read'), query(disagreementsQuery), async (c) => {
      const asked = c.req.valid('query')
      const shop = await chooseShop(database, c.var.actor, asked.shopId)
      const to = asked.to === undefined ? localDay(runtime.now(), shop.timeZone) : parseDay(asked.to)
      const from = asked.from === undefined ? to - 89 : parseDay(asked.from)
      if (from > to) throw badField('/from', 'must not be after to (without to, today).')
      const counts = await countDisagreements(database, shop.id, { from, to })
      return c.json({ from: showDay(from), to: showDay(to), ...counts }, 200)
    })
    .get('/conversions/:id', guard(runtime, 'conversions:read'), async (c) => {
      const found = await findConversion(database, c.req.param('id'))
      if (!found || !mayUse(c.var.actor, found.shopId)) throw notFound('conversion')
      return c.json(showWholeConversion(found, await readJourney(database, found.id)), 200)
    })
}

const postConversion = {
  description: 'Tells of a sale or a step towards one. Told again, also by pixel or script, it stays one conversion.',
  requestBody: { content: { 'application/json': { schema: resolver(conversionDraft) } }, required: true },
}

const conversionsQuery = z.strictObject({
  ...pageQuery.shape,
  event: z.string().max(64, 'must have 64 characters at most').optional(),
  orderId: z.string().max(128, 'must have 128 characters at most').optional(),
  disagreeing: z.literal('1', 'must be 1, or left out').optional(),
})

const disagreementsQuery = z.strictObject({
  from: dayField.optional(),
  to: dayField.optional(),
  shopId: z.string().optional(),
})
