import { expect, it } from 'vitest'
import { openSaltStore } from '../../src/storage/salt-kv.ts'

function makeKv() {
  const values = new Map<string, string>()
  const state = { canRead: true, canWrite: true }
  return {
    state,
    values,
    async get(key: string) {
      if (!state.canRead) throw new Error('KV is not there')
      return values.get(key) ?? null
    },
    async put(key: string, value: string) {
      if (!state.canWrite) throw new Error('429 too many writes')
      values.set(key, value)
    },
  }
}

it('is one for a shop and day, in every isolate', async () => {
  const kv = makeKv()
  const salt = await openSaltStore(kv)(1, 20_779)
  expect(salt).toHaveLength(4)
  expect(await openSaltStore(kv)(1, 20_779)).toEqual(salt)
  expect(await openSaltStore(kv)(2, 20_779)).not.toEqual(salt)
})

it.each(['canRead', 'canWrite'] as const)('is the isolate’s own where KV fails (%s), and says so', async (what) => {
  const kv = makeKv()
  const warnings: string[] = []
  kv.state[what] = false
  const saltOf = openSaltStore(kv, { warn: (message) => void warnings.push(message) })
  const salt = await saltOf(1, 20_779)
  expect(salt).toHaveLength(4)
  expect(await saltOf(1, 20_779)).toEqual(salt)
  expect(warnings).toHaveLength(1)
})
