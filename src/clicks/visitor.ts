/// <reference path="./siphash.d.ts" />
import siphash from 'siphash'
import { maxUserAgentLength } from './user-agent.ts'

/**
 * 48 bits that tell one visitor of a shop from the next for one day: SipHash under a salt that is thrown away when the day
 * is over. The address goes in and nowhere else.
 */
export function visitorOf(
  { shop, address, userAgent }: { readonly shop: number; readonly address: string; readonly userAgent: string },
  salt: Uint32Array,
): number {
  const { h, l } = siphash.hash(salt, `${shop}\n${address}\n${userAgent.slice(0, maxUserAgentLength)}`)
  return (h & 0xffff) * 2 ** 32 + l
}
