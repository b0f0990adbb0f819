import { type FirstScope, firstScopes } from './click.ts'
import type { Click } from './redirect.ts'

/** What was seen before a click, as far as its verdict depends on it. */
export type Neighbours = {
  /** Settles a click and remembers it. */
  settle(click: Sighting): Settling
  /** Takes back that a click was remembered: it could not be stored. `settling` is what `settle` answered. */
  forget(click: Sighting, settling: Settling): void
  /** Puts other clicks, in their order, in the place of those that were remembered of a visitor's day. */
  replace(whose: { readonly day: number; readonly visitor: number }, clicks: readonly Sighting[]): void
}

const memories = new WeakMap<object, Neighbours>()

/** The memory of the recorder that writes to this database in this process, if there is one. */
export function neighboursOf(database: object): Neighbours | undefined {
  return memories.get(database)
}

export function rememberNeighbours(database: object, neighbours: Neighbours): void {
  memories.set(database, neighbours)
}

/** `firsts`: bits of `firstScopes` in which this visitor is new today. `isRepeat`: clicked this link a moment ago. */
export type Settling = { readonly firsts: number; readonly isRepeat: boolean }

export type Sighting = Pick<Click, 'at' | 'day' | 'visitor' | 'link' | 'post' | 'campaign' | 'channel' | 'shop'>

/** Where a click's visitor was seen, one key per scope. */
export function scopeKeys(click: Omit<Sighting, 'at'>): readonly string[] {
  const keys: Record<FirstScope, string> = {
    link: `l${click.link}`,
    post: `p${click.post}`,
    campaign: `c${click.shop}.${click.campaign}`,
    channel: `h${click.shop}.${click.channel}`,
    shop: `s${click.shop}`,
  }
  return firstScopes.map((scope) => keys[scope])
}

/** A second click within this counts as `repeat`. */
export const repeatMs = 30 * 60_000
/** Of one day. */
export const mostVisitors = 600_000

export type NeighbourSettings = { readonly most?: number; readonly repeatWithinMs?: number }

/**
 * The neighbours of the last days, in memory. A day is kept in two generations of at most half of `most` visitors: when
 * the young one is full, the old one is forgotten whole, and its visitors count as new again. Three days, since local days
 * around the world are three at a time.
 */
export function createNeighbours({
  most = mostVisitors,
  repeatWithinMs = repeatMs,
}: NeighbourSettings = {}): Neighbours {
  const days = new Map<number, Day>()

  function dayOf(day: number): Day {
    const known = days.get(day)
    if (known) return known
    const made = { young: new Map<number, Seen>(), old: new Map<number, Seen>() }
    // Before the new one is in: where the clock was set back, that is the oldest.
    if (days.size >= 3) days.delete(Math.min(...days.keys()))
    days.set(day, made)
    return made
  }

  function settle(click: Sighting): Settling {
    if (click.visitor === null) return unseen
    const day = dayOf(click.day)
    const seen = day.young.get(click.visitor) ?? day.old.get(click.visitor)
    if (seen) return settleAgain(click, seen, repeatWithinMs)
    if (day.young.size >= most / 2) {
      day.old = day.young
      day.young = new Map()
    }
    day.young.set(click.visitor, { ...placeOf(click), next: undefined })
    return everywhere
  }

  return {
    settle,
    forget(click, { firsts }) {
      if (click.visitor === null || (firsts & linkBit) === 0) return
      const day = days.get(click.day)
      for (const generation of day ? [day.young, day.old] : []) forgetIn(generation, click.visitor, click.link)
    },
    replace(whose, clicks) {
      const day = days.get(whose.day)
      // A day that isn't in mind isn't written any more.
      if (!day) return
      for (const generation of [day.young, day.old]) generation.delete(whose.visitor)
      for (const click of clicks) settle(click)
    },
  }
}

type Day = { young: Map<number, Seen>; old: Map<number, Seen> }

/** One link a visitor was seen on today, the others behind it. */
type Seen = Place & { next: Seen | undefined }
type Place = { link: number; post: number; campaign: number; channel: string; at: number }

const unseen: Settling = { firsts: 0, isRepeat: false }
const everywhere: Settling = { firsts: (1 << firstScopes.length) - 1, isRepeat: false }
const repeat: Settling = { firsts: 0, isRepeat: true }

function placeOf({ link, post, campaign, channel, at }: Sighting): Place {
  return { link, post, campaign, channel, at }
}

function settleAgain(click: Sighting, first: Seen, repeatWithinMs: number): Settling {
  let firsts = linkBit | postBit | campaignBit | channelBit
  let links = 0
  for (let seen: Seen | undefined = first; seen; seen = seen.next) {
    links++
    if (seen.link === click.link) {
      const isRepeat = Math.abs(click.at - seen.at) < repeatWithinMs
      seen.at = click.at
      return isRepeat ? repeat : unseen
    }
    if (seen.post === click.post) firsts &= ~postBit
    if (seen.campaign === click.campaign) firsts &= ~campaignBit
    if (seen.channel === click.channel) firsts &= ~channelBit
  }
  if (links < mostLinks) first.next = { ...placeOf(click), next: first.next }
  return { firsts, isRepeat: false }
}

/** Nobody reads so many posts a day: a crawler in a browser's clothes must not cost ever more. */
const mostLinks = 200

const bitOf = (scope: FirstScope) => 1 << firstScopes.indexOf(scope)
const [linkBit, postBit, campaignBit, channelBit] = [bitOf('link'), bitOf('post'), bitOf('campaign'), bitOf('channel')]

function forgetIn(generation: Map<number, Seen>, visitor: number, link: number): void {
  const first = generation.get(visitor)
  if (!first) return
  if (first.link === link) {
    if (first.next) generation.set(visitor, first.next)
    else generation.delete(visitor)
    return
  }
  for (let seen = first; seen.next; seen = seen.next)
    if (seen.next.link === link) {
      seen.next = seen.next.next
      return
    }
}
