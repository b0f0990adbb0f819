import { type ClickIdentity, loadSigningKeys, readClickId } from '../clicks/click-id.ts'
import { findLink, findLinkBySlug, findShopOfLink } from '../links/store.ts'
import { dayMs } from '../shops/calendar.ts'
import { clickWindows, type Shop } from '../shops/shop.ts'
import type { Database } from '../storage/database.ts'

/** Why a conversion is credited to nobody. */
export const clickNotes = [
  'no-click',
  'unknown-click',
  'foreign-click',
  'outside-window',
  'before-click',
  'shared-click',
] as const
type ClickNote = (typeof clickNotes)[number]

/** What is stored with a conversion; whether its click lies in the shop's window, or after it, is judged whenever it is read, whether it is shared by all its orders. */
type StoredNote = Exclude<ClickNote, 'outside-window' | 'before-click' | 'shared-click'>

/** A click id that we signed: its link's shop, and its time, UTC milliseconds. */
export type OpenedClick = { readonly shopId: string; readonly at: number; readonly click: ClickIdentity }

/**
 * What a ping's click or link is good for. `note` is null for a click of ours, of this shop, however old, and for a link
 * told by hand, which has a number and no time. `click` is null with a time where the click's own id was forgotten.
 */
export type Touched = {
  readonly click: string | null
  readonly note: StoredNote | null
  readonly linkNumber: number | null
  readonly clickAt: number | null
}

/** The click behind an id, or undefined for an id that isn't ours. */
export async function openClick(database: Database, click: string | undefined): Promise<OpenedClick | undefined> {
  if (click === undefined) return undefined
  const identity = readClickId(click, await loadSigningKeys(database))
  const shopId = identity && (await findShopOfLink(database, identity.link))
  return identity && shopId !== undefined ? { shopId, at: identity.at, click: identity } : undefined
}

/** Judges a click that a shop's order came with. */
export function judgeClick(click: string | undefined, opened: OpenedClick | undefined, shop: Shop): Touched {
  if (click === undefined) return { click: null, note: 'no-click', linkNumber: null, clickAt: null }
  if (!opened) return { click, note: 'unknown-click', linkNumber: null, clickAt: null }
  if (opened.shopId !== shop.id) return { click, note: 'foreign-click', linkNumber: null, clickAt: null }
  return { click, note: null, linkNumber: opened.click.link, clickAt: opened.at }
}

/** The clicks among these ids that are ours, of links of this shop; others say nothing of the way here. */
export async function openTouches(
  database: Database,
  ids: readonly string[],
  shopId: string,
): Promise<ClickIdentity[]> {
  const opened = await Promise.all([...new Set(ids)].map((id) => openClick(database, id)))
  return opened.flatMap((one) => (one?.shopId === shopId ? [one.click] : []))
}

/** A sale told by hand for a link of the shop's, by its id or slug; undefined when there is no such link. */
export async function findToldLink(database: Database, shop: Shop, idOrSlug: string): Promise<Touched | undefined> {
  const link = (await findLink(database, idOrSlug)) ?? (await findLinkBySlug(database, '', idOrSlug))
  if (link?.shopId !== shop.id) return undefined
  return { click: null, note: null, linkNumber: link.number, clickAt: null }
}

/**
 * Stands for the random bits of a click that was erased, or whose id is no longer kept; so does any number below it, by
 * which such clicks are told from one another.
 */
export const nameless = -2

/** Journeys go back as far as the widest window that a shop may choose. */
export const widestWindowDays = Math.max(...clickWindows)

/** Shops stamp whole seconds and clocks differ: an order up to this long before its click counts as 0 s after it. */
export const clockSkewMs = 5 * 60_000

/** Whether an order so long after its click counts for it; the window's last instant is inside. */
export function isInWindow(afterClickMs: number, windowDays: number): boolean {
  return afterClickMs >= -clockSkewMs && afterClickMs <= windowDays * dayMs
}
