import { isLoopback } from './loopback.ts'

/**
 * Whether a host, as `URL.hostname` writes it, is none of the public internet: an address of a network of one's own, or a
 * name that is only known there. @source IANA's special-purpose address registries (RFC 6890)
 */
export function isPrivateHost(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '')
  if (isLoopback(name)) return true
  if (name.startsWith('[')) return isPrivateV6(name.slice(1, -1))
  if (name.includes(':')) return isPrivateV6(name)
  const parts = /^(\d{1,3})\.(\d{1,3})\.\d{1,3}\.\d{1,3}$/.exec(name)
  if (parts) return isPrivateV4(Number(parts[1]), Number(parts[2]))
  return !name.includes('.') || /\.(?:local|localdomain|internal|intranet|lan|home|home\.arpa|test|invalid)$/.test(name)
}

function isPrivateV4(a: number, b: number): boolean {
  return (
    [0, 10, 127].includes(a) ||
    a >= 224 ||
    (a === 100 && b >= 64 && b <= 127) ||
    (a === 169 && b === 254) ||
    (a === 172 && b >= 16 && b <= 31) ||
    (a === 192 && (b === 168 || b === 0)) ||
    (a === 198 && (b === 18 || b === 19))
  )
}

/** Public are those that begin with 2 or 3 alone, but for tunnels that lead to an IPv4 address (6to4, Teredo). */
function isPrivateV6(address: string): boolean {
  return !/^[23][0-9a-f]{3}:/.test(address) || /^(?:2002:|2001:0?:)/.test(address)
}
