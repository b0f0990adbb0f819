import { type Context, Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { guard, type Guarded } from '../access/guard.ts'
import { type Watch, withProgress } from '../http/progress.ts'
import { query } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { chooseShop } from '../shops/choose.ts'
import { attributionQuery, compareModels } from './attribution.ts'
import { summariseCompared } from './compare.ts'
import { explainCoverage } from './coverage.ts'
import { drawFunnel } from './funnel.ts'
import { insightRoutes } from './insight-routes.ts'
import { requireKnown } from './filter-store.ts'
import {
  funnelQuery,
  periodQuery,
  type PeriodQuery,
  type Question,
  refuseFilters,
  type SummaryQuery,
  summaryQuery,
  toQuestion,
  toScope,
} from './question.ts'

export function reportRoutes(runtime: Runtime) {
  const { database } = runtime

  return new Hono<Guarded>()
    .get(
      '/reports/summary',
      describeRoute(getSummary),
      guard(runtime, 'reports:read'),
      query(summaryQuery),
      withProgress(runtime, readSummary),
      async (c) => c.json(await readSummary(c, c.req.valid('query'))),
    )
    .get(
      '/reports/coverage',
      describeRoute(getCoverage),
      guard(runtime, 'reports:read'),
      query(periodQuery),
      async (c) => {
        const question = await findQuestion(c, c.req.valid('query'))
        refuseFilters(question, 'Coverage')
        return c.json(await explainCoverage(database, question))
      },
    )
    .get(
      '/reports/attribution',
      describeRoute(getAttribution),
      guard(runtime, 'reports:read'),
      query(attributionQuery),
      async (c) => {
        const asked = c.req.valid('query')
        return c.json(await compareModels(database, await findQuestion(c, asked), asked.by))
      },
    )
    .get('/reports/funnel', guard(runtime, 'reports:read'), query(funnelQuery), async (c) => {
      const asked = c.req.valid('query')
      return c.json(await drawFunnel(database, toScope(await findQuestion(c, asked), 'The funnel'), asked.by))
    })
    .route('/', insightRoutes(runtime))

  async function readSummary(c: Context<Guarded>, asked: SummaryQuery, watch?: Watch) {
    const question = await findQuestion(c, asked)
    return summariseCompared(database, { ...question, watch }, asked.by, asked.compare)
  }

  async function findQuestion(c: Context<Guarded>, asked: PeriodQuery): Promise<Question> {
    const question = toQuestion(await chooseShop(database, c.var.actor, asked.shopId), asked, runtime.now())
    await requireKnown(database, question)
    return question
  }
}

const getSummary = {
  description:
    'Clicks, orders and money by `by`. What the kept sums don’t hold (app and browser, or country and device together with a place) is read from single clicks: with `Accept: application/x-ndjson` the answer is lines, `{"progress":0.35,"read":2100000,"of":6000000}` while they are read, and last `{"report":…}`, or `{"problem":…}`.',
}

const getCoverage = {
  description:
    'How right the numbers are: what share of orders browsers told of, how many orders nobody told of, how many clicks kept their id; each with its 95% interval, by browser and by day, with formulas and assumptions. `estimate` and `corrected` are estimates; null where too little is known, with the reason in `whyNot`.',
}

const getAttribution = {
  description:
    'All attribution models side by side, by `by`: orders and revenue (after refunds) of each row under each model, and the least and the most of them. Every order is shared out whole, so that under each model the rows add up to the totals. `last-touch` is the one that other reports show.',
}
