import { isPrivateHost } from '../../http/private-host.ts'
import type { Runtime } from '../../runtime.ts'
import { reachOf } from './shop-url.ts'

/**
 * Why this host must not be called, or undefined: a name on the internet may lead into one's own network, today or
 * later, so that it is asked before each step. Where the runtime can't look names up (Workers have no network of one's
 * own behind them) nothing is said.
 */
export async function findHostFault({ lookUpHost, publicUrl }: Runtime, host: string): Promise<string | undefined> {
  if (!lookUpHost || reachOf(publicUrl) === 'local') return undefined
  const addresses = await lookUpHost(host)
  if (addresses.length === 0) return `must be a name that leads somewhere: there is no address for ${host}.`
  if (addresses.some(isPrivateHost))
    return `must be on the internet: ${host} leads to an address of a network of your own.`
  return undefined
}
