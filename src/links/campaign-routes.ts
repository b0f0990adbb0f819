import { Hono } from 'hono'
import { type Actor, guard, type Guarded } from '../access/guard.ts'
import { once } from '../access/once.ts'
import { badField, conflict, notFound } from '../http/problem.ts'
import { pageQuery, toPage } from '../http/page.ts'
import { jsonBody, query } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { chooseShop, mayUse, refuseOtherShop } from '../shops/choose.ts'
import { isTaken } from '../storage/database.ts'
import { type Campaign, campaignDraft, campaignPatch, daysFault, showCampaign } from './campaign.ts'
import {
  countCampaignPosts,
  createCampaign,
  findCampaign,
  findCampaignByText,
  listCampaigns,
  updateCampaign,
} from './campaign-store.ts'
import { findLastCampaign } from './last-campaign-store.ts'

/** Campaigns: what posts belong to. */
export function campaignRoutes(runtime: Runtime) {
  const { database } = runtime
  return new Hono<Guarded>()
    .post('/campaigns', guard(runtime, 'links:write'), once(runtime), jsonBody(campaignDraft), async (c) => {
      const draft = c.req.valid('json')
      refuseBackwards(draft)
      const shop = await chooseShop(database, c.var.actor, draft.shopId)
      await refuseTakenName(runtime, shop.id, draft.name)
      const campaign = await orNameTaken(createCampaign(database, shop.id, draft, runtime.now()))
      return c.json(showCampaign(campaign), 201, { location: `/api/v1/campaigns/${campaign.id}` })
    })
    .get('/campaigns', guard(runtime, 'links:read'), query(pageQuery), async (c) => {
      const { limit, cursor, shopId } = c.req.valid('query')
      const shop = await chooseShop(database, c.var.actor, shopId)
      const page = { limit: limit + 1, before: cursor ?? Number.MAX_SAFE_INTEGER }
      const rows = await listCampaigns(database, shop.id, page)
      const posts = await countCampaignPosts(database, shop.id, page)
      return c.json(
        toPage(rows, limit, (campaign) => ({ ...showCampaign(campaign), posts: posts.get(campaign.id) ?? 0 })),
        200,
      )
    })
    .get('/campaigns/last', guard(runtime, 'links:read'), query(pageQuery.pick({ shopId: true })), async (c) => {
      const shop = await chooseShop(database, c.var.actor, c.req.valid('query').shopId)
      const campaign = await findLastCampaign(database, shop.id)
      return c.json({ campaign: campaign ? showCampaign(campaign) : null }, 200)
    })
    .get('/campaigns/:id', guard(runtime, 'links:read'), async (c) => {
      return c.json(showCampaign(await findForActor(runtime, c.var.actor, c.req.param('id'))), 200)
    })
    .patch('/campaigns/:id', guard(runtime, 'links:write'), jsonBody(campaignPatch), async (c) => {
      const campaign = await findForActor(runtime, c.var.actor, c.req.param('id'))
      const change = c.req.valid('json')
      refuseOtherShop(change.shopId, campaign.shopId)
      refuseBackwards({ ...campaign, ...change })
      if (change.name !== undefined) await refuseTakenName(runtime, campaign.shopId, change.name, campaign.id)
      return c.json(showCampaign(await updateCampaign(database, campaign, change)), 200)
    })
}

async function findForActor({ database }: Runtime, actor: Actor, id: string): Promise<Campaign> {
  const campaign = await findCampaign(database, id)
  if (!campaign || !mayUse(actor, campaign.shopId)) throw notFound('campaign')
  return campaign
}

function refuseBackwards(days: { from?: string | null; to?: string | null }): void {
  const fault = daysFault(days)
  if (fault) throw badField('/to', fault)
}

/** Two campaigns of one name could not be told apart in links; `own` is the campaign that may keep its name. */
async function refuseTakenName({ database }: Runtime, shopId: string, name: string, own?: string): Promise<void> {
  const known = await findCampaignByText(database, shopId, name)
  if (known && known.id !== own) throw nameTaken(known)
}

/** Somebody else was quicker. */
async function orNameTaken(campaign: Promise<Campaign>): Promise<Campaign> {
  try {
    return await campaign
  } catch (error) {
    if (isTaken(error, 'campaigns')) throw nameTaken()
    throw error
  }
}

function nameTaken(known?: Campaign) {
  const which = known ? ` (“${known.name}”, utm_campaign ${known.key})` : ''
  return conflict('/name', `There is such a campaign already${which}; names differ by more than case and signs.`)
}
