import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import * as z from 'zod'
import { type Actor, guard, type Guarded } from '../access/guard.ts'
import { once } from '../access/once.ts'
import { pageQuery, toPage } from '../http/page.ts'
import { badField, badFields, notFound, Problem } from '../http/problem.ts'
import { jsonBody, parseBody, query } from '../http/validate.ts'
import { findCampaign } from '../links/campaign-store.ts'
import { channelField } from '../links/post.ts'
import { findPost } from '../links/post-store.ts'
import { findLink } from '../links/store.ts'
import type { Runtime } from '../runtime.ts'
import { parseDay } from '../shops/calendar.ts'
import { chooseShop, mayUse, refuseOtherShop } from '../shops/choose.ts'
import { dayField } from '../shops/day-field.ts'
import { showMoney } from '../shops/money.ts'
import type { Shop } from '../shops/shop.ts'
import { findShop } from '../shops/store.ts'
import {
  changeDraft,
  type Cost,
  costDraft,
  type CostDraft,
  costKinds,
  costPatch,
  draftOf,
  parseRate,
  readSpending,
  showCost,
} from './cost.ts'
import {
  type CostPlace,
  createCosts,
  findCost,
  listCosts,
  type NewCost,
  newCostId,
  readHourlyRate,
  removeCost,
  saveHourlyRate,
  updateCost,
} from './cost-store.ts'

/** Money and hours spent on links, posts, campaigns, channels or the shop. */
export function costRoutes(runtime: Runtime) {
  const { database } = runtime
  return new Hono<Guarded>()
    .post(
      '/costs',
      describeRoute(postCosts),
      guard(runtime, 'goals:write'),
      once(runtime),
      jsonBody(costsBody),
      async (c) => {
        const told = c.req.valid('json')
        const items = await keepCosts(runtime, c.var.actor, told)
        const [first] = items
        if (Array.isArray(told) || !first) return c.json({ items }, 201)
        return c.json(first, 201, { location: `/api/v1/costs/${first.id}` })
      },
    )
    .get('/costs', guard(runtime, 'goals:read'), query(costsQuery), async (c) => {
      const { limit, cursor, shopId, from, to, ...filter } = c.req.valid('query')
      const shop = await chooseShop(database, c.var.actor, shopId)
      const days = { from: from === undefined ? from : parseDay(from), to: to === undefined ? to : parseDay(to) }
      const page = { limit: limit + 1, before: cursor ?? Number.MAX_SAFE_INTEGER, filter: { ...filter, ...days } }
      return c.json(toPage(await listCosts(database, shop.id, page), limit, showCost), 200)
    })
    .get('/costs/:id', guard(runtime, 'goals:read'), async (c) => {
      return c.json(showCost((await findForActor(runtime, c.var.actor, c.req.param('id'))).cost), 200)
    })
    .patch('/costs/:id', guard(runtime, 'goals:write'), jsonBody(costPatch), async (c) => {
      const { shop, cost } = await findForActor(runtime, c.var.actor, c.req.param('id'))
      refuseImported(cost)
      const { shopId, ...patch } = c.req.valid('json')
      refuseOtherShop(shopId, shop.id)
      const draft = changeDraft(draftOf(cost), patch)
      const place = await readPlace(runtime, shop, draft)
      await updateCost(database, cost.id, { ...readSpending(draft, shop.currency), ...place })
      return c.json(showCost(await foundCost(runtime, cost.id)), 200)
    })
    .delete('/costs/:id', guard(runtime, 'goals:write'), async (c) => {
      const { cost } = await findForActor(runtime, c.var.actor, c.req.param('id'))
      await removeCost(database, cost.id, runtime.now())
      return c.body(null, 204)
    })
    .get('/hourly-rate', guard(runtime, 'goals:read'), query(shopQuery), async (c) => {
      const shop = await chooseShop(database, c.var.actor, c.req.valid('query').shopId)
      return c.json(showRate(await readHourlyRate(database, shop.id), shop), 200)
    })
    .put('/hourly-rate', guard(runtime, 'goals:write'), jsonBody(rateBody), async (c) => {
      const { hourlyRate, shopId } = c.req.valid('json')
      const shop = await chooseShop(database, c.var.actor, shopId)
      await saveHourlyRate(database, shop.id, readRate(hourlyRate, shop), runtime.now())
      return c.json(showRate(await readHourlyRate(database, shop.id), shop), 200)
    })
}

