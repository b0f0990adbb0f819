import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDrops } from '../../src/clicks/drops.ts'
import { createNeighbours } from '../../src/clicks/neighbours.ts'
import { createRecorder, createStatelessRecorder } from '../../src/clicks/recorder.ts'
import { rejudge } from '../../src/clicks/rejudge.ts'
import { readDrops } from '../../src/clicks/store.ts'
import { dayMs } from '../../src/shops/calendar.ts'
import type { Database } from '../../src/storage/database.ts'
import type { SqliteDatabase } from '../../src/storage/sqlite.ts'
import { makeApp } from '../app/make-app.ts'
import { change, read } from '../app/sql.ts'
import { openShop, safari } from '../app/talk.ts'
import { makeRuntime, noon, type TestRuntime } from '../make.ts'
import { makeClick } from './make-click.ts'
import { readVerdicts } from './make-history.ts'

// A link belongs to one post, and that to one campaign and channel.
const links = fc.constantFrom(
  { link: 1, post: 1, campaign: 0, channel: 'facebook' },
  { link: 2, post: 1, campaign: 0, channel: 'facebook' },
  { link: 3, post: 2, campaign: 0, channel: 'instagram' },
  { link: 4, post: 3, campaign: 1, channel: 'facebook' },
)
const clicks = fc
  .record({
    at: fc.constantFrom(noon, noon + 60_000, noon + 3_600_000),
    day: fc.constantFrom(20_414, 20_415),
    visitor: fc.constantFrom(1, 2, 2 ** 48 - 1, null),
    referrer: fc.constantFrom('', 'l.facebook.com', 'shop.example'),
    place: links,
  })
  .map(({ place, ...click }) => ({ ...place, ...click }))

describe('both recorders', () => {
  it('store the same rows for the same clicks, whether memory or SQL settles them', async () => {
    const [inMemory, bySql] = [await makeRuntime(), await makeRuntime()]
    await fc.assert(
      fc.asyncProperty(fc.array(clicks, { maxLength: 25 }), async (drawn) => {
        for (const { database } of [inMemory, bySql])
          for (const table of ['clicks', 'seen_today', 'referrers']) await change(database, `delete from ${table}`)
        const memory = createRecorder({ ...inMemory, neighbours: createNeighbours() })
        const sql = createStatelessRecorder(bySql.database, bySql)
        // All at once: the driver lands them in one transaction, in this order.
        await Promise.all(drawn.map((over) => memory.record(makeClick(over))))
        for (const over of drawn) await sql.record(makeClick(over))
        const rows = await rowsOf(inMemory)
        expect(rows).toEqual(await rowsOf(bySql))
        expect(rows).toHaveLength(drawn.length)
      }),
      { numRuns: 40 },
    )
  })

  it('know alike who was seen when clicks were judged anew in between', async () => {
    const [inMemory, bySql] = [await makeRuntime(), await makeRuntime()]
    for (const { database } of [inMemory, bySql]) await writePlaces(database)
    const minutes = fc.integer({ min: 1, max: 40 })
    const steps = fc.oneof(
      { weight: 2, arbitrary: fc.record({ minutes, place: links, visitor: fc.constantFrom(1, 2) }) },
      fc.record({ seq: fc.integer({ min: 1, max: 12 }), isOurs: fc.boolean() }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { maxLength: 25 }), async (taken) => {
        for (const { database } of [inMemory, bySql])
          for (const table of ['clicks', 'seen_today']) await change(database, `delete from ${table}`)
        // Somebody else was there before, as nearly always.
        const other = makeClick({ day, visitor: 9, at: noon })
        const memory = createRecorder({ ...inMemory, neighbours: createNeighbours() })
        const sql = createStatelessRecorder(bySql.database, bySql)
        for (const recorder of [memory, sql]) await recorder.record(other)
        let at = noon
        for (const step of taken)
          if ('place' in step) {
            at += step.minutes * 60_000
            const click = makeClick({ ...step.place, visitor: step.visitor, at, day })
            for (const recorder of [memory, sql]) await recorder.record(click)
          } else
            for (const { database } of [inMemory, bySql])
              await rejudge(database, [
                step.isOurs
                  ? { seq: step.seq, class: 'internal', reason: 'own-people' }
                  : { seq: step.seq, class: 'human', reason: 'person' },
              ])
        expect(await rowsOf(bySql)).toEqual(await rowsOf(inMemory))
        expect(await read(inMemory.database, 'select * from seen_today')).toEqual([])
      }),
      { numRuns: 80 },
    )
  }, 60_000)

  it('take the window of a repeat as it is set', async () => {
    for (const [minutes, expected] of [
      [0, ['human', 'human', 'human']],
      [10, ['human', 'repeat', 'human']],
      [60, ['human', 'repeat', 'repeat']],
    ] as const) {
      const [inMemory, bySql] = [await makeRuntime(), await makeRuntime()]
      const settings = { repeatWithinMs: minutes * 60_000 }
      const memory = createRecorder({ ...inMemory, neighbours: createNeighbours(settings) })
      const sql = createStatelessRecorder(bySql.database, { ...bySql, ...settings })
      for (const at of [noon, noon + 5 * 60_000, noon + 50 * 60_000])
        for (const recorder of [memory, sql]) await recorder.record(makeClick({ at }))
      for (const { database } of [inMemory, bySql])
        expect((await readVerdicts(database)).map(({ class: of }) => of)).toEqual(expected)
    }
  })
})

