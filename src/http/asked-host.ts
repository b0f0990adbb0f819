import type { Context } from 'hono'

/** The host that was asked for, lower case and without its port: of the address, which both runtimes make of the Host header. */
export function askedHost(c: Context): string {
  return (/^https?:\/\/([^/?#:]*)/i.exec(c.req.url)?.[1] ?? '').toLowerCase()
}
