import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { answerError } from '../../src/http/problem.ts'

it('says nothing of the inside when nobody foresaw an error, and logs it', async () => {
  const logged: unknown[] = []
  const secret = new Error('password=hunter2 at /srv/tilltrail/src/x.ts')
  const app = new Hono()
    .get('/', () => Promise.reject(secret))
    .onError((error, c) => answerError(error, c, (one) => logged.push(one)))
  const answer = await app.request('/')
  expect(answer.status).toBe(500)
  expect(await answer.text()).not.toMatch(/hunter2|src/)
  expect(logged).toEqual([secret])
})

it.each(['SQLITE_BUSY', 'SQLITE_FULL', 'SQLITE_IOERR_FSYNC', 'SQLITE_READONLY'])(
  'asks to try again after %s',
  async (code) => {
    const app = new Hono()
      .get('/', () => Promise.reject(Object.assign(new Error('x'), { code })))
      .onError((error, c) => answerError(error, c, () => {}))
    const answer = await app.request('/')
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
  },
)
