import { type ClickIdentity, loadSigningKeys, readClickId } from '../clicks/click-id.ts'
import { findClick } from '../clicks/store.ts'
import { isOwnClick, listOrderClicks, markShared } from '../conversions/shared-store.ts'
import type { Runtime } from '../runtime.ts'
import { localDay } from '../shops/calendar.ts'
import { findShop } from '../shops/store.ts'
import { type Creditable, findCreditable } from './creditable-store.ts'
import { journeyOf, noClick, type Touch } from './journey.ts'
import { lastTouch } from './models/last.ts'
import { type Credit, findNamelessCredit, listNewestUncredited, listUncredited, replaceCredits } from './store.ts'

type Parts = Pick<Runtime, 'database' | 'now' | 'log'>
type Marking = Pick<Runtime, 'database' | 'now'>

/**
 * Credits a conversion to the touches before it, by last touch; done again it gives the same. Others by the same click
 * are credited anew where it shows that the click's id was passed on.
 */
export async function creditConversion(runtime: Parts, conversionId: string): Promise<void> {
  const conversion = await findCreditable(runtime.database, conversionId)
  if (!conversion) return
  const changed = await markClicks(runtime, conversion)
  await replaceOwn(runtime, conversionId, changed.delete(conversionId) ? undefined : conversion)
  for (const id of changed) await replaceOwn(runtime, id)
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
    for (const changed of await markShared(database, { ...click, id })) await replaceOwn(runtime, changed)
  }
}

/** A ping that changes the conversion meanwhile makes it start over, so that the newest state wins whoever is first. */
async function replaceOwn(runtime: Marking, conversionId: string, known?: Creditable): Promise<void> {
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const conversion = attempt === 0 && known ? known : await findCreditable(runtime.database, conversionId)
    if (!conversion) return
    const credits = await creditsOf(runtime, conversion)
    if (await replaceCredits(runtime.database, { conversion, credits, at: runtime.now() })) return
  }
  throw new Error(`conversion ${conversionId} kept changing while it was credited`)
}

const mostAttempts = 10

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
  const keys = conversion.click === null ? [] : await loadSigningKeys(database)
  const random = conversion.click === null ? undefined : readClickId(conversion.click, keys)?.random
  const touches = journeyOf(conversion, random)
  const shares = lastTouch(touches)
  const credits = touches.map(async (touch, position) => ({
    position,
    day: localDay(touch.at, shop.timeZone),
    share: shares[position] ?? 0,
    ...(await findVisit(database, conversion.id, touch)),
  }))
  return Promise.all(credits)
}

/**
 * Device, country and the like of the raw click; null when it has been pruned or there was none. A click without a name
 * can't be found: it stays what it was.
 */
async function findVisit(
  database: Parts['database'],
  conversionId: string,
  touch: Touch,
): Promise<Pick<Credit, 'touch' | 'visit'>> {
  const { linkNumber: link, at, random } = touch
  if (random === noClick) return { touch, visit: null }
  if (random > noClick) return { touch, visit: (await findClick(database, { link, at, random }))?.visit ?? null }
  const known = await findNamelessCredit(database, conversionId, touch)
  return known ? { touch: { ...touch, random: known.random }, visit: known.visit } : { touch, visit: null }
}
