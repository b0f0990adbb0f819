import { describe } from 'vitest'
import { makeRuntime } from '../make.ts'
import { visitStoreContract } from './store-contract.ts'

describe('visits on SQLite', () => visitStoreContract(async () => (await makeRuntime()).database))
