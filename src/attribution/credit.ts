import { type ClickIdentity, loadSigningKeys, readClickId, type SigningKey } from '../clicks/click-id.ts'
import { findVisits } from '../clicks/store.ts'
import type { ClickBefore } from '../conversions/checked.ts'
import { listFollowing } from '../conversions/following-store.ts'
import {
  isOwnClick,
  listOrderClicks,
  listPassedOn,
  listWronglyTouched,
  markShared,
  type PassedOn,
} from '../conversions/shared-store.ts'
import { nameless } from '../conversions/verify-click.ts'
import type { Runtime } from '../runtime.ts'
import { localDay } from '../shops/calendar.ts'
import { findShop } from '../shops/store.ts'
import type { Database } from '../storage/database.ts'
import { type Creditable, findCreditable } from './creditable-store.ts'
import { customerTouches, type EarlierClicks } from './customer-touches.ts'
import { isSame, journeyOf, type Known, lastWithin, noClick, type Touch } from './journey.ts'
import { type Earlier, findCode, findUtmLink, listEarlier } from './known-store.ts'
import { lastTouch } from './models/last.ts'
import {
  type Credit,
  listCreditedClicks,
  findWaiting,
  forgetCredited,
  keepWaiting,
  listNewestUncredited,
  listUncredited,
  replaceCredits,
} from './store.ts'

type Parts = Pick<Runtime, 'database' | 'now' | 'log'>
type Marking = Pick<Runtime, 'database' | 'now'>

/**
 * Writes the touches before a conversion down, with its credit by last touch; done again it gives the same. Others by the
 * same click are credited anew where it shows that the click's id was passed on, and so is what the same customer did
 * afterwards.
 */
export async function creditConversion(runtime: Parts, conversionId: string): Promise<void> {
  const conversion = await findCreditable(runtime.database, conversionId)
  if (!conversion) return
  const changed = await markClicks(runtime, conversion)
  await replaceOwn(runtime, conversionId, changed.delete(conversionId) ? undefined : conversion)
  await creditAgain(runtime, [...changed])
  if (conversion.customer !== null || changed.size > 0) await creditFollowing(runtime, [conversionId, ...changed])
}

/** What the customers of these did afterwards: its journeys go by what they did before. */
async function creditFollowing(runtime: Marking, ids: readonly string[]): Promise<void> {
  await creditAgain(runtime, await listFollowing(runtime.database, ids))
}

/** Credits these anew, whatever was credited before. */
export async function creditAgain(runtime: Marking, ids: readonly string[]): Promise<void> {
  for (const id of ids) await replaceOwn(runtime, id)
}

/** Conversions whose mark changed: by its click, and by those that it went by before a better one was told. */
async function markClicks({ database }: Parts, { id, click: own, toldClicks }: Creditable): Promise<Set<string>> {
  const changed = new Set<string>()
  for (const told of new Set([own, ...toldClicks])) {
    const identity = told === null ? undefined : readClickId(told, await loadSigningKeys(database))
    if (told === null || !identity) continue
    const click = { ...identity, id: told }
    if (!(await isOwnClick(database, click, id))) for (const one of await markShared(database, click)) changed.add(one)
  }
  return changed
}

/** A click has arrived in the shop once more: where its id has been passed on, its orders are credited anew. */
export async function creditClick(runtime: Marking, landed: ClickIdentity): Promise<void> {
  const { database } = runtime
  for (const id of await listOrderClicks(database, landed)) {
    const click = readClickId(id, await loadSigningKeys(database))
    if (click?.random !== landed.random) continue
    const changed = await markShared(database, { ...click, id })
    await creditAgain(runtime, changed)
    if (changed.length > 0) await creditFollowing(runtime, changed)
  }
  await creditAgain(runtime, await listWronglyTouched(database, landed))
}

/** A ping that changes the conversion meanwhile makes it start over, so that the newest state wins whoever is first. */
async function replaceOwn(runtime: Marking, conversionId: string, known?: Creditable): Promise<void> {
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const conversion = attempt === 0 && known ? known : await findCreditable(runtime.database, conversionId)
    if (!conversion) return
    const credits = await creditsOf(runtime, conversion)
    if (await replaceCredits(runtime.database, { conversion, credits, at: runtime.now() })) return
    // Of many that credit it at once (each ping of its customer does) one gets through a round: they come apart by chance.
    await new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(2 ** attempt, longestPauseMs)))
  }
  throw new Error(`conversion ${conversionId} kept changing while it was credited`)
}

const mostAttempts = 40
const longestPauseMs = 100

/**
 * Credits conversions as they come. One that fails is logged, its sale stands; it is made up for with the next that
 * comes. Once a minute that looks for what other processes left too (Workers end without a word).
 */
export function createCrediting(runtime: Parts): (conversionId: string) => Promise<void> {
  let nextSweepAt = 0
  return async (conversionId) => {
    const isCredited = await creditOrLog(runtime, conversionId)
    if (!isCredited) nextSweepAt = 0
    else if (runtime.now() >= nextSweepAt) {
      nextSweepAt = runtime.now() + sweepEveryMs
      await creditAll(runtime, await listNewestUncredited(runtime.database))
    }
  }
}

const sweepEveryMs = 60_000

/** Credits what hasn't been since the process ended in between; one that fails is logged and doesn't hold up the rest. */
export async function creditMissing(runtime: Parts): Promise<void> {
  let after = 0
  for (;;) {
    const missing = await listUncredited(runtime.database, after)
    await creditAll(runtime, missing)
    const last = missing.at(-1)
    if (!last) return
    after = last.number
  }
}

