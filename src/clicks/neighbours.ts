import { type FirstScope, firstScopes } from './click.ts'
import type { Click } from './redirect.ts'

/** What was seen before a click, as far as its verdict depends on it. */
export type Neighbours = {
  /** Bits of `firstScopes`: where this visitor is seen for the first time on this day. Remembers the click. */
  settle(click: Sighting): number
  /** Takes back what `settle` remembered: the click could not be stored. `firsts` is what it answered. */
  forget(click: Sighting, firsts: number): void
}

export type Sighting = Pick<Click, 'day' | 'visitor' | 'link' | 'post' | 'campaign' | 'channel' | 'shop'>

/** Where a click's visitor was seen, one key per scope. */
export function scopeKeys(click: Sighting): readonly string[] {
  const keys: Record<FirstScope, string> = {
    link: `l${click.link}`,
    post: `p${click.post}`,
    campaign: `c${click.shop}.${click.campaign}`,
    channel: `h${click.shop}.${click.channel}`,
    shop: `s${click.shop}`,
  }
  return firstScopes.map((scope) => keys[scope])
}

/**
 * The neighbours of the last two days, in memory. At most `most` sightings a day; beyond that the oldest are forgotten,
 * and their visitors count as new again.
 */
export function createNeighbours(most = 2_000_000): Neighbours {
  const days = new Map<number, Set<string>>()

  function seenOn(day: number): Set<string> {
    const known = days.get(day)
    if (known) return known
    const made = new Set<string>()
    days.set(day, made)
    const oldest = Math.min(...days.keys())
    if (days.size > 2) days.delete(oldest)
    return made
  }

  return {
    settle(click) {
      if (click.visitor === null) return 0
      const seen = seenOn(click.day)
      let firsts = 0
      for (const [bit, key] of scopeKeys(click).entries()) {
        const sighting = `${click.visitor}${key}`
        if (seen.has(sighting)) continue
        seen.add(sighting)
        firsts |= 1 << bit
      }
      while (seen.size > most) forgetOldest(seen)
      return firsts
    },
    forget(click, firsts) {
      for (const [bit, key] of scopeKeys(click).entries())
        if (firsts & (1 << bit)) days.get(click.day)?.delete(`${click.visitor}${key}`)
    },
  }
}

function forgetOldest(seen: Set<string>): void {
  for (const oldest of seen) {
    seen.delete(oldest)
    return
  }
}
