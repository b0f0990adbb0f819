import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apps, browsers, devices, readUserAgent, rememberByAgent, systems } from '../../src/clicks/user-agent.ts'

describe('the lists stored by index', () => {
  it('keeps the places that rows on disk rely on', () => {
    expect(devices.slice(0, 6).join(' ')).toBe('unknown mobile tablet desktop tv bot')
    expect(apps.slice(0, 21).join(' ')).toBe(
      'none facebook instagram threads tiktok snapchat linkedin pinterest x reddit line whatsapp wechat kakaotalk google messenger telegram bing naver vk webview',
    )
    expect(browsers.slice(0, 18).join(' ')).toBe(
      'unknown other safari chrome edge firefox samsung-internet opera vivaldi yandex uc-browser miui duckduckgo amazon-silk internet-explorer android-browser chromium electron',
    )
    expect(systems.slice(0, 11).join(' ')).toBe(
      'unknown other ios android windows macos linux chrome-os harmony-os tizen web-os',
    )
  })

  it('fits the bits of a click row, without a name twice', () => {
    const room: [readonly string[], number][] = [
      [devices, 8],
      [apps, 32],
      [browsers, 32],
      [systems, 16],
    ]
    for (const [names, most] of room) {
      expect(names.length).toBeLessThanOrEqual(most)
      expect(new Set(names).size).toBe(names.length)
    }
  })
})

describe('what a user agent says', () => {
  it.each([
    ['an iPhone in Instagram', 'Instagram 300.0.0.18.110', 'mobile instagram safari ios'],
    ['an OPPO phone in Instagram', 'Instagram 406.0.0.46.75', 'mobile instagram chrome android'],
    ['Threads', 'Barcelona 349.0.0.21.106', 'mobile threads safari ios'],
    ['an iPad in Facebook', 'FBDV/iPad13,4', 'tablet facebook safari ios'],
    ['Facebook on Android by its new name', 'MetaIAB Facebook', 'mobile facebook chrome android'],
    ['Messenger on an iPhone, not Facebook', 'FBAN/MessengerForiOS', 'mobile messenger safari ios'],
    ['Messenger on Android, not Facebook', 'FB_IAB/Orca-Android', 'mobile messenger chrome android'],
    ['Facebook without a Mozilla part', 'FBAN/FBIOS;FBAV/480', 'mobile facebook unknown ios'],
    ['TikTok', 'musical_ly_39.8.0', 'mobile tiktok safari ios'],
    ['TikTok in Asia and Europe', 'trill_340503', 'mobile tiktok chrome android'],
    ['Snapchat', 'Snapchat/13.10.0.42', 'mobile snapchat safari ios'],
    ['Snapchat glued to Safari', 'Snapchat11.4.5.67', 'mobile snapchat chrome android'],
    ['LinkedIn', '[LinkedInApp]/9.32', 'mobile linkedin safari ios'],
    ['Pinterest', '[Pinterest/Android]', 'mobile pinterest chrome android'],
    ['X on an iPhone', 'Twitter for iPhone', 'mobile x safari ios'],
    ['X on Android', 'TwitterAndroid/10.90', 'mobile x chrome android'],
    ['Reddit', 'Reddit/2024.17.0/iOS', 'mobile reddit safari ios'],
    ['Reddit on Android', 'Reddit/Version 2024', 'mobile reddit chrome android'],
    ['LINE', 'Line/6.5.1/IAB', 'mobile line chrome android'],
    ['WhatsApp on Android', 'WA4A/', 'mobile whatsapp chrome android'],
    ['WhatsApp on a Mac', 'WhatsApp/2.2412', 'desktop whatsapp electron macos'],
    ['WeChat', 'MicroMessenger', 'mobile wechat other ios'],
    ['KakaoTalk', 'KAKAOTALK 25.8.0', 'mobile kakaotalk safari ios'],
    ['Telegram', 'Telegram-Android', 'mobile telegram chrome android'],
    ['the Google app', 'GSA/312', 'mobile google safari ios'],
    ['the Bing app', 'BingSapphire/1.0', 'mobile bing safari ios'],
    ['NAVER', 'NAVER(inapp', 'mobile naver safari ios'],
    ['an app without a name on Android', 'SM-A135F', 'mobile webview chrome android'],
    ['Safari', 'Version/18.6 Mobile', 'mobile none safari ios'],
    ['Safari on an iPad', 'iPad; CPU OS 16_7', 'tablet none safari ios'],
    ['Chrome on an iPhone', 'CriOS/124', 'mobile none chrome ios'],
    ['Samsung Internet', 'SamsungBrowser/25', 'mobile none samsung-internet android'],
    ['Firefox on Android', 'Firefox/127.0', 'mobile none firefox android'],
    ['a Fire tablet', 'Silk/108', 'tablet none amazon-silk android'],
    ['Chrome on an Android tablet', 'Chrome/139.0.0.0 Safari', 'tablet none chrome android'],
    ['Edge on Windows', 'Edg/125', 'desktop none edge windows'],
    ['Firefox on Linux', 'Ubuntu; Linux', 'desktop none firefox linux'],
    ['a Chromebook', 'CrOS', 'desktop none chrome chrome-os'],
    ['a Cubot phone', 'CUBOT NOTE 20', 'mobile none chrome android'],
  ])('is told of %s', (_who, token, said) => {
    expect(told(personWith(token))).toBe(said)
  })

  it('is told of a phone in an app that gives no name', () => {
    const nameless =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148'
    expect(told(nameless)).toBe('mobile webview safari ios')
  })

  it("takes people in Yahoo! JAPAN's app for people on phones, and Yahoo's crawler for a bot", () => {
    const reader =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 YJApp-IOS jp.co.yahoo.ipn.appli/4.140.0'
    expect(readUserAgent(reader).device).toBe('mobile')
    expect(
      readUserAgent('Mozilla/5.0 (compatible; Yahoo! Slurp; http://help.yahoo.com/help/us/ysearch/slurp)').device,
    ).toBe('bot')
  })

  it('takes no fetcher for the app it serves', () => {
    for (const fetcher of [
      'Twitterbot/1.0',
      'kakaotalk-scrap/1.0',
      'Linespider/1.1',
      'facebookexternalhit/1.1;line-poker/1.0',
    ]) {
      expect(readUserAgent(fetcher).app).toBe('none')
    }
  })

  it('is nothing when nothing is said', () => {
    expect(told('')).toBe('unknown none unknown unknown')
    expect(told('yahoo')).toBe('unknown none unknown unknown')
  })

  it('ends after 512 characters', () => {
    const phone =
      'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36'
    expect(readUserAgent(`${phone.padEnd(512)} [Pinterest/Android]`).app).toBe('none')
    expect(readUserAgent(`${phone} [Pinterest/Android]`.padEnd(600)).app).toBe('pinterest')
  })

  it('stays within the lists whatever it is', () => {
    const pieces = fc.constantFrom(
      'Mozilla/5.0 (',
      'iPhone; ',
      'Android 14; wv) ',
      'Version/',
      'Chrome/',
      'Yahoo',
      'opt/1.',
      'nexus ',
      '__proto__',
      'constructor/1 ',
    )
    const anyAgent = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 700 }),
      fc.array(pieces, { maxLength: 80 }).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(anyAgent, (userAgent) => {
        const agent = readUserAgent(userAgent)
        expect(devices).toContain(agent.device)
        expect(apps).toContain(agent.app)
        expect(browsers).toContain(agent.browser)
        expect(systems).toContain(agent.os)
      }),
    )
  })

  it.each([' ', '(', ';', '1', '/', '1.', 'opt/1', 'Version/1', 'Android ', 'Macintosh FxiOS', 'slackbot-', 'yahoo!'])(
    'is read within 50 ms when it is 16 KB of %j',
    (piece) => {
      const started = performance.now()
      readUserAgent(piece.repeat(Math.ceil(16_384 / piece.length)))
      expect(performance.now() - started).toBeLessThan(50)
    },
  )
})

