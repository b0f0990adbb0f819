import { readFileSync, writeFileSync } from 'node:fs'
import { Agent } from 'node:http'
import { join } from 'node:path'
import type Sqlite from 'better-sqlite3'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { makeFolder } from '../make.ts'
import {
  call,
  canLimitFiles,
  droppedClicks,
  exportedClicks,
  limitFiles,
  makeLinks,
  openForeign,
  spawnServer,
  startServer,
  visit,
} from './server.ts'

describe('a full disk', { timeout: 30_000 }, () => {
  it('lets visitors go on, counts each click it cost, takes no order falsely, and heals by itself', async () => {
    const server = await startServer()
    const { paths, agent } = await makePaths(server.url)
    const before = await visitAll(server.url, paths, agent)
    fillUp(server.runtime.database.connection)
    const during = await visitThrice(server.url, paths, agent)
    const orders = await tellOrders(server.url, 'full', 60)
    empty(server.runtime.database.connection)
    const after = await visitAll(server.url, paths, agent)

    for (const { status, location, click } of [...before, ...during, ...after]) {
      expect([status, click?.length]).toEqual([302, 32])
      expect(location).toMatch(/^https:\/\/shop\.example\/kampanje\?farge=/)
    }
    expect(orders.refused.length).toBeGreaterThan(0)
    expect(await ordersOf(server.url)).toEqual(orders.taken)
    const stored = new Set(await exportedClicks(server.url))
    for (const { click } of [...before, ...after]) expect(stored).toContain(click)
    const lost = during.filter(({ click = '' }) => !stored.has(click)).length
    expect(lost).toBeGreaterThan(during.length / 2)
    await vi.waitFor(async () => expect(await droppedClicks(server.url)).toEqual({ 'disk-full': lost }))
    const again = await tellOrders(server.url, 'again')
    expect(again.refused).toEqual([])
  })

  it('keeps the count of lost clicks across a restart before there is room again', async () => {
    const first = await startServer()
    const { paths, agent } = await makePaths(first.url)
    await visitAll(first.url, paths, agent)
    fillUp(first.runtime.database.connection)
    const during = await visitThrice(first.url, paths, agent)
    await first.stop()
    const left = readFileSync(join(first.folder, 'dropped-clicks.json'))

    const second = await startServer(first.folder)
    const stored = new Set(await exportedClicks(second.url))
    const lost = during.filter(({ click = '' }) => !stored.has(click)).length
    expect(lost).toBeGreaterThan(during.length / 2)
    await vi.waitFor(async () => expect(await droppedClicks(second.url)).toEqual({ 'disk-full': lost }))
    await second.stop()
    // As a kill between the two would have left them: the counter has what the file tells, and the file tells it again.
    writeFileSync(join(first.folder, 'dropped-clicks.json'), left)
    const third = await startServer(first.folder)
    await visitAll(third.url, paths, agent)
    expect(await droppedClicks(third.url)).toEqual({ 'disk-full': lost })
  })
})

describe.runIf(canLimitFiles())('a disk that fails', { timeout: 30_000 }, () => {
  it.each([
    ['for the log of writes alone', 300_000],
    ['for every file', 8_192],
    ['at every byte', 0],
  ])('%s: visitors go on, each lost click is counted, and all is well once it works again', async (_, bytes) => {
    const server = await spawnServer(makeFolder())
    const { paths, agent } = await makePaths(server.url)
    const before = await visitAll(server.url, paths, agent)
    limitFiles(server.child, bytes)
    const during = []
    const orders: Told = { taken: [], refused: [] }
    for (let round = 0; round < 10; round++) {
      during.push(...(await visitAll(server.url, paths, agent)))
      const { taken, refused } = await tellOrders(server.url, `broken-${round}`)
      orders.taken.push(...taken)
      orders.refused.push(...refused)
    }
    limitFiles(server.child, 'unlimited')
    const after = await visitAll(server.url, paths, agent)

    for (const { status, click } of [...before, ...during, ...after]) expect([status, click?.length]).toEqual([302, 32])
    const stored = new Set(await exportedClicks(server.url))
    for (const { click } of [...before, ...after]) expect(stored).toContain(click)
    const lost = during.filter(({ click = '' }) => !stored.has(click)).length
    expect(lost).toBeGreaterThan(0)
    await vi.waitFor(async () => expect(await droppedClicks(server.url)).toEqual({ 'io-error': lost }))
    expect(orders.refused.length).toBeGreaterThan(0)
    expect(await ordersOf(server.url)).toEqual(orders.taken)
    expect((await tellOrders(server.url, 'again')).refused).toEqual([])
    expect(openForeign(server.folder).pragma('integrity_check', { simple: true })).toBe('ok')
    expect(await server.kill('SIGTERM')).toBe(0)
    expect(server.complained).toEqual([])
  })
})

async function makePaths(url: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  onTestFinished(() => agent.destroy())
  return { agent, paths: (await makeLinks(url, 60)).map(({ slug }) => `/${slug}`) }
}

function visitAll(url: string, paths: readonly string[], agent: Agent) {
  return Promise.all(paths.map((path) => visit(url, path, agent)))
}

async function visitThrice(url: string, paths: readonly string[], agent: Agent) {
  const rounds = [await visitAll(url, paths, agent), await visitAll(url, paths, agent)]
  return [...rounds.flat(), ...(await visitAll(url, paths, agent))]
}

/** No page can be added any more; the last one may have room for some clicks yet. */
function fillUp(connection: Sqlite.Database): void {
  connection.pragma(`max_page_count = ${Number(connection.pragma('page_count', { simple: true }))}`)
}

function empty(connection: Sqlite.Database): void {
  connection.pragma('max_page_count = 4294967294')
}

type Told = { readonly taken: string[]; readonly refused: string[] }

/** Orders that need a page each; what isn't taken is told to come again. */
async function tellOrders(url: string, name: string, count = 10): Promise<Told> {
  const told: Told = { taken: [], refused: [] }
  const answers = Array.from({ length: count }, async (_, index) => {
    const orderId = `${name}-${index}`
    const order = { event: 'purchase', orderId, value: '199.00', currency: 'NOK' }
    const answer = await call(url, 'POST', '/api/v1/conversions', order)
    if (answer.status === 201) told.taken.push(orderId)
    else {
      expect([answer.status, Number(answer.headers.get('retry-after')) > 0]).toEqual([503, true])
      told.refused.push(orderId)
    }
  })
  await Promise.all(answers)
  told.taken.sort()
  return told
}

async function ordersOf(url: string): Promise<string[]> {
  const text = await (await call(url, 'GET', '/api/v1/export/conversions.ndjson')).text()
  return [...text.matchAll(/"orderId":"([^"]+)"/g)]
    .map(([, orderId = '']) => orderId)
    .toSorted((a, b) => (a < b ? -1 : 1))
}
