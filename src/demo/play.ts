import { loadSigningKeys, readClickId, type SigningKey } from '../clicks/click-id.ts'
import { createNeighbours } from '../clicks/neighbours.ts'
import { createRecorder, type Recorder } from '../clicks/recorder.ts'
import { answerVisit, prepareLink, type VisitRequest } from '../clicks/redirect.ts'
import { createVisitorHash } from '../clicks/visitor.ts'
import { receive } from '../conversions/receive.ts'
import { createCampaign } from '../links/campaign-store.ts'
import { createLink } from '../links/create.ts'
import { createPost } from '../links/post-store.ts'
import { findTarget, type Target } from '../links/target-store.ts'
import type { Runtime } from '../runtime.ts'
import type { SqliteDatabase } from '../storage/sqlite.ts'
import { dayMs } from '../shops/calendar.ts'
import type { Shop } from '../shops/shop.ts'
import { addVisit } from '../visits/store.ts'
import { keepDemoCosts } from './costs.ts'
import { runExperiments } from './experiments.ts'
import { dayFrom } from './goals.ts'
import { planLanding, planOtherLanding } from './landings.ts'
import type { PlannedPing } from './pings.ts'
import { keepPlatformNumbers } from './platform-numbers.ts'
import type { Plan } from './plan.ts'
import type { DemoCampaign } from './posts.ts'
import { hourMs } from './rhythm.ts'
import { hasCode, type PlannedPost } from './schedule.ts'
import { setGoals } from './set-goals.ts'
import { answerQuestion } from './survey.ts'
import type { PlannedVisit } from './visits.ts'

/** The demo is played on the embedded database, click by click as the server stores them. */
export type EmbeddedRuntime = Runtime & { readonly database: SqliteDatabase }

/** Where a plan is played. `runtimeAt` is the runtime with its clock at an instant of the past. */
export type Scene = {
  readonly shop: Shop
  /** Ends in a slash. */
  readonly shopUrl: string
  readonly runtimeAt: (at: number) => EmbeddedRuntime
  /** 0–1. */
  readonly onProgress: (share: number) => void
}

/**
 * Plays a plan through the code that serves real shops, in the order of time. What happens within a few hours is handed
 * over together, so that it shares its commits.
 */
export async function play(plan: Plan, scene: Scene): Promise<void> {
  const { now } = plan.stage
  const stand = await setUpStand(plan, scene)
  const posts = queueOf(plan.posts, ({ createdAt }) => createdAt)
  const visits = queueOf(plan.visits, ({ at }) => at)
  const pings = queueOf(plan.pings, ({ at }) => at)
  const from = now - 184 * dayMs
  for (let until = from; until < now + stepMs; until += stepMs) {
    for (const post of posts(until)) stand.targets.set(post, await publish(stand, post))
    const came = visits(until)
    await Promise.all(came.map((visit) => follow(stand, visit)))
    await land(stand, came)
    await tellInOrder(stand, pings(until))
    scene.onProgress(Math.min(1, (until - from) / (now - from)))
  }
  const { database } = scene.runtimeAt(now)
  const idOf = (post: PlannedPost) => stand.postIds.get(post)
  await keepPlatformNumbers(plan, { database, shopId: scene.shop.id, idOf })
  await keepDemoCosts(plan, database, scene.shop.id, { idOf, campaignIds: stand.campaignIds })
  await setGoals(plan, database, scene.shop.id, stand.campaignIds)
  await answerQuestion(plan, scene.shop, scene.runtimeAt)
  await runExperiments(plan, database, scene.shop)
}

const stepMs = 6 * hourMs

type Stand = Scene & {
  readonly plan: Plan
  readonly keys: readonly SigningKey[]
  readonly recorder: Recorder
  readonly campaignIds: Map<DemoCampaign, string>
  readonly targets: Map<PlannedPost, Target>
  readonly postIds: Map<PlannedPost, string>
  /** The ids that left in the addresses of the shop's pages. */
  readonly clickIds: Map<PlannedVisit, string>
}

async function setUpStand(plan: Plan, scene: Scene): Promise<Stand> {
  const { database, log } = scene.runtimeAt(plan.stage.now)
  return {
    ...scene,
    plan,
    keys: await loadSigningKeys(database),
    recorder: createRecorder({ database, neighbours: createNeighbours(), log }),
    campaignIds: new Map(),
    targets: new Map(),
    postIds: new Map(),
    clickIds: new Map(),
  }
}

/** The next ones of a list that is in the order of time, up to an instant. */
function queueOf<T>(list: readonly T[], timeOf: (one: T) => number): (until: number) => readonly T[] {
  let next = 0
  return (until) => {
    const from = next
    for (let one = list[next]; one !== undefined && timeOf(one) <= until; one = list[next]) next += 1
    return list.slice(from, next)
  }
}

async function publish(stand: Stand, post: PlannedPost): Promise<Target> {
  const { shop, shopUrl } = stand
  const runtime = stand.runtimeAt(post.createdAt)
  const { channel, content, title, campaign, page } = post
  const campaignId = stand.campaignIds.get(campaign) ?? (await begin(stand, campaign, post.createdAt))
  const made = await createPost(
    runtime.database,
    shop.id,
    {
      ...{ title, channel, campaignId, content, publishedAt: post.publishedAt },
      ...(hasCode(post) ? { coupon: campaign.coupon } : {}),
    },
    post.createdAt,
  )
  stand.postIds.set(post, made.id)
  const destination = shopUrl + addressOf(page)
  const { slug, placement } = post
  await createLink(runtime, shop, { destination, slug, placement, content: placement, postId: made.id })
  const target = await findTarget(runtime.database, '', slug)
  if (!target) throw new Error(`the link ${slug} is gone`)
  return target
}

