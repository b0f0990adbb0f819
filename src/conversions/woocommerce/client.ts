import { readBody } from '../read-body.ts'
import type { Connection } from './connection.ts'

/** What a call needs to know of a shop. */
export type Keys = Pick<Connection, 'url' | 'consumerKey' | 'consumerSecret'>

type Call = {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below `/wp-json/wc/v3`. */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: Readonly<Record<string, unknown>>
}

/** `total`: how many there are in all, of which this is a page. */
export type Called = { readonly body: unknown; readonly total: number | null }

/** A call that came to nothing. The message is for the shop's owner, with the remedy, and holds no key. */
export class ShopCallError extends Error {
  readonly status: number

  constructor(message: string, status: number) {
    super(message)
    this.status = status
  }
}

/**
 * Calls a shop's REST API with its keys: to the shop's own address alone, for ten seconds at most, reading 16 MB at most.
 * Some servers take the header with the keys away before WooCommerce sees it: then they are told in the query, as
 * WooCommerce's documentation advises; and over http, which only a shop on this computer is called by.
 * @throws ShopCallError
 */
export async function callShop(keys: Keys, call: Call): Promise<Called> {
  if (keys.url.startsWith('http:')) return send(keys, call, 'query')
  try {
    return await send(keys, call, 'header')
  } catch (error) {
    if (error instanceof ShopCallError && error.status === 401) return send(keys, call, 'query')
    throw error
  }
}

async function send(keys: Keys, call: Call, by: 'header' | 'query'): Promise<Called> {
  const answer = await reach(addressOf(keys, call, by), {
    method: call.method ?? 'GET',
    headers: {
      accept: 'application/json',
      'user-agent': 'Tilltrail',
      ...(call.body ? { 'content-type': 'application/json' } : {}),
      ...(by === 'header' ? { authorization: `Basic ${btoa(`${keys.consumerKey}:${keys.consumerSecret}`)}` } : {}),
    },
    ...(call.body ? { body: JSON.stringify(call.body) } : {}),
  })
  if (!answer.ok) {
    await answer.body?.cancel()
    throw new ShopCallError(explain(answer), answer.status)
  }
  const total = answer.headers.get('x-wp-total') ?? ''
  return { body: await readJson(answer), total: /^\d{1,9}$/.test(total) ? Number(total) : null }
}

function addressOf({ url, consumerKey, consumerSecret }: Keys, { path, query = {} }: Call, by: 'header' | 'query') {
  const address = new URL(`${url}/wp-json/wc/v3${path}`)
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value)
  if (by === 'query') {
    address.searchParams.set('consumer_key', consumerKey)
    address.searchParams.set('consumer_secret', consumerSecret)
  }
  return address
}

/** Redirects are not followed: keys go to the address that the owner gave. */
async function reach(address: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, { ...init, redirect: 'manual', signal: AbortSignal.timeout(longestMs) })
  } catch {
    // What fetch says here differs by runtime and may name the address with its keys.
    throw new ShopCallError(
      `${address.host} did not answer within ${longestMs / 1000} seconds, or not by a connection that can be trusted: open the shop in a browser and see whether it is there.`,
      0,
    )
  }
}

const longestMs = 10_000
const mostBytes = 16 * 1024 * 1024

async function readJson(answer: Response): Promise<unknown> {
  const bytes = await readBody(answer, mostBytes).catch(() => undefined)
  try {
    if (bytes) return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    // Told below: a page of HTML where JSON was asked for is the usual reason.
  }
  const detail = bytes ? 'something that is no JSON' : 'more than 16 MB, or broke off'
  throw new ShopCallError(
    `The shop’s REST API answered with ${detail}: switch on permalinks under Settings, Permalinks (any but “Plain”), and let no plugin or firewall block /wp-json/.`,
    answer.status,
  )
}

function explain({ status, headers }: Response): string {
  if (status >= 300 && status < 400) {
    const to = hostOf(headers.get('location'))
    return `The shop leads on to another address${to ? `, ${to}` : ''}: disconnect, and connect with that one.`
  }
  if (status === 401)
    return 'The shop doesn’t know the keys any more: they were removed, or a plugin blocks them. Connect again.'
  if (status === 403)
    return 'The shop refuses: the person who approved may not manage WooCommerce, or a firewall blocks /wp-json/. Connect again as an administrator.'
  if (status === 404)
    return 'The shop has no REST API at /wp-json/wc/v3: is WooCommerce active, and are permalinks on (Settings, Permalinks, any but “Plain”)?'
  return `The shop answered with error ${status}: it is tried again by itself. If it stays so, look into WooCommerce, Status, Logs.`
}

function hostOf(location: string | null): string | undefined {
  return location !== null && URL.canParse(location) ? new URL(location).origin : undefined
}