describe('a database that cannot be written', () => {
  it('lets visitors go on, and the clicks it lost are counted when it can be again', async () => {
    const trouble = { code: '' }
    const { runtime, fetch } = await makeApp()
    const app = await makeApp({ database: failing(runtime.database, trouble) })
    const shop = await openShop(app)
    const link = await shop.link()
    expect((await shop.visit(`/${link.slug}`)).status).toBe(302)
    for (const code of ['SQLITE_FULL', 'SQLITE_BUSY', 'SQLITE_IOERR_WRITE', 'WHATEVER']) {
      trouble.code = code
      const seen = await Promise.all(Array.from({ length: 5 }, () => shop.visit(`/${link.slug}`)))
      expect(seen.map((one) => one.status)).toEqual(Array(5).fill(302))
    }
    expect(app.runtime.logged.filter((line) => line.includes('disk-full'))).toHaveLength(1)
    await tellsDrops(app, shop.key)
    trouble.code = ''
    await Promise.all(Array.from({ length: 5 }, () => shop.visit(`/${link.slug}`)))
    expect(await shop.clicks(link.id)).toHaveLength(6)
    await tellsDrops({ fetch }, shop.key)
    await tellsDrops(app, shop.key)
  })

  it('is told of lost clicks in the batch of the next one, where nothing runs on after the answer', async () => {
    const { database, log } = await makeRuntime()
    const trouble = { code: 'SQLITE_BUSY' }
    const recorder = createStatelessRecorder(failing(database, trouble), { log })
    const record = () => recorder.record(makeClick({ visitor: null }))
    for (let lost = 0; lost < 3; lost++) await record()
    expect(recorder.owedDrops()).toEqual([['locked', 3]])
    trouble.code = ''
    await record()
    expect(await readDrops(database)).toEqual({ locked: 3 })
    await Promise.all([record(), record()])
    trouble.code = 'SQLITE_FULL'
    await record()
    trouble.code = ''
    await Promise.all([record(), record(), record()])
    expect(await readDrops(database)).toEqual({ locked: 3, 'disk-full': 1 })
    expect(recorder.owedDrops()).toEqual([])
  })

  it('counts no lost click twice where the process ends between database and file', async () => {
    const { database, log } = await makeRuntime()
    const begin = async (kept: Readonly<Record<string, number>>, trouble = { code: '' }) => {
      let file = kept
      const stored = await readDrops(database)
      const drops = createDrops({ kept, stored, keep: (totals) => void (file = totals) })
      const recorder = createRecorder({
        database: failing(database, trouble),
        neighbours: createNeighbours(),
        log,
        drops,
      })
      const record = async () => {
        await recorder.record(makeClick({ visitor: null }))
        // The count of lost clicks is written after the click.
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
      return { recorder, record, trouble, file: () => file }
    }
    const first = await begin({}, { code: 'SQLITE_FULL' })
    await first.record()
    await first.record()
    const file = first.file()
    first.trouble.code = ''
    await first.record()
    expect(await readDrops(database)).toEqual({ 'disk-full': 2 })
    // Killed here: the file is as it was before.
    for (const kept of [file, file, {}]) {
      const next = await begin(kept)
      await next.record()
      expect(await readDrops(database)).toEqual({ 'disk-full': 2 })
      expect(next.recorder.owedDrops()).toEqual([])
    }
    const last = await begin({}, { code: 'SQLITE_FULL' })
    await last.record()
    last.trouble.code = ''
    await last.record()
    expect(await readDrops(database)).toEqual({ 'disk-full': 3 })
    expect(last.file()).toEqual({ 'disk-full': 3 })
  })

  it('loses a click that can’t be stored alone, and mixes up no referrers over it', async () => {
    const runtime = await makeRuntime()
    const recorder = createRecorder({ ...runtime, neighbours: createNeighbours() })
    const record = (referrer: string, over = {}) => recorder.record(makeClick({ referrer, visitor: null, ...over }))
    // The bad one makes up a host's number that another click of the turn gets in the end.
    await Promise.all([
      record('a.example'),
      record('b.example', { day: 0.5 }),
      record('c.example'),
      record('a.example'),
    ])
    await Promise.all([record('b.example'), record('c.example')])
    const hosts = ['a.example', 'c.example', 'a.example', 'b.example', 'c.example']
    expect(await rowsOf(runtime)).toMatchObject(hosts.map((host) => ({ host })))
    expect(runtime.logged).toEqual([expect.stringContaining('"other":1')])
  })

  it('takes nothing with it: referrer and first visit count at the next click', async () => {
    const runtime = await makeRuntime()
    const trouble = { code: 'SQLITE_FULL' }
    const recorder = createRecorder({
      database: failing(runtime.database, trouble),
      neighbours: createNeighbours(),
      log: runtime.log,
    })
    const click = makeClick({ referrer: 'l.facebook.com' })
    await recorder.record(click)
    trouble.code = ''
    await recorder.record(click)
    await recorder.record(click)
    expect(await rowsOf(runtime)).toMatchObject([
      { firsts: 31, host: 'l.facebook.com' },
      { firsts: 0, host: 'l.facebook.com' },
    ])
  })
})

it('has the last days’ visitors in mind again after a restart', async () => {
  const before = await makeApp()
  const shop = await openShop(before)
  const link = await shop.link()
  const visitor = { 'user-agent': safari, 'x-forwarded-for': '198.18.7.7' }
  await before.fetch(`/${link.slug}`, { headers: visitor })
  const after = await makeApp({ database: before.runtime.database })
  after.runtime.clock.now = noon + 3_600_000
  await after.fetch(`/${link.slug}`, { headers: visitor })
  await after.fetch(`/${link.slug}`, { headers: { ...visitor, 'x-forwarded-for': '198.18.7.8' } })
  expect(await rowsOf(before.runtime)).toMatchObject([{ firsts: 31 }, { firsts: 0 }, { firsts: 31 }])
})

const day = Math.floor(noon / dayMs)

/** Posts and links as `links` has them. */
async function writePlaces(database: Database): Promise<void> {
  await change(
    database,
    `insert into campaigns (id, shop_id, name, key, created_at) values ('c', 'shop-1', 'C', 'c', 0)`,
  )
  const insertPost = `insert into posts (number, id, shop_id, channel, campaign_id, title, created_at) values (?, ?, 'shop-1', ?, ?, 'P', 0)`
  await change(database, insertPost, 1, 'post-1', 'facebook', null)
  await change(database, insertPost, 2, 'post-2', 'instagram', null)
  await change(database, insertPost, 3, 'post-3', 'facebook', 'c')
  const insertLink = `insert into links (number, id, shop_id, post_id, slug, destination, utm_source, utm_medium, utm_campaign, created_at, updated_at)
    values (?, ?, 'shop-1', ?, ?, 'https://shop.example/', 's', 'm', 'c', 0, 0)`
  for (const [link, post] of [1, 1, 2, 3].entries())
    await change(database, insertLink, link + 1, `link-${link}`, `post-${post}`, `s${link}`)
}

function rowsOf({ database }: Pick<TestRuntime, 'database'>) {
  const rows = `select k.at, k.link, k.day, k.verdict & 32767 as verdict, k.verdict >> 15 as firsts, k.visit, k.visitor, k.random, r.host
    from clicks k left join referrers r on r.number = k.referrer order by k.seq`
  return read(database, rows)
}

async function tellsDrops({ fetch }: Pick<Awaited<ReturnType<typeof makeApp>>, 'fetch'>, key: string) {
  const metrics = await (await fetch('/metrics', { headers: { authorization: `Bearer ${key}` } })).text()
  for (const reason of ['disk-full', 'locked', 'io-error', 'other'])
    expect(metrics).toContain(`tilltrail_clicks_dropped_total{reason="${reason}"} 5\n`)
}

/** The real database, whose writes fail while `trouble` has a code. */
function failing(database: SqliteDatabase, trouble: { code: string }): SqliteDatabase {
  const fault = () => Object.assign(new Error('database or disk is full'), { code: trouble.code })
  const batch: SqliteDatabase['batch'] = (statements) =>
    trouble.code === '' ? database.batch(statements) : Promise.reject(fault())
  const append: SqliteDatabase['append'] = (write) => {
    if (trouble.code === '') database.append(write)
    else setImmediate(write.settle, fault())
  }
  return { ...database, batch, append }
}
