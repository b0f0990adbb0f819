import { Agent } from 'node:http'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { findRollupFaults } from '../../src/operations/check-rollups.ts'
import { openSnapshot } from '../../src/storage/snapshot.ts'
import { makeFolder } from '../make.ts'
import { exportedClicks, makeLinks, openForeign, sleep, spawnServer, visit } from './server.ts'

const rounds = 20

it('keeps every click whose 302 left, however often and whenever it is killed', { timeout: 60_000 }, async () => {
  const folder = makeFolder()
  const answered: string[] = []
  const paths: string[] = []
  for (let round = 0; round < rounds; round++) {
    const server = await spawnServer(folder)
    if (round === 0) paths.push(...(await makeLinks(server.url, 20)).map(({ slug }) => `/${slug}`))
    const agent = new Agent({ keepAlive: true })
    const visiting = Array.from({ length: 32 }, () => visitUntilCut({ url: server.url, paths, agent, answered }))
    await sleep(50 + Math.random() * 250)
    await server.kill('SIGKILL')
    await Promise.all(visiting)
    agent.destroy()
    // The sums are those of the clicks, as far as they go.
    expect(await findFaults(folder)).toEqual([])
  }
  expect(answered.length).toBeGreaterThan(rounds * 32)
  expect(new Set(answered).size).toBe(answered.length)

  const server = await spawnServer(folder)
  const stored = await exportedClicks(server.url)
  const known = new Set(stored)
  expect(known.size).toBe(stored.length)
  expect(answered.filter((click) => !known.has(click))).toEqual([])
  await vi.waitFor(() => expect(rolledUp(folder)).toBe(stored.length))
  await server.kill('SIGTERM')
  expect(await findFaults(folder)).toEqual([])
  expect(openForeign(folder).pragma('integrity_check', { simple: true })).toBe('ok')
})

async function findFaults(folder: string): Promise<readonly string[]> {
  const snapshot = openSnapshot(join(folder, 'tilltrail.sqlite'))
  try {
    return await findRollupFaults(snapshot)
  } finally {
    snapshot.close()
  }
}

function rolledUp(folder: string): unknown {
  return openForeign(folder).prepare('select seq from rolled_up').pluck().get()
}

type Visiting = {
  readonly url: string
  readonly paths: readonly string[]
  readonly agent: Agent
  readonly answered: string[]
}

async function visitUntilCut({ url, paths, agent, answered }: Visiting): Promise<void> {
  try {
    for (let turn = 0; ; turn++) {
      const { status, click } = await visit(url, paths[turn % paths.length] ?? '/', agent)
      if (status === 302 && click !== undefined) answered.push(click)
    }
  } catch {
    // Killed: what was answered until now has to be there.
  }
}
