import { Hono } from 'hono'
import * as z from 'zod'
import { boundShop, guard, type Guarded } from '../access/guard.ts'
import { badField, Problem } from '../http/problem.ts'
import { query } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { dayMs, parseDay, showDay } from './calendar.ts'
import { chooseShop } from './choose.ts'
import { dayField } from './day-field.ts'
import { digitsOf } from './money.ts'
import { readRateFile } from './rate-file.ts'
import { showRateState } from './rate-state.ts'
import { listRates, reconvert, saveRates } from './rate-store.ts'

/** Exchange rates by day, for the orders in other currencies than their shop's. All shops share them. */
export function rateRoutes(runtime: Runtime) {
  const { database } = runtime
  return new Hono<Guarded>()
    .get('/rates', guard(runtime, 'shops:read'), query(ratesQuery), async (c) => {
      const { currency, ...asked } = c.req.valid('query')
      const to = asked.to === undefined ? Math.floor(runtime.now() / dayMs) + 1 : parseDay(asked.to)
      const from = asked.from === undefined ? to - daysShown : parseDay(asked.from)
      if (from > to) throw badField('/from', 'must not be after to.')
      const rates = await listRates(database, { currency, from, to })
      return c.json({ items: rates.map((one) => ({ ...one, day: showDay(one.day) })), nextCursor: null }, 200)
    })
    .get('/rates/state', guard(runtime, 'shops:read'), query(stateQuery), async (c) => {
      const shop = await chooseShop(database, c.var.actor, c.req.valid('query').shopId)
      return c.json(await showRateState(database, shop), 200)
    })
    .post('/rates/import', guard(runtime, 'shops:write'), async (c) => {
      if (boundShop(c.var.actor) !== undefined)
        throw new Problem(403, 'Forbidden', 'All shops share the rates: a key that is bound to one imports none.')
      const read = await readRateFile(new Uint8Array(await c.req.arrayBuffer()), runtime.now())
      if (!read.ok) throw refuseFile(read.faults)
      const changed = await saveRates(database, read.rates)
      await reconvert(database)
      const days = read.rates.map(({ day }) => day)
      return c.json({ rates: read.rates.length, changed, leftOut: read.leftOut, ...showSpan(days) }, 200)
    })
}

function refuseFile(faults: readonly string[]): Problem {
  const errors = faults.map((detail) => ({ pointer: '', detail }))
  return new Problem(400, 'Bad request', `Nothing of the file was taken. ${faults.join(' ')}`, { errors })
}

function showSpan(days: readonly number[]) {
  const sorted = days.toSorted((a, b) => a - b)
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (first === undefined || last === undefined) return { firstDay: null, lastDay: null }
  return { firstDay: showDay(first), lastDay: showDay(last) }
}

const daysShown = 90

const ratesQuery = z.strictObject({
  currency: z
    .string('is missing: give an ISO 4217 code such as SEK')
    .refine((code) => digitsOf(code) !== undefined, 'must be an ISO 4217 code in capitals, such as SEK'),
  from: dayField.exactOptional(),
  to: dayField.exactOptional(),
})

const stateQuery = z.strictObject({ shopId: z.string().exactOptional() })
