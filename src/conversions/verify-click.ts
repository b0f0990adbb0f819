import { loadSigningKeys, readClickId } from '../clicks/click-id.ts'
import type { Link } from '../links/link.ts'
import { findLink, findLinkByNumber, findLinkBySlug } from '../links/store.ts'
import { dayMs } from '../shops/calendar.ts'
import type { Shop } from '../shops/shop.ts'
import type { Database } from '../storage/database.ts'

/** Why a conversion is credited to nobody. */
export const clickNotes = ['no-click', 'unknown-click', 'foreign-click', 'outside-window'] as const
export type ClickNote = (typeof clickNotes)[number]

/** A click id that we signed: its link and time, UTC milliseconds. */
export type OpenedClick = { readonly link: Link; readonly at: number }

/**
 * What a ping's click or link is good for. `note` is null where it earns the credit; a link told by hand has a number
 * and no time.
 */
export type Touched = {
  readonly click: string | null
  readonly note: ClickNote | null
  readonly linkNumber: number | null
  readonly clickAt: number | null
}

/** The click behind an id, or undefined for an id that isn't ours. */
export async function openClick(database: Database, click: string | undefined): Promise<OpenedClick | undefined> {
  if (click === undefined) return undefined
  const identity = readClickId(click, await loadSigningKeys(database))
  const link = identity && (await findLinkByNumber(database, identity.link))
  return link && { link, at: identity.at }
}

/** Judges a click for a shop's order at `occurredAt`. */
export function judgeClick(
  click: string | undefined,
  opened: OpenedClick | undefined,
  { shop, occurredAt }: { readonly shop: Shop; readonly occurredAt: number },
): Touched {
  if (click === undefined) return { click: null, note: 'no-click', linkNumber: null, clickAt: null }
  if (!opened) return { click, note: 'unknown-click', linkNumber: null, clickAt: null }
  if (opened.link.shopId !== shop.id) return { click, note: 'foreign-click', linkNumber: null, clickAt: null }
  const note = isInWindow(occurredAt - opened.at, shop) ? null : 'outside-window'
  return { click, note, linkNumber: opened.link.number, clickAt: opened.at }
}

/** A sale told by hand for a link of the shop's, by its id or slug; undefined when there is no such link. */
export async function findToldLink(database: Database, shop: Shop, idOrSlug: string): Promise<Touched | undefined> {
  const link = (await findLink(database, idOrSlug)) ?? (await findLinkBySlug(database, '', idOrSlug))
  if (link?.shopId !== shop.id) return undefined
  return { click: null, note: null, linkNumber: link.number, clickAt: null }
}

/** Shops stamp whole seconds and clocks differ: an order up to this long before its click counts as 0 s after it. */
export const clockSkewMs = 5 * 60_000

export function windowMs(shop: Shop): number {
  return shop.clickWindowDays * dayMs
}

/** The window's last instant is inside. */
function isInWindow(afterClickMs: number, shop: Shop): boolean {
  return afterClickMs >= -clockSkewMs && afterClickMs <= windowMs(shop)
}
