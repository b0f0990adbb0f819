import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import supertest from 'supertest'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { draftLink, linkAnswer, safari } from './app/talk.ts'
import { adminKey, makeFolder } from './make.ts'
import { readConfig } from '../src/config.ts'
import { startNode } from '../src/node.ts'

const owner = { name: 'Kari', email: 'kari@shop.example', password: 'en lang setning med ord' }
const shop = { name: 'Garnbutikken', currency: 'NOK', timeZone: 'Europe/Oslo' }
const bearer = { authorization: `Bearer ${adminKey}` }

/** Watched from the start, while the other cases run: the limit is 5 seconds. */
let slowClient: Promise<{ said: string; tookMs: number }>
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tilltrail-slow-'))
  const server = await startNode(readConfig({ PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'silent' }))
  slowClient = dripHeaders(server.url)
  return async () => {
    await slowClient
    await server.stop()
    rmSync(folder, { recursive: true })
  }
})

async function startServer({ folder = makeFolder(), ...over }: { folder?: string } & Record<string, string> = {}) {
  const environment = { PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'silent', TRUSTED_PROXIES: '127.0.0.1', ...over }
  const running = await startNode(readConfig(environment))
  let isOver = false
  const stop = async () => {
    if (!isOver) await running.stop()
    isOver = true
  }
  onTestFinished(stop)
  const { url, runtime } = running
  const http = supertest(url)
  const own = { origin: url, 'sec-fetch-site': 'same-origin' }
  const token = new URL(running.setupUrl ?? 'http://x/').searchParams.get('token') ?? ''
  return {
    ...{ url, runtime, http, own, folder, stop, token },
    setupUrl: running.setupUrl,
    setUp: (over: Record<string, unknown> = {}) =>
      http
        .post('/api/v1/setup')
        .set(own)
        .send({ token, ...owner, shop, ...over }),
    signIn: (over: Record<string, unknown> = {}) =>
      http
        .post('/api/v1/session')
        .set(own)
        .send({ email: owner.email, password: owner.password, ...over }),
  }
}

function cookieOf(answer: supertest.Response): string {
  return cookiesOf(answer)[0]?.split(';')[0] ?? ''
}

function cookiesOf({ headers }: supertest.Response): string[] {
  const cookies: unknown = headers['set-cookie']
  return Array.isArray(cookies) ? cookies.map(String) : []
}

describe('the setup', () => {
  it('makes the owner and the shop once, and signs the owner in', async () => {
    const server = await startServer()
    expect(server.setupUrl).toMatch(/^http:\/\/localhost:\d+\/app\/setup\?token=[\w-]{43}$/)
    expect((await server.http.get('/api/v1/session')).body).toMatchObject({ user: null, needsSetup: true })
    const made = await server.setUp()
    expect([made.status, made.body]).toMatchObject([
      201,
      { user: { name: 'Kari' }, shop: { ...shop, id: 'shop-1', isSetUp: true } },
    ])
    const session = await server.http.get('/api/v1/session').set('cookie', cookieOf(made))
    expect(session.body).toMatchObject({ user: { email: owner.email }, needsSetup: false })
    expect((await server.setUp()).status).toBe(409)
    expect((await server.setUp({ email: 'eve@evil.example' })).status).toBe(409)
    expect((await server.signIn()).status).toBe(201)
  })

  it('goes to one when several try at once', async () => {
    const server = await startServer()
    const tries = Array.from({ length: 4 }, (_, index) => server.setUp({ email: `a${index}@shop.example` }))
    const statuses = (await Promise.all(tries)).map((answer) => answer.status)
    expect(statuses.toSorted((a, b) => a - b)).toEqual([201, 409, 409, 409])
  })

  it('refuses a token that is not the newest, a weak password and another site', async () => {
    const folder = makeFolder()
    const before = await startServer({ folder })
    await before.stop()
    const server = await startServer({ folder })
    expect(server.token).not.toBe(before.token)
    expect((await server.setUp({ token: before.token })).body).toMatchObject({
      status: 403,
      errors: [{ pointer: '/token' }],
    })
    expect((await server.setUp({ token: '' })).status).toBe(403)
    for (const password of ['kort', 'password1234', 'aaaaaaaaaaaaaaa', owner.email])
      expect((await server.setUp({ password })).body).toMatchObject({ status: 400, errors: [{ pointer: '/password' }] })
    expect((await server.setUp().set('sec-fetch-site', 'cross-site')).status).toBe(403)
    expect((await server.http.get('/api/v1/session')).body.needsSetup).toBe(true)
  })

  it('is offered until it is done', async () => {
    const folder = makeFolder()
    const server = await startServer({ folder })
    await server.setUp()
    await server.stop()
    const again = await startServer({ folder })
    expect(again.setupUrl).toBeUndefined()
    expect((await again.signIn()).status).toBe(201)
  })
})

