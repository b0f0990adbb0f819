import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { type Actor, guard, type Guarded } from '../access/guard.ts'
import { once } from '../access/once.ts'
import { pageQuery, toPage } from '../http/page.ts'
import { jsonBody, query } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { localDay } from '../shops/calendar.ts'
import { chooseShop } from '../shops/choose.ts'
import type { Shop } from '../shops/shop.ts'
import { findViewForActor } from './find-view.ts'
import { showView, type View, viewDraft, viewPatch } from './view.ts'
import { checkQuery } from './view-report.ts'
import { createView, deleteView, listViews, updateView } from './view-store.ts'

/** Reports that were saved. */
export function viewRoutes(runtime: Runtime) {
  const { database } = runtime
  return new Hono<Guarded>()
    .post(
      '/views',
      describeRoute(postViews),
      guard(runtime, 'reports:write'),
      once(runtime),
      jsonBody(viewDraft),
      async (c) => {
        const { shopId, ...draft } = c.req.valid('json')
        const shop = await chooseShop(database, c.var.actor, shopId)
        await checkQuery(runtime, shop, draft.query)
        const id = await createView(database, shop.id, draft, runtime.now())
        return c.json(await found(runtime, c.var.actor, id), 201, { location: `/api/v1/views/${id}` })
      },
    )
    .get('/views', guard(runtime, 'reports:read'), query(pageQuery), async (c) => {
      const { limit, cursor, shopId } = c.req.valid('query')
      const shop = await chooseShop(database, c.var.actor, shopId)
      const page = { limit: limit + 1, before: cursor ?? Number.MAX_SAFE_INTEGER, now: runtime.now() }
      return c.json(
        toPage(await listViews(database, shop.id, page), limit, (view) => show(runtime, shop, view)),
        200,
      )
    })
    .get('/views/:id', guard(runtime, 'reports:read'), async (c) => {
      return c.json(await found(runtime, c.var.actor, c.req.param('id')), 200)
    })
    .patch('/views/:id', guard(runtime, 'reports:write'), jsonBody(viewPatch), async (c) => {
      const { shop, view } = await findViewForActor(runtime, c.var.actor, c.req.param('id'))
      const patch = c.req.valid('json')
      if (patch.query) await checkQuery(runtime, shop, patch.query)
      await updateView(database, view.id, patch, runtime.now())
      return c.json(await found(runtime, c.var.actor, view.id), 200)
    })
    .delete('/views/:id', describeRoute(deleteViews), guard(runtime, 'reports:write'), async (c) => {
      const { view } = await findViewForActor(runtime, c.var.actor, c.req.param('id'))
      await deleteView(database, view.id, runtime.now())
      return c.body(null, 204)
    })
}

async function found(runtime: Runtime, actor: Actor, id: string) {
  const { shop, view } = await findViewForActor(runtime, actor, id)
  return show(runtime, shop, view)
}

function show({ now }: Runtime, shop: Shop, view: View) {
  return showView(view, localDay(now(), shop.timeZone))
}

const postViews = {
  description:
    'A report’s question under a name. `query` is as the address of GET /reports/summary has it (`by`, filters, `model`, `windowDays` …); days are `from` and `to`, or a `period` that moves on: last-30-days (any number), this-week, last-week, this-month, last-month, this-quarter, last-quarter, this-year, last-year. Neither means the last 30 days.',
}
const deleteViews = { description: 'Links that show the view end with it.' }
