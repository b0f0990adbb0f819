import { readdirSync, renameSync } from 'node:fs'
import { getPriority } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import supertest from 'supertest'
import { describe, expect, it, onTestFinished } from 'vitest'
import { draftLink, safari } from '../app/talk.ts'
import { adminKey, makeFolder } from '../make.ts'
import { readConfig } from '../../src/config.ts'
import { startNode } from '../../src/node.ts'
import { openReader } from '../../src/reader/reader.ts'
import type { Statement } from '../../src/storage/database.ts'

async function startServer() {
  const folder = makeFolder()
  const running = await startNode(
    readConfig({
      PORT: '0',
      DATA_DIR: folder,
      LOG_LEVEL: 'silent',
      ADMIN_API_KEY: adminKey,
      TRUSTED_PROXIES: '127.0.0.1',
    }),
  )
  onTestFinished(running.stop)
  const http = supertest(running.url)
  const api = (path: string) => http.get(`/api/v1${path}`).set('authorization', `Bearer ${adminKey}`)
  const post = (path: string, body: object) =>
    http.post(`/api/v1${path}`).set('authorization', `Bearer ${adminKey}`).send(body)
  return { ...running, http, api, post, path: join(folder, 'tilltrail.sqlite') }
}

/** From now on whatever the serving thread itself reads, or what is like `only` of it, fails. */
function breakReading({ runtime: { database } }: Awaited<ReturnType<typeof startServer>>, only = /^/) {
  const read = database.all
  Object.assign(database, {
    all: (asked: Statement) =>
      only.test(asked.sql) ? Promise.reject(new Error('read by the thread that serves')) : read(asked),
  })
}

async function visit(server: Awaited<ReturnType<typeof startServer>>) {
  const made = await server.post('/links', draftLink({ slug: 'visited' }))
  expect([made.status, made.body.errors]).toEqual([201, undefined])
  for (let times = 0; times < 3; times++)
    expect((await server.http.get('/visited').set('user-agent', safari)).status).toBe(302)
}

