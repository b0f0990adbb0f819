import type { ClickBefore } from '../conversions/checked.ts'
import type { How } from '../conversions/journey-store.ts'
import { isInWindow, nameless, widestWindowDays } from '../conversions/verify-click.ts'
import type { Creditable } from './creditable-store.ts'

/** One of the clicks before a conversion, or, by `noClick`, what stands for one. */
export type Touch = ClickBefore & { readonly how: How }

/** Stands for the click where only a person, a code or UTMs name the link: clicks' own numbers are never negative. */
export const noClick = -1

/** What is known of the way to a conversion beside itself. */
export type Known = {
  /** The random bits of its own click; undefined for an id that isn't ours any more. */
  readonly random: number | undefined
  /** Clicks of what the same customer did before. */
  readonly customers: readonly ClickBefore[]
  /** Of the post whose discount code was used: the link that stands for it, and all of its links. */
  readonly code: { readonly linkNumber: number; readonly ofPost: readonly number[] } | undefined
  /** The link that the shop system's own record of UTMs is of. */
  readonly utm: number | undefined
}

/**
 * The touches before a conversion, oldest first, one for each click. A click id that was passed on credits its first order
 * alone; a link told by hand is all there is. Clicks go back as far as the widest window does: which of them are too old
 * is judged by who asks, so that another window needs nothing computed anew. Empty where nobody can earn credit: nothing
 * of ours before it, a test, a refund (it counts with its order).
 */
export function journeyOf(conversion: Creditable, known: Known): readonly Touch[] {
  const { event, isTest, linkNumber, clickAt, occurredAt: at, shared } = conversion
  if (event === 'refund' || isTest || shared === 'further') return []
  if (linkNumber !== null && clickAt === null) return [{ linkNumber, at, random: noClick, how: 'click' }]
  const clicks = clicksOf(conversion, known)
  const { utm } = known
  const touches =
    clicks.length > 0 || utm === undefined ? clicks : [{ linkNumber: utm, at, random: noClick, how: 'utm' } as const]
  return [...codeTouch(known, touches, touches[0]?.at ?? at), ...touches]
}

function clicksOf(conversion: Creditable, { random, customers }: Known): readonly Touch[] {
  const { occurredAt, toldTouches } = conversion
  const own = ownTouch(conversion, random)
  // Who is believed above others says that this was the last click: what a list has after it didn't lead here.
  const told = toldTouches.filter(({ at }) => own === undefined || at <= own.at)
  const all: readonly Touch[] = [
    ...(own ? [own] : []),
    ...told.map((click) => ({ ...click, how: 'told' }) as const),
    ...customers.map((click) => ({ ...click, how: 'customer' }) as const),
  ]
  const inWindow = all.filter(({ at }) => isInWindow(occurredAt - at, widestWindowDays))
  return inWindow
    .filter((touch, index) => !inWindow.slice(0, index).some((one) => isSame(one, touch)))
    .toSorted(inOrder)
}

function ownTouch(
  { linkNumber, clickAt: at, click, occurredAt }: Creditable,
  random: number | undefined,
): Touch | undefined {
  const known = click === null ? nameless : random
  if (linkNumber === null || at === null || known === undefined) return undefined
  return isInWindow(occurredAt - at, widestWindowDays) ? { linkNumber, at, random: known, how: 'click' } : undefined
}

/** A code says which post it was, not when: it stands before the clicks, unless one of them is the post's already. */
function codeTouch({ code }: Known, touches: readonly Touch[], at: number): readonly Touch[] {
  if (!code || touches.some(({ linkNumber }) => code.ofPost.includes(linkNumber))) return []
  return [{ linkNumber: code.linkNumber, at, random: noClick, how: 'code' }]
}

/** A click without a name is told from others by its link and moment alone. */
export function isSame(one: ClickBefore, other: ClickBefore): boolean {
  if (one.linkNumber !== other.linkNumber || one.at !== other.at) return false
  return one.random === other.random || one.random <= nameless || other.random <= nameless
}

/** Of two at the same moment the conversion's own is the later one. */
function inOrder(one: Touch, other: Touch): number {
  const isOwn = (touch: Touch) => Number(touch.how === 'click')
  const last = one.at - other.at || isOwn(one) - isOwn(other)
  return last || one.linkNumber - other.linkNumber || one.random - other.random
}
