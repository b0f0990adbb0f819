import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodedForms, holdsId, possibleIds } from '../../src/conversions/decoded.ts'

const wrappings: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  json: (text) => JSON.stringify({ order: text }),
  'JSON escapes': (text) =>
    `{"order":"${Array.from(text, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}"}`,
  'JSON in JSON': (text) => JSON.stringify({ body: JSON.stringify({ order: text }) }),
  percent: (text) => `order=${encodeURIComponent(text)}&x=1`,
  'every byte in percent': (text) =>
    `order=${[...new TextEncoder().encode(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')}`,
  'a form': (text) => new URLSearchParams({ order: text, value: '1.00' }).toString(),
  'percent twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  HTML: (text) => `<b>${Array.from(text, (letter) => `&#${letter.codePointAt(0) ?? 0};`).join('')}</b>`,
  base64: (text) => `data=${btoa(String.fromCharCode(...new TextEncoder().encode(`order: ${text}`)))}`,
  base64url: (text) =>
    btoa(String.fromCharCode(...new TextEncoder().encode(`{"order":"${text}"}`)))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', ''),
}

const ids = fc.oneof(
  fc.stringMatching(/^[A-Z]{2}-[0-9]{4,8}$/),
  fc.stringMatching(/^[1-9][0-9]{5,12}$/),
  fc.stringMatching(/^[a-z]{3,8}\.[a-z]{3,8}\+shop@example\.no$/),
  fc.stringMatching(/^Ordre [æøå]{3}[0-9]{3}$/),
)

describe('an id in a text', () => {
  for (const [name, wrap] of Object.entries(wrappings))
    it(`is found in ${name}`, () => {
      fc.assert(
        fc.property(ids, (id) => {
          const forms = decodedForms(wrap(id))
          expect(holdsId(forms, id)).toBe(true)
          expect(possibleIds(forms).has(id)).toBe(true)
        }),
        { numRuns: 50 },
      )
    })

  it('is not found in a longer one, nor in an amount', () => {
    const others = [
      '{"order":"10010"}',
      'order=A1001',
      '{"value":1001}',
      'total_price=1001.00',
      '"x":"1001.5"',
      '1001é',
    ]
    for (const text of others) expect([text, holdsId(decodedForms(text), '1001')]).toEqual([text, false])
    for (const text of ['{"id":1001}', 'gid://shopify/Order/1001', '#1001', 'order 1001.', 'a=1&order=1001'])
      expect([text, holdsId(decodedForms(text), '1001')]).toEqual([text, true])
  })

  it('costs little in a large text that holds nothing', () => {
    const text = JSON.stringify(
      Array.from({ length: 20_000 }, (_, at) => ({ sku: `P-${at}`, name: `vare %20 &amp; ${at}` })),
    )
    const begun = performance.now()
    expect(holdsId(decodedForms(text), 'nothing-such')).toBe(false)
    expect(performance.now() - begun).toBeLessThan(3_000)
  })
})
