import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import * as z from 'zod'
import { readConfig } from '../src/config.ts'
import { startNode } from '../src/node.ts'
import { draftLink, linkAnswer, safari } from './app/talk.ts'
import { adminKey, makeFolder } from './make.ts'
import { runCli } from './operations/run-cli.ts'

describe('keys create', { timeout: 60_000 }, () => {
  it('makes a key beside a serving process, which takes it at once', async () => {
    const { folder, url } = await startServer()
    const { code, out } = await runCli(folder, 'keys', 'create', '--scope', 'links:read,links:write', '--json')
    expect(code).toBe(0)
    const made = z.strictObject({ id: z.string(), key: z.string(), scopes: z.array(z.string()) }).parse(JSON.parse(out))
    expect(made.scopes).toEqual(['links:read', 'links:write'])
    const ask = (path: string) => fetch(url + path, { headers: { authorization: `Bearer ${made.key}` } })
    expect((await ask('/api/v1/links')).status).toBe(200)
    expect((await ask('/api/v1/reports/summary')).status).toBe(403)
  })

  it('tells a person the key once, and works on an empty folder', async () => {
    const { code, out } = await runCli(join(makeFolder(), 'new'), 'keys', 'create', '--scope', 'links:read')
    expect(code).toBe(0)
    expect(out).toMatch(/^till_[\w-]{43}\n\nKeep it now: it is shown this once/)
  })
})

