import { expect, it } from 'vitest'
import { personalKindInNote } from '../../src/links/personal-note.ts'

it.each([
  'tlf 98765432',
  'red scarf, tlf. 987 65 432',
  'call 0171 2345678',
  'ring 98 76 54 32 when it is ready',
  'phone: 555 123 4567',
  '2 hats, 98765432',
  'for (555) 123-4567',
  'โทร 081-234-5678',
  'โทร ๐๘๑๒๓๔๕๖๗๘',
  'mobil nr 4791234567',
  'blue, +47 987 65 432',
  '98765432',
  'order 10045, tlf 98765432',
  'order 12345678 / 98765432',
  '601 234 567 Kraków',
])('finds the phone number in %j', (note) => expect(personalKindInNote(note)).toBe('a phone number'))

it.each([
  '',
  'order 12345678',
  'Ordre nr. 98765432',
  'invoice #4412345678',
  'two at 499.50, 1200 altogether',
  '2026-11-20',
  'fetched 20.11.2026 14.05',
  'sold 20261120',
  'call about order 12345678',
  '12 345 678 steps of wool',
  'SKU 5901234123457 in red',
  'line 3: 1 200 and 1 500',
  'size 42-44, 100-120 cm',
])('lets %j pass', (note) => expect(personalKindInNote(note)).toBeUndefined())

it('still finds an e-mail address', () =>
  expect(personalKindInNote('for kari@shop.example, order 12345678')).toBe('an e-mail address'))
