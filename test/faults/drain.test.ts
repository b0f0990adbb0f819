import { Agent } from 'node:http'
import { expect, it, vi } from 'vitest'
import { makeFolder } from '../make.ts'
import { ask, exportedClicks, makeLinks, openForeign, sleep, spawnServer, visit } from './server.ts'

it('ends under load without cutting anybody off', { timeout: 30_000 }, async () => {
  const folder = makeFolder()
  const answered: string[] = []
  let paths: readonly string[] = []
  for (let round = 0; round < 5; round++) {
    const server = await spawnServer(folder)
    if (round === 0) paths = (await makeLinks(server.url, 20)).map(({ slug }) => `/${slug}`)
    const cut: string[] = []
    const visiting = Array.from({ length: 32 }, () => visitUntilRefused({ url: server.url, paths, answered, cut }))
    const seen = answered.length
    await vi.waitFor(() => expect(answered.length - seen).toBeGreaterThan(500), 5_000)
    const before = performance.now()
    const ending = server.kill('SIGTERM')
    await sleep(150)
    await expect(ask(`${server.url}/healthz`, undefined, {})).rejects.toThrow(/ECONNREFUSED/)
    server.child.kill('SIGTERM')
    expect([await ending, server.complained]).toEqual([0, []])
    expect(performance.now() - before).toBeLessThan(10_000)
    await Promise.all(visiting)
    expect(cut).toEqual([])
    expect(openForeign(folder).prepare('select count(*) from clicks').pluck().get()).toBe(answered.length)
  }
  expect(answered.length).toBeGreaterThan(1_000)
  const server = await spawnServer(folder)
  expect(new Set(await exportedClicks(server.url))).toEqual(new Set(answered))
})

type Visiting = {
  readonly url: string
  readonly paths: readonly string[]
  readonly answered: string[]
  readonly cut: string[]
}

/** One visitor over one connection that stays open, until no new one can be made. */
async function visitUntilRefused({ url, paths, answered, cut }: Visiting): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  try {
    for (let turn = 0; ; turn++) {
      const { status, click } = await visit(url, paths[turn % paths.length] ?? '/', agent)
      if (status === 302 && click !== undefined) answered.push(click)
      else cut.push(`answered ${status}`)
    }
  } catch (error) {
    if (!String(error).includes('ECONNREFUSED')) cut.push(String(error))
  } finally {
    agent.destroy()
  }
}
