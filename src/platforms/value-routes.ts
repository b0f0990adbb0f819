import { Hono } from 'hono'
import * as z from 'zod'
import { guard, type Guarded } from '../access/guard.ts'
import { once } from '../access/once.ts'
import { pageQuery, toPage } from '../http/page.ts'
import { badField, Problem } from '../http/problem.ts'
import { jsonBody, query } from '../http/validate.ts'
import { channelField } from '../links/post.ts'
import type { Runtime } from '../runtime.ts'
import { parseDay, showDay } from '../shops/calendar.ts'
import { chooseShop } from '../shops/choose.ts'
import { dayField } from '../shops/day-field.ts'
import { allRefused, keepDrafts } from './keep-drafts.ts'
import { findKnownMetric } from './known-metric.ts'
import { readValue, sayCompleteness } from './reading/value.ts'
import { showValue } from './value.ts'
import { listFollowed, listValues, readReadings, setFollowed } from './value-store.ts'

/** Numbers that the platforms tell: written down, sent in, and read again. */
export function valueRoutes(runtime: Runtime) {
  const { database } = runtime
  return new Hono<Guarded>()
    .post('/values', guard(runtime, 'goals:write'), once(runtime), jsonBody(valuesBody), async (c) => {
      const body = c.req.valid('json')
      const results = await keepDrafts(runtime, c.var.actor, Array.isArray(body) ? body : [body])
      if (Array.isArray(body)) {
        const problem = allRefused(results)
        if (problem) throw problem
        const isAll = results.every((result) => 'value' in result)
        return isAll ? c.json({ results }, 201) : c.json({ results }, 200)
      }
      const [result] = results
      if (result && 'value' in result) return c.json(result.value, 201)
      throw new Problem(result?.status ?? 400, result?.title ?? '', result?.detail ?? '', {
        errors: result?.errors ?? [],
      })
    })
    .get('/values', guard(runtime, 'goals:read'), query(valuesQuery), async (c) => {
      const { shopId, limit, cursor, from, to, history, of: level, ...filter } = c.req.valid('query')
      const shop = await chooseShop(database, c.var.actor, shopId)
      const days = { from: from === undefined ? from : parseDay(from), to: to === undefined ? to : parseDay(to) }
      const page = {
        limit: limit + 1,
        before: cursor ?? Number.MAX_SAFE_INTEGER,
        filter: { ...filter, ...days, history: history === '1', isOfChannel: level === 'channel' },
      }
      return c.json(toPage(await listValues(database, shop.id, page), limit, showValue), 200)
    })
    .get('/values/reading', guard(runtime, 'goals:read'), query(readingQuery), async (c) => {
      const { shopId, metric: id, channel, postId, ...period } = c.req.valid('query')
      const shop = await chooseShop(database, c.var.actor, shopId)
      const metric = await findKnownMetric(database, shop.id, id)
      if (!metric) throw badField('/metric', `There is no metric ${id}: GET /catalog and /own-metrics list them.`)
      const scope = postId !== undefined ? { post: postId } : channel !== undefined ? { channel } : {}
      const [from, to] = [parseDay(period.from), parseDay(period.to)]
      if (from > to) throw badField('/to', `must be ${period.from} or later.`)
      const read = readValue({ metric, scope, from, to, readings: await readReadings(database, shop, id) })
      const lastDay = read.lastDay === null ? null : showDay(read.lastDay)
      return c.json({ ...read, lastDay, says: sayCompleteness(read), from: showDay(from), to: showDay(to) }, 200)
    })
    .get('/followed-numbers', guard(runtime, 'goals:read'), query(shopQuery), async (c) => {
      const shop = await chooseShop(database, c.var.actor, c.req.valid('query').shopId)
      return c.json({ items: await listFollowed(database, shop.id) }, 200)
    })
    .put('/followed-numbers', guard(runtime, 'goals:write'), jsonBody(followedBody), async (c) => {
      const { shopId, items } = c.req.valid('json')
      const shop = await chooseShop(database, c.var.actor, shopId)
      for (const [at, { metric: id }] of items.entries()) {
        const metric = await findKnownMetric(database, shop.id, id)
        if (!metric || metric.isCountedHere)
          throw badField(
            `/items/${at}/metric`,
            `${id} is no number to write down: GET /catalog and /own-metrics list them.`,
          )
      }
      await setFollowed(database, shop.id, items, runtime.now())
      return c.json({ items: await listFollowed(database, shop.id) }, 200)
    })
}

const mostRows = 100
// Rows are judged one by one, so that one that is wrong doesn't hold up the others.
const valuesBody = z.union(
  [
    z
      .array(z.unknown())
      .min(1, 'must have one reading at least')
      .max(mostRows, `must have ${mostRows} readings at most`),
    z.record(z.string(), z.unknown()),
  ],
  `must be a reading such as {"metric": "followers", "value": 480, "at": "2026-11-22", "channel": "facebook"}, or a list of 1 to ${mostRows}`,
)
const valuesQuery = z.strictObject({
  ...pageQuery.shape,
  metric: z.string().optional(),
  channel: channelField.optional(),
  postId: z.string().optional(),
  linkId: z.string().optional(),
  importId: z.string().optional(),
  from: dayField.optional(),
  to: dayField.optional(),
  of: z.literal('channel', 'must be channel').optional(),
  history: z.enum(['0', '1'], 'must be 1 or 0').optional(),
  shopId: z.string().optional(),
})
const readingQuery = z.strictObject({
  metric: z.string('is missing: give the id of a metric'),
  from: dayField,
  to: dayField,
  channel: channelField.optional(),
  postId: z.string().optional(),
  shopId: z.string().optional(),
})
const shopQuery = z.strictObject({ shopId: z.string().optional() })
const followedBody = z.strictObject({
  items: z
    .array(
      z.strictObject({ channel: channelField, metric: z.string('is missing: the id of a metric') }),
      'must be a list',
    )
    .max(100, 'must have 100 rows at most'),
  shopId: z.string().exactOptional(),
})
