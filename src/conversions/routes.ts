import { Hono } from 'hono'
import { describeRoute, resolver } from 'hono-openapi'
import * as z from 'zod'
import { boundShop, guard, type Guarded } from '../access/guard.ts'
import { once } from '../access/once.ts'
import { pageQuery, toPage } from '../http/page.ts'
import { badFields, notFound, Problem } from '../http/problem.ts'
import { query } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { chooseShop, mayUse } from '../shops/choose.ts'
import { keepBytes, limitPing } from './limit.ts'
import { conversionDraft, refusalReasons } from './ping.ts'
import { findQuarantined, listQuarantined } from './quarantine-store.ts'
import { receive } from './receive.ts'
import { replay } from './replay.ts'
import { showConversion, showOutcome, showQuarantined, showReplayed } from './show.ts'
import { findConversion, listConversions } from './store.ts'
import { sources } from './trust.ts'

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
      const { limit, cursor, shopId, event, orderId } = c.req.valid('query')
      const shop = await chooseShop(database, c.var.actor, shopId)
      const page = { limit: limit + 1, before: cursor ?? Number.MAX_SAFE_INTEGER }
      const found = await listConversions(database, { shopId: shop.id, event, orderId }, page)
      return c.json(toPage(found, limit, showConversion), 200)
    })
    .get('/conversions/:id', guard(runtime, 'conversions:read'), async (c) => {
      const found = await findConversion(database, c.req.param('id'))
      if (!found || !mayUse(c.var.actor, found.shopId)) throw notFound('conversion')
      return c.json(showConversion(found), 200)
    })
    .get('/quarantine', guard(runtime, 'conversions:read'), query(quarantineQuery), async (c) => {
      const { limit, cursor, shopId, reason, source } = c.req.valid('query')
      const { actor } = c.var
      const shop = await chooseShop(database, actor, shopId)
      const withShopless = boundShop(actor) === undefined
      const page = { limit: limit + 1, before: cursor ?? Number.MAX_SAFE_INTEGER }
      const found = await listQuarantined(database, { shopId: shop.id, withShopless, reason, source }, page)
      return c.json(toPage(found, limit, showQuarantined), 200)
    })
    .post('/quarantine/:id/replay', guard(runtime, 'conversions:write'), async (c) => {
      const found = await findQuarantined(database, c.req.param('id'))
      if (!found || !mayUse(c.var.actor, found.shopId ?? '')) throw notFound('ping in quarantine')
      const replayed = await replay(runtime, found)
      if (replayed.kind === 'already-replayed') throw alreadyReplayed()
      return c.json(showReplayed(found.id, replayed), 200)
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
})

const quarantineQuery = z.strictObject({
  ...pageQuery.shape,
  reason: z.enum(refusalReasons, `must be one of ${refusalReasons.join(', ')}`).optional(),
  source: z.enum(sources, `must be one of ${sources.join(', ')}`).optional(),
})

function alreadyReplayed(): Problem {
  return new Problem(409, 'Conflict', 'This ping has been replayed already; its outcome is kept with it.')
}
