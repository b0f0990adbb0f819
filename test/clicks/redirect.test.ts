import { expect, it } from 'vitest'
import { readClickId } from '../../src/clicks/click-id.ts'
import { answerVisit, prepareLink, type VisitRequest } from '../../src/clicks/redirect.ts'
import { createVisitorHash } from '../../src/clicks/visitor.ts'
import type { Target } from '../../src/links/target-store.ts'
import { showDay } from '../../src/shops/calendar.ts'
import { safari } from '../app/talk.ts'
import { noon } from '../make.ts'

const settings = {
  clickParam: 'till',
  keys: [{ number: 1, secret: Uint32Array.from([1, 2, 3, 4]), fromAt: 0 }],
  now: noon,
}

it('puts the link and the time into the id that leaves', () => {
  const { location, click } = redirectOf()
  const id = new URL(location).searchParams.get('till') ?? ''
  expect(readClickId(id, settings.keys)).toEqual({ link: 7, at: noon, random: click?.random })
  expect(click).toMatchObject({ at: noon, link: 7, post: 3, campaign: 2, channel: 'facebook', shop: 1 })
})

it('stamps a click with the day on the shop’s own calendar', () => {
  const late = Date.parse('2026-11-22T23:30:00Z')
  const dayIn = (time_zone: string) => showDay(redirectOf({}, { time_zone }, late).click?.day ?? 0)
  expect([dayIn('UTC'), dayIn('Europe/Oslo'), dayIn('Asia/Bangkok'), dayIn('America/New_York')]).toEqual([
    '2026-11-22',
    '2026-11-23',
    '2026-11-23',
    '2026-11-22',
  ])
})

it('keeps of a person what is counted, and nothing of the address', () => {
  const referer = 'https://user:pw@L.Facebook.com:443/private?x=1'
  const { click } = redirectOf({ referer, country: 'NO', query: 'email=kari@shop.example' })
  expect(click).toMatchObject({ referrer: 'l.facebook.com', visit: { device: 'mobile', os: 'ios', country: 'NO' } })
  expect(JSON.stringify(click)).not.toMatch(/198\.18|private|kari|Mozilla/)
})

it('recognises nobody who asks for it, and no machine', () => {
  for (const headers of [{ secGpc: '1' }, { userAgent: 'curl/8' }, { secPurpose: 'prefetch' }])
    expect(redirectOf(headers).click).toMatchObject({ visitor: null, random: null })
  expect(redirectOf({ secGpc: '0' }).click?.visitor).not.toBeNull()
})

it('recognises a visitor again on the same day, under that day’s salt alone', () => {
  const visitor = redirectOf().click?.visitor
  expect(redirectOf().click?.visitor).toBe(visitor)
  expect(redirectOf({ address: '198.18.0.2' }).click?.visitor).not.toBe(visitor)
  expect(redirectOf({}, { shop: 2 }).click?.visitor).not.toBe(visitor)
})

it('counts nothing of a device of our own, and gives it no id', () => {
  const { location, click } = redirectOf({ isOwnDevice: true })
  expect(click).toMatchObject({ verdict: { class: 'internal', reason: 'own-people' }, visitor: null, random: null })
  expect(location).not.toContain('till=')
})

it('marks a click that came by a QR code, and keeps the mark to itself', () => {
  for (const query of ['qr=1', 'a=1&qr=1', 'qr=1&a=1', 'a=1&qr=1&b=2', 'qr=1&qr=1']) {
    const { location, click } = redirectOf({ query })
    expect([query, click?.visit.isScan, new URL(location).searchParams.get('qr')]).toEqual([query, true, null])
    expect(location).toContain(query.includes('a=1') ? '&a=1&' : 'utm_campaign=jul&till=')
  }
})

it('leaves to the destination what only looks like the mark', () => {
  for (const query of [
    'qr=2',
    'qr',
    'qr=',
    'qr=11',
    'qr=1x',
    'QR=1',
    'aqr=1',
    'qr=01',
    'qr%3D1',
    'a=qr=1',
    'qr=1%20',
  ]) {
    const { location, click } = redirectOf({ query })
    expect([query, click?.visit.isScan]).toEqual([query, false])
    expect(location).toContain(`utm_campaign=jul&${query}&till=`)
  }
  const own = redirectOf({ query: 'qr=1' }, { destination: 'https://shop.example/?qr=1' })
  expect(own.location).toMatch(/^https:\/\/shop\.example\/\?qr=1&utm_source=/)
})

it('marks the scans of all: who asks not to be tracked, machines, our own people', () => {
  const scan = (over: Partial<VisitRequest>) => redirectOf({ ...over, query: 'qr=1' }).click
  expect(scan({ secGpc: '1' })).toMatchObject({ visit: { isScan: true, hasGpc: true }, visitor: null, random: null })
  expect(scan({ userAgent: 'curl/8' })).toMatchObject({ verdict: { class: 'bot' }, visit: { isScan: true } })
  expect(scan({ isOwnDevice: true })).toMatchObject({ verdict: { class: 'internal' }, visit: { isScan: true } })
  // The same agent and country right after: what is remembered of visits isn't a scan.
  expect(redirectOf({}).click?.visit.isScan).toBe(false)
})

it('sends the id to Stripe as its client reference', () => {
  const { location, click } = redirectOf({}, { destination: 'https://buy.stripe.com/abc' })
  const { searchParams } = new URL(location)
  expect(searchParams.get('till')).toBeNull()
  expect(readClickId(searchParams.get('client_reference_id') ?? '', settings.keys)?.random).toBe(click?.random)
})

it('ends at its last moment, not before', () => {
  expect(answer({}, { expires_at: noon + 1 }).kind).toBe('redirect')
  expect(answer({}, { expires_at: noon }).kind).toBe('ended')
  expect(answer({}, { archived_at: noon - 1 }).kind).toBe('ended')
  expect(answer({}, { expires_at: noon, fallback_url: 'https://shop.example/ny' })).toEqual({
    kind: 'redirect',
    location: 'https://shop.example/ny',
    click: undefined,
  })
})

function redirectOf(request: Partial<VisitRequest> = {}, target: Partial<Target> = {}, now = noon) {
  const answered = answer(request, target, now)
  if (answered.kind === 'ended') throw new Error('the link has ended')
  return answered
}

function answer(request: Partial<VisitRequest>, target: Partial<Target>, now = noon) {
  const made = makeTarget(target)
  const visitorHash = createVisitorHash(made.shop, [5, 6, 7, 8])
  return answerVisit(prepareLink(made, 'till'), makeRequest(request), { ...settings, visitorHash, now })
}

function makeRequest(over: Partial<VisitRequest>): VisitRequest {
  return {
    ...{ method: 'GET', query: '', address: '198.18.0.1', country: '', isOwnDevice: false, userAgent: safari },
    ...{ referer: '', secGpc: '', secPurpose: '', purpose: '', xPurpose: '', xMoz: '' },
    ...over,
  }
}

function makeTarget(over: Partial<Target>): Target {
  const utm = { source: 'facebook', medium: 'social', campaign: 'jul' }
  return {
    ...{ number: 7, slug: 'jul', destination: 'https://shop.example/', utm, post: 3, campaign: 2, channel: 'facebook' },
    ...{ utm_source: 'facebook', utm_medium: 'social', utm_campaign: 'jul', utm_content: null, utm_term: null },
    ...{ shop: 1, shop_id: 'shop-1', time_zone: 'Europe/Oslo', tracking: 'consent' },
    ...{ expires_at: null, max_clicks: null, fallback_url: null, archived_at: null },
    ...over,
  }
}
