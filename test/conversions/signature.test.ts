import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { isSignedBy, readSignature } from '../../src/conversions/signature.ts'
import { hookSources, type HookSource } from '../../src/shops/source.ts'
import { noon } from '../make.ts'
import { hookSecrets, makePurchase, makeTill } from './make-till.ts'
import { headersOf, shopifyOrder } from './sign.ts'

const vector = z.object({
  source: z.string(),
  secret: z.string(),
  timestamp: z.number().optional(),
  body: z.string(),
  signed_content: z.string(),
  signature: z.string(),
  headers: z.record(z.string(), z.string()),
})
const file = readFileSync(join(import.meta.dirname, '..', 'fixtures', 'webhook-vectors.json'), 'utf8')
const { vectors } = z.object({ vectors: z.array(vector) }).parse(JSON.parse(file))
const bytes = (text: string) => new TextEncoder().encode(text)

async function isGenuine(source: HookSource, body: string, { secret, headers, now }: Sent): Promise<boolean> {
  const lower = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  const signature = readSignature(source, (name) => lower.get(name), now)
  return signature !== undefined && isSignedBy(source, [secret], { signature, raw: bytes(body) })
}

type Sent = { readonly secret: string; readonly headers: Record<string, string>; readonly now: number }

describe('a signature', () => {
  it.each(vectors)('of $source is what the vector says, and no other', async ({ source, ...one }) => {
    const known = hookSources.find((name) => name === source.replace('standard-webhooks', 'signed'))
    const now = (one.timestamp ?? 0) * 1000
    if (!known) {
      // No source of ours: the same HMAC over another content.
      const headers = { 'X-Shopify-Hmac-Sha256': one.signature }
      expect(await isGenuine('shopify', one.signed_content, { secret: one.secret, headers, now })).toBe(true)
      return
    }
    const sent = { secret: one.secret, headers: one.headers, now }
    expect(await isGenuine(known, one.body, sent)).toBe(true)
    expect(await isGenuine(known, `${one.body} `, sent)).toBe(false)
    expect(await isGenuine(known, one.body, { ...sent, secret: `${one.secret}x` })).toBe(false)
  })

  it.each(['stripe', 'signed'] as const)('of %s is good for five minutes, either way', async (source) => {
    const secret = hookSecrets[source]
    const headers = headersOf[source]('{}', { secret, at: noon })
    for (const [seconds, expected] of [
      [300, true],
      [-300, true],
      [301, false],
      [-301, false],
    ] as const)
      expect(await isGenuine(source, '{}', { secret, headers, now: noon + seconds * 1000 })).toBe(expected)
  })

  it('is one of several while a secret is changed, and other schemes say nothing', async () => {
    const [stripe, signed] = [hookSecrets.stripe, hookSecrets.signed]
    const t = headersOf.stripe('{}', { secret: stripe, at: noon })['stripe-signature'] ?? ''
    const [time, v1] = t.split(',')
    const other = `v1=${'0'.repeat(64)}`
    const good = { 'stripe-signature': `${time},${other},${v1},v0=abc` }
    expect(await isGenuine('stripe', '{}', { secret: stripe, headers: good, now: noon })).toBe(true)
    const v0 = { 'stripe-signature': `${time},${v1?.replace('v1', 'v0')}` }
    expect(await isGenuine('stripe', '{}', { secret: stripe, headers: v0, now: noon })).toBe(false)
    const standard = headersOf.signed('{}', { secret: signed, at: noon })
    const several = {
      ...standard,
      'webhook-signature': `v1a,x v1,short v1,${'A'.repeat(43)}= ${standard['webhook-signature']}`,
    }
    expect(await isGenuine('signed', '{}', { secret: signed, headers: several, now: noon })).toBe(true)
  })

  it('is made by an SDK with a secret of any text', async () => {
    for (const secret of ['x', 'æøå 🙂', 'a&b<c', ' spaces ', 'ש'.repeat(256)])
      for (const source of hookSources) {
        const headers = headersOf[source]('{"a":"å"}', { secret, at: noon })
        expect([source, secret, await isGenuine(source, '{"a":"å"}', { secret, headers, now: noon })]).toEqual([
          source,
          secret,
          true,
        ])
      }
  })

  it('is never good for an empty key, whatever the secret decodes to', async () => {
    const time = String(noon / 1000)
    for (const secret of ['whsec_', 'whsec_==', '==', 'whsec_A']) {
      const forged = createHmac('sha256', '').update(`a.${time}.{}`).digest('base64')
      const headers = { 'webhook-id': 'a', 'webhook-timestamp': time, 'webhook-signature': `v1,${forged}` }
      expect(await isGenuine('signed', '{}', { secret, headers, now: noon })).toBe(false)
    }
  })
})