describe('the session', () => {
  it('lives in a __Host- cookie on this computer, in a plain one where browsers keep no other', async () => {
    const server = await startServer()
    const [safe] = cookiesOf(await server.setUp())
    expect(safe).toMatch(/^__Host-tilltrail=[^;]+; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
    const lan = { host: 'till.lan', origin: 'http://till.lan' }
    const [plain] = cookiesOf(await server.signIn().set(lan))
    expect(plain).toMatch(/^tilltrail_session=[^;]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/)
    const told = await server.http.get('/api/v1/session').set({ ...lan, cookie: plain?.split(';')[0] ?? '' })
    expect(told.body).toMatchObject({ user: { name: 'Kari' }, isCookiePlain: true })
    const [asked] = cookiesOf(await server.signIn({ plainCookie: true }))
    expect(asked).toMatch(/^tilltrail_session=/)
    expect(
      cookiesOf(
        await server.signIn({ plainCookie: true }).set({ host: 'go.shop.example', origin: 'http://go.shop.example' }),
      )[0],
    ).toMatch(/^tilltrail_session=/)
  })

  it('is safe behind a proxy that ends TLS, and never plain there', async () => {
    const server = await startServer({ PUBLIC_URL: 'https://go.shop.example' })
    const behind = { host: 'go.shop.example', origin: 'https://go.shop.example' }
    expect(cookiesOf(await server.setUp().set(behind))[0]).toMatch(/^__Host-tilltrail=.*; Secure;/)
    expect(cookiesOf(await server.signIn({ plainCookie: true }).set(behind))[0]).toMatch(
      /^__Host-tilltrail=.*; Secure;/,
    )
  })

  it('changes nothing on behalf of another site', async () => {
    const server = await startServer()
    const cookie = cookieOf(await server.setUp())
    const link = () => server.http.post('/api/v1/links').set('cookie', cookie).send(draftLink())
    expect((await link().set(server.own)).status).toBe(201)
    expect((await link().set('origin', server.url)).status).toBe(201)
    for (const from of [
      {},
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `${server.url}.evil.example` },
      { 'sec-fetch-site': 'cross-site', origin: server.url },
      { 'sec-fetch-site': 'same-site', origin: server.url },
      { 'sec-fetch-site': 'none', origin: server.url },
    ])
      expect([from, (await link().set(from)).status]).toEqual([from, 403])
    const foreign = { cookie, origin: 'https://evil.example' }
    expect((await server.http.delete('/api/v1/session').set(foreign)).status).toBe(403)
    expect((await server.signIn().set('sec-fetch-site', 'cross-site')).status).toBe(403)
    expect((await server.http.get('/api/v1/links').set(foreign)).body.items).toHaveLength(2)
  })

  it('is over at once when its owner signs out, and only that one', async () => {
    const server = await startServer()
    const kept = cookieOf(await server.setUp())
    const ended = cookieOf(await server.signIn())
    expect(ended).not.toBe(kept)
    const out = await server.http.delete('/api/v1/session').set({ ...server.own, cookie: ended })
    expect(out.status).toBe(204)
    expect(cookiesOf(out).every((cookie) => cookie.includes('Max-Age=0'))).toBe(true)
    expect((await server.http.get('/api/v1/links').set('cookie', ended)).status).toBe(401)
    expect((await server.http.get('/api/v1/links').set('cookie', kept)).status).toBe(200)
  })

  it('is nobody’s when its cookie was tampered with or brought along', async () => {
    const server = await startServer()
    const cookie = cookieOf(await server.setUp())
    for (const bad of [
      `${cookie.slice(0, -2)}xx`,
      cookie.replace('=', '=a'),
      '__Host-tilltrail=fixed',
      '__Host-tilltrail=',
    ])
      expect([bad, (await server.http.get('/api/v1/links').set('cookie', bad)).status]).toEqual([bad, 401])
    const again = await server.signIn().set('cookie', '__Host-tilltrail=fixed')
    expect(cookieOf(again)).not.toBe('__Host-tilltrail=fixed')
  })

  it('leaves nothing in the database that could be used', async () => {
    const server = await startServer()
    const cookie = cookieOf(await server.setUp())
    const { body } = await server.http
      .post('/api/v1/keys')
      .set({ ...server.own, cookie })
      .send({ name: 'x', scopes: ['links:read'] })
    const { connection } = server.runtime.database
    const tables = connection.prepare(`select name from sqlite_schema where type = 'table'`).pluck().all().map(String)
    const stored = JSON.stringify(tables.map((table) => connection.prepare(`select * from "${table}"`).all()))
    const id = decodeURIComponent(cookie.split('=')[1] ?? '').split('.')[0] ?? ''
    expect(id.length).toBeGreaterThan(40)
    expect(body.secret).toMatch(/^till_/)
    for (const secret of [id, body.secret, server.token, owner.password]) expect(stored).not.toContain(secret)
    expect(connection.prepare('select id_hash from sessions').pluck().all()).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}$/),
    ])
  })
})

