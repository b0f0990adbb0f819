import { join } from 'node:path'
import { cpSync, readdirSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clickClasses, reasons } from '../../src/clicks/classify.ts'
import { countByReason } from '../../src/clicks/clicks-list-store.ts'
import { packVerdict, unpackVerdict } from '../../src/clicks/click.ts'
import { countedSql, countVerdict } from '../../src/clicks/counted.ts'
import { compare, comparisons } from '../../src/clicks/rollup-check-store.ts'
import { clearRollups, counted } from '../../src/clicks/rollup-store.ts'
import { rollUp } from '../../src/clicks/rollup.ts'
import { readScans } from '../../src/clicks/scans-store.ts'
import { countClicks } from '../../src/clicks/store.ts'
import { migrationsFolder, openMigrated } from '../../src/storage/migrate.ts'
import { statement, type Database } from '../../src/storage/database.ts'
import { change, read } from '../app/sql.ts'
import { makeFolder, makeRuntime, noon } from '../make.ts'
import { replaceStored } from './replace-stored.ts'

const verdict = fc.record({
  class: fc.constantFrom(...clickClasses),
  reason: fc.constantFrom(...reasons),
  rules: fc.nat(63),
  firsts: fc.nat(31),
})
const click = fc.record({
  link: fc.integer({ min: 1, max: 3 }),
  day: fc.integer({ min: 100, max: 104 }),
  verdict,
  isScan: fc.boolean(),
})
/** The shop of each link. */
const shops = [1, 1, 2]

describe('clicks by reason', () => {
  it('are what the raw clicks tell, wherever the watermark stands and whatever was judged anew', async () => {
    const { database } = await makeRuntime()
    await writeLinks(database)
    const anew = fc.array(fc.record({ seq: fc.integer({ min: 1, max: 30 }), verdict }), { maxLength: 6 })
    const asked = fc.record({
      shop: fc.constantFrom(1, 2, 3),
      from: fc.integer({ min: 99, max: 105 }),
      length: fc.nat(6),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(click, { maxLength: 30 }),
        fc.nat(30),
        anew,
        asked,
        async (clicks, most, changed, all) => {
          const told = structuredClone(clicks)
          await change(database, 'delete from clicks')
          await database.batch([...clearRollups(), ...clicks.map(insert)])
          if (most > 0) await rollUp(database, { most })
          const changes = [...new Map(changed.map((one) => [one.seq, one])).values()]
          await replaceStored(
            database,
            changes.map((one) => ({ seq: one.seq, verdict: packVerdict(one.verdict) })),
          )
          for (const { seq, verdict: after } of changes) Object.assign(told[seq - 1] ?? {}, { verdict: after })
          const { shop, from, length } = all
          const isAsked = (one: (typeof told)[number]) =>
            shops[one.link - 1] === shop && one.day >= from && one.day <= from + length
          const found = await countByReason(database, { shop, from, to: from + length })
          expect(new Map(found.map(({ judged, ...counts }) => [nameOf(unpackVerdict(judged)), counts]))).toEqual(
            recount(told.filter(isAsked)),
          )
          const scans = await readScans(database, { shop, from, to: from + length })
          expect(scans).toEqual(recountScans(told.filter((one) => isAsked(one) && one.isScan)))
          expect(await countClicks(database)).toEqual(
            Object.fromEntries(
              clickClasses.map((name) => [name, told.filter(({ verdict: { class: of } }) => of === name).length]),
            ),
          )
        },
      ),
      { numRuns: 200 },
    )
  }, 60_000)

  it('are filled in from the raw clicks that an older version rolled up', async () => {
    const [folder, before] = [makeFolder(), makeFolder()]
    for (const name of readdirSync(migrationsFolder).filter((one) => one < '0004'))
      cpSync(join(migrationsFolder, name), join(before, name))
    const path = join(folder, 'tilltrail.sqlite')
    const older = await openMigrated(path, noon, before)
    await older.batch([
      statement(`insert into shops (number, id, name, currency, time_zone, created_at)
      values (1, 'shop-1', 'S', 'NOK', 'Europe/Oslo', 0)`),
    ])
    await writeLinks(older)
    // Before there were QR codes.
    const drawn = fc.sample(click, { numRuns: 60, seed: 7 }).map((one) => ({ ...one, isScan: false }))
    await older.batch([...drawn.map(insert), statement('update rolled_up set seq = 50')])
    older.close()
    const database = await openMigrated(path, noon)
    const filled = comparisons.filter(({ table }) => ['reason_days', 'scan_days', 'click_hours'].includes(table))
    expect(filled).toHaveLength(3)
    for (const comparison of filled) expect(await compare(database, comparison)).toEqual({ rows: 0, day: null })
    expect(await read(database, 'select sum(clicks) as clicks from reason_days')).toEqual([{ clicks: 50 }])
    expect(await read(database, 'select seq, changes from rolled_up')).toEqual([{ seq: 50, changes: 0 }])
    database.close()
  })
})

