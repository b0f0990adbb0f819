import { describe, expect, it } from 'vitest'
import { loadOwnDevices } from '../../src/clicks/own-device.ts'
import { makeApp } from '../app/make-app.ts'
import { openShop, safari, type Served } from '../app/talk.ts'
import { adminKey } from '../make.ts'

const headers = { authorization: `Bearer ${adminKey}` }

describe('a device that isn’t to be counted', () => {
  it('is known by its cookie for a year, on the whole host, out of reach of scripts and of other sites', async () => {
    const app = await makeApp()
    const answer = await app.fetch('/api/v1/own-device', { method: 'PUT', headers })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('set-cookie')).toMatch(
      /^tilltrail_own=[\w-]{43}; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax$/,
    )
    expect(await isOwn(app, cookieOf(answer))).toBe(true)
    const taken = await app.fetch('/api/v1/own-device', { method: 'DELETE', headers })
    expect(taken.headers.get('set-cookie')).toMatch(/^tilltrail_own=; Max-Age=0; Path=\//)
  })

  it('sends its cookie over https alone where short links are https', async () => {
    const app = await makeApp({ publicUrl: 'https://go.shop.example' })
    const answer = await app.fetch('/api/v1/own-device', { method: 'PUT', headers })
    expect(answer.headers.get('set-cookie')).toContain('; Secure')
  })

  it('isn’t one that made its cookie up, or has one of another installation', async () => {
    const [app, other] = [await makeApp(), await makeApp()]
    const { isOwnDevice, value } = await loadOwnDevices(app.runtime.database)
    const foreign = (await loadOwnDevices(other.runtime.database)).value
    expect(isOwnDevice(`a=b; tilltrail_own=${value}; c=d`)).toBe(true)
    for (const header of [
      undefined,
      '',
      'tilltrail_own=1',
      'tilltrail_own=',
      `tilltrail_own=${foreign}`,
      `tilltrail_own=${value}x`,
      `not_tilltrail_own=${value}`,
      `tilltrail_own=${value.slice(0, -1)}`,
    ])
      expect([header, isOwnDevice(header)]).toEqual([header, false])
  })

  it('takes somebody who is signed in or has a key', async () => {
    const app = await makeApp()
    for (const method of ['GET', 'PUT', 'DELETE'])
      expect((await app.fetch('/api/v1/own-device', { method })).status).toBe(401)
    expect((await app.fetch('/api/v1/own-device/links', { method: 'POST' })).status).toBe(401)
  })
})

describe('a link for another device', () => {
  it('asks first, then works once', async () => {
    const app = await makeApp()
    const token = await makeLink(app)
    const page = await app.fetch(`/-/own-device?token=${token}`)
    expect(page.status).toBe(200)
    expect(page.headers.get('set-cookie')).toBeNull()
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self'")
    expect(await page.text()).toContain(`value="${token}"`)
    const sent = await send(app, { token, count: 'no' })
    expect(sent.status).toBe(200)
    expect(await isOwn(app, cookieOf(sent))).toBe(true)
    const again = await send(app, { token, count: 'no' })
    expect([again.status, again.headers.get('set-cookie')]).toEqual([410, null])
  })

  it('lets a device be counted again', async () => {
    const app = await makeApp()
    const cookie = cookieOf(await send(app, { token: await makeLink(app) }))
    const token = await makeLink(app)
    const page = await app.fetch(`/-/own-device?token=${token}`, { headers: { cookie } })
    expect(await page.text()).toContain('Count this device again')
    const sent = await send(app, { token, count: 'yes' })
    expect(sent.headers.get('set-cookie')).toMatch(/^tilltrail_own=; Max-Age=0/)
  })

  it('is over after ten minutes, and nothing else is taken for one', async () => {
    const app = await makeApp()
    const token = await makeLink(app)
    app.runtime.clock.now += 10 * 60_000
    for (const made of [token, '', 'x'.repeat(43)]) expect((await send(app, { token: made })).status).toBe(410)
    expect((await app.fetch('/-/own-device', { method: 'POST', body: 'x'.repeat(5000) })).status).toBe(413)
  })

  it('writes nothing of what stands in its address into the page as it is', async () => {
    const app = await makeApp()
    const page = await app.fetch('/-/own-device?token=%22%3E%3Cscript%3Ealert(1)%3C/script%3E')
    expect(await page.text()).not.toContain('<script')
  })
})

it('leads such a device on, keeps the click as the shop’s own, and gives it no click id', async () => {
  const app = await makeApp()
  const shop = await openShop(app)
  const link = await shop.link()
  const cookie = cookieOf(await app.fetch('/api/v1/own-device', { method: 'PUT', headers }))
  const seen = await app.fetch(`/${link.slug}`, { headers: { 'user-agent': safari, cookie } })
  expect(seen.status).toBe(302)
  expect(new URL(seen.headers.get('location') ?? '').searchParams.get('till')).toBeNull()
  expect(await shop.clicks(link.id)).toMatchObject([{ id: null, class: 'internal', reason: 'own-people' }])
})

function cookieOf(answer: Response): string {
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
}

async function isOwn(app: Served, cookie: string): Promise<unknown> {
  return (await (await app.fetch('/api/v1/own-device', { headers: { ...headers, cookie } })).json()).isOwn
}

async function makeLink(app: Served): Promise<string> {
  const answer = await app.fetch('/api/v1/own-device/links', { method: 'POST', headers })
  expect(answer.status).toBe(201)
  const url: unknown = (await answer.json()).url
  return new URL(String(url)).searchParams.get('token') ?? ''
}

function send(app: Served, form: Record<string, string>): Promise<Response> {
  return app.fetch('/-/own-device', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  })
}