describe('the memory of agents', () => {
  it('reads each distinct agent once', () => {
    const { read, reads } = countingReader()
    const readOnce = rememberByAgent(read)
    expect([readOnce('a'), readOnce('b'), readOnce('a')]).toEqual([1, 1, 1])
    expect(reads).toEqual(['a', 'b'])
  })

  it('forgets the oldest beyond its limit, and only that', () => {
    const { read, reads } = countingReader()
    const readOnce = rememberByAgent(read, 2)
    for (const agent of ['a', 'b', 'c', 'b', 'c', 'a']) readOnce(agent)
    expect(reads).toEqual(['a', 'b', 'c', 'a'])
  })

  it('keeps nothing of an agent longer than 512 characters, and reads only its first 512', () => {
    const { read, reads } = countingReader()
    const readOnce = rememberByAgent(read)
    expect([readOnce('x'.repeat(16_384)), readOnce('x'.repeat(513)), readOnce('x'.repeat(512))]).toEqual([
      512, 512, 512,
    ])
    expect(reads).toHaveLength(3)
  })
})

function told(userAgent: string): string {
  const { device, app, browser, os } = readUserAgent(userAgent)
  return `${device} ${app} ${browser} ${os}`
}

function personWith(token: string): string {
  const people = readFileSync(new URL('../fixtures/user-agents/people.txt', import.meta.url), 'utf8').split('\n')
  const person = people.find((line) => !line.startsWith('#') && line.includes(token))
  if (person === undefined) throw new Error(`nobody in people.txt has ${token}`)
  return person
}

function countingReader(): { read: (agent: string) => number; reads: string[] } {
  const reads: string[] = []
  return {
    reads,
    read: (agent) => {
      reads.push(agent)
      return agent.length
    },
  }
}
