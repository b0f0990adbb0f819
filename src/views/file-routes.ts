import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import type * as z from 'zod'
import { type Actor, guard, type Guarded } from '../access/guard.ts'
import { query } from '../http/validate.ts'
import { summariseCompared } from '../reports/compare.ts'
import { requireKnown } from '../reports/filter-store.ts'
import { summaryQuery, toQuestion } from '../reports/question.ts'
import type { Runtime } from '../runtime.ts'
import { chooseShop } from '../shops/choose.ts'
import { contentTypes, type Format, streamReport } from './report-table.ts'

/** The report of the screen as a file. */
export function reportFileRoutes(runtime: Runtime) {
  return new Hono<Guarded>()
    .get('/export/report.csv', describeRoute(getFile), guard(runtime, 'reports:read'), query(summaryQuery), async (c) =>
      answer(c.var.actor, c.req.valid('query'), 'csv'),
    )
    .get(
      '/export/report.ndjson',
      describeRoute(getFile),
      guard(runtime, 'reports:read'),
      query(summaryQuery),
      async (c) => answer(c.var.actor, c.req.valid('query'), 'ndjson'),
    )

  async function answer(actor: Actor, asked: z.output<typeof summaryQuery>, format: Format): Promise<Response> {
    const shop = await chooseShop(runtime.database, actor, asked.shopId)
    const question = toQuestion(shop, asked, runtime.now())
    await requireKnown(runtime.database, question)
    const report = await summariseCompared(runtime.database, question, asked.by, asked.compare)
    return new Response(streamReport(report, format), {
      headers: {
        'content-type': contentTypes[format],
        'content-disposition': `attachment; filename="report-${report.by}-${report.from}-${report.to}.${format}"`,
      },
    })
  }
}

const getFile = {
  description:
    'The rows of GET /reports/summary with the same question, in the same order, one a line: counts, money as plain numbers in the shop’s currency, rates from 0 to 1 with their 95% interval (empty under five orders), costs.',
}
