import { describe } from 'vitest'
import { openD1 } from '../../src/storage/d1.ts'
import { storageContract } from '../storage/contract.ts'
import { startWorker } from './harness.ts'

describe('the D1 driver', () => {
  storageContract(async () => {
    const { worker, close } = await startWorker()
    return { database: openD1((await worker.getEnv()).DB), close }
  })
})
