import * as z from 'zod'
import { isLoopback } from '../../http/loopback.ts'
import { isPrivateHost } from '../../http/private-host.ts'
import type { Reach } from './connection.ts'

/** How a shop can reach the installation that has this public URL. */
export function reachOf(publicUrl: string): Reach {
  const { protocol, hostname } = new URL(publicUrl)
  if (isLoopback(hostname)) return 'local'
  return protocol === 'https:' && !isPrivateHost(hostname) ? 'public' : 'insecure'
}

/** The body of a request to connect; the address is read by `readShopUrl`. */
export const connectDraft = z.strictObject({
  url: z
    .string('is missing: the address of your shop, such as https://shop.example')
    .trim()
    .min(1, 'is missing: the address of your shop, such as https://shop.example')
    .max(300, 'must have 300 characters at most'),
})

type ReadUrl = { readonly ok: true; readonly url: string } | { readonly ok: false; readonly detail: string }

/**
 * The address of a WooCommerce shop as people type or paste it: https:// is put in front where nothing is, and what
 * stands behind the folder of the shop is left out. Plain http and networks of one's own are refused, but for a shop on
 * this computer when Tilltrail runs there too.
 */
export function readShopUrl(typed: string, reach: Reach): ReadUrl {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol))
    return { ok: false, detail: 'must be the web address of your shop, such as https://shop.example.' }
  if (url.username !== '' || url.password !== '')
    return { ok: false, detail: 'must not hold a name or password: leave out what stands before the @.' }
  const isHere = isLoopback(url.hostname) && reach === 'local'
  if (!isHere && reach === 'local') return { ok: false, detail: onlyHere }
  if (!url.hostname.includes('.') && !url.hostname.startsWith('[') && !isLoopback(url.hostname))
    return { ok: false, detail: 'must be the web address of your shop, such as https://shop.example.' }
  if (!isHere && isPrivateHost(url.hostname))
    return { ok: false, detail: `must be on the internet: ${url.hostname} is only known in a network of your own.` }
  if (!isHere && url.protocol === 'http:')
    return { ok: false, detail: 'must begin with https://: keys would travel readable for everybody on the way.' }
  return { ok: true, url: `${url.origin}${folderOf(url.pathname)}` }
}

const onlyHere =
  'must be a shop on this computer, such as http://localhost:8080, as this Tilltrail is known as localhost and no other shop could call it back: set PUBLIC_URL to its public https address first.'

/** WordPress may live in a folder; its own pages below it are left out. */
function folderOf(path: string): string {
  return path.replace(/\/(?:wp-admin|wp-json|wp-login\.php|index\.php|wc-auth)(?:\/.*)?$/, '').replace(/\/+$/, '')
}
