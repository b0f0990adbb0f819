import { expect, it } from 'vitest'
import * as z from 'zod'
import { draftLink, type Open, openShop, problemAnswer, type Shop } from '../talk.ts'

const order = { event: 'purchase', orderId: '1001', value: '499.50', currency: 'NOK' }
const shopDraft = { name: 'Ny', currency: 'NOK', timeZone: 'Europe/Oslo' }
const long = 'x'.repeat(3000)
const bodyPaths = [
  '/links',
  '/links/preview',
  '/links/bulk',
  '/campaigns',
  '/posts',
  '/conversions',
  '/goals',
  '/shops',
  '/keys',
  '/session',
  '/setup',
]
const misspelt = [
  ['/links', { destinaton: 'https://shop.example/' }, '/destinaton', 'destination'],
  ['/links', { utm_campaign: 'x' }, '/utm_campaign', 'campaign'],
  ['/conversions', { ...order, order_id: '1' }, '/order_id', 'orderId'],
  ['/campaigns', { name: 'x', naem: 'y' }, '/naem', 'name'],
  ['/posts', { title: 'x', channel: 'facebook', campaignID: 'y' }, '/campaignID', 'campaignId'],
] as const

/** What is wrong · where it is sent · the body · the field that the answer must name. */
const refused: readonly (readonly [what: string, path: string, body: unknown, pointer: string])[] = [
  ...[
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    'data:text/html,x',
    'ftp://shop.example/',
    'file:///etc/passwd',
    'intent://x#Intent;end',
    'shop.example/path',
    '//shop.example/',
    'https:///shop.example',
    'https:\\\\shop.example',
    'ikke en adresse',
    '',
    'https://',
    'https://shop.example:99999/',
    'https://user:pass@shop.example/',
    'https://user@shop.example/',
    'https://shop.example/a\nb',
    'https://shop.example/a\u0000b',
    'https://shop.example/a\u007fb',
    'https://shop.example/\u202egpj.exe',
    `https://shop.example/${long}`,
    'http://localhost:8787/abc',
    'http://LOCALHOST:8787/abc',
    'http://localhost.:8787/abc',
    'http://127.0.0.1:8787/abc',
    'http://127.1:8787/',
    'http://2130706433:8787/',
    'http://0x7f.1:8787/',
    'http://[::1]:8787/',
    'http://[::ffff:7f00:1]:8787/',
    'http://%6cocalhost:8787/',
    'http://ｌocalhost:8787/',
  ].map(
    (destination) =>
      [
        `destination ${JSON.stringify(destination).slice(0, 60)}`,
        '/links',
        draftLink({ destination }),
        '/destination',
      ] as const,
  ),
  ['destination null', '/links', draftLink({ destination: null }), '/destination'],
  ['a fallback to nowhere', '/links', draftLink({ fallbackUrl: 'javascript:1' }), '/fallbackUrl'],
  [
    'a loop over the link’s own domain',
    '/links',
    draftLink({ domain: 'go.kunde.example', destination: 'https://GO.kunde.example./x' }),
    '/destination',
  ],
  ['a reserved slug', '/links', draftLink({ slug: 'API' }), '/slug'],
  ['a slug with a slash', '/links', draftLink({ slug: 'a/b' }), '/slug'],
  ['an over-long slug', '/links', draftLink({ slug: 'a'.repeat(65) }), '/slug'],
  ['an over-long content', '/links', draftLink({ content: long }), '/content'],
  ['a control character in a UTM', '/links', draftLink({ content: 'a\u0007' }), '/content'],
  ['an over-long title', '/links', draftLink({ title: long }), '/title'],
  ['no campaign', '/links', draftLink({ campaign: undefined }), '/campaign'],
  ['neither channel nor source', '/links', draftLink({ channel: undefined }), '/channel'],
  ['an unknown channel', '/links', draftLink({ channel: 'myspace' }), '/channel'],
  ['an unknown post', '/links', draftLink({ postId: 'post_no' }), '/postId'],
  ['an end that is no time', '/links', draftLink({ expiresAt: 'tomorrow' }), '/expiresAt'],
  ['an end on no day', '/links', draftLink({ expiresAt: '2026-02-30T00:00:00Z' }), '/expiresAt'],
  ['a number for a title', '/links', draftLink({ title: 5 }), '/title'],
  ['an unknown currency', '/conversions', { ...order, currency: 'XYZ' }, '/currency'],
  ['too many decimals', '/conversions', { ...order, value: '499.505' }, '/value'],
  ['decimals of a currency without', '/conversions', { ...order, value: '10.5', currency: 'JPY' }, '/value'],
  ['a negative value', '/conversions', { ...order, value: '-1.00' }, '/value'],
  ['a value that is no number', '/conversions', { ...order, value: '1e3' }, '/value'],
  ['a value with a comma', '/conversions', { ...order, value: '499,50' }, '/value'],
  ['an order from the future', '/conversions', { ...order, occurredAt: '2999-01-01T00:00:00Z' }, '/occurredAt'],
  ['a purchase without an order id', '/conversions', { ...order, orderId: undefined }, '/orderId'],
  ['an over-long order id', '/conversions', { ...order, orderId: long }, '/orderId'],
  ['an unknown time zone', '/shops', { ...shopDraft, timeZone: 'Europe/Atlantis' }, '/timeZone'],
  ['an offset for a time zone', '/shops', { ...shopDraft, timeZone: '+01:00' }, '/timeZone'],
  ['an unknown shop currency', '/shops', { ...shopDraft, currency: 'nok' }, '/currency'],
  ['a host with a path', '/shops', { ...shopDraft, hosts: ['https://shop.example/kaffe'] }, '/hosts/0'],
  ['an unknown tracking', '/shops', { ...shopDraft, tracking: 'all' }, '/tracking'],
  ['a campaign without a name', '/campaigns', { name: ' ' }, '/name'],
  ['a campaign that ends on no day', '/campaigns', { name: 'x', to: '2026-13-01' }, '/to'],
  ['a campaign that ends before it begins', '/campaigns', { name: 'x', from: '2026-02-02', to: '2026-02-01' }, '/to'],
  ['an unknown content', '/posts', { title: 'x', channel: 'facebook', content: 'gossip' }, '/content'],
  [
    'a post’s address that is no web address',
    '/posts',
    { title: 'x', channel: 'facebook', url: 'javascript:1' },
    '/url',
  ],
  ['a post of an unknown campaign', '/posts', { title: 'x', channel: 'facebook', campaignId: 'cam_no' }, '/campaignId'],
  ['a key for an unknown shop', '/keys', { name: 'x', scopes: ['links:read'], shopId: 'shop_no' }, '/shopId'],
  ['a key for nothing', '/keys', { name: 'x', scopes: [] }, '/scopes'],
  ['a key with an unknown scope', '/keys', { name: 'x', scopes: ['all'] }, '/scopes/0'],
]

