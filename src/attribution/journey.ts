import type { ClickBefore } from '../conversions/checked.ts'
import type { How } from '../conversions/journey-store.ts'
import { isInWindow, nameless, widestWindowDays } from '../conversions/verify-click.ts'
import { dayMs } from '../shops/calendar.ts'
import { clickWindows } from '../shops/shop.ts'
import type { Creditable } from './creditable-store.ts'

/**
 * One of the clicks before a conversion, or, by `noClick`, what stands for one. `within`: the widest window, in milliseconds,
 * in which it is a touch; none for any that reaches back to it.
 */
export type Touch = ClickBefore & { readonly how: How; readonly within?: number }

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
 * alone, others keep what they came by otherwise; a link told by hand is all there is. Clicks go back as far as the widest window does: which of them are too old
 * is judged by who asks, so that another window needs nothing computed anew. Empty where nobody can earn credit: nothing
 * of ours before it, a test, a refund (it counts with its order).
 */
export function journeyOf(conversion: Creditable, known: Known): readonly Touch[] {
  const { event, isTest, linkNumber, clickAt, occurredAt: at } = conversion
  if (event === 'refund' || isTest) return []
  if (linkNumber !== null && clickAt === null) return [{ linkNumber, at, random: noClick, how: 'click' }]
  const clicks = clicksOf(conversion, known)
  return [...standIns(conversion, known, clicks), ...clicks]
}

/**
 * The widest window, in milliseconds, in which each touch is the last though there are younger windows' clicks after it:
 * where every click is too old, what the order itself says of a post is. Null for all others.
 */
export function lastWithin(touches: readonly Touch[], occurredAt: number): readonly (number | null)[] {
  const newest = touches.at(-1)
  const standIn = touches.findLastIndex(({ random }) => random === noClick)
  return touches.map((_, index) =>
    newest === undefined || newest.random === noClick || index !== standIn ? null : occurredAt - newest.at - 1,
  )
}

/**
 * What the order says itself of a post: a code or UTMs. It says it at its own time, so that every window holds it, and not
 * when the post was seen: it stands before the clicks. A code is left out where a click is of its post, UTMs where there
 * is any, each in the windows that reach back to these clicks.
 */
function standIns({ shared, occurredAt: at }: Creditable, known: Known, clicks: readonly Touch[]): readonly Touch[] {
  const { code } = known
  // The address that was passed on has its UTMs too.
  const utm = shared === 'further' ? undefined : known.utm
  const isOfCode = (linkNumber: number) => code?.ofPost.includes(linkNumber) ?? false
  const hasCode = code !== undefined && (clicks.length > 0 || utm === undefined || !isOfCode(utm))
  const hasUtm = utm !== undefined && (clicks.length === 0 || !isOfCode(utm))
  const stand = (linkNumber: number, how: How, untilClick: Touch | undefined): readonly Touch[] => {
    if (untilClick === undefined) return [{ linkNumber, at, random: noClick, how }]
    const within = at - untilClick.at - 1
    return within < narrowestMs ? [] : [{ linkNumber, at, random: noClick, how, within }]
  }
  const ofCode = clicks.findLast(({ linkNumber }) => isOfCode(linkNumber))
  return [
    ...(hasCode ? stand(code.linkNumber, 'code', ofCode) : []),
    ...(hasUtm ? stand(utm, 'utm', clicks.at(-1)) : []),
  ]
}

const narrowestMs = Math.min(...clickWindows) * dayMs

function clicksOf(conversion: Creditable, { random, customers }: Known): readonly Touch[] {
  const { occurredAt, toldTouches, shared, isLanding } = conversion
  const own = ownTouch(conversion, random)
  // Who is believed above others says that this was the last click: what a list has after it didn't lead here. A shop
  // system that knows the first page of a visit alone says nothing of what came after it.
  const told = toldTouches.filter(({ at }) => own === undefined || isLanding || at <= own.at)
  const all: readonly Touch[] = [
    ...(own && shared !== 'further' ? [own] : []),
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
