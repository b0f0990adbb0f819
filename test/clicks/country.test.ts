import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openCountries } from '../../src/clicks/country.ts'
import { ConfigError } from '../../src/config.ts'
import { makeFolder } from '../make.ts'
import { makeMmdb, type Net } from './make-mmdb.ts'

const nets: readonly Net[] = [
  { cidr: '192.0.2.0/24', record: { country: { iso_code: 'NO', names: { en: 'Norway', nb: 'Norge' } } } },
  { cidr: '198.51.100.0/24', record: { registered_country: { iso_code: 'SE' } } },
  { cidr: '203.0.113.0/25', record: { country_code: 'DK' } },
  { cidr: '203.0.113.128/25', record: { country: 'FI' } },
  { cidr: '198.18.0.0/15', record: { country: { geoname_id: 1 }, country_code: 'none' } },
  { cidr: '2001:db8:0:0:0:0:0:0/32', record: { country: { iso_code: 'TH' } } },
]

describe('the countries of GEO_DB', () => {
  it.each([
    ['192.0.2.77', 'NO'],
    ['::ffff:192.0.2.77', 'NO'],
    ['198.51.100.1', 'SE'],
    ['203.0.113.1', 'DK'],
    ['203.0.113.200', 'FI'],
    ['2001:db8::1', 'TH'],
    ['2001:db9::1', ''],
    ['192.0.3.1', ''],
    ['198.18.0.1', ''],
    ['', ''],
    ['not an address', ''],
    ['999.1.1.1', ''],
  ])('knows %s as %j', (address, country) => {
    expect(openCountries(fileOf(makeMmdb(nets)))(address)).toBe(country)
  })

  it('doesn’t take an IPv6 address for one of IPv4 in a file that has only those', () => {
    const file = makeMmdb([{ cidr: '32.0.0.0/4', record: { country: { iso_code: 'US' } } }], { ipVersion: 4 })
    const onlyV4 = openCountries(fileOf(file))
    expect([onlyV4('32.1.1.1'), onlyV4('2001:db8::1')]).toEqual(['US', ''])
  })

  it('takes a few microseconds', () => {
    const countryOf = openCountries(fileOf(makeMmdb(nets)))
    const started = performance.now()
    for (let n = 0; n < 20_000; n++) countryOf(`192.0.2.${n & 255}`)
    expect((performance.now() - started) / 20_000).toBeLessThan(0.05)
  })
})

describe('a GEO_DB that can’t be used', () => {
  const whole = makeMmdb(nets)
  it.each([
    ['empty', Buffer.alloc(0), 'is damaged'],
    ['a text', Buffer.from('this is no database, whatever its name says'.repeat(100)), 'is damaged'],
    ['cut at its end', whole.subarray(0, whole.length - 120), 'is damaged'],
    ['cut at its beginning', whole.subarray(whole.length - 190), 'is damaged'],
    ['about something else', makeMmdb([{ cidr: '0.0.0.0/1', record: { asn: 'AS64500' } }]), 'holds no countries'],
  ])('stops the start in one line when it is %s', (name, bytes, said) => {
    const path = fileOf(bytes)
    expect(name).not.toBe('')
    expect(() => openCountries(path)).toThrow(ConfigError)
    expect(() => openCountries(path)).toThrow(said)
    expect(() => openCountries(path)).toThrow(/^GEO_DB: [^\n]+$/)
  })

  it('says so when it isn’t there', () => {
    expect(() => openCountries('/nowhere/geo.mmdb')).toThrow("GEO_DB: /nowhere/geo.mmdb can't be read (ENOENT)")
  })
})

function fileOf(bytes: Uint8Array): string {
  const path = join(makeFolder(), 'geo.mmdb')
  writeFileSync(path, bytes)
  return path
}
