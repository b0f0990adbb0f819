import { BlockList, isIPv4, isIPv6 } from 'node:net'

/**
 * The visitor's address: the socket's, or, behind proxies of the list, the last one in X-Forwarded-For that isn't such a
 * proxy. Nobody else's header is believed. Node only.
 */
export function readClientAddress(
  trusted: readonly string[],
): (socketAddress: string, forwardedFor: string | undefined) => string {
  const proxies = new BlockList()
  for (const block of trusted) addBlock(proxies, block)
  const known = new Map<string, boolean>()

  // There are few proxies and they come with every request; visitors' own addresses are not kept.
  function isProxy(address: string): boolean {
    const answered = known.get(address)
    if (answered !== undefined) return answered
    const isListed = proxies.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
    if (isListed && known.size < mostProxies) known.set(address, true)
    return isListed
  }

  return (socketAddress, forwardedFor) => {
    let address = plain(socketAddress)
    if (trusted.length === 0 || !forwardedFor) return address
    // From the last hop to the first, without a list of them: this runs at every click.
    for (let end = forwardedFor.length; end >= 0; ) {
      const comma = end === 0 ? -1 : forwardedFor.lastIndexOf(',', end - 1)
      const hop = plain(forwardedFor.slice(comma + 1, end).trim())
      if (!isProxy(address) || !(isIPv4(hop) || isIPv6(hop))) break
      address = hop
      end = comma
    }
    return address
  }
}

const mostProxies = 1_000

function addBlock(proxies: BlockList, block: string): void {
  const [address = '', bits] = block.split('/')
  const family = isIPv6(address) ? 'ipv6' : 'ipv4'
  if (bits === undefined) proxies.addAddress(address, family)
  else proxies.addSubnet(address, Number(bits), family)
}

/** IPv4 in IPv6's clothes (`::ffff:192.0.2.1`) as IPv4. */
function plain(address: string): string {
  return address.startsWith(':') ? address.replace(/^::ffff:(?=\d+\.)/i, '') : address
}
