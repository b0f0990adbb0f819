import { createAttempts } from '../access/attempts.ts'

/**
 * How often pages may ping without a key: 120 times a minute from one address, 20 times with one click id. One honest
 * visitor needs a handful; an office or a mobile network behind one address has room. All visitors of a link together:
 * 60 orders and leads a minute and 600 an hour, and ten times as many steps towards one (a basket, a checkout, an own
 * event). In memory, bounded; on Workers each isolate counts for itself.
 */
export function createPingLimit() {
  const byAddress = createAttempts({ most: 120, windowMs: 60_000 })
  const byClick = createAttempts({ most: 20, windowMs: 60_000 })
  const orders = createQuota({ aMinute: 60, anHour: 600 })
  const steps = createQuota({ aMinute: 600, anHour: 6_000 })
  return {
    /** Whether a ping from this address ('' when it isn't known) may be taken; counts it. `now`: UTC milliseconds. */
    takesFrom: (address: string, now: number) => address === '' || byAddress.take(blockOf(address), now) === 0,
    /** The same for the click id that it tells. */
    takesClick: (click: string | undefined, now: number) => click === undefined || byClick.take(click, now) === 0,
    /** The same for the link of its click, by number; what is beyond isn't counted. */
    takesLink(link: number, event: string, now: number): boolean {
      return (event === 'purchase' || event === 'lead' ? orders : steps)(link, now)
    },
  }
}

/** So many in each minute and hour of the clock, per link: two numbers each, of the 10,000 links that came last. */
function createQuota({ aMinute, anHour }: { readonly aMinute: number; readonly anHour: number }) {
  const taken = new Map<number, { minute: number; inMinute: number; hour: number; inHour: number }>()
  return (link: number, now: number): boolean => {
    const [minute, hour] = [Math.floor(now / 60_000), Math.floor(now / 3_600_000)]
    const known = taken.get(link)
    const inMinute = known?.minute === minute ? known.inMinute : 0
    const inHour = known?.hour === hour ? known.inHour : 0
    if (inMinute >= aMinute || inHour >= anHour) return false
    taken.delete(link)
    taken.set(link, { minute, hour, inMinute: inMinute + 1, inHour: inHour + 1 })
    if (taken.size > mostLinks) taken.delete(taken.keys().next().value ?? link)
    return true
  }
}

const mostLinks = 10_000

/** Who has an IPv6 address has the /64 around it, 2^64 of them: such a block counts as one. IPv4 stays. */
export function blockOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address.slice(address.lastIndexOf(':') + 1)
  const [before = '', after] = address.toLowerCase().split('%', 1).join('').split('::')
  const head = before === '' ? [] : before.split(':')
  const tail = after === undefined || after === '' ? [] : after.split(':')
  const zeros = after === undefined ? [] : Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0')
  const groups = [...head, ...zeros, ...tail].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''))
  return `${groups.join(':')}::/64`
}
