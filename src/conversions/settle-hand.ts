import { listLinksOfPosts } from '../links/store.ts'
import type { Link } from '../links/link.ts'
import type { Runtime } from '../runtime.ts'
import { dayMs, fromWallTime, localDay } from '../shops/calendar.ts'
import { showMoney } from '../shops/money.ts'
import type { Shop } from '../shops/shop.ts'
import { findShop, listShops } from '../shops/store.ts'
import { type HandEntry, orderIdsOf, splitTotal } from './hand.ts'
import {
  deleteEntry,
  findEntry,
  findOtherTime,
  findStored,
  listSameOrder,
  listUnsettled,
  markGone,
  markSettled,
  type OrderTime,
  removeEntry,
} from './hand-store.ts'
import type { Ping } from './ping.ts'
import { record } from './record.ts'

/** How many of an entry's orders are recorded at a time. */
const atOnce = 50

/**
 * Makes an entry and its orders agree: records those that are missing, or takes back all of them where it was removed.
 * Done again it does nothing more, so that what a process left in the middle is completed by whoever comes next.
 * Resolves with false where the order was erased: then nothing is kept of the entry either.
 */
export async function settleEntry(runtime: Runtime, shop: Shop, entry: HandEntry): Promise<boolean> {
  const { database } = runtime
  if (entry.removedAt !== null) {
    await takeBack(runtime, entry)
    await markGone(database, entry.id)
    return true
  }
  const isErased = await recordMissing(runtime, shop, entry)
  if (isErased && entry.orders === 1) {
    await deleteEntry(database, entry.id)
    return false
  }
  if (await markSettled(database, entry.id)) return true
  // It was removed while its orders were being recorded: those that came after go too.
  const removed = await findEntry(database, entry.id)
  if (!removed) return false
  await takeBack(runtime, removed)
  await markGone(database, entry.id)
  return true
}

/** Removes an entry and what it told; orders that others told of too are credited anew. */
export async function takeBack(runtime: Runtime, entry: HandEntry): Promise<void> {
  const otherTime = await timeByOthers(runtime, entry)
  const others = await removeEntry(runtime.database, entry, { at: runtime.now(), otherTime })
  const same = await listSameOrder(runtime.database, entry)
  if (entry.isSettled) await markGone(runtime.database, entry.id)
  for (const conversionId of others) await runtime.emit({ kind: 'conversion-recorded', conversionId })
  for (const id of same) await tellAgain(runtime, id)
}

/** An entry of the same order, by another of its names: what it told went with the one that was removed. */
async function tellAgain(runtime: Runtime, id: string): Promise<void> {
  const entry = await findEntry(runtime.database, id)
  const shop = entry && (await findShop(runtime.database, entry.shopId))
  if (entry && shop && entry.removedAt === null) await settleEntry(runtime, shop, entry)
}

async function timeByOthers({ database }: Runtime, entry: HandEntry): Promise<OrderTime | undefined> {
  const at = await findOtherTime(database, entry)
  const shop = at === undefined ? undefined : await findShop(database, entry.shopId)
  return at !== undefined && shop ? { at, day: localDay(at, shop.timeZone) } : undefined
}

/** Entries that a process left in the middle a while ago; one that can't be settled is logged and keeps no other back. */
export async function settleLeft(
  runtime: Runtime,
  shop: Shop,
  before: number = runtime.now() - atWorkMs,
): Promise<void> {
  for (const entry of await listUnsettled(runtime.database, shop.id, before)) {
    try {
      await settleEntry(runtime, shop, entry)
    } catch (error) {
      runtime.log.error('orders by hand could not be completed', { entry: entry.id, error: String(error) })
    }
  }
}

/** The same for all shops when the server starts, and nobody is at work. */
export async function settleAllLeft(runtime: Runtime): Promise<void> {
  for (const shop of await listShops(runtime.database)) await settleLeft(runtime, shop, Number.MAX_SAFE_INTEGER)
}

/** What is younger is still being told. */
const atWorkMs = 10_000

/** The link that a post's order is credited to: its first that hasn't ended, else its first. */
export async function linkOfPost({ database }: Runtime, postId: string): Promise<Link | undefined> {
  const links = await listLinksOfPosts(database, [postId])
  return links.find(({ archivedAt }) => archivedAt === null) ?? links[0]
}

async function recordMissing(runtime: Runtime, shop: Shop, entry: HandEntry): Promise<boolean> {
  const link = entry.post ? await linkOfPost(runtime, entry.post.id) : undefined
  const amounts = splitTotal(entry.value, entry.orders)
  const stored = await findStored(runtime.database, entry)
  const missing = orderIdsOf(entry).flatMap((orderId, index) =>
    stored.has(orderId) ? [] : [toPing({ shop, entry, link }, orderId, amounts[index] ?? 0)],
  )
  let isErased = false
  for (let from = 0; from < missing.length; from += atOnce) {
    const recorded = await Promise.all(missing.slice(from, from + atOnce).map((ping) => record(runtime, ping)))
    for (const one of recorded) {
      if (one.kind === 'refused') throw new Error(one.errors.map(({ detail }) => detail).join(' '))
      isErased ||= one.kind === 'erased'
    }
  }
  return isErased
}

type Parts = { readonly shop: Shop; readonly entry: HandEntry; readonly link: Link | undefined }

function toPing({ shop, entry, link }: Parts, orderId: string, value: number): Ping {
  const { currency, isNewCustomer, createdAt } = entry
  return {
    source: 'hand',
    id: orderId,
    receivedAt: createdAt,
    boundShopId: shop.id,
    isVouchedFor: true,
    told: {
      event: 'purchase',
      orderId,
      value: showMoney(value, currency),
      currency,
      occurredAt: timeOf(entry, shop.timeZone),
      isDayOnly: entry.day !== localDay(createdAt, shop.timeZone),
      ...(link ? { link: link.id } : {}),
      ...(isNewCustomer === null ? {} : { newCustomer: isNewCustomer }),
    },
  }
}

/** Today's are of when they were written down, those of another day of its noon. */
function timeOf({ day, createdAt }: HandEntry, timeZone: string): number {
  return day === localDay(createdAt, timeZone) ? createdAt : fromWallTime(day * dayMs + dayMs / 2, timeZone)
}
