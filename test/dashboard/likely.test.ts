import { describe, expect, it } from 'vitest'
import { type Facts, likelyCauses } from '../../src/dashboard/pages/install/likely.ts'
import { judgeSource } from '../../src/dashboard/pages/install/source-state.ts'

const noon = '2026-11-22T12:00:00.000Z'
const two = '2026-11-22T14:00:00.000Z'

describe('the likely causes', () => {
  it('are the address where nobody else can reach it', () => {
    expect(likelyCauses(facts({ isPublicUrlLocal: true, publicUrl: 'http://localhost:8787' }))).toEqual(['local'])
    expect(likelyCauses(facts({ publicUrl: 'http://go.shop.example' }))).toEqual(['insecure'])
    expect(likelyCauses(facts())).toEqual([])
  })

  it('are the secret where the last delivery was signed with another', () => {
    expect(likelyCauses(facts({ source: { kind: 'bad', at: noon } }))).toEqual(['signature'])
  })

  it('are a webhook turned off where pages tell of orders an hour after it fell silent', () => {
    const heard = { kind: 'ok', at: noon } as const
    const told = (over: Partial<Ping>) => facts({ source: heard, live: live([ping({ reason: null, ...over })]) })
    expect(likelyCauses(told({ receivedAt: two }))).toEqual(['disabled'])
    expect(likelyCauses(told({ receivedAt: noon }))).toEqual([])
    expect(likelyCauses(told({ receivedAt: two, test: true }))).not.toContain('disabled')
    expect(likelyCauses(told({ receivedAt: two, source: 'api' }))).toEqual([])
  })

  it('are test mode where all orders are tests, but for those sent by the API to try it out', () => {
    expect(likelyCauses(facts({ live: live([ping({ source: 'stripe', test: true })]) }))).toEqual(['testMode'])
    expect(likelyCauses(facts({ live: live([ping({ source: 'api', test: true })]) }))).toEqual([])
  })

  it('are the banner, the host or a cache where no order carries a click', () => {
    const without = live([ping({ reason: 'no-click' })])
    expect(likelyCauses(facts({ live: without }))).toEqual(['consent', 'host', 'cache'])
    expect(likelyCauses(facts({ live: without, tracking: 'count' }))).toEqual([])
    expect(likelyCauses(facts({ live: live([ping({ reason: 'no-click' }), ping({ reason: null })]) }))).toEqual([])
  })

  it('are a policy, a cache or a blocker where the snippet was never heard', () => {
    const unheard = { ...live([]), lastVisitDay: null }
    expect(likelyCauses(facts({ system: 'own', live: unheard }))).toEqual(['csp', 'cache', 'blocker'])
    expect(likelyCauses(facts({ system: 'stripe', live: unheard }))).toEqual([])
  })
})

describe('a shop system', () => {
  const secrets = [{ end: 'abcd', setAt: noon }]
  const source = (lastDeliveryAt: string | null, lastBadSignatureAt: string | null) =>
    judgeSource({ source: 'shopify', url: null, secrets, lastDeliveryAt, lastBadSignatureAt }).kind

  it('is judged by its last delivery, and by those since the secret was set alone', () => {
    const before = '2026-11-22T11:00:00.000Z'
    expect(judgeSource(undefined).kind).toBe('unset')
    expect(source(null, null)).toBe('waiting')
    expect(source(two, null)).toBe('ok')
    expect(source(before, null)).toBe('changed')
    expect(source(null, two)).toBe('bad')
    expect(source(null, before)).toBe('waiting')
    expect(source(before, two)).toBe('bad')
    expect(source(two, '2026-11-22T13:00:00.000Z')).toBe('ok')
    expect(source('2026-11-22T13:00:00.000Z', two)).toBe('bad')
  })
})

type Ping = Exclude<Facts['live']['items'][number], { outcome: 'quarantined' }>

function facts(over: Partial<Facts> = {}): Facts {
  return {
    system: 'shopify',
    publicUrl: 'https://go.shop.example',
    isPublicUrlLocal: false,
    tracking: 'consent',
    source: { kind: 'waiting' },
    live: live([]),
    ...over,
  }
}

function live(items: Ping[]): Facts['live'] {
  return { items, nextCursor: null, lastVisitDay: '2026-11-22' }
}

function ping(over: Partial<Ping>): Ping {
  return {
    id: 'conv_1-script',
    conversionId: 'conv_1',
    source: 'script',
    event: 'purchase',
    orderId: 'A-1',
    refundId: null,
    value: '5.00',
    currency: 'NOK',
    told: 1,
    receivedAt: noon,
    outcome: 'stored',
    test: false,
    reason: null,
    detail: null,
    replayOutcome: null,
    ...over,
  }
}
