import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { guard, type Guarded } from '../access/guard.ts'
import { notFound } from '../http/problem.ts'
import { jsonBody } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { findViewForActor } from './find-view.ts'
import { makeShare } from './make-share.ts'
import { shareDraft, type Shared, showShare } from './share.ts'
import { listShares, revokeShare } from './share-store.ts'
import type { View } from './view.ts'

/** Links that show a view. */
export function shareRoutes(runtime: Runtime) {
  const { database } = runtime
  return (
    new Hono<Guarded>()
      // Not `once`: answers to that are kept, and this one holds the token.
      .post(
        '/views/:id/shares',
        describeRoute(postShares),
        guard(runtime, 'reports:write'),
        jsonBody(shareDraft),
        async (c) => {
          const { view } = await findViewForActor(runtime, c.var.actor, c.req.param('id'))
          return c.json(await makeShare(runtime, sharedOf(view), c.req.valid('json')), 201)
        },
      )
      .get('/views/:id/shares', guard(runtime, 'reports:read'), async (c) => {
        const { view } = await findViewForActor(runtime, c.var.actor, c.req.param('id'))
        const shares = await listShares(database, sharedOf(view))
        return c.json({ items: shares.map((share) => showShare(share, runtime.now())) }, 200)
      })
      .delete('/views/:id/shares/:share', guard(runtime, 'reports:write'), async (c) => {
        const { view } = await findViewForActor(runtime, c.var.actor, c.req.param('id'))
        if (!(await revokeShare(database, sharedOf(view), c.req.param('share'), runtime.now()))) throw notFound('link')
        return c.body(null, 204)
      })
  )
}

function sharedOf({ id, shopId }: View): Shared {
  return { shopId, kind: 'view', thing: id }
}

const postShares = {
  description:
    'A link that shows the view to whoever has it, without a sign-in: no costs, and nothing of single orders, customers or clicks. `url` is told this once. `expiresAt`: in 30 days unless told, a year away at most. With a `password` (8 characters or more) the page asks for it first.',
}
