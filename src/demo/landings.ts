import type { Visit } from '../visits/visit.ts'
import type { PlannedVisit } from './visits.ts'

export type Landing = Pick<Visit, 'views' | 'seconds' | 'scroll'>

/**
 * What the shop's pages tell of a visit, where they do: some people leave before the page has loaded, some refuse, and
 * apps close their own browser early. Always the same for the same visit.
 */
export function planLanding({ at, kind, hasGpc, visitor, post }: PlannedVisit): Landing | undefined {
  const luck = spread(at)
  if (kind !== 'person' || hasGpc || luck >= arriving(visitor.agent)) return undefined
  const interest = spread(at + 1)
  return landingOf(post.title === letDown && interest < 0.4 ? 0 : interest)
}

/** A post whose video isn't on the page that it leads to. */
const letDown = 'We dropped this mug 50 times'

/** Somebody who came to the shop by no link of ours, about as often as by one: by a search, or the address they know. */
export function planOtherLanding({ at, kind }: PlannedVisit): Landing | undefined {
  if (kind !== 'person' || spread(at + 2) >= 0.8) return undefined
  return landingOf(Math.min(1, spread(at + 3) * 1.15))
}

function landingOf(interest: number): Landing {
  return {
    views: 1 + Math.floor(interest * 4),
    seconds: Math.round(4 + interest * 110),
    scroll: Math.round(interest * 100),
  }
}

/** Apps that open links in a browser of their own. */
export function isInApp(agent: string): boolean {
  return /FBAN|FB_IAB|Instagram|Bytedance|musical_ly|Pinterest|Snapchat|GSA/.test(agent)
}

function arriving(agent: string): number {
  if (isInApp(agent)) return 0.71
  if (agent.includes('Firefox')) return 0.62
  return agent.includes('Version/18') ? 0.79 : 0.87
}

/** 0–1, by a number's bits. @source The finaliser of MurmurHash3. */
function spread(seed: number): number {
  let bits = seed | 0
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32
}
