import { createServer, type Server } from 'node:http'
import { connect } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { getConnInfo } from '@hono/node-server/conninfo'
import * as fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createApp } from '../../src/app.ts'
import { loadSigningKeys } from '../../src/clicks/click-id.ts'
import { createFastPath } from '../../src/clicks/fast-path.ts'
import { createNeighbours } from '../../src/clicks/neighbours.ts'
import { createRecorder } from '../../src/clicks/recorder.ts'
import { openTargets } from '../../src/clicks/targets.ts'
import type { SqliteDatabase } from '../../src/storage/sqlite.ts'
import { readClientAddress } from '../../src/http/client-address.ts'
import { makeApp } from '../app/make-app.ts'
import { change, read } from '../app/sql.ts'
import { openShop, safari } from '../app/talk.ts'
import { noon } from '../make.ts'

/** One database behind two servers: one asks the fast path first, as node.ts does, the other has the route alone. */
async function openBoth() {
  const lookedUp: string[] = []
  const clientAddress = readClientAddress(['127.0.0.1'])
  const both = await makeApp({
    addressOf: (c) => clientAddress(getConnInfo(c).remote.address ?? '', c.req.header('x-forwarded-for')),
  })
  const served = await makeApp({ database: both.runtime.database })
  const shop = await openShop(served)
  const { database } = both.runtime
  const runtime = { ...both.runtime, database: watched(database, lookedUp) }
  const newRecorder = () => createRecorder({ database, neighbours: createNeighbours(), log: runtime.log })
  const targets = openTargets({
    ...{ database: runtime.database, clickParam: 'till', revision: database.revision },
    readDomains: () => new Set(),
  })
  const recorder = newRecorder()
  const answerFast = createFastPath({
    ...{ clickParam: 'till', now: runtime.now, recorder, waiting: database.waiting },
    keys: await loadSigningKeys(database),
    targets,
    saltOf: (number, day) => Uint32Array.from([number, day, 3, 4]),
    addressOf: clientAddress,
    countryOf: () => '',
    isOwnDevice: () => false,
  })
  const counted = { fast: 0 }
  const route = getRequestListener(createApp({ runtime, recorder, targets }).fetch)
  const fast = createServer((request, response) => {
    if (answerFast(request, response)) counted.fast++
    else void route(request, response)
  })
  const routeAlone = getRequestListener(createApp({ runtime, recorder: newRecorder() }).fetch)
  const slow = createServer((request, response) => void routeAlone(request, response))
  const ports = [await listen(fast), await listen(slow)] as const
  const countingShop = await openShop(served)
  const links = {
    plain: await shop.link(),
    counting: await countingShop.link(),
    fallback: await shop.link({ fallbackUrl: 'https://shop.example/over' }),
    over: await shop.link(),
    stripe: await shop.link({ destination: 'https://buy.stripe.com/abc?client_reference_id=1' }),
  }
  await change(database, `update shops set tracking = 'count' where id = ?`, countingShop.shopId)
  for (const { id } of [links.fallback, links.over])
    await change(database, 'update links set expires_at = ? where id = ?', noon - 1, id)
  onTestFinished(() => [fast, slow].forEach((server) => server.close()))
  return { ports, links, database, counted, lookedUp }
}

/** The same database; `lookedUp` is told each slug that is looked up. */
function watched(database: SqliteDatabase, lookedUp: string[]): SqliteDatabase {
  const all: SqliteDatabase['all'] = (query) => {
    if (query.sql.includes('from slugs u join links l')) lookedUp.push(String(query.params[0]))
    return database.all(query)
  }
  return { ...database, all }
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (typeof address === 'object' && address) resolve(address.port)
      else reject(new Error('no port'))
    })
  })
}

type Asked = {
  readonly method: string
  readonly link: 'plain' | 'counting' | 'fallback' | 'over' | 'stripe'
  readonly form: '' | '/' | '+' | 'upper' | 'unknown'
  readonly query: string
  readonly headers: readonly (readonly [name: string, value: string])[]
}

/** Bytes as a client may send them in a header or an address: no control characters, latin1 else. */
const odd = fc
  .array(fc.integer({ min: 0x21, max: 0xff }), { maxLength: 20 })
  .map((bytes) => String.fromCharCode(...bytes.filter((byte) => byte !== 0x7f)))
const pairs = fc.constantFrom(
  ...[
    'a=1',
    'qr=1',
    'qr=2',
    'utm_source=x',
    'UTM_Source=x',
    'till=abc',
    'client_reference_id=9',
    'fbclid=Iw%2F',
    '%75tm_source=x',
  ],
  ...['', '&', '=', 'a=%', "a='", 'a=#x', 'a=b?c', 'a=%0d%0aSet-Cookie:x', 'x'.repeat(3_000), '"<>`{}|\\^'],
)
const query = fc.array(fc.oneof(pairs, odd), { maxLength: 4 }).map((all) => (all.length > 0 ? `?${all.join('&')}` : ''))
const oneOf = (...values: string[]) => fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...values) }, odd)
const named = (name: string, value: fc.Arbitrary<string>) =>
  value.chain((drawn) =>
    fc.constantFrom(name, name.toLowerCase(), name.toUpperCase()).map((it) => [it, drawn] as const),
  )
