import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { adminKey } from '../make.ts'
import { makeApp } from '../app/make-app.ts'
import { makeShare } from '../../src/views/make-share.ts'
import { listShares, revokeShare } from '../../src/views/share-store.ts'
import { deleteView } from '../../src/views/view-store.ts'
import { sha256 } from '../../src/http/digest.ts'

const day = 86_400_000
const shared = { shopId: 'shop-1', kind: 'view', thing: '' } as const

describe('a link that shows a view', () => {
  it('leaves neither its token nor its password in the database', async () => {
    const { runtime, view } = await openView()
    const { url } = await makeShare(runtime, { ...shared, thing: view }, { password: 'kaffe og sjokolade' })
    const token = url.split('/').at(-1) ?? ''
    const rows = runtime.database.connection
      .prepare('select * from shares')
      .all()
      .map((row) => JSON.stringify(row))
    expect(rows).toHaveLength(1)
    expect(rows[0]).toContain(await sha256(token))
    for (const secret of [token, 'sjokolade']) expect(rows.join()).not.toContain(secret)
    const kept = runtime.database.connection.prepare('select * from idempotency_keys').all()
    expect(JSON.stringify(kept)).not.toContain(token)
  })

  it('works for 30 days unless told otherwise, and from then on says that it has ended', async () => {
    const { runtime, view, status } = await openView()
    const { url, expiresAt } = await makeShare(runtime, { ...shared, thing: view }, {})
    expect(Date.parse(expiresAt) - runtime.now()).toBe(30 * day)
    runtime.clock.now += 30 * day - 1
    expect(await status(url)).toBe(200)
    runtime.clock.now += 1
    expect([await status(url), await status(`${url}.csv`)]).toEqual([410, 410])
    expect(await listShares(runtime.database, { ...shared, thing: view })).toMatchObject([{ revokedAt: null }])
  })

  it('may be made for a year, across a leap day too', async () => {
    const { runtime, view } = await openView()
    const inAYear = (days: number) => ({ expiresAt: new Date(runtime.now() + days * day).toISOString() })
    expect((await makeShare(runtime, { ...shared, thing: view }, inAYear(366))).state).toBe('open')
    await expect(makeShare(runtime, { ...shared, thing: view }, inAYear(368))).rejects.toThrow('a year away at most')
  })

  it('ends the moment it is taken back, once', async () => {
    const { runtime, view, status } = await openView()
    const thing = { ...shared, thing: view }
    const { id, url } = await makeShare(runtime, thing, {})
    expect(await status(url)).toBe(200)
    expect(await revokeShare(runtime.database, thing, id, runtime.now())).toBe(true)
    expect(await status(url)).toBe(410)
    const since = runtime.now()
    expect(await revokeShare(runtime.database, thing, id, since + day)).toBe(true)
    expect(await listShares(runtime.database, thing)).toMatchObject([{ revokedAt: since }])
    expect(await revokeShare(runtime.database, { kind: 'view', thing: 'another' }, id, since)).toBe(false)
  })

  it('isn’t made where the view is deleted meanwhile', async () => {
    const { runtime, view } = await openView()
    const deriveKey: typeof runtime.deriveKey = async (password, salt) => {
      await deleteView(runtime.database, view, runtime.now())
      return runtime.deriveKey(password, salt)
    }
    const making = makeShare({ ...runtime, deriveKey }, { ...shared, thing: view }, { password: 'kaffe og sjokolade' })
    await expect(making).rejects.toMatchObject({ status: 404, detail: 'There is no such view.' })
    expect(runtime.database.connection.prepare('select count(*) as number from shares').get()).toEqual({ number: 0 })
  })

  it('has ended where the view is gone, whatever became of the link', async () => {
    const { runtime, view, status } = await openView()
    const { url } = await makeShare(runtime, { ...shared, thing: view }, {})
    runtime.database.connection.prepare('delete from views').run()
    expect([await status(url), await status(`${url}.csv`)]).toEqual([410, 410])
  })

  it('says what is to be done where its view asks for more than a report tells', async () => {
    const { runtime, view, fetch } = await openView()
    const { url } = await makeShare(runtime, { ...shared, thing: view }, {})
    const ask = async (ending = '') => {
      const answer = await fetch(new URL(url).pathname + ending)
      return [answer.status, answer.headers.get('content-type')?.split(';')[0], await answer.text()]
    }
    const query = { by: 'day', from: '1970-01-01', to: '2026-11-22', compare: 'last-year' }
    runtime.database.connection.prepare('update views set query = ?').run(JSON.stringify(query))
    const why = 'Ask whoever sent you the link to change what it shows. from must not be before 2016-11-15'
    expect(await ask()).toEqual([422, 'text/html', expect.stringContaining(why)])
    expect(await ask('.csv')).toEqual([422, 'text/plain', expect.stringContaining(why)])
    runtime.database.connection.prepare('update views set query = ?').run('{"by":"moon"}')
    expect((await ask())[0]).toBe(422)
  })

  it('is listed while it is open, however many came after it', async () => {
    const { runtime, view } = await openView()
    const thing = { ...shared, thing: view }
    const make = (lastsMs: number) =>
      makeShare(runtime, thing, { expiresAt: new Date(runtime.now() + lastsMs).toISOString() })
    const [first, taken] = [await make(day), await make(9 * day)]
    for (let number = 0; number < 100; number++) await make(1000)
    runtime.clock.now += 5000
    await revokeShare(runtime.database, thing, taken.id, runtime.now())
    const listed = await listShares(runtime.database, thing)
    expect(listed).toHaveLength(100)
    expect(listed.slice(0, 2).map(({ id }) => id)).toEqual([first.id, taken.id])
  })

  it('opens nothing of another kind', async () => {
    const { runtime, status } = await openView()
    const { url } = await makeShare(runtime, { shopId: 'shop-1', kind: 'month', thing: '2026-11' }, {})
    expect(url).toContain('/-/month/')
    expect(await status(url.replace('/-/month/', '/-/view/'))).toBe(404)
  })

  it('with a password opens for two hours once it is told', async () => {
    const { runtime, view, fetch } = await openView()
    const { url } = await makeShare(runtime, { ...shared, thing: view }, { password: 'kaffe og sjokolade' })
    const path = new URL(url).pathname
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await fetch(path, { method: 'POST', headers, body: 'password=kaffe+og+sjokolade' })
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
    const status = async () => (await fetch(path, { headers: { cookie } })).status
    expect(await status()).toBe(200)
    runtime.clock.now += 2 * 3_600_000
    expect(await status()).toBe(401)
  })
})

async function openView() {
  const { runtime, fetch } = await makeApp()
  const made = await fetch('/api/v1/views', {
    method: 'POST',
    headers: { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'A view', query: {} }),
  })
  const { id: view } = z.object({ id: z.string() }).parse(await made.json())
  const status = async (url: string) => (await fetch(new URL(url).pathname)).status
  return { runtime, fetch, view, status }
}
