import { expect, it } from 'vitest'
import { createSetupToken } from '../../src/access/store.ts'
import { makeApp } from '../app/make-app.ts'
import { read } from '../app/sql.ts'
import { adminKey } from '../make.ts'

const owner = { name: 'Kari', email: 'kari@shop.example', password: 'en lang setning med ord' }
const shop = { name: 'Garnbutikken', currency: 'NOK', timeZone: 'Europe/Oslo' }
const newPassword = 'en annen setning med ord'

async function makeSignedIn() {
  const { runtime, fetch } = await makeApp()
  const own = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(`/api/v1${path}`, { method: 'POST', headers: { ...own, ...headers }, body: JSON.stringify(body) })
  const cookieOf = (answer: Response) => answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  const token = await createSetupToken(runtime.database, runtime.now())
  const cookie = cookieOf(await post('/setup', { token, ...owner, shop }))
  const signIn = (password: string) => post('/session', { email: owner.email, password })
  const change = (body: unknown, headers: Record<string, string> = {}) =>
    post('/password', body, { cookie, ...headers })
  const isIn = async (cookie: string) => (await fetch('/api/v1/links', { headers: { cookie } })).status === 200
  return { runtime, fetch, post, cookie, cookieOf, signIn, change, isIn }
}

it('is changed by who knows it, and ends every session but this one', async () => {
  const { cookie, cookieOf, signIn, change, isIn } = await makeSignedIn()
  const elsewhere = cookieOf(await signIn(owner.password))
  expect(await isIn(elsewhere)).toBe(true)
  expect((await change({ current: owner.password, password: newPassword })).status).toBe(204)
  expect([await isIn(cookie), await isIn(elsewhere)]).toEqual([true, false])
  expect([(await signIn(owner.password)).status, (await signIn(newPassword)).status]).toEqual([401, 201])
})

it('stays when the old one is wrong or the new one is weak, and says which', async () => {
  const { runtime, change } = await makeSignedIn()
  const stored = () => read(runtime.database, 'select password_hash from users')
  const before = await stored()
  for (const [body, pointer] of [
    [{ current: 'noe helt annet her', password: newPassword }, '/current'],
    [{ current: owner.password, password: 'kort' }, '/password'],
    [{ current: owner.password, password: owner.email }, '/password'],
    [{ current: owner.password }, '/password'],
  ] as const) {
    const answer = await change(body)
    expect([answer.status, await answer.json()]).toMatchObject([400, { errors: [{ pointer }] }])
  }
  expect(await stored()).toEqual(before)
})

it('is nobody’s to change but the owner’s, signed in and on this site', async () => {
  const { change, post, fetch } = await makeSignedIn()
  const body = { current: owner.password, password: newPassword }
  expect((await post('/password', body)).status).toBe(401)
  expect((await change(body, { authorization: `Bearer ${adminKey}` })).status).toBe(401)
  expect((await change(body, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  expect((await fetch('/api/v1/password', { method: 'POST', body: '{}' })).status).toBe(401)
})

it('is guessed as slowly as at the sign-in', async () => {
  const { change } = await makeSignedIn()
  const statuses = []
  for (let guess = 0; guess < 11; guess++)
    statuses.push((await change({ current: `guess ${guess} guess`, password: newPassword })).status)
  expect(statuses).toEqual([...Array(10).fill(400), 429])
  expect((await change({ current: owner.password, password: newPassword })).headers.get('retry-after')).toBe('600')
})
