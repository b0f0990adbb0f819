import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { clickClasses, reasons } from '../../src/clicks/classify.ts'
import {
  clickSql,
  type FirstScope,
  firstScopes,
  packCountry,
  packVerdict,
  packVisit,
  unpackCountry,
  unpackVerdict,
  unpackVisit,
} from '../../src/clicks/click.ts'
import { apps, browsers, devices, systems } from '../../src/clicks/user-agent.ts'
import { read } from '../app/sql.ts'
import { makeRuntime } from '../make.ts'

const letter = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split(''))
const country = fc.oneof(
  fc.constant(''),
  fc.tuple(letter, letter).map((letters) => letters.join('')),
)
const verdicts = fc.record({
  class: fc.constantFrom(...clickClasses),
  reason: fc.constantFrom(...reasons),
  rules: fc.nat({ max: 63 }),
  firsts: fc.nat({ max: 31 }),
})
const visits = fc.record({
  device: fc.constantFrom(...devices),
  app: fc.constantFrom(...apps),
  browser: fc.constantFrom(...browsers),
  os: fc.constantFrom(...systems),
  country,
  hasGpc: fc.boolean(),
  isScan: fc.boolean(),
})

it('packs a verdict into 31 bits and back', () => {
  fc.assert(
    fc.property(verdicts, (verdict) => {
      const packed = packVerdict(verdict)
      expect(packed).toBeGreaterThanOrEqual(0)
      expect(packed).toBeLessThan(2 ** 31)
      expect(unpackVerdict(packed)).toEqual(verdict)
    }),
  )
})

it('packs a visit into 31 bits and back', () => {
  fc.assert(
    fc.property(visits, (visit) => {
      const packed = packVisit(visit)
      expect(packed).toBeGreaterThanOrEqual(0)
      expect(packed).toBeLessThan(2 ** 31)
      expect(unpackVisit(packed)).toEqual(visit)
    }),
  )
})

it('has room in its bits for what the lists may grow to', () => {
  expect(clickClasses.length).toBeLessThanOrEqual(8)
  expect(reasons.length).toBeLessThanOrEqual(64)
  expect(devices.length).toBeLessThanOrEqual(8)
  expect(apps.length).toBeLessThanOrEqual(32)
  expect(browsers.length).toBeLessThanOrEqual(32)
  expect(systems.length).toBeLessThanOrEqual(16)
  expect(firstScopes.length).toBe(5)
})

it('takes what is no country code for an unknown country', () => {
  for (const bad of ['', 'no', 'N', 'NOR', '12', 'ÅÅ', 'T1']) expect(unpackCountry(packCountry(bad))).toBe('')
  for (const packed of [-1, 0, 677, 1023]) expect(unpackCountry(packed)).toBe('')
})

it('has the same positions in SQL', async () => {
  const { database } = await makeRuntime()
  const columns = ['class', 'device', 'country', 'scan'] as const
  const bits = firstScopes.map((scope) => `${clickSql.firstBit(scope)} as ${scope}_bit`)
  const sql = `select ${[...columns.map((name) => `${clickSql[name]} as ${name}`), ...bits].join(', ')} from (select ? as verdict, ? as visit)`
  await fc.assert(
    fc.asyncProperty(verdicts, visits, async (verdict, visit) => {
      const bitOf = (scope: FirstScope) => (verdict.firsts >> firstScopes.indexOf(scope)) & 1
      expect(await read(database, sql, packVerdict(verdict), packVisit(visit))).toEqual([
        {
          class: clickClasses.indexOf(verdict.class),
          device: devices.indexOf(visit.device),
          country: packCountry(visit.country),
          scan: visit.isScan ? 1 : 0,
          ...Object.fromEntries(firstScopes.map((scope) => [`${scope}_bit`, bitOf(scope)])),
        },
      ])
    }),
  )
})