/**
 * Credits conversions anew that wait for it, since what a post's code or a link's UTMs say of them has changed: a page of
 * them. Whether more may wait. What fails is logged, and made up for at the next start.
 */
export async function creditWaiting(runtime: Parts): Promise<boolean> {
  const waiting = await findWaiting(runtime.database)
  if (!waiting) return false
  const missing = await listUncredited(runtime.database, waiting.after, waitingAtOnce)
  await creditAll(runtime, missing)
  await keepWaiting(runtime.database, waiting, missing.at(-1)?.number)
  return missing.length > 0
}

/** Few enough for one portion of the event loop, and for the queries that an invocation of a Worker may make. */
const waitingAtOnce = 20

/** Credits all conversions anew, for the command line; `onProgress` is told how many are done. Resolves with how many there were. */
export async function creditAnew(runtime: Parts, onProgress: (done: number, total: number) => void): Promise<number> {
  const total = await forgetCredited(runtime.database)
  for (let done = 0; await creditWaiting(runtime); done += waitingAtOnce) onProgress(Math.min(done, total), total)
  onProgress(total, total)
  return total
}

async function creditAll(runtime: Parts, missing: readonly { readonly id: string }[]): Promise<void> {
  await Promise.all(missing.map(({ id }) => creditOrLog(runtime, id)))
}

async function creditOrLog(runtime: Parts, conversionId: string): Promise<boolean> {
  try {
    await creditConversion(runtime, conversionId)
    return true
  } catch (error) {
    runtime.log.error('a conversion could not be credited', { conversionId, error: String(error) })
    return false
  }
}

async function creditsOf({ database }: Marking, conversion: Creditable): Promise<Credit[]> {
  const shop = await findShop(database, conversion.shopId)
  if (!shop) throw new Error(`shop ${conversion.shopId} is gone`)
  const touches = await addVisits(database, conversion.id, await findTouches(database, conversion))
  const shares = lastTouch(touches)
  const within = lastWithin(
    touches.map(({ touch }) => touch),
    conversion.occurredAt,
  )
  return touches.map((found, position) => ({
    ...found,
    position,
    day: localDay(found.touch.at, shop.timeZone),
    share: shares[position] ?? 0,
    lastWithin: within[position] ?? null,
  }))
}

/** Of clicks whose ids were passed on nobody knows who clicked: they are no touches of others than their first order. */
async function findTouches(database: Database, conversion: Creditable): Promise<readonly Touch[]> {
  const keys = await loadSigningKeys(database)
  const known = await findKnown(database, conversion, keys)
  const { toldTouches } = conversion
  const passedOn = await listPassedOn(database, [...toldTouches, ...known.customers])
  const isOwn = (click: ClickBefore) => !passedOn.some((one) => isOf(one, click, keys))
  return journeyOf(
    { ...conversion, toldTouches: toldTouches.filter(isOwn) },
    { ...known, customers: known.customers.filter(isOwn) },
  )
}

function isOf({ linkNumber, at, random, click }: PassedOn, touch: ClickBefore, keys: readonly SigningKey[]): boolean {
  if (linkNumber !== touch.linkNumber || at !== touch.at) return false
  return (click === null ? random : readClickId(click, keys)?.random) === touch.random
}

async function findKnown(database: Database, conversion: Creditable, keys: readonly SigningKey[]): Promise<Known> {
  const { click, coupon, utm } = conversion
  const earlier = (await listEarlier(database, conversion)).map((one) => readEarlier(one, keys))
  return {
    random: click === null ? undefined : readClickId(click, keys)?.random,
    customers: customerTouches(earlier, conversion.occurredAt),
    code: coupon === null ? undefined : await findCode(database, conversion),
    utm: utm === null ? undefined : await findUtmLink(database, conversion),
  }
}

function readEarlier({ event, occurredAt, own, toldTouches }: Earlier, keys: readonly SigningKey[]): EarlierClicks {
  if (!own) return { event, occurredAt, clicks: toldTouches }
  const { linkNumber, at, click } = own
  const random = click === null ? nameless : readClickId(click, keys)?.random
  return { event, occurredAt, clicks: [...(random === undefined ? [] : [{ linkNumber, at, random }]), ...toldTouches] }
}

/**
 * Device, country and the like of the raw clicks; null for those that were pruned and where there was none. A click without
 * a name can't be found: it stays what it was. Some questions for all, since there are dozens of touches.
 */
async function addVisits(
  database: Database,
  conversionId: string,
  touches: readonly Touch[],
): Promise<readonly Pick<Credit, 'touch' | 'visit'>[]> {
  const clicks = touches.filter(({ random }) => random !== noClick)
  if (clicks.length === 0) return touches.map((touch) => ({ touch, visit: null }))
  const credited = await listCreditedClicks(database, conversionId, clicks)
  const before = (touch: Touch) => credited.find((one) => isSame(one, touch))
  const unknown = clicks.filter((touch) => touch.random > noClick && !before(touch))
  const found = await findVisits(
    database,
    unknown.map(({ linkNumber: link, at, random }) => ({ link, at, random })),
  )
  return touches.map((touch) => {
    const known = touch.random === noClick ? undefined : before(touch)
    const named =
      touch.random <= nameless && known && known.random <= nameless ? { ...touch, random: known.random } : touch
    return { touch: named, visit: known?.visit ?? found[unknown.indexOf(touch)] ?? null }
  })
}
