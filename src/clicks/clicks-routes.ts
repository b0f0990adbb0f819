import { Hono } from 'hono'
import * as z from 'zod'
import { guard, type Guarded } from '../access/guard.ts'
import { pageQuery } from '../http/page.ts'
import { badField } from '../http/problem.ts'
import { jsonBody, query } from '../http/validate.ts'
import { dayField } from '../shops/day-field.ts'
import type { Runtime } from '../runtime.ts'
import { localDay, parseDay, showDay } from '../shops/calendar.ts'
import { chooseShop } from '../shops/choose.ts'
import type { Shop } from '../shops/shop.ts'
import { clickClasses } from './classify.ts'
import { loadSigningKeys, type SigningKey } from './click-id.ts'
import { type CountedReason, countByReason, type ListedClick, listClicks } from './clicks-list-store.ts'
import { unpackVerdict, unpackVisit } from './click.ts'
import { countedClasses } from './counted.ts'
import { showClick } from './export.ts'
import { markClicks } from './marks.ts'
import { platformOf } from './platform.ts'
import { readScans } from './scans-store.ts'

/** The clicks one by one, what was left out of the count and why, and the word of the shop's people. */
export function clickRoutes(runtime: Runtime) {
  const { database } = runtime
  return new Hono<Guarded>()
    .get('/clicks', guard(runtime, 'clicks:read'), query(listQuery), async (c) => {
      const { limit, cursor, shopId, ...asked } = c.req.valid('query')
      const shop = await chooseShop(database, c.var.actor, shopId)
      const keys = await loadSigningKeys(database)
      const { rows, next } = await listClicks(database, { shopId: shop.id, before: cursor, limit, class: asked.class })
      return c.json({ items: rows.map((row) => showListed(row, keys)), nextCursor: next ? String(next) : null }, 200)
    })
    .get('/clicks/reasons', guard(runtime, 'clicks:read'), query(reasonsQuery), async (c) => {
      const asked = c.req.valid('query')
      const shop = await chooseShop(database, c.var.actor, asked.shopId)
      const { from, to } = toPeriod(shop, asked, runtime.now())
      const period = { shop: shop.number, from, to }
      const [counted, scans] = await Promise.all([countByReason(database, period), readScans(database, period)])
      const told = { ...showCounted(counted), scans: scans.total.human }
      return c.json({ from: showDay(from), to: showDay(to), ...told }, 200)
    })
    .post('/clicks/mark', guard(runtime, 'clicks:write'), jsonBody(marking), async (c) => {
      const { seqs, internal, shopId } = c.req.valid('json')
      const shop = await chooseShop(database, c.var.actor, shopId)
      return c.json({ changed: await markClicks(database, { shopId: shop.id, seqs, isOurs: internal }) }, 200)
    })
}

const listQuery = pageQuery.extend({
  class: z.enum(clickClasses, `must be one of ${clickClasses.join(', ')}`).optional(),
})

const reasonsQuery = z.strictObject({
  from: dayField.optional(),
  to: dayField.optional(),
  shopId: z.string().optional(),
})

const marking = z.strictObject({
  seqs: z
    .array(
      z.int('must be the seq of a click').min(1, 'must be the seq of a click'),
      'is missing: name clicks by their seq',
    )
    .min(1, 'must name one click at least')
    .max(500, 'must name 500 clicks at most'),
  internal: z.boolean('is missing: true marks the clicks as your own, false takes that back'),
  shopId: z.string().optional(),
})

/** A leap year. */
const mostDays = 366

function toPeriod(shop: Shop, asked: z.output<typeof reasonsQuery>, now: number) {
  const to = asked.to === undefined ? localDay(now, shop.timeZone) : parseDay(asked.to)
  const from = asked.from === undefined ? to : parseDay(asked.from)
  if (from > to) throw badField('/from', 'must not be after to (without to, today).')
  if (to - from >= mostDays) throw badField('/from', `must be ${mostDays} days before to at most.`)
  return { from, to }
}

/** As the export shows it, with its number, by which it can be marked, and what it was a click on. */
function showListed(row: ListedClick, keys: readonly SigningKey[]) {
  const { app } = unpackVisit(row.visit)
  const platform = platformOf(app, row.host ?? '')
  return {
    seq: row.seq,
    ...showClick(row, keys),
    platform: platform === '' ? null : platform,
    title: row.title,
    channel: row.channel,
  }
}

/** Counts as the reports have them, and each class and reason for itself, most first. */
function showCounted(counted: readonly CountedReason[]) {
  const items = counted.map(({ judged, clicks, firsts }) => {
    const { class: clickClass, reason } = unpackVerdict(judged)
    return { class: clickClass, reason, clicks, firsts }
  })
  const sum = (classes: readonly string[], of: 'clicks' | 'firsts' = 'clicks') =>
    items.filter((item) => classes.includes(item.class)).reduce((total, item) => total + item[of], 0)
  return {
    clicks: {
      raw: sum(clickClasses),
      human: sum(countedClasses.human),
      unique: sum(countedClasses.human, 'firsts'),
      bot: sum(countedClasses.bot),
      internal: sum(countedClasses.internal),
    },
    items: items
      .toSorted((a, b) => b.clicks - a.clicks)
      .map(({ class: clickClass, reason, clicks }) => ({ class: clickClass, reason, clicks })),
  }
}
