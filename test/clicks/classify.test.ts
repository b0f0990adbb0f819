import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ClickRequest, classify, clickClasses, reasons, rulesVersion } from '../../src/clicks/classify.ts'

const safari =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1'
const instagram =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 300.0.0.18.110 (iPhone15,2; iOS 17_5; de_DE; de-DE; scale=3.00; 1179x2556)'

describe('the lists stored by index', () => {
  it('keeps the places that rows on disk rely on', () => {
    expect(clickClasses.slice(0, 6)).toEqual(['human', 'repeat', 'preview', 'bot', 'prefetch', 'internal'])
    expect(reasons.slice(0, 15).join(' ')).toBe(
      'person in-app-browser gpc repeat own-people verified-order prefetch-header prerender-header preview-agent bot-agent tool-agent empty-agent mail-gateway not-a-get burst',
    )
  })

  it('fits the bits of a click row, without a name twice', () => {
    expect(clickClasses.length).toBeLessThanOrEqual(8)
    expect(reasons.length).toBeLessThanOrEqual(64)
    expect(new Set(clickClasses).size).toBe(clickClasses.length)
    expect(new Set(reasons).size).toBe(reasons.length)
  })
})

describe('real user agents', () => {
  it.each(agentsIn('people'))('counts a person: %s', (userAgent) => {
    expect(verdictOn({ userAgent })).toMatch(/^human (?:person|in-app-browser)$/)
  })

  it.each(agentsIn('previews'))('sees a preview: %s', (userAgent) => {
    expect(verdictOn({ userAgent })).toBe('preview preview-agent')
  })

  it.each(agentsIn('bots'))('sees a bot: %s', (userAgent) => {
    expect(verdictOn({ userAgent })).toMatch(/^bot (?:bot|tool)-agent$/)
  })
})

describe('an agent', () => {
  it.each(['', ' ', '\t \u00a0'])('that says nothing is a bot: %j', (userAgent) => {
    expect(verdictOn({ userAgent })).toBe('bot empty-agent')
  })

  it('that is an app fetching for itself is a tool, not a person in the app', () => {
    expect(verdictOn({ userAgent: 'Snapchat/13.10.0.42 CFNetwork/1494.0.7 Darwin/23.4.0' })).toBe('bot tool-agent')
    expect(verdictOn({ userAgent: 'Snapchat/12.64.0.65 (iPhone; iOS 16.0; Scale/3.00)' })).toBe('bot bot-agent')
  })

  it('is read no further than 512 characters', () => {
    expect(verdictOn({ userAgent: `${safari.padEnd(512)}Googlebot/2.1` })).toBe('human person')
    expect(verdictOn({ userAgent: `${safari.padEnd(499)}Googlebot/2.1` })).toBe('bot bot-agent')
  })

  it('is judged alike when it comes again', () => {
    const userAgent = 'Bluesky Cardyb/1.1'
    expect(verdictOn({ userAgent })).toBe(verdictOn({ userAgent }))
  })
})

describe('a request that comes before the visitor decides', () => {
  it.each([
    { secPurpose: 'prefetch' },
    { secPurpose: 'prefetch;anonymous-client-ip' },
    { secPurpose: 'Prefetch' },
    { purpose: 'prefetch' },
    { xPurpose: 'preview' },
    { xPurpose: 'instant' },
    { xMoz: 'prefetch' },
  ])('is a prefetch: %o', (headers) => {
    expect(verdictOn(headers)).toBe('prefetch prefetch-header')
    expect(verdictOn({ ...headers, userAgent: instagram })).toBe('prefetch prefetch-header')
  })

  it('keeps a prerender apart, which may become a visit without asking again', () => {
    expect(verdictOn({ secPurpose: 'prefetch;prerender' })).toBe('prefetch prerender-header')
  })
})

describe('a method other than GET', () => {
  it.each(['HEAD', 'OPTIONS', 'POST', ''])('is never a click: %s', (method) => {
    expect(verdictOn({ method })).toBe('bot not-a-get')
  })
})