describe('password', { timeout: 60_000 }, () => {
  it('gives a new one beside a serving process: it signs in, the old one doesn’t, and sessions are over', async () => {
    const { folder, url } = await startServer()
    const headers = { 'content-type': 'application/json', origin: url }
    const ask = (path: string, body: unknown) =>
      fetch(`${url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    const owner = { name: 'Kari', email: 'kari@shop.example', password: 'gamle gode dager' }
    const shop = { name: 'Shop', currency: 'NOK', timeZone: 'Europe/Oslo' }
    const made = await ask('/setup', { token: adminKey, ...owner, shop })
    expect(made.status).toBe(201)
    const cookie = made.headers.get('set-cookie')?.split(';')[0] ?? ''
    const whoAmI = async () => {
      const answer = await fetch(`${url}/api/v1/session`, { headers: { cookie } })
      return z.object({ user: z.object({ email: z.string() }).nullable() }).parse(await answer.json()).user?.email
    }
    expect(await whoAmI()).toBe(owner.email)
    const { code, out } = await runCli(folder, 'password', '--json')
    expect(code).toBe(0)
    const told = z.strictObject({ email: z.literal(owner.email), password: z.string() }).parse(JSON.parse(out))
    expect(told.password).toMatch(/^(?:[a-z2-9]{4}-){3}[a-z2-9]{4}$/)
    expect(await whoAmI()).toBeUndefined()
    expect((await ask('/session', { email: owner.email, password: owner.password })).status).toBe(401)
    expect((await ask('/session', told)).status).toBe(201)
  })

  it('says where to begin without an account', async () => {
    const { folder } = await startServer()
    expect(await runCli(folder, 'password')).toMatchObject({ code: 1, err: expect.stringContaining('setup address') })
  })
})

describe('export', { timeout: 60_000 }, () => {
  it('writes to standard output, beside the server, byte for byte what the server streams', async () => {
    const { folder, url, send } = await startServer()
    const { slug } = linkAnswer.parse(await send('/links', draftLink()))
    for (let visit = 0; visit < 3; visit++)
      await fetch(`${url}/${slug}`, { redirect: 'manual', headers: { 'user-agent': safari } })
    await send('/conversions', { event: 'purchase', orderId: '1', value: '99.50', currency: 'NOK' })
    for (const what of ['clicks', 'conversions'])
      for (const format of ['ndjson', 'csv']) {
        const answer = await fetch(`${url}/api/v1/export/${what}.${format}`, { headers: bearer })
        const { code, out, err } = await runCli(folder, 'export', what, '--format', format)
        expect({ code, out, err }).toEqual({ code: 0, out: await answer.text(), err: '' })
        expect(out.trimEnd().split('\n')).toHaveLength((what === 'clicks' ? 3 : 1) + (format === 'csv' ? 1 : 0))
      }
  })

  it('asks which shop is meant where there are several', async () => {
    const { folder, send } = await startServer()
    await send('/shops', { name: 'Second', currency: 'EUR', timeZone: 'Europe/Berlin' })
    const { code, err } = await runCli(folder, 'export', 'clicks')
    expect([code, err]).toEqual([2, expect.stringMatching(/--shop is missing: there are several.*shop-1.*Second/)])
    expect(await runCli(folder, 'export', 'clicks', '--shop', 'shop-1')).toMatchObject({ code: 0, out: '' })
  })
})

describe('quarantine', { timeout: 60_000 }, () => {
  it('lists what could not be counted, and replays it beside the server: it counts once, and is credited', async () => {
    const { folder, url, send } = await startServer()
    const ping = { event: 'purchase', orderId: '77', value: '10', currency: 'NOK', link: 'later' }
    expect((await post(url, '/conversions', ping)).status).toBe(400)
    const [kept] = itemsOf((await runCli(folder, 'quarantine', 'list', '--json')).out)
    expect(JSON.parse(kept?.raw ?? '')).toEqual(ping)
    const id = kept?.id ?? ''
    expect((await runCli(folder, 'quarantine', 'list')).out).toMatch(new RegExp(`^${id} .* /link: `))

    const refused = await runCli(folder, 'quarantine', 'replay', id, '--json')
    expect(refused.code).toBe(1)
    const again = z
      .object({ outcome: z.literal('quarantined'), quarantineId: z.string() })
      .parse(JSON.parse(refused.out))
    const twice = await runCli(folder, 'quarantine', 'replay', id)
    expect([twice.code, twice.err]).toEqual([1, `${id} has been replayed or dismissed already\n`])
    expect((await runCli(folder, 'quarantine', 'replay', 'q_nowhere')).code).toBe(2)
    const found = async (q: string) =>
      itemsOf((await runCli(folder, 'quarantine', 'list', '--json', '--q', q)).out).length
    expect([await found('LATER'), await found('never')]).toEqual([2, 0])

    const link = linkAnswer.parse(await send('/links', { ...draftLink(), slug: 'later' }))
    expect(await runCli(folder, 'quarantine', 'replay', again.quarantineId)).toMatchObject({ code: 0, err: '' })
    expect(await runCli(folder, 'quarantine', 'replay', '--reason', 'bad-field')).toMatchObject({
      code: 0,
      out: 'Nothing waits for that reason.\n',
    })
    const summary = await fetch(`${url}/api/v1/reports/summary?by=link`, { headers: bearer })
    expect(await summary.json()).toMatchObject({ rows: [{ key: link.id, orders: 1, revenue: { gross: '10.00' } }] })
  })
})

describe('the command line', { timeout: 60_000 }, () => {
  it('ends with 2 for wrong use and says what would be right, with 1 for a bad setting', async () => {
    const folder = makeFolder()
    const wrong = [
      { args: ['keys', 'destroy'], says: 'There is no command keys destroy. Did you mean keys create?' },
      { args: ['keys', 'created'], says: 'Did you mean keys create?' },
      { args: ['quarantin'], says: 'Did you mean quarantine list or quarantine replay?' },
      { args: ['bakup', 'x'], says: 'Did you mean backup?' },
      { args: ['keys', 'create'], says: '--scope is missing. Scopes: ' },
      { args: ['keys', 'create', '--scope', 'all'], says: 'no such scope: all' },
      { args: ['keys', 'create', '--scope', 'links:read', '--colour', 'red'], says: 'no option --colour here' },
      { args: ['keys', 'create', '--scope', 'links:read', '--shop', 'shop_no'], says: 'no such shop: shop_no' },
      { args: ['backup', 'x', '--forse'], says: 'no option --forse here. Did you mean --force?' },
      { args: ['backup'], says: 'FILE is missing.\n\nUsage: npm run -s tilltrail -- backup FILE' },
      { args: ['backup', 'x', 'y'], says: 'y is too much here' },
      { args: ['export', 'visits'], says: 'no export of visits' },
      { args: ['export', 'clicks', '--format', 'xml'], says: '--format is ndjson or csv, not xml' },
      { args: ['quarantine', 'list', '--limit', 'all'], says: '--limit is a number' },
      { args: ['quarantine', 'list', '--reason', 'odd'], says: '--reason is one of bad-json, ' },
      { args: ['quarantine', 'replay'], says: 'the ID of one, or --reason' },
    ]
    const ends = await Promise.all(wrong.map(async ({ args, says }) => ({ says, ...(await runCli(folder, ...args)) })))
    for (const { says, code, out, err } of ends) {
      expect([says, code, out]).toEqual([says, 2, ''])
      expect(err).toContain(says)
      expect(err).not.toMatch(/at .*\.ts:\d/)
    }
    const bad = await runCli('/dev/null/x', 'keys', 'create', '--scope', 'links:read')
    expect(bad).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/^DATA_DIR: [^\n]+\n$/) })
    const nothing = await runCli(makeFolder(), 'check')
    expect(nothing).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^DATA_DIR: there is no database in [^\n]+\n$/),
    })
  })

  it('lists the commands of a word that has several', async () => {
    for (const args of [
      ['help', 'quarantine'],
      ['quarantine', '--help'],
    ]) {
      const help = await runCli(makeFolder(), ...args)
      expect([help.code, help.err]).toEqual([0, ''])
      expect(help.out).toMatch(/quarantine list[^]*quarantine replay/)
      expect(help.out).not.toContain('rates list')
    }
    expect((await runCli(makeFolder(), 'help', 'rates')).out).toMatch(/rates import[^]*rates list/)
    expect((await runCli(makeFolder(), 'help', 'keys')).out).toContain('keys create --scope')
  })

  it('explains itself, and each command with an example', async () => {
    const help = await runCli(makeFolder(), '--help')
    expect([help.code, help.err]).toEqual([0, ''])
    for (const usage of [
      'keys create --scope',
      'backup FILE',
      'restore FILE',
      'check ',
      'export ',
      'quarantine replay [ID | --reason R]',
    ])
      expect(help.out).toContain(usage)
    const [one, other] = await Promise.all([
      runCli(makeFolder(), 'help', 'restore'),
      runCli(makeFolder(), 'restore', '--help'),
    ])
    expect(one.out).toMatch(/^Usage: .* restore FILE \[--json\]\n[\s\S]*For example:\n {2}.* restore \//)
    expect([one.code, other.code, other.out]).toEqual([0, 0, one.out])
  })
})

const bearer = { authorization: `Bearer ${adminKey}` }

function itemsOf(listed: string) {
  return z.object({ items: z.array(z.object({ id: z.string(), raw: z.string() })) }).parse(JSON.parse(listed)).items
}

async function startServer() {
  const folder = makeFolder()
  const config = readConfig({ PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'silent', ADMIN_API_KEY: adminKey })
  const running = await startNode(config)
  onTestFinished(() => running.stop())
  const { url } = running
  return { folder, url, send: async (path: string, body: unknown) => (await post(url, path, body)).json() }
}

function post(url: string, path: string, body: unknown): Promise<Response> {
  const headers = { ...bearer, 'content-type': 'application/json' }
  return fetch(`${url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
}