describe('signing in', () => {
  it('says the same for a wrong password and an unknown account', async () => {
    const server = await startServer()
    await server.setUp()
    const wrong = await server.signIn({ password: 'noe helt annet her' })
    const unknown = await server.signIn({ email: 'eve@evil.example' })
    expect([wrong.status, unknown.status]).toEqual([401, 401])
    expect(unknown.body).toEqual(wrong.body)
  })

  it('slows guessing down, without locking the owner out elsewhere', async () => {
    const server = await startServer()
    await server.setUp()
    const from = (address: string, over = {}) => server.signIn(over).set('x-forwarded-for', address)
    const statuses = []
    for (let guess = 0; guess < 12; guess++)
      statuses.push((await from('198.18.0.66', { password: `guess ${guess} guess` })).status)
    expect(statuses).toEqual([...Array(10).fill(401), 429, 429])
    const slowed = await from('198.18.0.66')
    expect(Number(slowed.headers['retry-after'])).toBeGreaterThan(0)
    expect(slowed.headers['content-type']).toContain('application/problem+json')
    expect((await from('198.18.0.66', { email: owner.email.toUpperCase() })).status).toBe(429)
    expect((await from('198.18.0.7')).status).toBe(201)
  })
})

describe('the server', () => {
  it('sends the dashboard under a strict policy, and says plainly what is not there', async () => {
    const server = await startServer()
    const page = await server.http.get('/app/')
    const policy = String(page.headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(page.headers['x-content-type-options']).toBe('nosniff')
    expect((await server.http.get('/')).headers.location).toBe('/app/')
    expect((await server.http.get('/apple')).headers['content-security-policy']).not.toContain('script-src')
    for (const path of ['/api/v1/nothing', '/.well-known/x', '/a/b', '/app/../../package.json', '/till.js/..%2fx']) {
      const answer = await server.http.get(path)
      expect([path, answer.status]).toEqual([path, 404])
    }
    expect((await server.http.get('/api/v1/nothing')).headers['content-type']).toContain('application/problem+json')
  })

  it('serves no file outside its folder, however it is asked', async () => {
    const server = await startServer()
    for (const path of [
      '/app/..%2f..%2fpackage.json',
      '/app/%2e%2e/package.json',
      '/app/....//package.json',
      '/app//etc/passwd',
    ]) {
      const { text } = await server.http.get(path)
      expect([path, /"dependencies"|root:/.test(text)]).toEqual([path, false])
    }
  })

  it('believes forwarding headers of its proxies alone', async () => {
    const trusting = await startServer({ ADMIN_API_KEY: adminKey })
    const plain = await startServer({ ADMIN_API_KEY: adminKey, TRUSTED_PROXIES: '' })
    for (const [server, visitors] of [
      [trusting, 2],
      [plain, 1],
    ] as const) {
      const { slug } = linkAnswer.parse((await server.http.post('/api/v1/links').set(bearer).send(draftLink())).body)
      for (const address of ['198.18.0.1', '198.18.0.2'])
        await server.http.get(`/${slug}`).set({ 'user-agent': safari, 'x-forwarded-for': address })
      const { totals } = (await server.http.get('/api/v1/reports/summary').set(bearer)).body
      expect(totals.clicks).toMatchObject({ human: 2, unique: visitors })
    }
    expect((await plain.http.get('/metrics')).status).toBe(200)
    expect((await plain.http.get('/metrics').set('x-forwarded-for', '127.0.0.1')).status).toBe(401)
  })

  it('counts a body on the stream, whatever it says about its length', async () => {
    const server = await startServer({ ADMIN_API_KEY: adminKey })
    const headers = { ...bearer, 'content-type': 'application/json', 'transfer-encoding': 'chunked' }
    const asking = request(`${server.url}/api/v1/links`, { method: 'POST', headers })
    const status = new Promise((resolve, reject) => {
      asking.on('response', (answer) => resolve(answer.statusCode))
      asking.on('error', reject)
    })
    for (let chunk = 0; chunk < 6; chunk++) asking.write('x'.repeat(100_000))
    expect(await status).toBe(413)
    asking.destroy()
  })

  it('cuts a client that sends its headers too slowly', async () => {
    const { said, tookMs } = await slowClient
    expect(said).toMatch(/^HTTP\/1\.1 408 /)
    expect(tookMs).toBeLessThan(8_000)
  }, 15_000)

  it('names the setting that keeps it from starting', async () => {
    const folder = makeFolder()
    const file = join(folder, 'file')
    writeFileSync(file, '')
    mkdirSync(join(folder, 'data'))
    const server = await startServer({ folder: join(folder, 'data') })
    const start = (over: Record<string, string>) =>
      startNode(readConfig({ PORT: '0', DATA_DIR: makeFolder(), ...over }))
    await expect(start({ DATA_DIR: file })).rejects.toThrow(/^DATA_DIR: /)
    await expect(start({ DATA_DIR: join(file, 'below') })).rejects.toThrow(/^DATA_DIR: /)
    await expect(start({ DATA_DIR: join(folder, 'data') })).rejects.toThrow(/^DATA_DIR: another Tilltrail serves/)
    await expect(start({ HOST: 'no.such.host.invalid' })).rejects.toThrow(/^HOST: /)
    await expect(start({ PORT: new URL(server.url).port })).rejects.toThrow(/^PORT: /)
    await expect(start({ GEO_DB: join(folder, 'none.mmdb') })).rejects.toThrow(/^GEO_DB: /)
  })
})

/** Sends a header every half second until it is cut. */
async function dripHeaders(url: string): Promise<{ said: string; tookMs: number }> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  const began = Date.now()
  let said = ''
  socket.on('data', (chunk) => {
    said += chunk.toString()
  })
  socket.on('error', () => socket.destroy())
  socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n')
  const drip = setInterval(() => socket.write('x-slow: 1\r\n'), 500)
  await new Promise((resolve) => socket.on('close', resolve))
  clearInterval(drip)
  return { said, tookMs: Date.now() - began }
}