export function badInputContract(open: Open): void {
  it.each([...new Set(refused.map(([, path]) => path))])(
    'in %s is a 400 that names the field, and stores nothing',
    async (path) => {
      const shop = await openShop(await open())
      const isAdmins = path === '/shops' || path === '/keys'
      const call = isAdmins ? shop.admin : shop.call
      for (const [what, to, body, pointer] of refused) {
        if (to !== path) continue
        const answer = await call('POST', `/api/v1${path}`, { body })
        expect([what, answer.status, answer.text]).toEqual([
          what,
          400,
          expect.stringContaining(`"pointer":"${pointer}"`),
        ])
        expectProblem(answer, 400, pointer)
      }
      if (!isAdmins) expect((await shop.items(path)).items).toEqual([])
    },
  )

  it('is not: trailing zeros, and an order a few minutes ahead of our clock', async () => {
    const shop = await openShop(await open())
    const made = await shop.post('/conversions', { ...order, value: '499.5000' })
    expect(made.status).toBe(201)
    expect((await shop.get(`/conversions/${made.id}`)).body.value).toBe('499.50')
    const yen = await shop.post('/conversions', { ...order, orderId: '2', value: '10.00', currency: 'JPY' })
    expect(yen.status).toBe(201)
    const { createdAt } = z
      .looseObject({ createdAt: z.string() })
      .parse((await shop.get(`/conversions/${made.id}`)).body)
    const inMinutes = (minutes: number) => new Date(Date.parse(createdAt) + minutes * 60_000).toISOString()
    const early = await shop.post('/conversions', { ...order, orderId: '3', occurredAt: inMinutes(9) })
    expect(early.status).toBe(201)
    const late = await shop.post('/conversions', { ...order, orderId: '4', occurredAt: inMinutes(11) })
    expectProblem(late, 400, '/occurredAt')
  })

  it('is not: the decimals that ISO 4217 gives a currency, on every runtime', async () => {
    const shop = await openShop(await open())
    const pairs = [
      ['RSD', '10.50'],
      ['HUF', '10.55'],
      ['IDR', '10.55'],
      ['COP', '10.55'],
      ['ISK', '10'],
      ['UGX', '10'],
      ['KWD', '1.234'],
    ] as const
    for (const [currency, value] of pairs) {
      const made = await shop.post('/conversions', { ...order, orderId: currency, currency, value })
      expect([currency, made.status]).toEqual([currency, 201])
      expect((await shop.get(`/conversions/${made.id}`)).body).toMatchObject({ currency, value })
      expectProblem(
        await shop.post('/conversions', { ...order, currency, value: `${value}${value.includes('.') ? 1 : '.1'}` }),
        400,
        '/value',
      )
    }
    for (const currency of ['HRK', 'XAU', 'XXX'])
      expectProblem(await shop.post('/conversions', { ...order, currency }), 400, '/currency')
  })

  it('is an unknown field, answered with the nearest known one', async () => {
    const shop = await openShop(await open())
    for (const [path, body, pointer, nearest] of misspelt) {
      const { errors } = expectProblem(await shop.post(path, body), 400, pointer)
      expect(errors.find((one) => one.pointer === pointer)?.detail).toContain(nearest)
    }
  })

  it('is answered shortly, however much there is of it', async () => {
    const shop = await openShop(await open())
    const body = Object.fromEntries(Array.from({ length: 15_000 }, (_, index) => [`felt-${index}`, 1]))
    const answer = await shop.post('/links', { ...body, ['n'.repeat(20_000)]: 1 })
    expect(expectProblem(answer, 400).errors).toHaveLength(21)
    expect(answer.text.length).toBeLessThan(20_000)
  })

  it('cannot reach what every object has', async () => {
    const shop = await openShop(await open())
    for (const field of ['__proto__', 'constructor', 'toString']) {
      const body = JSON.stringify(draftLink()).replace('{', `{"${field}":{"x":1},`)
      expectProblem(await shop.post('/links', body), 400, `/${field}`)
      expect(Reflect.get({}, 'x')).toBeUndefined()
    }
  })

  it('is anything but one whole JSON object of a decent size', async () => {
    const shop = await openShop(await open())
    const own = { origin: 'http://localhost:8787', 'sec-fetch-site': 'same-origin' }
    for (const path of bodyPaths) {
      const send = (body: string) => shop.admin('POST', `/api/v1${path}`, { body, headers: own })
      for (const body of ['null', '[]', '5', '"x"', '{', '{"a":}', '', '{"a":1}}', '\u0000'])
        expectProblem(await send(body), 400, '')
      expectProblem(await send(JSON.stringify({ name: 'x'.repeat(300_000) })), 413)
    }
  })

  it('is a body that calls itself something else than JSON: it is not taken for an empty one', async () => {
    const shop = await openShop(await open())
    const link = await shop.link()
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', '']) {
      const headers = { 'content-type': type }
      expectProblem(await shop.post('/links', draftLink(), headers), 415)
      expectProblem(await shop.call('PATCH', `/api/v1/links/${link.id}`, { body: { title: 'x' }, headers }), 415)
    }
    const json = { 'content-type': 'Application/JSON; charset=utf-8' }
    expect((await shop.post('/links', draftLink(), json)).status).toBe(201)
    expect((await shop.items('/links')).items).toHaveLength(2)
  })

  it('answers 401 without a key, with a wrong one and with a mangled header', async () => {
    const served = await open()
    for (const authorization of [undefined, 'Bearer nonsense', 'Basic eDp5', 'Bearer ', 'Bearer a b']) {
      const answer = await served.fetch('/api/v1/links', {
        headers: authorization === undefined ? {} : { authorization },
      })
      expect(answer.status).toBe(401)
      expect(answer.headers.get('www-authenticate')).toContain('Bearer')
      problemAnswer.parse(await answer.json())
    }
  })

  it('answers 403 for a key that lacks the scope', async () => {
    const served = await open()
    const shop = await openShop(served)
    const made = await shop.admin('POST', '/api/v1/keys', {
      body: { name: 'read', scopes: ['links:read'], shopId: shop.shopId },
    })
    const { secret } = z.looseObject({ secret: z.string() }).parse(made.body)
    const headers = { authorization: `Bearer ${secret}` }
    expect((await served.fetch('/api/v1/links', { headers })).status).toBe(200)
    expect((await served.fetch('/api/v1/reports/summary', { headers })).status).toBe(403)
    const post = {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(draftLink()),
    }
    expect((await served.fetch('/api/v1/links', post)).status).toBe(403)
  })
}

function expectProblem(answer: Awaited<ReturnType<Shop['call']>>, status: number, pointer?: string) {
  expect([answer.status, answer.text]).toEqual([status, expect.any(String)])
  expect(answer.headers.get('content-type')).toContain('application/problem+json')
  const problem = problemAnswer.parse(answer.body)
  expect(problem.status).toBe(status)
  if (pointer !== undefined) expect(problem.errors.map((one) => one.pointer)).toContain(pointer)
  return problem
}
