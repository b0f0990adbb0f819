import { type Context, Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { guard, type Guarded } from '../access/guard.ts'
import { query } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { chooseShop } from '../shops/choose.ts'
import { anotherNumberQuery, explainAnother } from './another-number.ts'
import { requireKnown } from './filter-store.ts'
import { knowQuery, tellKnowable } from './know.ts'
import { type PeriodQuery, type Question, refuseFilters, toQuestion } from './question.ts'
import { rank, rankingQuery } from './ranking.ts'

/** Reports about what the numbers can bear: which differences are real, what can be known, why others count otherwise. */
export function certaintyRoutes(runtime: Runtime) {
  const { database } = runtime
  const mayRead = guard(runtime, 'reports:read')

  return new Hono<Guarded>()
    .get('/reports/ranking', describeRoute(ranking), mayRead, query(rankingQuery), async (c) => {
      const asked = c.req.valid('query')
      return c.json(await rank(database, await findQuestion(c, asked), asked))
    })
    .get('/reports/know', describeRoute(know), mayRead, query(knowQuery), async (c) => {
      const asked = c.req.valid('query')
      return c.json(await tellKnowable(database, await findQuestion(c, asked), asked))
    })
    .get('/reports/another-number', describeRoute(anotherNumber), mayRead, query(anotherNumberQuery), async (c) => {
      const asked = c.req.valid('query')
      const question = await findQuestion(c, asked)
      refuseFilters(question, 'Another number')
      return c.json(await explainAnother(database, question, asked))
    })

  async function findQuestion(c: Context<Guarded>, asked: PeriodQuery): Promise<Question> {
    const question = toQuestion(await chooseShop(database, c.var.actor, asked.shopId), asked, runtime.now())
    await requireKnown(database, question)
    return question
  }
}

const ranking = {
  description:
    'Posts, campaigns, channels or links ranked by conversion rate, revenue per person who clicked or orders: each drawn to what is usual (empirical Bayes), and ranked by the lower end of its 95% interval. `verdict` is `pool` where there is no evidence that they differ: then nothing is ranked. For the conversion rate a row’s `orders` are clicks of the period that led to one by the day `ordersUntil`; `ordersInPeriod` are the period’s own orders, as GET /reports/summary has them. `a` and `b` compare two rows: `probability` is that b is better than a.',
}
const know = {
  description:
    'What can be known at the shop’s size: how far its number of orders is off, which differences between two posts could be told, and how many clicks, orders and weeks more would take (80% power, 5% two-sided). `rate`, `other` and `clicksPerDay` stand in for the shop’s own.',
}
const anotherNumber = {
  description:
    'Why Google Analytics or a platform says something else of the same days: each reason with how much of it there was here, which way it works, and whether it can explain the difference. `of`: orders of the whole shop or those credited to links; for meta and tiktok links of their channels alone. The counts overlap: together they say the most that can be explained.',
}
