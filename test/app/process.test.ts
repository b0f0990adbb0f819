import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { adminKey, makeFolder } from '../make.ts'
import { serve, serveInVain } from './serve.ts'
import { draftLink, linkAnswer, safari } from './talk.ts'

const bearer = { authorization: `Bearer ${adminKey}` }

describe('the process', { timeout: 30_000 }, () => {
  it('says where it listens, offers the setup at its first start, and ends in peace', async () => {
    const folder = makeFolder()
    const server = await serve(folder)
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d+$/)
    await vi.waitFor(() => expect(server.said()).toMatch(/^Make your account here, once: \S+\/app\/setup\?token=/m))
    const link = await makeLink(server.url)

    // A request whose body isn't all there yet when the signal comes.
    const late = await openRequest(server.url, JSON.stringify(draftLink()))
    const ending = server.kill('SIGTERM')
    await sleep(150)
    void server.kill('SIGTERM')
    // On a new connection: one that idles since before may still ask and be answered.
    expect(await canConnect(server.url)).toBe(false)
    expect(await late.finish()).toMatch(/^HTTP\/1\.1 201 /)
    const before = Date.now()
    expect(await ending).toEqual({ code: 0 })
    expect(Date.now() - before).toBeLessThan(8_000)
    expect(server.complained()).toBe('')

    const again = await serve(folder)
    expect((await fetch(`${again.url}/${link.slug}`, { redirect: 'manual' })).status).toBe(302)
    const second = await serveInVain(folder)
    expect(second).toMatchObject({ code: 1, said: '' })
    expect(second.complained).toMatch(/^DATA_DIR: another Tilltrail serves [^\n]+\n$/)
    expect((await fetch(`${again.url}/healthz`)).status).toBe(200)
  })

  it('stops at a bad setting with one line that names it', async () => {
    const { code, said, complained } = await serveInVain(makeFolder(), { PUBLIC_URL: 'go.shop.example' })
    expect([code, said]).toEqual([1, ''])
    expect(complained).toMatch(/^PUBLIC_URL: [^\n]+\n$/)
  })

  it('says in one line what is wrong with a database that is none, and that a port is taken', async () => {
    const folder = makeFolder()
    writeFileSync(join(folder, 'tilltrail.sqlite'), 'x'.repeat(4096))
    const { code, complained } = await serveInVain(folder)
    expect([code, complained]).toEqual([1, expect.stringMatching(/^DATA_DIR: [^\n]+ restore FILE\n$/)])
    const server = await serve(makeFolder())
    const taken = await serveInVain(makeFolder(), { PORT: new URL(server.url).port })
    expect([taken.code, taken.complained]).toEqual([1, expect.stringMatching(/^PORT: [^\n]+ another PORT\.\n$/)])
  })

  it('loses no click that it answered, however it is killed', async () => {
    const folder = makeFolder()
    const answered = new Set<string>()
    let slug = ''
    for (let round = 0; round < 3; round++) {
      const server = await serve(folder)
      slug ||= (await makeLink(server.url)).slug
      const visiting = Array.from({ length: 20 }, () => visitUntilCut(`${server.url}/${slug}`, answered))
      await sleep(250)
      await server.kill('SIGKILL')
      await Promise.all(visiting)
    }
    expect(answered.size).toBeGreaterThan(100)
    const server = await serve(folder)
    const exported = await (await fetch(`${server.url}/api/v1/export/clicks.ndjson`, { headers: bearer })).text()
    expect([...answered].filter((click) => !exported.includes(click))).toEqual([])
  })
})

async function makeLink(url: string) {
  const headers = { ...bearer, 'content-type': 'application/json' }
  const made = await fetch(`${url}/api/v1/links`, { method: 'POST', headers, body: JSON.stringify(draftLink()) })
  return linkAnswer.parse(await made.json())
}

/** A POST whose last byte is held back until `finish`, which gives the raw answer. */
async function openRequest(url: string, body: string) {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  const answer = new Promise<string>((resolve) => {
    let said = ''
    socket.on('data', (chunk) => {
      said += chunk.toString()
    })
    socket.on('close', () => resolve(said))
  })
  const head = ['POST /api/v1/links HTTP/1.1', 'Host: localhost', `Authorization: Bearer ${adminKey}`]
  const headers = [...head, 'Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`]
  socket.write(`${headers.join('\r\n')}\r\n\r\n${body.slice(0, -1)}`)
  await sleep(100)
  return {
    finish() {
      socket.write(body.slice(-1))
      return answer
    },
  }
}

/** Visits again and again until the server is gone; keeps the ids of the clicks that were answered. */
async function visitUntilCut(url: string, answered: Set<string>): Promise<void> {
  try {
    for (;;) {
      const answer = await fetch(url, { redirect: 'manual', headers: { 'user-agent': safari } })
      const click = new URL(answer.headers.get('location') ?? '').searchParams.get('till')
      if (answer.status === 302 && click !== null) answered.add(click)
    }
  } catch {
    // Killed: what was answered until now has to be there.
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

function canConnect(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname)
    socket.once('connect', () => resolve(true))
    socket.once('error', () => resolve(false))
    socket.unref()
  })
}
