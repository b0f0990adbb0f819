import { type Context, Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { guard, type Guarded } from '../access/guard.ts'
import { type Watch, withProgress } from '../http/progress.ts'
import { query } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { chooseShop } from '../shops/choose.ts'
import { standBeside } from './beside.ts'
import { measureBuyingTime } from './buying-time.ts'
import { requireKnown } from './filter-store.ts'
import { forecastShare } from './forecast.ts'
import { drawHeatMap } from './heat-map.ts'
import { forecastQuery, landingsQuery, orderValuesQuery, readAmount } from './insight-question.ts'
import { followLandings } from './landings.ts'
import { spreadOrderValues } from './order-values.ts'
import { funnelQuery, periodQuery, type PeriodQuery, type Question, toQuestion } from './question.ts'

/** Reports that answer one question each: who buys when, what becomes of clicks, and what to expect. */
export function insightRoutes(runtime: Runtime) {
  const { database } = runtime
  const mayRead = guard(runtime, 'reports:read')

  return new Hono<Guarded>()
    .get('/reports/buying-time', describeRoute(buyingTime), mayRead, query(funnelQuery), async (c) => {
      const asked = c.req.valid('query')
      return c.json(await measureBuyingTime(database, await findQuestion(c, asked), asked.by))
    })
    .get('/reports/landings', describeRoute(landings), mayRead, query(landingsQuery), async (c) => {
      const asked = c.req.valid('query')
      return c.json(await followLandings(database, await findQuestion(c, asked), asked.by))
    })
    .get('/reports/beside', describeRoute(beside), mayRead, query(periodQuery), async (c) =>
      c.json(await standBeside(database, await findQuestion(c, c.req.valid('query')))),
    )
    .get(
      '/reports/heat-map',
      describeRoute(heatMap),
      mayRead,
      query(periodQuery),
      withProgress(runtime, readHeatMap),
      async (c) => c.json(await readHeatMap(c, c.req.valid('query'))),
    )
    .get('/reports/forecast', describeRoute(forecast), mayRead, query(forecastQuery), async (c) => {
      const asked = c.req.valid('query')
      const question = await findQuestion(c, asked)
      const told = readAmount(question.shop, 'forecast', asked.forecast)
      return c.json(await forecastShare(database, { question, of: asked.of, now: runtime.now(), told }))
    })
    .get('/reports/order-values', describeRoute(orderValues), mayRead, query(orderValuesQuery), async (c) => {
      const asked = c.req.valid('query')
      const question = await findQuestion(c, asked)
      return c.json(await spreadOrderValues(database, question, readAmount(question.shop, 'above', asked.above)))
    })

  async function readHeatMap(c: Context<Guarded>, asked: PeriodQuery, watch?: Watch) {
    return drawHeatMap(database, { ...(await findQuestion(c, asked)), watch })
  }

  async function findQuestion(c: Context<Guarded>, asked: PeriodQuery): Promise<Question> {
    const question = toQuestion(await chooseShop(database, c.var.actor, asked.shopId), asked, runtime.now())
    await requireKnown(database, question)
    return question
  }
}

const buyingTime = {
  description:
    'How many clicks and days orders took, and how long after the first and the last click within the window they came: medians with 95% ranges, quartiles and buckets; by what was clicked last, and by new and returning customers. Null under five orders, with the reason in `whyNot`.',
}
const landings = {
  description:
    'What became of clicks on the site: how many arrived, active seconds, scrolling, and how many left at once (`bounceMeans`); by post, link, campaign or channel. `mismatches`: posts whose visitors leave a page more often than those of other posts to it (Fisher’s exact test, one-sided; false discoveries held at 5%).',
}
const beside = {
  description:
    'What came by links of ours beside the rest of the shop: visits, bounces, leads, orders, order value, and baskets and checkouts that were bought; each with its 95% interval, and `said` where they differ beyond chance. `notKnown` says what can’t be told.',
}
const heatMap = {
  description:
    'People’s clicks and credited orders by weekday and hour of the shop’s clocks, across daylight saving. `best` names hours only where they stand out beyond chance, week after week. `clicksFrom`: the first day whose raw clicks are all kept.',
}
const forecast = {
  description:
    'The share of revenue credited to links of ours × what the shop expects of the current month or quarter: the amount in `forecast`, or the run rate of its own orders by weekday and season, with an 80% range.',
}
const orderValues = {
  description:
    'Median and quartiles of order values by channel and for the rest of the shop; the share of orders that reach the amount `above`, and of those within a fifth below it.',
}
