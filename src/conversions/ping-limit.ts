import { createAttempts } from '../access/attempts.ts'

/**
 * How often pages may ping without a key: 120 times a minute from one address, 20 times with one click id. One honest
 * visitor needs a handful; an office or a mobile network behind one address has room. In memory, bounded.
 */
export function createPingLimit() {
  const byAddress = createAttempts({ most: 120, windowMs: 60_000 })
  const byClick = createAttempts({ most: 20, windowMs: 60_000 })
  return {
    /** Whether a ping from this address ('' when it isn't known) may be taken; counts it. `now`: UTC milliseconds. */
    takesFrom: (address: string, now: number) => address === '' || byAddress.take(blockOf(address), now) === 0,
    /** The same for the click id that it tells. */
    takesClick: (click: string | undefined, now: number) => click === undefined || byClick.take(click, now) === 0,
  }
}

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
