import { afterAll, beforeAll, describe } from 'vitest'
import { openD1 } from '../../src/storage/d1.ts'
import { ensureFirstShop } from '../../src/shops/store.ts'
import { noon } from '../make.ts'
import { visitStoreContract } from '../visits/store-contract.ts'
import { startWorker } from './harness.ts'

describe('visits to the shop on D1', () => {
  let running: Awaited<ReturnType<typeof startWorker>>
  beforeAll(async () => {
    running = await startWorker()
  })
  afterAll(() => running.close())

  visitStoreContract(async () => {
    const database = openD1((await running.worker.getEnv()).DB)
    await ensureFirstShop(database, noon)
    return database
  })
})