describe('what is not signed with one of the two live secrets', () => {
  const mangled = [
    '',
    'x',
    'é'.repeat(43),
    'A'.repeat(43),
    `${'A'.repeat(42)}==`,
    `${'A'.repeat(43)}=`,
    '='.repeat(44),
    'A'.repeat(8000),
    ', ,',
    't=,v1=',
    't=1,v1=00',
    'v1,',
    'null',
  ]

  it.each([...hookSources])('by %s is a 401, and nothing is stored', async (source) => {
    const till = await makeTill()
    await till.setSecrets()
    const body = JSON.stringify(makePurchase())
    const good = headersOf[source](body, { secret: hookSecrets[source], at: noon, id: 'a' })
    const names = Object.keys(good).filter((name) => /hmac|signature/.test(name))
    const send = (headers: Record<string, string>, sent = body) =>
      till.app.request(`/hooks/${source}/shop-1`, { method: 'POST', headers, body: sent })
    const latin = mangled.filter((text) => !/[^ -~]/.test(text))
    for (const name of names)
      for (const value of [...latin, 'ÿ'.repeat(44), `${good[name]}A`, (good[name] ?? '').slice(0, -1)])
        expect([value, (await send({ ...good, [name]: value })).status]).toEqual([value, 401])
    expect((await send({})).status).toBe(401)
    expect((await send(good, `${body} `)).status).toBe(401)
    expect((await send(good, '')).status).toBe(401)
    expect((await send(good, 'x'.repeat(3_000_000))).status).toBe(401)
    expect((await send(good, 'x'.repeat(6_000_000))).status).toBe(401)
    expect((await till.app.request(`/hooks/${source}/shop_none`, { method: 'POST', headers: good, body })).status).toBe(
      401,
    )
    expect(await till.list('/api/v1/quarantine')).toEqual([])
    expect(await till.list('/api/v1/conversions')).toEqual([])
    expect((await send(good)).status).toBe(200)
  })

  it('is answered so however many come, and the genuine one still counts', async () => {
    const till = await makeTill()
    await till.setSecrets()
    const answers = await Promise.all(
      Array.from({ length: 300 }, () => till.hook('shopify', shopifyOrder(), { secret: 'guessed' })),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]))
    expect((await till.hook('shopify', shopifyOrder())).status).toBe(200)
  })

  it('is a 413 only where it is signed, and kept out', async () => {
    const till = await makeTill()
    await till.setSecrets()
    const large = shopifyOrder({ note: 'x'.repeat(1024 * 1024) })
    expect((await till.hook('shopify', large)).status).toBe(413)
    expect((await till.hook('shopify', large, { secret: 'other' })).status).toBe(401)
    expect(await till.count('conversions', 'too-large')).toBe(1)
    expect((await till.hook('shopify', shopifyOrder({ note: 'x'.repeat(1_000_000) }))).status).toBe(200)
  })

  it('has the names without x- that Shopify uses for its events', async () => {
    const till = await makeTill()
    await till.setSecrets()
    const headers = Object.entries(headersOf.shopify(shopifyOrder(), { secret: 'hush', at: noon }))
    const bare = Object.fromEntries(headers.map(([name, value]) => [name.replace('x-', ''), value]))
    const sent = { method: 'POST', headers: bare, body: shopifyOrder() }
    expect((await till.app.request('/hooks/shopify/shop-1', sent)).headers.get('x-tilltrail')).toBe('ok')
  })
})
