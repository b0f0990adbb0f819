import { Agent } from 'node:http'
import { expect, it } from 'vitest'
import { makeLinks, openForeign, sleep, spawnServer, visit } from './server.ts'
import { makeFolder } from '../make.ts'

it('keeps the sums within a second of the clicks, however many come', { timeout: 30_000 }, async () => {
  const server = await spawnServer(makeFolder())
  const paths = (await makeLinks(server.url, 50)).map(({ slug }) => `/${slug}`)
  const agent = new Agent({ keepAlive: true })
  const load = new AbortController()
  const visiting = Array.from({ length: 64 }, async (_, index) => {
    for (let turn = index; !load.signal.aborted; turn++)
      await visit(server.url, paths[turn % paths.length] ?? '/', agent)
  })
  const oldest = openForeign(server.folder)
    .prepare('select min(at) from clicks where seq > (select seq from rolled_up)')
    .pluck()
  const behindMs: number[] = []
  for (let sample = 0; sample < 30; sample++) {
    await sleep(100)
    behindMs.push(Date.now() - Number(oldest.get() ?? Date.now()))
  }
  load.abort()
  await Promise.all(visiting)
  agent.destroy()
  expect(Math.max(...behindMs)).toBeLessThan(1_000)
})
