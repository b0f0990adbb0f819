import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { readClientAddress } from '../../src/http/client-address.ts'

const trusted = ['10.0.0.0/8', '192.0.2.1', '2001:db8::/32']

it.each([
  ['198.18.0.1', undefined, '198.18.0.1'],
  ['198.18.0.1', '203.0.113.9', '198.18.0.1'],
  ['10.0.0.1', undefined, '10.0.0.1'],
  ['10.0.0.1', '198.18.0.1', '198.18.0.1'],
  ['10.0.0.1', '203.0.113.9, 198.18.0.1', '198.18.0.1'],
  ['10.0.0.1', '203.0.113.9, 198.18.0.1, 10.0.0.2', '198.18.0.1'],
  ['10.0.0.1', '10.0.0.3, 10.0.0.2', '10.0.0.3'],
  ['::ffff:10.0.0.1', '198.18.0.1', '198.18.0.1'],
  ['::FFFF:198.18.0.1', '203.0.113.9', '198.18.0.1'],
  ['2001:db8::1', '2001:dead::5', '2001:dead::5'],
  ['192.0.2.1', ' 198.18.0.1 ', '198.18.0.1'],
  ['192.0.2.2', '198.18.0.1', '192.0.2.2'],
  ['10.0.0.1', 'unknown', '10.0.0.1'],
  ['10.0.0.1', '198.18.0.1, <script>', '10.0.0.1'],
  ['10.0.0.1', '', '10.0.0.1'],
])('from %s, forwarded for %s: it is %s', (socket, forwarded, expected) =>
  expect(readClientAddress(trusted)(socket, forwarded)).toBe(expected),
)

it('believes no header when there is no proxy, whatever it says', () => {
  fc.assert(
    fc.property(fc.string(), (header) => {
      expect(readClientAddress([])('198.18.0.1', header)).toBe('198.18.0.1')
    }),
  )
})
