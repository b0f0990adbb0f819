import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { guard, type Guarded } from '../access/guard.ts'
import { query } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { chooseShop } from '../shops/choose.ts'
import { reportHeard } from './heard-of.ts'
import { climbLadder } from './ladder.ts'
import { periodQuery, refuseFilters, toQuestion } from './question.ts'

/** What customers say led them here, and the ladder of evidence. Both are about all orders: they take no filters. */
export function evidenceRoutes(runtime: Runtime) {
  const { database } = runtime
  return new Hono<Guarded>()
    .get('/reports/survey', describeRoute(getSurvey), guard(runtime, 'reports:read'), query(periodQuery), async (c) => {
      const asked = c.req.valid('query')
      const question = toQuestion(await chooseShop(database, c.var.actor, asked.shopId), asked, runtime.now())
      refuseFilters(question, 'The survey')
      return c.json(await reportHeard(database, question))
    })
    .get(
      '/reports/evidence',
      describeRoute(getEvidence),
      guard(runtime, 'reports:read'),
      query(periodQuery),
      async (c) => {
        const asked = c.req.valid('query')
        const now = runtime.now()
        const question = toQuestion(await chooseShop(database, c.var.actor, asked.shopId), asked, now)
        refuseFilters(question, 'The ladder of evidence')
        return c.json(await climbLadder(database, question, now))
      },
    )
}

const getSurvey = {
  description:
    'Answers to “How did you hear about us?” for the period’s orders: shares with their 95% interval, bounds whatever the silent would have said, and what was said against the click’s channel. `untied` and `ofUnknownOrders` are in no share.',
}
const getEvidence = {
  description:
    'Would they have bought anyway? Five rungs of evidence: attributed orders, new customers among them, time from the last click to the order, codes and answers as a second measurement, and the last finished experiment.',
}
