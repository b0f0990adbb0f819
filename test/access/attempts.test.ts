import { expect, it } from 'vitest'
import { createAttempts, createSignInLimit } from '../../src/access/attempts.ts'

it('lets so many through in any window, and says how long to wait', () => {
  const attempts = createAttempts({ most: 3, windowMs: 60_000 })
  expect([0, 10_000, 20_000].map((now) => attempts.take('kari', now))).toEqual([0, 0, 0])
  expect(attempts.take('kari', 20_001)).toBe(40)
  expect(attempts.take('kari', 59_999)).toBe(1)
  expect(attempts.take('kari', 60_000)).toBe(0)
  expect(attempts.take('kari', 60_001)).toBe(10)
})

it('keeps keys apart, and does not prolong the wait of who tries on', () => {
  const attempts = createAttempts({ most: 1, windowMs: 1000 })
  expect(attempts.take('kari', 0)).toBe(0)
  for (let now = 1; now < 1000; now += 100) expect(attempts.take('kari', now)).toBe(1)
  expect(attempts.take('ola', 500)).toBe(0)
  expect(attempts.take('kari', 1000)).toBe(0)
})

it('forgets the oldest when there are too many keys', () => {
  const attempts = createAttempts({ most: 1, windowMs: 1000, mostKeys: 2 })
  for (const key of ['a', 'b', 'c']) expect(attempts.take(key, 0)).toBe(0)
  expect(attempts.take('c', 1)).toBe(1)
  expect(attempts.take('b', 1)).toBe(1)
  expect(attempts.take('a', 1)).toBe(0)
})

it('lets who signs in rightly do so again and again', () => {
  const limit = createSignInLimit()
  const signIn = { address: '198.18.0.1', email: 'kari@shop.example' }
  for (let day = 0; day < 30; day++) {
    expect(limit.take(signIn, day * 4_000)).toBe(0)
    limit.succeed(signIn)
  }
})

it('counts a household of IPv6 addresses as one, and another one apart', () => {
  const limit = createSignInLimit()
  const take = (address: string) => limit.take({ address, email: 'kari@shop.example' }, 0)
  for (let host = 0; host < 10; host++) expect(take(`2001:db8:0:1:${host}::${host}`)).toBe(0)
  for (const same of ['2001:db8:0:1::9', '2001:0DB8::1:0:0:0:9', '2001:db8:0:1:1:1:1:1']) expect(take(same)).toBe(600)
  for (const other of ['2001:db8:0:2::9', '2001:db8::9', '::1', '198.18.0.1', '198.18.0.2']) expect(take(other)).toBe(0)
})
