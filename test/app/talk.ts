import * as z from 'zod'
import { scopes } from '../../src/access/scope.ts'
import { adminKey } from '../make.ts'

/** An app to talk to, on Node or on workerd. Both believe `x-forwarded-for` and `cf-connecting-ip` in tests. */
export type Served = { fetch(path: string, init?: Init): Promise<Response> }
export type Init = { method?: string; headers?: Record<string, string>; body?: string | Uint8Array<ArrayBuffer> }
/** Starts an app, or hands out the one that runs: cases share nothing but it, each has a shop of its own. */
export type Open = () => Promise<Served>

export const origin = 'http://localhost:8787'
export const safari =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1'

const anything = z.record(z.string(), z.json())
const itemsAnswer = z.object({
  items: z.array(z.object({ id: z.string() }).catchall(z.json())),
  nextCursor: z.string().nullable(),
})
export const linkAnswer = z.looseObject({
  id: z.string(),
  slug: z.string(),
  postId: z.string(),
  shortUrl: z.string(),
  targetUrl: z.string(),
})
export const problemAnswer = z.strictObject({
  type: z.string(),
  title: z.string().min(1),
  status: z.number(),
  detail: z.string().min(1),
  errors: z.array(z.strictObject({ pointer: z.string(), detail: z.string().min(1) })),
})
const clickLine = z.object({ id: z.string().nullable(), linkId: z.string(), class: z.string(), reason: z.string() })

let visitors = 0

/** A new shop and a key with every scope that is bound to it. */
export async function openShop(served: Served, over: Record<string, unknown> = {}) {
  const admin = speaker(served, adminKey)
  const draft = { name: 'Prøvebutikken', currency: 'NOK', timeZone: 'Europe/Oslo', ...over }
  const shopId = await idOf(admin, '/api/v1/shops', draft)
  const made = await admin('POST', '/api/v1/keys', { body: { name: 'a test', scopes, shopId } })
  const key = z.object({ secret: z.string() }).parse(made.body).secret
  const call = speaker(served, key)
  return {
    shopId,
    key,
    call,
    admin,
    get: (path: string) => call('GET', `/api/v1${path}`),
    post: (path: string, body: unknown, headers: Record<string, string> = {}) =>
      call('POST', `/api/v1${path}`, { body, headers }),
    link: async (over: Record<string, unknown> = {}) =>
      linkAnswer.parse(await okay(call('POST', '/api/v1/links', { body: draftLink(over) }))),
    items: async (path: string) => itemsAnswer.parse(await okay(call('GET', `/api/v1${path}`))),
    visit: (path: string, init: Init = {}) => visit(served, path, init),
    /** The stored clicks of a link, in the order they came. */
    clicks: async (linkId: string) => {
      const exported = await served.fetch('/api/v1/export/clicks.ndjson', {
        headers: { authorization: `Bearer ${key}` },
      })
      const lines = (await exported.text()).split('\n').filter((line) => line !== '')
      return lines.map((line) => clickLine.parse(JSON.parse(line))).filter((click) => click.linkId === linkId)
    },
  }
}

export type Shop = Awaited<ReturnType<typeof openShop>>

export function draftLink(over: Record<string, unknown> = {}) {
  return {
    destination: 'https://shop.example/kampanje?farge=bl%C3%A5#topp',
    channel: 'instagram',
    campaign: 'Black Week',
    ...over,
  }
}

export async function idOf(call: Shop['call'], path: string, body: unknown): Promise<string> {
  return z.looseObject({ id: z.string() }).parse(await okay(call('POST', path, { body }))).id
}

/** A person's first click, from an address nobody had before. Follows nothing. */
async function visit(served: Served, path: string, { method = 'GET', headers = {} }: Init) {
  visitors++
  const address = `198.18.${(visitors >> 8) & 255}.${visitors & 255}`
  const from = { 'x-forwarded-for': address, 'cf-connecting-ip': address }
  const answer = await served.fetch(path, { method, headers: { 'user-agent': safari, ...from, ...headers } })
  const location = answer.headers.get('location')
  const query = location === null ? undefined : new URL(location, origin).searchParams
  return {
    status: answer.status,
    headers: answer.headers,
    location,
    query,
    click: query?.get('till') ?? null,
    text: await answer.text(),
  }
}

function speaker(served: Served, key: string) {
  return async (
    method: string,
    path: string,
    { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
  ) => {
    const answer = await served.fetch(path, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await answer.text()
    const isJson = /[/+]json/.test(answer.headers.get('content-type') ?? '')
    const told = isJson ? anything.parse(JSON.parse(text)) : {}
    const id = typeof told.id === 'string' ? told.id : ''
    return { status: answer.status, headers: answer.headers, text, body: told, id }
  }
}

async function okay(answering: Promise<{ status: number; text: string; body: Record<string, unknown> }>) {
  const { status, text, body } = await answering
  if (status >= 300) throw new Error(`${status} ${text}`)
  return body
}
