import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { networkOfReferrer, referrerHost } from '../../src/clicks/referrer.ts'

describe('the host of a referrer', () => {
  it.each([
    ['https://l.facebook.com/', 'l.facebook.com'],
    ['https://L.Facebook.COM/l.php?u=https%3A%2F%2Fshop.example%2F%3Femail%3Da%40b.example&h=AT0', 'l.facebook.com'],
    ['http://shop.example:8080/a/b?c=d#e', 'shop.example'],
    ['https://user:secret@blog.example/', 'blog.example'],
    ['https://bokhandel.example./', 'bokhandel.example'],
    ['https://www.blåbær.no/oppskrift', 'www.xn--blbr-roah.no'],
    ['https://xn--blbr-roah.no/', 'xn--blbr-roah.no'],
    ['https://[2001:db8::1]:8443/x', '[2001:db8::1]'],
    ['https://under_score.example/', 'under_score.example'],
    ['android-app://com.linkedin.android', 'com.linkedin.android'],
    ['android-app://com.linkedin.android/', 'com.linkedin.android'],
    ['android-app://com.Slack/https/shop.example', 'com.slack'],
  ])('of %s is %s', (header, host) => {
    expect(referrerHost(header)).toBe(host)
  })

  it.each([
    '',
    'null',
    'about:blank',
    'about:client',
    'l.facebook.com',
    '//l.facebook.com/',
    'https://',
    'https://a b.example/',
    'javascript:alert(1)',
    'data:text/html,<script>',
    'file:///home/someone/list.html',
    'mailto:someone@shop.example',
    'android-app://',
    'android-app://com.%3Cscript%3E',
    'https://a"b.example/',
    "https://a'b.example/",
    'https://{a}.example/',
  ])('of %s is none', (header) => {
    expect(referrerHost(header)).toBe('')
  })

  it('is read up to 2,048 characters of header and 253 of host', () => {
    const header = 'https://shop.example/'.padEnd(2_048, 'x')
    expect(referrerHost(header)).toBe('shop.example')
    expect(referrerHost(`${header}x`)).toBe('')
    const host = 'a.'.repeat(125).concat('com')
    expect(referrerHost(`https://${host}/`)).toBe(host)
    expect(referrerHost(`https://a${host}e/`)).toBe('')
  })

  it('is a plain lower-case host or nothing, whatever the header is', () => {
    const anyHeader = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3_000 }),
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      fc.string({ unit: 'binary' }).map((host) => `https://${host}/?q=1`),
      fc.string({ unit: 'binary' }).map((host) => `android-app://${host}`),
    )
    fc.assert(
      fc.property(anyHeader, (header) => {
        const host = referrerHost(header)
        expect(host).toMatch(/^[a-z0-9._[\]:-]*$/)
        expect(host.length).toBeLessThanOrEqual(253)
        expect(networkOfReferrer(host)).toBeTypeOf('string')
      }),
    )
  })

  it('of a web address is what a browser calls its host name', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        expect(referrerHost(url)).toBe(new URL(url).hostname)
      }),
    )
  })

  it.each(['https://', '(', '/', 'a.', '%41', 'é'])('is read within 50 ms from 16 KB of %j', (piece) => {
    const started = performance.now()
    referrerHost(piece.repeat(Math.ceil(16_384 / piece.length)))
    networkOfReferrer(piece.repeat(Math.ceil(253 / piece.length)))
    expect(performance.now() - started).toBeLessThan(50)
  })
})

describe('the network of a referrer', () => {
  it.each([
    ['l.facebook.com', 'facebook'],
    ['lm.facebook.com', 'facebook'],
    ['m.facebook.com', 'facebook'],
    ['facebook.com', 'facebook'],
    ['l.instagram.com', 'instagram'],
    ['l.threads.com', 'threads'],
    ['l.messenger.com', 'messenger'],
    ['t.co', 'x'],
    ['x.com', 'x'],
    ['lnkd.in', 'linkedin'],
    ['www.linkedin.com', 'linkedin'],
    ['com.linkedin.android', 'linkedin'],
    ['out.reddit.com', 'reddit'],
    ['www.youtube.com', 'youtube'],
    ['www.tiktok.com', 'tiktok'],
    ['com.zhiliaoapp.musically', 'tiktok'],
    ['no.pinterest.com', 'pinterest'],
    ['www.pinterest.co.uk', 'pinterest'],
    ['pin.it', 'pinterest'],
    ['go.bsky.app', 'bluesky'],
    ['jp.naver.line.android', 'line'],
    ['web.whatsapp.com', 'whatsapp'],
    ['org.telegram.messenger', 'telegram'],
    ['away.vk.com', 'vk'],
  ])('of %s is %s', (host, network) => {
    expect(networkOfReferrer(host)).toBe(network)
  })

  it.each([
    '',
    'shop.example',
    'notfacebook.com',
    'facebook.com.shop.example',
    'chat.co',
    'com',
    'com.google.android.gm',
    'constructor',
    '__proto__',
    '[2001:db8::1]',
  ])('of %j is none', (host) => {
    expect(networkOfReferrer(host)).toBe('')
  })
})
