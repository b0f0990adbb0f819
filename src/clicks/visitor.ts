import { SipHash } from './siphash.ts'
import { maxUserAgentLength, rememberByAgent } from './user-agent.ts'

/** Tells one visitor of a shop from the next for one day: `salt` is thrown away when the day is over. */
export type VisitorHash = (address: string, userAgent: string) => number

/**
 * 48 bits of SipHash under the day's salt, over the user agent (itself hashed, once) and the address, which goes in here
 * and nowhere else.
 */
export function createVisitorHash(shop: number, salt: ArrayLike<number>): VisitorHash {
  const hasher = new SipHash(salt)
  return (address, userAgent) => {
    const agent = hashAgent(userAgent)
    words[0] = agent.low
    words[1] = agent.high
    words[2] = shop
    const count = 3 + putText(address, 3)
    hasher.update(words, padded(count))
    return (hasher.high & 0xffff) * 2 ** 32 + hasher.low
  }
}

// Addresses have 45 characters at most; what is longer came through a header and is cut.
const longestAddress = 96
const words = new Int32Array(4 + longestAddress / 2 + 2)

type AgentHash = { readonly high: number; readonly low: number }
const agentHasher = new SipHash([0, 0, 0, 0])

const hashAgent = rememberByAgent((userAgent): AgentHash => {
  const long = new Int32Array(4 + maxUserAgentLength / 2)
  const text = userAgent.slice(0, maxUserAgentLength)
  for (let at = 0; at < text.length; at++)
    long[at >> 1] = (long[at >> 1] ?? 0) | (text.charCodeAt(at) << ((at & 1) * 16))
  const count = (text.length >> 1) + 1
  long[count] = text.length
  agentHasher.update(long, count + 1 + ((count + 1) & 1))
  return { high: agentHasher.high, low: agentHasher.low }
})

/** UTF-16 units, two a word, their number last: no two texts give the same words. Returns how many words it took. */
function putText(text: string, from: number): number {
  const length = Math.min(text.length, longestAddress)
  for (let at = 0; at < length; at += 2)
    words[from + (at >> 1)] = text.charCodeAt(at) | ((text.charCodeAt(at + 1) || 0) << 16)
  const count = (length + 1) >> 1
  words[from + count] = length
  return count + 1
}

/** SipHash takes pairs of words, the last byte being the message's length. */
function padded(count: number): number {
  const pairs = count & 1 ? count + 1 : count + 2
  words[pairs - 2] = count & 1 ? (words[pairs - 2] ?? 0) : 0
  words[pairs - 1] = (4 * count) << 24
  return pairs
}
