import { Hono } from 'hono'
import { guard, type Guarded } from '../access/guard.ts'
import { badField, conflict, notFound } from '../http/problem.ts'
import { jsonBody } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { localDay, parseDay } from '../shops/calendar.ts'
import { chooseShop, mayUse } from '../shops/choose.ts'
import { findShop } from '../shops/store.ts'
import { plannable } from './plannable.ts'
import { readPlan } from './plan-reader.ts'
import { planBody } from './plan-request.ts'
import { checkScope } from './scope.ts'
import { findGoal } from './store.ts'

/** What it takes to reach a target, backwards from it. Nothing is stored. */
export function planRoutes(runtime: Runtime) {
  const { database } = runtime
  return new Hono<Guarded>()
    .post('/goals/plan', guard(runtime, 'goals:read'), jsonBody(planBody), async (c) => {
      const body = c.req.valid('json')
      const shop = await chooseShop(database, c.var.actor, body.shopId)
      await checkScope(database, shop.id, body.scope)
      const today = localDay(runtime.now(), shop.timeZone)
      const to = parseDay(body.to)
      if (to < today) throw badField('/to', 'is past: give a day that is to come.')
      if (body.from !== undefined && parseDay(body.from) > to) throw badField('/from', 'must not be after to.')
      return c.json(await readPlan(database, shop, body, runtime.now()), 200)
    })
    .get('/goals/:id/plan', guard(runtime, 'goals:read'), async (c) => {
      const goal = await findGoal(database, c.req.param('id'))
      const shop = goal && mayUse(c.var.actor, goal.shopId) ? await findShop(database, goal.shopId) : undefined
      if (!goal || !shop) throw notFound('goal')
      const metric = plannable.find((one) => one === goal.metric)
      if (metric === undefined)
        throw conflict('/metric', `Only what follows from clicks can be planned backwards: ${plannable.join(', ')}.`)
      const { target, from, to, scope } = goal
      return c.json(await readPlan(database, shop, { metric, target, from, to, scope }, runtime.now()), 200)
    })
}
