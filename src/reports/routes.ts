import { type Context, Hono } from 'hono'
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
    .get('/reports/coverage', guard(runtime, 'reports:read'), query(periodQuery), async (c) =>
      c.json(await explainCoverage(database, await findQuestion(c, c.req.valid('query')))),
    )
    .get('/reports/funnel', guard(runtime, 'reports:read'), query(funnelQuery), async (c) => {
      const asked = c.req.valid('query')
      return c.json(await drawFunnel(database, await findQuestion(c, asked), asked.by))
    })

  async function findQuestion(c: Context<Guarded>, asked: PeriodQuery): Promise<Question> {
    return toQuestion(await chooseShop(database, c.var.actor, asked.shopId), asked, runtime.now())
  }
}
