import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fillDemo } from '../../src/demo/fill.ts'
import { stateOf } from '../../src/experiments/experiment.ts'
import { readResult } from '../../src/experiments/result.ts'
import { listExperiments } from '../../src/experiments/store.ts'
import { findShop } from '../../src/shops/store.ts'
import { openMigrated } from '../../src/storage/migrate.ts'
import { makeFolder, makeRuntime, noon } from '../make.ts'

describe('the experiments of a filled demo', () => {
  it('are one that is told and one under way, both registered before their weeks', async () => {
    const runtime = await makeRuntime()
    const database = await openMigrated(join(makeFolder(), 'demo.sqlite'), noon)
    const filling = { seed: 900, now: noon, shopUrl: 'http://127.0.0.1:8788/', size: 'small' } as const
    await fillDemo({ ...runtime, database }, filling)
    const shop = await findShop(database, 'shop-1')
    if (!shop) throw new Error('no shop')
    const page = { limit: 10, before: Number.MAX_SAFE_INTEGER, archived: false }
    const all = await listExperiments(database, shop.id, page)
    expect(all.map((one) => stateOf(one, shop.timeZone, noon))).toEqual(['running', 'finished'])
    for (const { startedAt, firstMonday } of all) expect(startedAt).toBeLessThan(firstMonday * 86_400_000)
    const [running, finished] = all
    if (!running || !finished) throw new Error('no experiments')
    expect(await readResult(database, shop, running, noon)).toMatchObject({ state: 'running', verdict: null })
    const told = await readResult(database, shop, finished, noon)
    expect(told.verdict?.pairs).toHaveLength(6)
    expect(told.weeks.some(({ posts }) => posts.length > 0)).toBe(true)
    database.close()
  }, 30_000)
})
