import { type Context, Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { guard, type Guarded } from '../access/guard.ts'
import { query } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { chooseShop } from '../shops/choose.ts'
import { explainCoverage } from './coverage.ts'
import { drawFunnel } from './funnel.ts'
import { funnelQuery, periodQuery, type PeriodQuery, type Question, summaryQuery, toQuestion } from './question.ts'
import { summarise } from './summary.ts'

export function reportRoutes(runtime: Runtime) {
  const { database } = runtime

  return new Hono<Guarded>()
    .get('/reports/summary', guard(runtime, 'reports:read'), query(summaryQuery), async (c) => {
      const asked = c.req.valid('query')
      return c.json(await summarise(database, await findQuestion(c, asked), asked.by))
    })
    .get(
      '/reports/coverage',
      describeRoute(getCoverage),
      guard(runtime, 'reports:read'),
      query(periodQuery),
      async (c) => c.json(await explainCoverage(database, await findQuestion(c, c.req.valid('query')))),
    )
    .get('/reports/funnel', guard(runtime, 'reports:read'), query(funnelQuery), async (c) => {
      const asked = c.req.valid('query')
      return c.json(await drawFunnel(database, await findQuestion(c, asked), asked.by))
    })

  async function findQuestion(c: Context<Guarded>, asked: PeriodQuery): Promise<Question> {
    return toQuestion(await chooseShop(database, c.var.actor, asked.shopId), asked, runtime.now())
  }
}

const getCoverage = {
  description:
    'How right the numbers are: what share of orders browsers told of, how many orders nobody told of, how many clicks kept their id; each with its 95 % interval, by browser and by day, with formulas and assumptions. `estimate` and `corrected` are estimates; null where too little is known, with the reason in `whyNot`.',
}
