import { Agent } from 'node:http'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { call, droppedClicks, exportedClicks, makeLinks, openForeign, sleep, startServer, visit } from './server.ts'

describe('a database that somebody else has locked', { timeout: 30_000 }, () => {
  it('holds back redirects until their clicks are stored, and never the event loop or a reader', async () => {
    const server = await startServer()
    const paths = (await makeLinks(server.url, 20)).map(({ slug }) => `/${slug}`)
    const agent = new Agent({ keepAlive: true })
    onTestFinished(() => agent.destroy())
    const answered: (string | undefined)[] = []
    const load = { isOver: false }
    const visiting = Array.from({ length: 32 }, async (_, index) => {
      for (let turn = index; !load.isOver; turn++) {
        const { status, click } = await visit(server.url, paths[turn % paths.length] ?? '/', agent)
        expect(status).toBe(302)
        answered.push(click)
      }
    })
    await vi.waitFor(() => expect(answered.length).toBeGreaterThan(500), 5_000)
    const delay = monitorEventLoopDelay({ resolution: 10 })
    delay.enable()
    const other = openForeign(server.folder)
    other.exec('begin immediate')
    // What was stored before may still be on its way.
    await sleep(100)
    const before = answered.length
    for (let asked = 0; asked < 20; asked++) {
      for (const path of ['/api/v1/links', '/metrics', '/healthz', `${paths[0] ?? ''}+`])
        expect([path, (await call(server.url, 'GET', path)).status]).toEqual([path, 200])
      await sleep(35)
    }
    expect(answered).toHaveLength(before)
    other.exec('commit')
    await vi.waitFor(() => expect(answered.length).toBeGreaterThan(before + 100), 5_000)
    delay.disable()
    load.isOver = true
    await Promise.all(visiting)
    expect(delay.max / 1e6).toBeLessThan(250)
    const stored = await exportedClicks(server.url)
    expect(new Set(stored)).toEqual(new Set(answered))
    expect(stored).toHaveLength(answered.length)
    expect(await droppedClicks(server.url)).toEqual({})
  })

  it('lets visitors go after five seconds, each counted, and keeps those who came later', async () => {
    const server = await startServer()
    const paths = (await makeLinks(server.url, 20)).map(({ slug }) => `/${slug}`)
    const other = openForeign(server.folder)
    await visitAll(server.url, paths)
    other.exec('begin immediate')
    const began = performance.now()
    const order = call(server.url, 'POST', '/api/v1/conversions', {
      event: 'purchase',
      orderId: '1',
      value: '199.00',
      currency: 'NOK',
    })
    const early = visitAll(server.url, paths)
    await sleep(4_000)
    const late = visitAll(server.url, paths)
    const lost = await early
    expect((performance.now() - began) / 1000).toBeCloseTo(5, 0)
    const refused = await order
    expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([503, true])
    await sleep(500)
    other.exec('commit')
    const kept = await late
    expect((performance.now() - began) / 1000).toBeLessThan(7)

    expect([...lost, ...kept].filter(({ status, click }) => status !== 302 || !click)).toEqual([])
    const stored = new Set(await exportedClicks(server.url))
    expect(lost.filter(({ click = '' }) => stored.has(click))).toEqual([])
    expect(kept.filter(({ click = '' }) => !stored.has(click))).toEqual([])
    await vi.waitFor(async () => expect(await droppedClicks(server.url)).toEqual({ locked: lost.length }))
    const { items } = await (await call(server.url, 'GET', '/api/v1/conversions')).json()
    expect(items).toEqual([])
  })
})

function visitAll(url: string, paths: readonly string[]) {
  return Promise.all(paths.map((path) => visit(url, path)))
}
