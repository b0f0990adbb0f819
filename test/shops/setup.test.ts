import { expect, it } from 'vitest'
import { createSetupToken } from '../../src/access/store.ts'
import { makeApp } from '../app/make-app.ts'
import { change, read } from '../app/sql.ts'

const draft = {
  ...{ name: 'Kari', email: 'kari@shop.example', password: 'en lang setning med ord' },
  shop: { name: 'Garnbutikken', currency: 'SEK', timeZone: 'Europe/Stockholm' },
}

it('makes the account and the shop, or neither', async () => {
  const { runtime, fetch } = await makeApp()
  const token = await createSetupToken(runtime.database, runtime.now())
  const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }
  const setUp = () => fetch('/api/v1/setup', { method: 'POST', headers, body: JSON.stringify({ token, ...draft }) })
  const full = `create trigger full before update on shops begin select raise(abort, 'disk is full'); end`
  await change(runtime.database, full)
  expect((await setUp()).status).toBeGreaterThanOrEqual(500)
  expect(await read(runtime.database, 'select id from users')).toEqual([])
  await change(runtime.database, 'drop trigger full')
  const answer = await setUp()
  expect([answer.status, await answer.json()]).toMatchObject([201, { shop: { ...draft.shop, isSetUp: true } }])
})
