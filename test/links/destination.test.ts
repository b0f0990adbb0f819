import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkDestination, maxDestinationLength, withScheme } from '../../src/links/destination.ts'

describe('checkDestination', () => {
  it.each([
    ['https://shop.example/kampanje?farge=bl%C3%A5#topp', 'https://shop.example/kampanje?farge=bl%C3%A5#topp'],
    ["https://shop.example/?q='a'&x=%zz&&y=[1]|{}#/a?b#c", "https://shop.example/?q='a'&x=%zz&&y=[1]|{}#/a?b#c"],
    ['  https://shop.example\n', 'https://shop.example/'],
    ['HTTPS://Shop.Example:443/A', 'https://shop.example/A'],
    ['https://blåbær.no/søk?q=blå#å', 'https://xn--blbr-roah.no/s%C3%B8k?q=bl%C3%A5#%C3%A5'],
    ['https://shop.example/?q="<>', 'https://shop.example/?q=%22%3C%3E'],
    ['http://127.0.0.1:8788/', 'http://127.0.0.1:8788/'],
    ['https://shop.example/?#', 'https://shop.example/?#'],
    ['https://shop.example\\@evil.example/', 'https://shop.example/@evil.example/'],
  ])('takes %s as %s', (typed, url) => {
    expect(checkDestination(typed, [])).toEqual({ ok: true, url })
  })

  it.each([
    ['', /Write the address/],
    ['   ', /Write the address/],
    ['ikke en adresse', /spaces/],
    ['https://shop.example/a b', /%20/],
    ['https://shop.example/\r\nSet-Cookie:a', /line breaks/],
    ['https://shop.example/\u0000', /invisible/],
    ['https://shop.example/\u202egpj', /invisible/],
    ['java\tscript:alert(1)', /invisible/],
    ['shop.example/page', /https:\/\/ in front/],
    ['shop.example:8443/page', /https:\/\/ in front/],
    ['//shop.example/page', /https:\/\/ in front/],
    ['/page', /https:\/\/ in front/],
    ['javascript:alert(1)', /web addresses only/],
    ['data:text/html,x', /web addresses only/],
    ['intent://shop.example#Intent;end', /web addresses only/],
    ['blob:https://shop.example/1', /web addresses only/],
    ['mailto:a@shop.example', /web addresses only/],
    ['https:shop.example', /two slashes/],
    ['https:///shop.example', /two slashes/],
    ['https:\\\\shop.example', /two slashes/],
    ['https://user:pass@shop.example/', /user name and password/],
    ['https://@shop.example/', /user name and password/],
    ['https://shop.example:99999/', /port/],
    ['https://?x', /domain name/],
    ['https://[::1', /domain name/],
  ])('refuses %j with the remedy', (typed, detail) => {
    expect(checkDestination(typed, [])).toEqual({ ok: false, detail: expect.stringMatching(detail) })
  })

  it.each([
    'https://go.shop.example/abc',
    'https://GO.Shop.Example./abc',
    'https://go.shop.example:443/',
    'http://go.shop.example:8080/',
    'https://go%2Eshop%2eexample/',
    'https://ｇｏ。shop.example/',
    'https://kjøp.example/x',
    'https://xn--kjp-1na.example/x',
    'http://localhost:8787/abc',
    'http://127.0.0.1:8787/abc',
    'http://127.1:8787/',
    'http://0x7f000001:8787/',
    'http://2130706433:8787/',
    'http://[::1]:8787/',
    'http://[::ffff:127.0.0.1]:8787/',
    'http://0.0.0.0:8787/',
    'http://a.localhost.:8787/',
  ])('refuses our own host as %s', (typed) => {
    const checked = checkDestination(typed, ['Go.Shop.Example', 'kjøp.example', 'localhost:8787'])
    expect(checked).toEqual({ ok: false, detail: expect.stringMatching(/circles/) })
  })

  it.each([
    'http://127.0.0.1:8788/',
    'https://shop.example/',
    'https://go.shop.example.evil.example/',
    'http://localhost/',
  ])('takes %s, which only resembles our own', (typed) => {
    expect(checkDestination(typed, ['go.shop.example', 'localhost:8787'])).toMatchObject({ ok: true })
  })

  it('counts the length after normalisation', () => {
    const room = maxDestinationLength - 'https://shop.example/'.length
    expect(checkDestination(`https://shop.example/${'a'.repeat(room)}`, [])).toMatchObject({ ok: true })
    expect(checkDestination(`https://shop.example/${'a'.repeat(room + 1)}`, [])).toMatchObject({ ok: false })
    expect(checkDestination(`https://shop.example/${'å'.repeat(room / 5)}`, [])).toEqual({
      ok: false,
      detail: expect.stringMatching(/leave out/),
    })
  })

  it('leads where a browser would have gone, keeps ASCII queries, and changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true, size: 'small' }), (typed) => {
        const checked = checkDestination(typed, [])
        if (!checked.ok) return expect(typed.length).toBeGreaterThan(maxDestinationLength / 2)
        expect(new URL(checked.url).href).toBe(new URL(typed).href)
        expect(checked.url.slice(new URL(typed).href.search(/[?#]|$/))).toBe(typed.slice(typed.search(/[?#]|$/)))
        expect(checkDestination(checked.url, [])).toEqual(checked)
      }),
    )
  })

  it('returns safe ASCII whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (tail) => {
        const checked = checkDestination(`https://shop.example/${tail}`, [])
        if (checked.ok) expect(checked.url).toMatch(/^https:\/\/shop\.example\/[\x21\x23-\x3b\x3d\x3f-\x7e]*$/)
      }),
    )
  })
})

describe('withScheme', () => {
  it.each([
    ['shop.example/x?y=1', 'https://shop.example/x?y=1'],
    [' www.shop.example ', 'https://www.shop.example'],
    ['shop.example:8080/x', 'https://shop.example:8080/x'],
    ['http://shop.example', 'http://shop.example'],
    ['javascript:alert(1)', 'javascript:alert(1)'],
    ['mailto:a@shop.example', 'mailto:a@shop.example'],
    ['brødogbønner.no/kaffe', 'https://brødogbønner.no/kaffe'],
    ['ร้าน.ไทย', 'https://ร้าน.ไทย'],
    ['shop.xn--o3cw4h', 'https://shop.xn--o3cw4h'],
    ['127.0.0.1', '127.0.0.1'],
    ['jumper', 'jumper'],
    ['', ''],
  ])('%j becomes %j', (typed, expected) => {
    expect(withScheme(typed)).toBe(expected)
  })
})
