import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buttonKinds, readTarget } from '../../src/bio/bio-button.ts'

describe('a button', () => {
  it.each([
    ['menu', 'https://shop.example/meny', 'https://shop.example/meny'],
    ['shop', 'HTTPS://Shop.Example', 'https://shop.example/'],
    ['line', '@fjellkaffe', 'https://line.me/R/ti/p/%40fjellkaffe'],
    ['line', 'https://lin.ee/abc', 'https://lin.ee/abc'],
    ['call', '+47 22 33 44 55', 'tel:+4722334455'],
    ['call', '(02) 123-4567', 'tel:021234567'],
    ['whatsapp', '+47 912 34 567', 'https://wa.me/4791234567'],
    ['whatsapp', '0047 912 34 567', 'https://wa.me/4791234567'],
    ['whatsapp', 'https://wa.me/4791234567', 'https://wa.me/4791234567'],
    ['map', 'Storgata 1, Otta', 'https://www.google.com/maps/search/?api=1&query=Storgata%201%2C%20Otta'],
    ['map', 'ตลาด: ซอย 3', 'https://www.google.com/maps/search/?api=1&query=' + encodeURIComponent('ตลาด: ซอย 3')],
    ['map', 'https://maps.app.goo.gl/x', 'https://maps.app.goo.gl/x'],
    ['email', 'Hei@shop.example', 'mailto:Hei@shop.example'],
    ['link', ' http://blog.example/#x ', 'http://blog.example/#x'],
  ] as const)('of the kind %s leads from %s to %s', (kind, to, href) => {
    expect(readTarget(kind, to)).toEqual({ ok: true, href })
  })

  it.each([
    ['menu', 'javascript:alert(1)', 'https://'],
    ['map', 'javascript:alert(1)', 'Storgata'],
    ['map', 'data:text/html,x', 'Storgata'],
    ['link', 'shop.example', 'https://'],
    ['link', 'https://user:secret@shop.example', 'password'],
    ['line', 'https://evil.example/line.me', '@fjellkaffe'],
    ['line', 'https://line.me.evil.example/', '@fjellkaffe'],
    ['call', 'ring us', '+47'],
    ['whatsapp', '912 34 567', 'country code'],
    ['email', 'hei@shop.example?cc=x@y.example', 'hello@shop.example'],
    ['email', 'hei', 'hello@shop.example'],
    ['link', `https://shop.example/?${'&'.repeat(300)}`, 'Shorten'],
  ] as const)('of the kind %s refuses %s with the remedy', (kind, to, remedy) => {
    const read = readTarget(kind, to)
    expect(read).toMatchObject({ ok: false })
    expect(read.ok ? '' : read.detail).toContain(remedy)
  })

  it('never leads to a script, whatever is written', () => {
    const odd = fc.constantFrom(
      'javascript:',
      'JaVaScRiPt:',
      '\tjavascript:',
      'data:',
      'vbscript:',
      'https://',
      '@',
      '+47',
      '',
    )
    fc.assert(
      fc.property(fc.constantFrom(...buttonKinds), odd, fc.string({ unit: 'binary' }), (kind, start, rest) => {
        const read = readTarget(kind, start + rest)
        if (read.ok) expect(read.href).toMatch(/^(?:https?:\/\/|tel:\+?\d|mailto:[^?&]+@[^?&]+$)/)
      }),
      { numRuns: 2000 },
    )
  })
})
