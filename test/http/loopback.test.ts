import { expect, it } from 'vitest'
import { isLoopback } from '../../src/http/loopback.ts'

it.each([
  'localhost',
  'a.localhost',
  'LOCALHOST',
  '127.0.0.1',
  '127.8.9.1',
  '[::1]',
  '::1',
  '0.0.0.0',
  '[::]',
  '::ffff:127.0.0.1',
  '[::ffff:7f00:1]',
])('knows %s for this computer', (host) => expect(isLoopback(host)).toBe(true))

it.each([
  '',
  'localhost.evil.example',
  'notlocalhost',
  '127.0.0.1.evil.example',
  '128.0.0.1',
  'shop.example',
  '10.0.0.1',
  '[2001:db8::1]',
  '::ffff:10.0.0.1',
  '[::ffff:a00:1]',
])('takes %j for another one', (host) => expect(isLoopback(host)).toBe(false))