function addressOf(page: PlannedPost['page']): string {
  if (page === 'front') return 'index.html'
  return page === 'letter' ? 'index.html#letter' : `product.html?id=${page}`
}

async function begin(
  { plan, shop, runtimeAt, campaignIds }: Stand,
  campaign: DemoCampaign,
  at: number,
): Promise<string> {
  const { name, purpose, audience } = campaign
  const days = { from: dayFrom(plan, campaign.from), to: dayFrom(plan, campaign.to) }
  const { id } = await createCampaign(runtimeAt(at).database, shop.id, { name, purpose, audience, ...days }, at)
  campaignIds.set(campaign, id)
  return id
}

/** What the redirect does with a request. */
async function follow(stand: Stand, visit: PlannedVisit): Promise<void> {
  const target = stand.targets.get(visit.post)
  if (!target) throw new Error(`nobody can click on ${visit.post.slug} yet`)
  const runtime = stand.runtimeAt(visit.at)
  const { address, country } = visit.visitor
  const salt = await runtime.saltOf(target.shop, stand.plan.stage.calendar.day(visit.at))
  const answer = answerVisit(prepareLink(target, runtime.clickParam), requestOf(visit, address, country), {
    clickParam: runtime.clickParam,
    keys: stand.keys,
    visitorHash: createVisitorHash(target.shop, salt),
    now: visit.at,
  })
  if (answer.kind === 'ended' || !answer.click) throw new Error(`${visit.post.slug} has ended`)
  await stand.recorder.record(answer.click)
  const clickId = new URL(answer.location).searchParams.get(runtime.clickParam)
  if (clickId !== null) stand.clickIds.set(visit, clickId)
}

/** What the shop's pages tell of those who came. */
async function land({ clickIds, keys, plan, shop, runtimeAt }: Stand, came: readonly PlannedVisit[]): Promise<void> {
  const { calendar } = plan.stage
  const visits = came.flatMap((visit) => {
    const landing = planLanding(visit)
    const click = landing && readClickId(clickIds.get(visit) ?? '', keys)
    if (!landing || !click) return []
    const { link, at, random } = click
    const id = random * 2 ** 12 + (at % 2 ** 12)
    const where = { page: `/${addressOf(visit.post.page)}`.replace(/[?#].*/, ''), shop: shop.number }
    return [addVisit({ ...landing, ...where, id, click: { link, at, random }, day: calendar.day(at), at: at + 1_500 })]
  })
  const others = came.flatMap((visit) => {
    const landing = planOtherLanding(visit)
    const at = visit.at + 2_500
    const id = visit.at * 2 ** 9 + 1
    const where = { page: '/', shop: shop.number, click: undefined }
    return landing ? [addVisit({ ...landing, ...where, id, day: calendar.day(at), at })] : []
  })
  visits.push(...others)
  if (visits.length > 0) await runtimeAt(plan.stage.now).database.batch(visits)
}

function requestOf({ visitor, kind, hasGpc }: PlannedVisit, address: string, country: string): VisitRequest {
  return {
    method: 'GET',
    query: '',
    address,
    country,
    isOwnDevice: false,
    userAgent: visitor.agent,
    referer: visitor.referrer,
    secGpc: hasGpc ? '1' : '',
    secPurpose: kind === 'prefetch' ? 'prefetch' : '',
    purpose: '',
    xPurpose: '',
    xMoz: '',
  }
}

/** Orders one after the other, because that is how their list is read; baskets and sign-ups together. */
async function tellInOrder(stand: Stand, pings: readonly PlannedPing[]): Promise<void> {
  const byOrder = Map.groupBy(pings, ({ told }) => told?.['orderId'])
  const together = async (group: readonly PlannedPing[]) => Promise.all(group.map((ping) => tell(stand, ping)))
  await together(byOrder.get(undefined) ?? [])
  byOrder.delete(undefined)
  for (const group of byOrder.values()) await together(group)
}

async function tell(stand: Stand, ping: PlannedPing): Promise<void> {
  const { at, source } = ping
  const told = { ...ping.told, ...clicksTold(stand, ping) }
  const raw = new TextEncoder().encode(ping.raw ?? (source === 'pixel' ? toQuery(told) : JSON.stringify(told)))
  await receive(stand.runtimeAt(at), source, { raw, boundShopId: source === 'api' ? stand.shop.id : undefined })
}

/** The snippet tells all of a device's clicks in one field, a shop's server in two; a pixel knows the last alone. */
function clicksTold({ clickIds }: Stand, { source, visit, earlier = [] }: PlannedPing) {
  const click = visit && clickIds.get(visit)
  if (click === undefined) return {}
  const touches = [...earlier.flatMap((one) => clickIds.get(one) ?? []), click]
  if (touches.length === 1 || source === 'pixel') return { click }
  return source === 'script' ? { click: touches.join(',') } : { click, touches }
}

/** As a shop's template writes the pixel's address. */
function toQuery(told: Readonly<Record<string, unknown>>): string {
  return new URLSearchParams(
    Object.entries(told).map(([name, value]) => [name === 'orderId' ? 'order' : name, String(value)]),
  ).toString()
}
