import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { createOwner } from '../../src/access/store.ts'
import { readSession, startSession } from '../../src/access/session.ts'
import { change, read } from '../app/sql.ts'
import { makeRuntime } from '../make.ts'

const day = 86_400_000

async function makeSession() {
  const runtime = await makeRuntime()
  const owner = await createOwner(runtime.database, { email: 'kari@shop.example', name: 'Kari', passwordHash: 'x' }, 0)
  const app = new Hono()
    .post('/', async (c) => {
      await startSession(runtime, c, owner ?? '')
      return c.body(null, 204)
    })
    .get('/', async (c) => c.json({ name: (await readSession(runtime, c))?.name ?? null }))
  const signIn = async () =>
    (await app.request('http://localhost/', { method: 'POST' })).headers.get('set-cookie')?.split(';')[0] ?? ''
  const name = async (cookie: string) => (await app.request('http://localhost/', { headers: { cookie } })).json()
  return { runtime, signIn, name }
}

it('ends a week after its last use', async () => {
  const { runtime, signIn, name } = await makeSession()
  const cookie = await signIn()
  runtime.clock.now += 7 * day - 1
  expect(await name(cookie)).toEqual({ name: 'Kari' })
  runtime.clock.now += 7 * day - 1
  expect(await name(cookie)).toEqual({ name: 'Kari' })
  runtime.clock.now += 7 * day
  expect(await name(cookie)).toEqual({ name: null })
})

it('ends after thirty days however much it is used, and is forgotten at the next sign-in', async () => {
  const { runtime, signIn, name } = await makeSession()
  const cookie = await signIn()
  for (let days = 1; days < 30; days++) {
    runtime.clock.now += day
    expect(await name(cookie)).toEqual({ name: 'Kari' })
  }
  runtime.clock.now += day
  expect(await name(cookie)).toEqual({ name: null })
  await signIn()
  expect(await read(runtime.database, 'select id_hash from sessions')).toHaveLength(1)
})

it('writes its last use at most every ten minutes', async () => {
  const { runtime, signIn, name } = await makeSession()
  const cookie = await signIn()
  // It is written behind the answer: what is written after it comes after it.
  const seenAt = async () => {
    await change(runtime.database, 'delete from counters')
    return read(runtime.database, 'select seen_at from sessions')
  }
  const start = runtime.clock.now
  runtime.clock.now += 600_000
  await name(cookie)
  expect(await seenAt()).toEqual([{ seen_at: start }])
  runtime.clock.now += 1
  await name(cookie)
  expect(await seenAt()).toEqual([{ seen_at: start + 600_001 }])
})

it('opens its door also where its last use cannot be written', async () => {
  const { runtime, signIn, name } = await makeSession()
  const cookie = await signIn()
  await change(
    runtime.database,
    `create trigger full before update on sessions begin select raise(abort, 'database or disk is full'); end`,
  )
  runtime.clock.now += 600_001
  expect(await name(cookie)).toEqual({ name: 'Kari' })
  await expect.poll(() => runtime.logged).toEqual([expect.stringContaining('last use')])
})
