import { createHmac, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { adminKey } from './redirect.ts'
import { startServer } from './server.ts'

type Sent = { readonly body: string; readonly headers: Readonly<Record<string, string>> }
type Way = {
  readonly name: string
  readonly path: string
  readonly ordersEach: number
  send(orders: readonly object[], first: number): Sent
}

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const withKey = { authorization: `Bearer ${adminKey}` }

/** Each way that an order can come; each order is another one, told with 20 connections. */
const ways: readonly Way[] = [
  {
    name: 'signed webhook',
    path: '/hooks/signed/shop-1',
    ordersEach: 1,
    send: ([order]) => signed(JSON.stringify(order)),
  },
  {
    name: 'API',
    path: '/api/v1/conversions',
    ordersEach: 1,
    send: ([order]) => ({ body: JSON.stringify(order), headers: withKey }),
  },
  {
    name: 'API, 100 at once',
    path: '/api/v1/conversions/batch',
    ordersEach: 100,
    send: (conversions) => ({ body: JSON.stringify({ conversions }), headers: withKey }),
  },
  {
    name: 'script',
    path: '/e',
    ordersEach: 1,
    // An address may tell 120 a minute: each has its own.
    send: ([order], first) => ({
      body: JSON.stringify(order),
      headers: { 'x-forwarded-for': `198.${18 + ((first >> 16) & 1)}.${(first >> 8) & 255}.${first & 255}` },
    }),
  },
]

/**
 * Orders per second, each durable (`synchronous=FULL`) before its answer, checked, merged and credited, against a bare hono
 * and better-sqlite3 server that inserts a row; servers on one core, the load on another. Afterwards each order is counted.
 */
export async function benchPings({ seconds }: { readonly seconds: number }) {
  const folder = mkdtempSync(join(tmpdir(), 'tilltrail-bench-'))
  const bare = await startServer(['bench/bare-insert.ts'], { DATA_DIR: folder })
  const ours = await startServer(['src/node.ts'], {
    DATA_DIR: folder,
    PORT: '0',
    ADMIN_API_KEY: adminKey,
    TRUSTED_PROXIES: '127.0.0.1/32',
    LOG_LEVEL: 'error',
  })
  try {
    await post(`${ours.url}/api/v1/shops/shop-1/sources/signed`, setSecret, 'PUT')
    const plain: Way = { ...apiWay, name: 'bare', path: '/orders' }
    const insertsPerSecond = (await tell(bare.url, plain, seconds)).perSecond
    const told: (Way & Rate)[] = []
    for (const way of ways) told.push({ ...way, ...(await tell(ours.url, way, seconds)) })
    const counted = told.map((way) => ({ ...way, stored: countOrders(folder, way.name) }))
    const ratios = counted.map(({ name, perSecond }) => [`pings/${name}`, ratio(perSecond, insertsPerSecond)])
    return { ratios: Object.fromEntries(ratios), table: toTable(counted, insertsPerSecond) }
  } finally {
    bare.child.kill('SIGKILL')
    ours.child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
}

const apiWay: Way = {
  name: 'API',
  path: '',
  ordersEach: 1,
  send: ([order]) => ({ body: JSON.stringify(order), headers: {} }),
}
const setSecret = { body: JSON.stringify({ secrets: [secret] }), headers: withKey }

type Rate = { readonly perSecond: number; readonly answered: number; readonly wrong: number }

async function tell(url: string, way: Way, seconds: number): Promise<Rate> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const startedAt = performance.now()
  let [next, answered, wrong] = [0, 0, 0]
  const one = async () => {
    while (performance.now() - startedAt < seconds * 1000) {
      const first = next
      next += way.ordersEach
      const orders = Array.from({ length: way.ordersEach }, (_, index) => makeOrder(`${way.name}-${first + index}`))
      const status = await post(`${url}${way.path}`, way.send(orders, first), 'POST', agent)
      if (status >= 200 && status < 300) answered += way.ordersEach
      else wrong++
    }
  }
  await Promise.all(Array.from({ length: connections }, one))
  agent.destroy()
  return { perSecond: (answered * 1000) / (performance.now() - startedAt), answered, wrong }
}

const connections = 20

function makeOrder(orderId: string): object {
  return { event: 'purchase', orderId, value: '499.50', currency: 'NOK' }
}

function signed(body: string): Sent {
  const [id, time] = [`msg_${randomUUID()}`, String(Math.floor(Date.now() / 1000))]
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64')
  return { body, headers: { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': `v1,${signature}` } }
}

function post(url: string, { body, headers }: Sent, method: string, agent?: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const length = Buffer.byteLength(body)
    const all = { 'content-type': 'application/json', 'content-length': length, ...headers }
    const asked = request(url, { method, headers: all, ...(agent ? { agent } : {}) }, (answer) => {
      answer.resume().once('end', () => resolve(answer.statusCode ?? 0))
    })
    asked.once('error', reject).end(body)
  })
}

/** Orders of a way, and tellings of them: each as many as were answered, when each counts once. */
function countOrders(folder: string, name: string): number {
  const database = new Sqlite(join(folder, 'tilltrail.sqlite'), { readonly: true })
  const query = "select count(*) from conversions where order_id like ? || '-%' and value = 49950"
  const count = Number(database.prepare(query).pluck().get(name))
  database.close()
  return count
}

function toTable(told: readonly (Way & Rate & { readonly stored: number })[], insertsPerSecond: number): string {
  const rows = told.map((one) => {
    const cells = [one.name, Math.round(one.perSecond), ratio(one.perSecond, insertsPerSecond), one.answered, one.wrong]
    return `| ${[...cells, one.stored].join(' | ')} |`
  })
  return [
    `Bare hono with better-sqlite3, a row on disk each: ${Math.round(insertsPerSecond)}/s.`,
    '',
    '| orders by | per second | ratio | answered | refused | stored |',
    '|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}

function ratio(ours: number, bare: number): number {
  return Math.round((ours / bare) * 1000) / 1000
}
