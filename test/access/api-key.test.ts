import { expect, it } from 'vitest'
import { createApiKey } from '../../src/access/api-key.ts'
import { makeApp } from '../app/make-app.ts'
import { change, read } from '../app/sql.ts'

const hour = 3_600_000

async function makeKey() {
  const { runtime, fetch } = await makeApp()
  const draft = { name: 'x', scopes: ['links:read'] as const, shopId: undefined, now: runtime.now() }
  const { secret } = await createApiKey(runtime.database, draft)
  const use = async () => {
    const answer = await fetch('/api/v1/links', { headers: { authorization: `Bearer ${secret}` } })
    // The last use is written behind the answer: what is written after it comes after it.
    await change(runtime.database, 'delete from counters')
    return answer
  }
  const usedAt = () => read(runtime.database, 'select last_used_at from api_keys')
  return { runtime, use, usedAt }
}

it('knows when it was last used, to the hour', async () => {
  const { runtime, use, usedAt } = await makeKey()
  const start = runtime.clock.now
  expect(await usedAt()).toEqual([{ last_used_at: null }])
  await use()
  expect(await usedAt()).toEqual([{ last_used_at: start }])
  runtime.clock.now = start + hour - 1
  await use()
  expect(await usedAt()).toEqual([{ last_used_at: start }])
  runtime.clock.now = start + hour
  await use()
  expect(await usedAt()).toEqual([{ last_used_at: start + hour }])
})

it('opens its door also where its last use cannot be written', async () => {
  const { runtime, use } = await makeKey()
  await change(
    runtime.database,
    `create trigger full before update on api_keys begin select raise(abort, 'database or disk is full'); end`,
  )
  expect((await use()).status).toBe(200)
  expect(runtime.logged).toEqual([expect.stringContaining('last use')])
})