const header = fc.oneof(
  named('Referer', oneOf('https://l.facebook.com/', 'android-app://com.linkedin.android', 'x', 'https://shop.example')),
  named('Sec-GPC', oneOf('1', '0', '')),
  named('Sec-Purpose', oneOf('prefetch', 'prefetch;prerender')),
  named('Purpose', oneOf('prefetch', 'preview')),
  named('X-Purpose', oneOf('preview')),
  named('X-Moz', oneOf('prefetch')),
  named('Cookie', oneOf('a=b', 'tilltrail_own=1')),
  named('Accept-Language', oneOf('nb-NO')),
  named('X-Forwarded-For', oneOf('198.18.0.7', '198.18.0.8, 127.0.0.1', '2001:db8::1', 'unknown')),
)
const agent = named('User-Agent', oneOf(safari, 'Twitterbot/1.0', '', 'curl/8', `${safari} Instagram 300.0`))
const asked: fc.Arbitrary<Asked> = fc.record({
  method: fc.oneof({ weight: 24, arbitrary: fc.constant('GET') }, fc.constantFrom('HEAD', 'POST', 'OPTIONS')),
  link: fc.constantFrom('plain', 'plain', 'plain', 'counting', 'stripe', 'fallback', 'over'),
  form: fc.oneof(
    { weight: 30, arbitrary: fc.constant('' as const) },
    fc.constantFrom('/' as const, '+' as const, 'upper' as const, 'unknown' as const),
  ),
  query,
  headers: fc
    .tuple(fc.array(agent, { maxLength: 2 }), fc.array(header, { maxLength: 3 }))
    .map((all) => withoutEmptyTwins(all.flat())),
})

/** A header that is empty at one place and not at another is nobody's; the rest may come twice. */
function withoutEmptyTwins(headers: Asked['headers']): Asked['headers'] {
  const count = (name: string) => headers.filter(([other]) => other.toLowerCase() === name.toLowerCase()).length
  return headers.filter(([name, value]) => value !== '' || count(name) === 1)
}

describe('the fast path', () => {
  it('answers and stores what the route does, whatever the request', { timeout: 60_000 }, async () => {
    const { ports, links, database, counted } = await openBoth()
    for (const link of Object.values(links)) for (const port of ports) await send(port, `GET /${link.slug}`, [])
    const count = Number(await lastSeq(database))
    let seen = count
    await fc.assert(
      fc.asyncProperty(asked, async ({ method, link, form, query, headers }) => {
        const { slug } = links[link]
        const path = form === 'upper' ? slug.toUpperCase() : form === 'unknown' ? `zz${slug}` : slug + form
        const told = []
        for (const port of ports) {
          const answer = await send(port, `${method} /${path}${query}`, headers)
          const rows = await read(database, stored, seen)
          seen += rows.length
          told.push({ ...answer, rows })
        }
        expect(told[0]).toEqual(told[1])
      }),
      {
        numRuns: 600,
        examples: [[{ method: 'GET', link: 'plain', form: '', query: '?a=#x&"<>`{}|\\^', headers: [] }]],
      },
    )
    expect(counted.fast).toBeGreaterThan(100)
    expect(seen - count).toBeGreaterThan(300)
  })
})

it('looks a link up once, and never what is no link’s', async () => {
  const { ports, links, counted, lookedUp } = await openBoth()
  const ask = async (path: string) =>
    (await fetch(`http://127.0.0.1:${ports[0]}${path}`, { redirect: 'manual', headers: { 'user-agent': safari } }))
      .status
  const { slug } = links.plain
  for (let again = 0; again < 3; again++) expect(await ask(`/${slug}`)).toBe(302)
  expect([lookedUp.splice(0), counted.fast]).toEqual([[slug], 2])
  expect(await ask('/nobodys')).toBe(404)
  expect(lookedUp.splice(0)).toEqual(['nobodys'])
  for (const path of ['/healthz', '/readyz', '/metrics', '/docs', '/mcp']) await ask(path)
  expect(lookedUp).toEqual([])
})

const stored = `select k.at, k.day, k.link, k.verdict, k.visit, k.visitor, k.random is null as has_no_id, r.host
  from clicks k left join referrers r on r.number = k.referrer where k.seq > ? order by k.seq`

async function lastSeq(database: Parameters<typeof read>[0]): Promise<unknown> {
  const [row] = await read(database, 'select coalesce(max(seq), 0) as seq from clicks')
  return row && typeof row === 'object' && 'seq' in row ? row.seq : 0
}

/** Sent byte for byte, as no client library would; ids of clicks in the answer are masked. */
function send(port: number, line: string, headers: readonly (readonly [string, string])[]) {
  const socket = connect(port, '127.0.0.1')
  const lines = ['Host: localhost', 'Connection: close', 'Content-Length: 0', ...headers.map((pair) => pair.join(': '))]
  socket.end(Buffer.from(`${line} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`, 'latin1'))
  return new Promise<{ status: string; location: string; cacheControl: string }>((resolve, reject) => {
    let text = ''
    socket.setEncoding('latin1')
    socket.on('data', (chunk) => {
      text += String(chunk)
    })
    socket.on('error', reject)
    socket.on('close', () => {
      const header = (name: string) => new RegExp(`^${name}: (.*)\r$`, 'im').exec(text)?.[1] ?? ''
      resolve({
        status: text.slice(9, 12),
        location: header('location').replaceAll(/(till|client_reference_id)=[\w-]{32}/g, '$1=ID'),
        cacheControl: header('cache-control'),
      })
    })
  })
}
