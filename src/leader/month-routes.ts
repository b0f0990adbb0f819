import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import * as z from 'zod'
import { type Actor, guard, type Guarded } from '../access/guard.ts'
import { notFound } from '../http/problem.ts'
import { jsonBody, query } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { chooseShop } from '../shops/choose.ts'
import { makeShare } from '../views/make-share.ts'
import { shareDraft, type Shared, showShare } from '../views/share.ts'
import { listShares, revokeShare } from '../views/share-store.ts'
import { daysOfMonth } from './month-days.ts'
import { monthHtml } from './month-html.ts'
import { listMonths } from './months.ts'
import { keepWritten } from './month-store.ts'
import { readMonth } from './read-month.ts'

/** The leader's page: a month of a shop, what the manager writes to it, and the links that show it. */
export function monthRoutes(runtime: Runtime) {
  const { database } = runtime
  return (
    new Hono<Guarded>()
      .get('/leader/months', describeRoute(getMonths), guard(runtime, 'reports:read'), query(shopQuery), async (c) => {
        const shop = await chooseShop(database, c.var.actor, c.req.valid('query').shopId)
        return c.json(await listMonths(runtime, shop), 200)
      })
      .get(
        '/leader/months/:month',
        describeRoute(getMonth),
        guard(runtime, 'reports:read'),
        query(shopQuery),
        async (c) => {
          const shop = await chooseShop(database, c.var.actor, c.req.valid('query').shopId)
          return c.json(await readMonth(runtime, shop, c.req.param('month')), 200)
        },
      )
      .get('/leader/months/:month/page', guard(runtime, 'reports:read'), query(shopQuery), async (c) => {
        const shop = await chooseShop(database, c.var.actor, c.req.valid('query').shopId)
        return c.html(monthHtml(await readMonth(runtime, shop, c.req.param('month')), { footer: '' }), 200)
      })
      .put('/leader/months/:month', guard(runtime, 'reports:write'), jsonBody(writtenBody), async (c) => {
        const { note, nextStep, shopId } = c.req.valid('json')
        const { shop, month } = await findMonth(c.var.actor, shopId, c.req.param('month'))
        await keepWritten(database, { shopId: shop.id, month, now: runtime.now() }, { note, nextStep })
        return c.body(null, 204)
      })
      // Not `once`: answers to that are kept, and this one holds the token.
      .post(
        '/leader/months/:month/shares',
        describeRoute(postShares),
        guard(runtime, 'reports:write'),
        query(shopQuery),
        jsonBody(shareDraft),
        async (c) => {
          const { shared } = await findMonth(c.var.actor, c.req.valid('query').shopId, c.req.param('month'))
          return c.json(await makeShare(runtime, shared, c.req.valid('json')), 201)
        },
      )
      .get('/leader/months/:month/shares', guard(runtime, 'reports:read'), query(shopQuery), async (c) => {
        const { shared } = await findMonth(c.var.actor, c.req.valid('query').shopId, c.req.param('month'))
        const shares = await listShares(database, shared)
        return c.json({ items: shares.map((share) => showShare(share, runtime.now())) }, 200)
      })
      .delete('/leader/months/:month/shares/:share', guard(runtime, 'reports:write'), query(shopQuery), async (c) => {
        const { shared } = await findMonth(c.var.actor, c.req.valid('query').shopId, c.req.param('month'))
        // A month is no shop's own word: the link has to be one of this shop's.
        const known = (await listShares(database, shared)).find(({ id }) => id === c.req.param('share'))
        if (!known || !(await revokeShare(database, shared, known.id, runtime.now()))) throw notFound('link')
        return c.body(null, 204)
      })
  )

  async function findMonth(actor: Actor, shopId: string | undefined, asked: string) {
    const shop = await chooseShop(database, actor, shopId)
    const { month } = daysOfMonth(asked, runtime.now(), shop.timeZone)
    return { shop, month, shared: { shopId: shop.id, kind: 'month', thing: month } satisfies Shared }
  }
}

const shopQuery = z.strictObject({ shopId: z.string().optional() })

const text = (missing: string) => z.string(missing).trim().max(2000, 'must have 2,000 characters at most')

const writtenBody = z.strictObject({
  note: text('is missing: what do you want to say of the month? Empty text for nothing.'),
  nextStep: text('is missing: what comes next? Empty text for nothing.'),
  shopId: z.string().exactOptional(),
})

const getMonths = {
  description:
    'The months that can be told, the newest first, back to the first of which a click or an order is counted. `suggested`: the last that is over or, while there is none, this one.',
}
const getMonth = {
  description:
    'A month of the shop for who leads it: what social media brought in one sentence, what is left of it after returns, margin and hours, main goals, the best posts, last year’s month, how right all this is, and what the manager wrote. `numbers` are those of GET /reports/summary for the month (narrowed to the social networks where other links brought something too). `posts.rows`: `orders` are the month’s own; what its clicks led to, also later, is in `says`. `ordersByModel`: the fewest and most orders of all attribution models.',
}
const postShares = {
  description:
    'A link that shows the month to whoever has it, without a sign-in, with what is left after costs and with the manager’s note; nothing of single orders, customers or clicks. `url` is told this once. `expiresAt`: in 30 days unless told, a year away at most.',
}