describe('reports and exports in a thread of their own', { timeout: 30_000 }, () => {
  it('leave the thread that serves alone', async () => {
    const server = await startServer()
    await visit(server)
    breakReading(server)
    expect((await server.api('/shops')).status).toBe(500)
    const report = await server.api('/reports/summary?by=link')
    expect(report.body).toMatchObject({ totals: { clicks: { raw: 3 } }, rows: [{ label: 'visited' }] })
    const lines = (await server.api('/export/clicks.ndjson')).text.trim().split('\n')
    expect(lines.map((line) => JSON.parse(line).slug)).toEqual(['visited', 'visited', 'visited'])
  })

  it.runIf(process.platform === 'linux')('let the thread that serves go first', async () => {
    const server = await startServer()
    const usual = getPriority()
    const behind = () => readdirSync('/proc/self/task').filter((thread) => getPriority(Number(thread)) > usual)
    const before = behind()
    await server.api('/reports/summary')
    expect(behind()).toHaveLength(before.length + 1)
    expect(getPriority()).toBe(usual)
  })

  it('write what is sent by mail', async () => {
    const server = await startServer()
    await visit(server)
    const made = await server.post('/leader/mails', {
      rhythm: 'monthly',
      day: 1,
      hour: 7,
      recipients: ['kari@shop.example'],
    })
    expect([made.status, made.body.errors]).toEqual([201, undefined])
    breakReading(server, /\bcounted_conversions\b/)
    expect((await server.api('/leader/months/2026-11')).status).toBe(200)
    const told = await server.post(`/leader/mails/${made.body.id}/test`, {})
    expect(told.body).toMatchObject({ items: [{ state: 'kept', detail: expect.stringContaining('reports') }] })
  })

  it('see a click as soon as its redirect has left', async () => {
    const server = await startServer()
    await visit(server)
    for (let clicks = 4; clicks < 8; clicks++) {
      await server.http.get('/visited').set('user-agent', safari)
      const { body } = await server.api('/reports/summary')
      expect(body.totals.clicks.raw).toBe(clicks)
    }
  })

  it('refuse whom the others refuse, in the same words and with the same headers', async () => {
    const { http, api } = await startServer()
    const [report, links] = await Promise.all([http.get('/api/v1/reports/summary'), http.get('/api/v1/links')])
    expect([report.status, report.body]).toEqual([401, links.body])
    const namesOf = ({ headers }: { headers: Record<string, string> }) => new Map(Object.entries(headers))
    for (const name of ['date', 'content-length', 'transfer-encoding', 'connection', 'keep-alive'])
      for (const answer of [report, links]) delete answer.headers[name]
    expect(namesOf(report)).toEqual(namesOf(links))
    expect((await api('/reports/summary?from=nonsense')).body.errors).toMatchObject([{ pointer: '/from' }])
    expect((await api('/reports/nothing')).status).toBe(404)
  })

  it('let a key be used that is written down there as used', async () => {
    const server = await startServer()
    const { body } = await server.post('/keys', { name: 'Sheet', scopes: ['reports:read'] })
    const read = await server.http.get('/api/v1/reports/summary').set('authorization', `Bearer ${body.secret}`)
    expect(read.status).toBe(200)
    const { body: keys } = await server.api('/keys')
    expect(keys.items).toMatchObject([{ name: 'Sheet', lastUsedAt: expect.any(String) }])
  })

  it('end with an export that nobody takes any more, and go on with others', async () => {
    const server = await startServer()
    await visit(server)
    const insert = server.runtime.database.connection.prepare(
      'insert into clicks (at, link, day, verdict, visit, referrer) select at, link, day, verdict, visit, referrer from clicks',
    )
    for (let times = 0; times < 15; times++) insert.run()
    const asked = await fetch(`${server.url}/api/v1/export/clicks.csv`, {
      headers: { authorization: `Bearer ${adminKey}` },
    })
    const body = asked.body?.getReader()
    expect((await body?.read())?.value?.length).toBeGreaterThan(0)
    await body?.cancel()
    expect((await server.api('/reports/summary')).body.totals.clicks.raw).toBe(3 * 2 ** 15)
  })

  it('answer HEAD there too', async () => {
    const server = await startServer()
    breakReading(server)
    for (let times = 0; times < 30; times++) {
      const { status } = await server.http.head('/api/v1/reports/summary').set('authorization', `Bearer ${adminKey}`)
      expect(status).toBe(200)
    }
  })

  it('keep their places for those who have a key', async () => {
    const server = await startServer()
    await server.api('/reports/summary')
    const strangers = Array.from({ length: 300 }, (_, network) =>
      server.http.get('/-/view/made-up').set('x-forwarded-for', `198.18.${network % 256}.${network >> 8}`),
    )
    const own = Array.from({ length: 20 }, () => server.api('/reports/summary'))
    const answers = await Promise.all([Promise.all(own), ...strangers])
    expect(answers[0].map(({ status }) => status)).toEqual(own.map(() => 200))
  })

  it('read the file anew where the serving thread had to', async () => {
    const server = await startServer()
    await visit(server)
    expect((await server.api('/reports/summary')).body.totals.clicks.raw).toBe(3)
    await server.runtime.database.connection.backup(`${server.path}-copy`)
    renameSync(`${server.path}-copy`, server.path)
    server.runtime.database.connection.close()
    await server.http.get('/visited').set('user-agent', safari)
    server.runtime.database.connection.prepare('update links set slug = ?').run('renamed')
    expect((await server.api('/reports/summary?by=link')).body.rows[0].label).toBe('renamed')
  })

  it('end with the thread, also in the middle of an answer, and begin again with the next question', async () => {
    const server = await startServer()
    const { database, log } = server.runtime
    await visit(server)
    const logLevel = 'silent'
    const settings = {
      path: server.path,
      publicUrl: server.url,
      clickParam: 'till',
      adminApiKey: adminKey,
      logLevel,
    } as const
    const reader = openReader(settings, { database, log, addressOf: () => '127.0.0.1' })
    const app = new Hono().get('*', (c) => reader.answer(c, false))
    const ask = (url: string) => app.request(url, { headers: { authorization: `Bearer ${adminKey}` } })
    const begun = await ask('/api/v1/export/clicks.csv')
    const body = begun.body?.getReader()
    reader.close()
    await expect(body?.read()).rejects.toThrow('the reading thread ended')
    await expect.poll(reader.isStuck).toBe(false)
    const next = openReader(settings, { database, log, addressOf: () => '127.0.0.1' })
    onTestFinished(next.close)
    const again = new Hono().get('*', (c) => next.answer(c, false))
    const { status } = await again.request('/api/v1/reports/summary', {
      headers: { authorization: `Bearer ${adminKey}` },
    })
    expect(status).toBe(200)
  })
})
