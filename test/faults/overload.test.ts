import { Agent } from 'node:http'
import { connect, type Socket } from 'node:net'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { safari } from '../app/talk.ts'
import { makeFolder } from '../make.ts'
import { droppedClicks, exportedClicks, makeLinks, openForeign, spawnServer, startServer, visit } from './server.ts'

describe('more visitors than can be served', { timeout: 30_000 }, () => {
  it('are told to come again once ten thousand wait, and are served as before when the cause is gone', async () => {
    const server = await startServer()
    const path = `/${(await makeLinks(server.url, 1))[0]?.slug}`
    await visit(server.url, path)
    const other = openForeign(server.folder)
    other.exec('begin immediate')
    const sockets = await openSockets(server.url, 100)
    const said = sockets.map(listen)
    const request = `GET ${path} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: ${safari}\r\n\r\n`
    for (const socket of sockets) socket.write(request.repeat(101))
    await vi.waitFor(() => expect(server.runtime.database.waiting()).toBeGreaterThan(10_000), 5_000)

    const began = performance.now()
    const shed = await visit(server.url, path)
    expect(shed).toMatchObject({ status: 503, retryAfter: '1', location: '' })
    expect(performance.now() - began).toBeLessThan(1_000)
    other.exec('commit')
    const answers = await vi.waitFor(() => {
      const { '302': redirects = 0, '503': refusals = 0, ...others } = countAnswers(said)
      expect([redirects + refusals, others]).toEqual([10_100, {}])
      return { redirects, refusals }
    }, 5_000)
    // What the server itself has to write waits among them.
    expect(answers.refusals).toBeGreaterThanOrEqual(99)
    expect(answers.refusals).toBeLessThan(110)
    expect((await visit(server.url, path)).status).toBe(302)
    expect(await exportedClicks(server.url)).toHaveLength(answers.redirects + 2)
    expect(await droppedClicks(server.url)).toEqual({})
  })

  it('are refused beyond two thousand connections, at no cost for those within', async () => {
    const server = await spawnServer(makeFolder())
    const path = `/${(await makeLinks(server.url, 1))[0]?.slug}`
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    onTestFinished(() => agent.destroy())
    expect((await visit(server.url, path, agent)).status).toBe(302)
    const sockets = await openSockets(server.url, 2_200)
    // Among the two thousand are the agent's and those that made the link.
    const countRefused = () => sockets.filter((socket) => socket.destroyed).length
    await vi.waitFor(() => expect(countRefused()).toBeGreaterThanOrEqual(200), 4_000)
    expect(countRefused()).toBeLessThan(210)
    expect((await visit(server.url, path, agent)).status).toBe(302)
    for (const socket of sockets) socket.destroy()
    await vi.waitFor(async () => expect((await visit(server.url, path)).status).toBe(302), 5_000)
  })
})

/** Connections that are open, or were refused by being closed at once. */
function openSockets(url: string, count: number): Promise<readonly Socket[]> {
  const port = Number(new URL(url).port)
  return Promise.all(
    Array.from({ length: count }, () => {
      const socket = connect(port, '127.0.0.1')
      onTestFinished(() => void socket.destroy())
      socket.resume()
      return new Promise<Socket>((resolve) => {
        socket.on('connect', () => resolve(socket))
        socket.on('error', () => resolve(socket))
      })
    }),
  )
}

function listen(socket: Socket): { text: string } {
  const said = { text: '' }
  socket.on('data', (chunk) => {
    said.text += chunk.toString()
  })
  return said
}

function countAnswers(said: readonly { text: string }[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { text } of said)
    for (const [, status = ''] of text.matchAll(/^HTTP\/1\.1 (\d+)/gm)) counts[status] = (counts[status] ?? 0) + 1
  return counts
}
