import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as z from 'zod'
import { wooOrder } from '../sign.ts'

export type FakeWebhook = {
  id: number
  name: string
  topic: string
  delivery_url: string
  secret: string
  status: string
}
type Order = z.output<typeof orderShape>
const orderShape = z.looseObject({ id: z.number(), date_created_gmt: z.string(), date_modified_gmt: z.string() })

export const consumer = { key: 'ck_0123456789abcdef', secret: 'cs_fedcba9876543210' } as const

/**
 * A shop that speaks WooCommerce's REST and its way of handing keys over, over http: keys in the query, pages with
 * X-WP-Total, `after` and `modified_after` exclusive.
 */
export async function openFakeShop() {
  const webhooks: FakeWebhook[] = []
  const orders: Order[] = []
  const asked: string[] = []
  const state = { isBroken: false, knowsKeys: true, redirectTo: '', callback: { status: 0 } }

  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://localhost:${portOf(server.address())}`

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asking = new URL(request.url ?? '/', url)
    asked.push(`${request.method} ${asking.pathname}`)
    if (asking.pathname === '/butikk/wc-auth/v1/authorize') return showConsent(asking, response)
    if (asking.pathname === '/approve') return approve(asking, response)
    if (state.redirectTo !== '') return void response.writeHead(301, { location: state.redirectTo }).end()
    if (state.isBroken) return void response.writeHead(500).end('down')
    const { searchParams } = asking
    const isKnown =
      searchParams.get('consumer_key') === consumer.key && searchParams.get('consumer_secret') === consumer.secret
    if (!state.knowsKeys || !isKnown) return send(response, 401, { code: 'woocommerce_rest_cannot_view' })
    const path = asking.pathname.replace('/butikk/wp-json/wc/v3', '')
    const body: unknown = JSON.parse((await readAll(request)) || '{}')
    if (path === '/orders') return listOrders(searchParams, response)
    if (path === '/webhooks' && request.method === 'GET') return send(response, 200, webhooks)
    if (path === '/webhooks') return makeWebhook(webhookShape.parse(body), response)
    const at = webhooks.findIndex(({ id }) => path === `/webhooks/${id}`)
    const known = webhooks[at]
    if (!known) return send(response, 404, { code: 'woocommerce_rest_shop_webhook_invalid_id' })
    if (request.method === 'DELETE') webhooks.splice(at, 1)
    else Object.assign(known, webhookShape.partial().parse(body))
    send(response, 200, known)
  }

  function makeWebhook(body: Omit<FakeWebhook, 'id'>, response: ServerResponse): void {
    const made = { id: webhooks.length + 101, ...body }
    webhooks.push(made)
    send(response, 201, made)
  }

  function listOrders(query: URLSearchParams, response: ServerResponse): void {
    const [after, modified] = [query.get('after') ?? '', query.get('modified_after') ?? '']
    const field = query.get('orderby') === 'date' ? 'date_created_gmt' : 'id'
    const found = orders
      .filter((one) => one.date_created_gmt > after && one.date_modified_gmt > modified)
      .toSorted((a, b) => (a[field] < b[field] ? -1 : 1))
    const [size, page] = [Number(query.get('per_page')), Number(query.get('page'))]
    const headers = { 'x-wp-total': found.length, 'x-wp-totalpages': Math.ceil(found.length / size) }
    send(response, 200, found.slice((page - 1) * size, page * size), headers)
  }

  function showConsent(asking: URL, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/html' })
    response.end(
      `<title>Fjellkaffe</title><h1>Tilltrail would like to connect to your store</h1><a href="/approve${asking.search.replaceAll('"', '')}">Approve</a>`,
    )
  }

  async function approve({ searchParams }: URL, response: ServerResponse): Promise<void> {
    const told = {
      key_id: 1,
      user_id: searchParams.get('user_id'),
      consumer_key: consumer.key,
      consumer_secret: consumer.secret,
      key_permissions: searchParams.get('scope'),
    }
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json;charset=utf-8' },
      body: JSON.stringify(told),
    }
    state.callback = await fetch(searchParams.get('callback_url') ?? '', init)
    const back = new URL(searchParams.get('return_url') ?? '')
    back.searchParams.set('success', state.callback.status === 200 ? '1' : '0')
    response.writeHead(302, { location: back.href }).end()
  }

  return {
    url: `${url}/butikk`,
    webhooks,
    orders,
    asked,
    state,
    /** So many orders, an hour apart, the last one at `until`. */
    sell(count: number, until: number) {
      for (let left = count; left > 0; left--) {
        const at = new Date(until - (left - 1) * 3_600_000).toISOString().slice(0, 19)
        const dates = { date_created_gmt: at, date_modified_gmt: at, date_paid_gmt: at }
        const id = orders.length + 1001
        orders.push(orderShape.parse(JSON.parse(wooOrder({ id, number: String(id), order_key: `wc_${id}`, ...dates }))))
      }
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

const webhookShape = z.object({
  name: z.string(),
  topic: z.string(),
  delivery_url: z.string(),
  secret: z.string(),
  status: z.string(),
})

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, number> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) chunks.push(bytes.parse(chunk))
  return Buffer.concat(chunks).toString()
}

const bytes = z.instanceof(Uint8Array)

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0
}
