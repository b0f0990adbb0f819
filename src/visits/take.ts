import { classify } from '../clicks/classify.ts'
import { type ClickIdentity, loadSigningKeys, readClickId } from '../clicks/click-id.ts'
import { findLinkByNumber } from '../links/store.ts'
import type { Runtime } from '../runtime.ts'
import { dayMs, localDay } from '../shops/calendar.ts'
import { onlyShop } from '../shops/choose.ts'
import { clickName, findErased } from '../shops/erased.ts'
import type { Shop } from '../shops/shop.ts'
import { findShop } from '../shops/store.ts'
import { write } from '../storage/database.ts'
import { addViews, addVisit } from './store.ts'
import { type Beacon, beacon, tidyPage } from './visit.ts'

/** What came. Nothing of address and user agent is kept. */
export type Arrived = { readonly body: string; readonly userAgent: string; readonly hasGpc: boolean }

/** `stored`: a visit; `counted`: page views of nobody in particular. */
export type Taken =
  | { readonly kind: 'stored' | 'counted' }
  | { readonly kind: 'dropped'; readonly why: 'bot' | 'unreadable' | 'no-shop' | 'empty' }

/** Takes what the snippet tells of a visit, as far as the shop's setting and the visitor allow. Durable when it resolves. */
export async function takeBeacon(runtime: Runtime, { body, userAgent, hasGpc }: Arrived): Promise<Taken> {
  if (isMachine(userAgent)) return { kind: 'dropped', why: 'bot' }
  const told = readBeacon(body)
  if (!told) return { kind: 'dropped', why: 'unreadable' }
  const now = runtime.now()
  const landed = await openClick(runtime, told.click)
  const shop = await findVisitedShop(runtime, told.shop ?? landed?.shopId)
  if (!shop) return { kind: 'dropped', why: 'no-shop' }
  const day = localDay(now, shop.timeZone)
  const { views, seconds, scroll } = told
  if (told.visit === undefined || hasGpc || shop.tracking === 'count') {
    if (views === 0) return { kind: 'dropped', why: 'empty' }
    await write(runtime.database, addViews({ shop: shop.number, day, views }))
    return { kind: 'counted' }
  }
  const click = landed && isBy(landed, shop, now) && !(await isErased(runtime, landed.click)) ? landed.click : undefined
  await write(
    runtime.database,
    addVisit({
      ...{ id: Number.parseInt(told.visit, 16), shop: shop.number, click, at: now, views, seconds, scroll },
      day: click ? localDay(click.at, shop.timeZone) : day,
      page: tidyPage(told.page ?? ''),
    }),
  )
  if (click) await emitLanded(runtime, click)
  return { kind: 'stored' }
}

/** What follows a landing is made up for with the next, or with the click's next order: the visit stands. */
async function emitLanded(runtime: Runtime, click: ClickIdentity): Promise<void> {
  try {
    await runtime.emit({ kind: 'click-landed', click })
  } catch (error) {
    runtime.log.error('what follows a landing failed', { error: String(error) })
  }
}

/** A click that was erased stays so, though its page still tells of it. */
async function isErased({ database }: Runtime, click: ClickIdentity): Promise<boolean> {
  return (await findErased(database, [clickName(click)])).length > 0
}

function isMachine(userAgent: string): boolean {
  const nothing = { secPurpose: '', purpose: '', xPurpose: '', xMoz: '', secGpc: '', referrerHost: '' }
  return classify({ ...nothing, method: 'GET', userAgent }).class !== 'human'
}

function readBeacon(body: string): Beacon | undefined {
  try {
    return beacon.safeParse(JSON.parse(body)).data
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

type Landed = { readonly click: ClickIdentity; readonly shopId: string }

async function openClick({ database }: Runtime, id: string | undefined): Promise<Landed | undefined> {
  const click = id === undefined ? undefined : readClickId(id, await loadSigningKeys(database))
  const link = click && (await findLinkByNumber(database, click.link))
  return link && { click, shopId: link.shopId }
}

function findVisitedShop({ database }: Runtime, id: string | undefined): Promise<Shop | undefined> {
  return id === undefined ? onlyShop(database) : findShop(database, id)
}

/** Whether the click led here: one of another shop's, or of long ago in an old bookmark, didn't. */
function isBy({ click, shopId }: Landed, shop: Shop, now: number): boolean {
  return shopId === shop.id && click.at <= now + clockSkewMs && now - click.at <= shop.clickWindowDays * dayMs
}

const clockSkewMs = 5 * 60_000
