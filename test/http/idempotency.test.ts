import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { answerOnce } from '../../src/http/idempotency.ts'
import { answerError } from '../../src/http/problem.ts'
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

it('asks to wait while the first is at work, and frees its key when it never ended', async () => {
  let finish = () => {}
  const { runtime, send } = await makeOnce(
    () => new Promise<Response>((resolve) => (finish = () => resolve(new Response('made', { status: 201 })))),
  )
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
  expect((await send()).status).toBe(409)
  runtime.clock.now += 1
  const again = send()
  await new Promise((resolve) => setTimeout(resolve, 20))
  finish()
  expect((await again).status).toBe(201)
  void abandoned
})