describe('what a column counts', () => {
  it('is the same in SQL and in memory', async () => {
    const { database } = await makeRuntime()
    const columns = ['clicks', 'human', 'bot', 'internal', 'first_link', 'first_shop', 'first_channel'] as const
    const query = `select ${columns.map((column) => `${countedSql(column)} as ${column}`).join(', ')}
      from (select ? as verdict)`
    await fc.assert(
      fc.asyncProperty(verdict, async (one) => {
        const packed = packVerdict(one)
        const expected = Object.fromEntries(columns.map((column) => [column, countVerdict(column, packed)]))
        expect(await read(database, query, packed)).toEqual([expected])
        expect(expected['human']).toBe(one.class === 'human' || one.class === 'repeat' ? 1 : 0)
        expect(expected['first_shop']).toBe(expected['human'] === 1 && one.firsts >= 16 ? 1 : 0)
        const [human = 0, bot = 0, internal = 0] = ['human', 'bot', 'internal'].map((column) => expected[column])
        expect(human + bot + internal).toBe(1)
      }),
    )
    expect(Object.keys(counted)).toHaveLength(8)
  })
})

type Drawn = typeof click extends fc.Arbitrary<infer One> ? One : never

function recount(clicks: readonly Drawn[]) {
  const groups = Map.groupBy(clicks, (one) => nameOf(one.verdict))
  return new Map(
    [...groups].map(([name, all]) => {
      const isPeople = name.startsWith('human ') || name.startsWith('repeat ')
      return [name, { clicks: all.length, firsts: isPeople ? all.filter((one) => one.verdict.firsts >= 16).length : 0 }]
    }),
  )
}

function recountScans(clicks: readonly Drawn[]) {
  const count = (all: readonly Drawn[], ...classes: readonly string[]) =>
    all.filter((one) => classes.includes(one.verdict.class)).length
  const ofAll = (all: readonly Drawn[]) => ({
    human: count(all, 'human', 'repeat'),
    bot: count(all, 'bot', 'preview', 'prefetch'),
    internal: count(all, 'internal'),
  })
  const links = Map.groupBy(clicks, (one) => one.link)
  return { total: ofAll(clicks), links: new Map([...links].map(([link, all]) => [link, ofAll(all)])) }
}

function nameOf(verdict: { readonly class: string; readonly reason: string }): string {
  return `${verdict.class} ${verdict.reason}`
}

function insert(one: Drawn, index: number) {
  const sql = 'insert into clicks (seq, at, link, day, verdict, visit, referrer) values (?, ?, ?, ?, ?, ?, 0)'
  const visit = one.isScan ? 1 << 28 : 0
  return statement(sql, index + 1, noon + index, one.link, one.day, packVerdict(one.verdict), visit)
}

async function writeLinks(database: Database): Promise<void> {
  await change(
    database,
    `insert into shops (number, id, name, currency, time_zone, created_at) values (2, 'shop-2', 'S', 'NOK', 'Europe/Oslo', 0)`,
  )
  for (const [index, shop] of shops.entries()) {
    const post = `insert into posts (number, id, shop_id, channel, title, created_at) values (?, ?, ?, 'facebook', 'P', 0)`
    await change(database, post, index + 1, `post-${index}`, `shop-${shop}`)
    const link = `insert into links (number, id, shop_id, post_id, slug, destination, utm_source, utm_medium, utm_campaign,
      created_at, updated_at) values (?, ?, ?, ?, ?, 'https://shop.example/', 's', 'm', 'c', 0, 0)`
    await change(database, link, index + 1, `link-${index}`, `shop-${shop}`, `post-${index}`, `s${index}`)
  }
}