const mostCosts = 100
// Rows are judged one by one, so that each fault names its own.
const costsBody = z.union(
  [
    z.array(z.unknown()).min(1, 'must have one cost at least').max(mostCosts, `must have ${mostCosts} costs at most`),
    z.record(z.string(), z.unknown()),
  ],
  `must be a cost such as {"hours": 1.5, "from": "2026-11-22", "to": "2026-11-22", "channel": "instagram"}, or a list of 1 to ${mostCosts}`,
)
const costsQuery = z.strictObject({
  ...pageQuery.shape,
  kind: z.enum(costKinds, `must be one of ${costKinds.join(', ')}`).optional(),
  linkId: z.string().optional(),
  postId: z.string().optional(),
  campaignId: z.string().optional(),
  channel: channelField.optional(),
  from: dayField.optional(),
  to: dayField.optional(),
})
const shopQuery = z.strictObject({ shopId: z.string().optional() })
const rateBody = z.strictObject({
  hourlyRate: z.string('must be what an hour is worth, as text such as "350", or null for none').nullable(),
  shopId: z.string().exactOptional(),
})
const postCosts = {
  description:
    'Money, hours or both, spent on a link, a post, a campaign, a channel or (none of them) the whole shop; one cost, or a list of up to 100, kept all or none. `from` and `to` are the days it is spread over evenly, both included. `kind`: boost, ad, work or other.',
}

async function keepCosts(runtime: Runtime, actor: Actor, told: z.output<typeof costsBody>) {
  const read = await readAll(runtime, actor, Array.isArray(told) ? told : [told], Array.isArray(told))
  await createCosts(runtime.database, read, runtime.now())
  const items = []
  for (const { id } of read) items.push(showCost(await foundCost(runtime, id)))
  return items
}

/** All or none: what is wrong in one of several is told with its place in the list. */
async function readAll(runtime: Runtime, actor: Actor, rows: readonly unknown[], isList: boolean): Promise<NewCost[]> {
  const read: NewCost[] = []
  const faults = []
  for (const [at, row] of rows.entries())
    try {
      read.push(await readCost(runtime, actor, row))
    } catch (error) {
      if (!(error instanceof Problem) || !isList) throw error
      const errors = error.errors.length > 0 ? error.errors : [{ pointer: '', detail: error.detail }]
      faults.push(...errors.map(({ pointer, detail }) => ({ pointer: `/${at}${pointer}`, detail })))
    }
  if (faults.length > 0) throw badFields(faults.slice(0, 20))
  return read
}

async function readCost(runtime: Runtime, actor: Actor, row: unknown): Promise<NewCost> {
  const draft = parseBody(costDraft, row)
  const shop = await chooseShop(runtime.database, actor, draft.shopId)
  const spending = readSpending(draft, shop.currency)
  return { ...spending, ...(await readPlace(runtime, shop, draft)), id: newCostId(), shopId: shop.id }
}

/** The narrowest that was named; what else was named must be what that belongs to. @throws Problem 400 */
async function readPlace({ database }: Runtime, shop: Shop, draft: CostDraft): Promise<CostPlace> {
  const link = draft.linkId ? await findLink(database, draft.linkId) : undefined
  if (draft.linkId && link?.shopId !== shop.id) throw badField('/linkId', 'There is no such link in this shop.')
  if (link && draft.postId && draft.postId !== link.postId)
    throw badField('/postId', `The link ${link.slug} is of another post: leave the post out.`)
  const postId = link?.postId ?? draft.postId
  const post = postId ? await findPost(database, postId) : undefined
  if (draft.postId && post?.shopId !== shop.id) throw badField('/postId', 'There is no such post in this shop.')
  if (post && draft.channel && draft.channel !== post.channel)
    throw badField('/channel', `The post is on ${post.channel}: leave the channel out, or name that one.`)
  if (post && draft.campaignId && draft.campaignId !== post.campaignId)
    throw badField('/campaignId', 'The post is in another campaign: leave the campaign out.')
  const campaign = draft.campaignId ? await findCampaign(database, draft.campaignId) : undefined
  if (draft.campaignId && campaign?.shopId !== shop.id)
    throw badField('/campaignId', 'There is no such campaign in this shop.')
  const none = { linkId: null, postId: null, campaignId: null, channel: null }
  if (link) return { ...none, linkId: link.id }
  if (post) return { ...none, postId: post.id }
  return { ...none, campaignId: campaign?.id ?? null, channel: draft.channel ?? null }
}

async function findForActor({ database }: Runtime, actor: Actor, id: string): Promise<{ shop: Shop; cost: Cost }> {
  const cost = await findCost(database, id)
  const shop = cost && mayUse(actor, cost.shopId) ? await findShop(database, cost.shopId) : undefined
  if (!cost || !shop) throw notFound('cost')
  return { shop, cost }
}

async function foundCost({ database }: Runtime, id: string): Promise<Cost> {
  const cost = await findCost(database, id)
  if (!cost) throw notFound('cost')
  return cost
}

function refuseImported({ importId }: Cost): void {
  if (importId === null) return
  const detail = 'It came from a platform’s file, which would tell it again: delete it, and write down your own.'
  throw new Problem(409, 'Conflict', detail)
}

/** @throws Problem 400 */
function readRate(told: string | null, { currency }: Shop): number | null {
  if (told === null) return null
  const rate = parseRate(told, currency)
  if (!rate.ok) throw badField('/hourlyRate', rate.detail)
  return rate.minor === 0 ? null : rate.minor
}

function showRate(hourlyRate: number | null, { currency }: Shop) {
  return { hourlyRate: hourlyRate === null ? null : showMoney(hourlyRate, currency), currency }
}
