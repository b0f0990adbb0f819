import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { answerOnce } from '../../src/http/idempotency.ts'
import { answerError } from '../../src/http/problem.ts'
import { change, read } from '../app/sql.ts'
import { makeRuntime } from '../make.ts'

async function makeOnce(answer: () => Promise<Response> | Response) {
  const runtime = await makeRuntime()
  const app = new Hono()
    .use((c, next) => answerOnce(runtime, c, 'somebody', next).then((answered) => answered))
    .post('/', async () => answer())
    .onError((error, c) => answerError(error, c, () => {}))
  const send = (body = 'a') => app.request('/', { method: 'POST', body, headers: { 'idempotency-key': 'k' } })
  return { runtime, send }
}

it('tries again what failed on our side', async () => {
  let tries = 0
  const { send } = await makeOnce(() => {
    tries++
    if (tries === 1) throw new Error('nobody foresaw this')
    return new Response('made', { status: 201 })
  })
  expect([(await send()).status, (await send()).status, (await send()).status]).toEqual([500, 201, 201])
  expect(tries).toBe(2)
})

it('asks to wait while the first is at work, and to look when nobody knows how it ended', async () => {
  let finish = () => {}
  let tries = 0
  const { runtime, send } = await makeOnce(() => {
    tries++
    return new Promise<Response>((resolve) => (finish = () => resolve(new Response('made', { status: 201 }))))
  })
  const first = send()
  await new Promise((resolve) => setTimeout(resolve, 20))
  const waiting = await send()
  expect([waiting.status, waiting.headers.get('retry-after')]).toEqual([409, '1'])
  finish()
  expect((await first).status).toBe(201)
  expect((await send()).headers.get('idempotent-replayed')).toBe('true')
  expect((await send('b')).status).toBe(422)

  runtime.clock.now += 30 * 86_400_000 + 1
  const abandoned = send()
  await new Promise((resolve) => setTimeout(resolve, 20))
  runtime.clock.now += 60_000
  expect((await send()).headers.get('retry-after')).toBe('1')
  runtime.clock.now += 1
  const unknown = await send()
  expect([unknown.status, unknown.headers.get('retry-after'), tries]).toEqual([409, null, 2])
  expect((await unknown.json()).detail).toMatch(/Look whether .* new key/)
  finish()
  expect((await abandoned).status).toBe(201)
  expect((await send()).headers.get('idempotent-replayed')).toBe('true')
})

it('answers that the work is done when only its answer could not be kept, and never does it twice', async () => {
  let made = 0
  const { runtime, send } = await makeOnce(() => new Response(`made ${++made}`, { status: 201 }))
  const full = `create trigger full before update on idempotency_keys begin select raise(abort, 'disk is full'); end`
  await change(runtime.database, full)
  expect((await send()).status).toBe(201)
  expect(runtime.logged).toEqual([expect.stringContaining('could not be kept')])
  await change(runtime.database, 'drop trigger full')
  expect((await send()).status).toBe(409)
  runtime.clock.now += 86_400_000
  expect((await send()).status).toBe(409)
  expect(made).toBe(1)
})

it('finds old keys by an index, however many there are', async () => {
  const { runtime } = await makeOnce(() => new Response('made', { status: 201 }))
  const plan = await read(runtime.database, 'explain query plan delete from idempotency_keys where created_at < ?', 0)
  expect(JSON.stringify(plan)).toContain('idempotency_keys_by_age')
})