describe('a referrer', () => {
  it.each([
    'nam12.safelinks.protection.outlook.com',
    'statics.teams.cdn.office.net',
    'linkprotect.cudasvc.com',
    'urldefense.com',
    'urldefense.proofpoint.com',
    'protect-eu.mimecast.com',
    'security-za.m.mimecastprotect.com',
    'secure-web.cisco.com',
    'url.emailprotection.link',
    'urlsand.com',
  ])('of a mail gateway tells a scanner: %s', (referrerHost) => {
    expect(verdictOn({ referrerHost })).toBe('bot mail-gateway')
  })

  it.each([
    'deref-gmx.com',
    'deref-mail.com',
    'outlook.com',
    'noturldefense.com',
    'urlsand.com.example.net',
    'l.facebook.com',
    '',
  ])('of a way people take does not: %s', (referrerHost) => {
    expect(verdictOn({ referrerHost })).toBe('human person')
  })

  it('of a mail gateway leaves a preview a preview', () => {
    expect(verdictOn({ referrerHost: 'urldefense.com', userAgent: 'Twitterbot/1.0' })).toBe('preview preview-agent')
  })
})

describe('Sec-GPC', () => {
  it('is kept as the reason for people, in an app as elsewhere', () => {
    expect(verdictOn({ secGpc: '1' })).toBe('human gpc')
    expect(verdictOn({ secGpc: ' 1 ', userAgent: instagram })).toBe('human gpc')
  })

  it('says nothing when it is not 1, and makes no person of a bot', () => {
    expect(verdictOn({ secGpc: '0' })).toBe('human person')
    expect(verdictOn({ secGpc: '1', userAgent: 'curl/8.5.0' })).toBe('bot tool-agent')
    expect(verdictOn({ secGpc: '1', referrerHost: 'urldefense.com' })).toBe('bot mail-gateway')
  })
})

describe('any request', () => {
  it('gets a verdict in the lists, never an error', () => {
    const anyText = fc.string({ unit: 'binary', maxLength: 40 })
    const anyRequest = fc.record({
      method: fc.constantFrom('GET', 'HEAD', 'get', 'é'),
      userAgent: fc.string({ unit: 'binary', maxLength: 600 }),
      secPurpose: anyText,
      purpose: anyText,
      xPurpose: anyText,
      xMoz: anyText,
      secGpc: anyText,
      referrerHost: anyText,
    })
    fc.assert(
      fc.property(anyRequest, (request) => {
        const verdict = classify(request)
        expect(clickClasses).toContain(verdict.class)
        expect(reasons).toContain(verdict.reason)
        expect(verdict.rules).toBe(rulesVersion)
      }),
    )
  })

  it.each([' ', '(', ';', '1', '/', '|', '1.', 'bot/', 'Mozilla/5.0 (iPhone', 'cfnetwork/1', 'Darwin/', 'ab.'])(
    'of 16 KB of %j in every header is judged within 50 ms',
    (piece) => {
      const bomb = piece.repeat(Math.ceil(16_384 / piece.length))
      const started = performance.now()
      verdictOn({
        userAgent: bomb,
        secPurpose: bomb,
        purpose: bomb,
        xPurpose: bomb,
        xMoz: bomb,
        secGpc: bomb,
        referrerHost: bomb,
      })
      verdictOn({ userAgent: bomb, referrerHost: bomb })
      expect(performance.now() - started).toBeLessThan(50)
    },
  )
})

function verdictOn(headers: Partial<ClickRequest>): string {
  const verdict = classify({
    method: 'GET',
    userAgent: safari,
    secPurpose: '',
    purpose: '',
    xPurpose: '',
    xMoz: '',
    secGpc: '',
    referrerHost: '',
    ...headers,
  })
  return `${verdict.class} ${verdict.reason}`
}

function agentsIn(list: 'people' | 'previews' | 'bots'): string[] {
  const file = new URL(`../fixtures/user-agents/${list}.txt`, import.meta.url)
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.filter((line) => line !== '' && !line.startsWith('#'))
}
