import { Hono } from 'hono'
import { describeRoute, resolver } from 'hono-openapi'
import * as z from 'zod'
import { boundShop, guard, type Guarded } from '../access/guard.ts'
import { once } from '../access/once.ts'
import { badFields } from '../http/problem.ts'
import { parseBody } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { readJson } from './intake/read.ts'
import { keepBytes, limitPing } from './limit.ts'
import { conversionDraft } from './ping.ts'
import { receive } from './receive.ts'
import { showOutcome } from './show.ts'

/** Bytes of a batch. */
const mostBytes = 256 * 1024

/** Many conversions in one call: each becomes what it would by itself, and a bad one keeps none of the others back. */
export function batchRoutes(runtime: Runtime) {
  return new Hono<Guarded>().post(
    '/conversions/batch',
    describeRoute(postBatch),
    guard(runtime, 'conversions:write'),
    limitPing(runtime, mostBytes),
    keepBytes,
    once(runtime),
    async (c) => {
      const json = readJson(new Uint8Array(await c.req.arrayBuffer()))
      if (json.kind === 'refused') throw badFields(json.errors)
      const { conversions } = parseBody(batchDraft, json.value)
      const boundShopId = boundShop(c.var.actor)
      const results = await Promise.all(conversions.map((row) => receiveRow(runtime, row, boundShopId)))
      return c.json({ results }, 200)
    },
  )
}

const batchDraft = z.strictObject({
  conversions: z
    .array(z.unknown(), 'is missing: give 1 to 100 conversions')
    .min(1, 'must have one conversion at least')
    .max(100, 'must have 100 conversions at most'),
})

/** A row as the single call would answer it; refused ones lie in the quarantine, each by itself. */
async function receiveRow(runtime: Runtime, row: unknown, boundShopId: string | undefined) {
  const raw = new TextEncoder().encode(JSON.stringify(row))
  const recorded = await receive(runtime, 'api', { raw, boundShopId })
  if (recorded.kind === 'refused') return { status: 400, errors: recorded.errors } as const
  return { status: recorded.kind === 'stored' ? 201 : 200, ...showOutcome(recorded) } as const
}

const postBatch = {
  description: 'Tells of up to 100 conversions. Each has a result of its own, in the order they came.',
  requestBody: {
    content: { 'application/json': { schema: resolver(z.strictObject({ conversions: z.array(conversionDraft) })) } },
    required: true,
  },
}
