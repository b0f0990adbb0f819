import Sqlite from 'better-sqlite3'
import * as fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { clickClasses, reasons } from '../../src/clicks/classify.ts'
import { packVerdict } from '../../src/clicks/click.ts'
import { createNeighbours } from '../../src/clicks/neighbours.ts'
import { createRecorder, type EmbeddedRecorder } from '../../src/clicks/recorder.ts'
import type { Click } from '../../src/clicks/redirect.ts'
import { clearRollups, readProgress } from '../../src/clicks/rollup-store.ts'
import { keepUp, rollUp } from '../../src/clicks/rollup.ts'
import { insertClick } from '../../src/clicks/store.ts'
import { createTally, type Tally } from '../../src/clicks/tally.ts'
import { devices } from '../../src/clicks/user-agent.ts'
import { findRollupFaults } from '../../src/operations/check-rollups.ts'
import { dayMs } from '../../src/shops/calendar.ts'
import { type Database, statement } from '../../src/storage/database.ts'
import { openSqlite, type SqliteDatabase } from '../../src/storage/sqlite.ts'
import { change, read } from '../app/sql.ts'
import { makeRuntime, noon } from '../make.ts'
import { makeClick } from './make-click.ts'
import { replaceStored } from './replace-stored.ts'

describe('the tally', () => {
  it('keeps the sums those of the raw clicks, whatever comes between, and never loses its way', async () => {
    const server = await startServer()
    await fc.assert(
      fc.asyncProperty(fc.array(turns, { maxLength: 8, size: 'max' }), async (taken) => {
        for (const steps of taken) {
          await Promise.all(steps.map((step) => take(server, step).catch(passOverFull)))
          expect(await findRollupFaults(server.database)).toEqual([])
        }
        await settleDown(server)
        const { done, last } = await readProgress(server.database)
        expect(done).toBe(last)
        expect(await findRollupFaults(server.database)).toEqual([])
      }),
      { numRuns: 120 },
    )
  }, 120_000)

  it('writes its clicks itself: the raw rows need not be read again', async () => {
    const server = await startServer()
    await record(
      server,
      Array.from({ length: 50 }, (_, index) => makeClick({ visitor: index })),
    )
    expect(server.tally.after()).toBe(0)
    expect(await server.tally.flush()).toBe(true)
    expect(await readProgress(server.database)).toEqual({ done: 50, last: 50 })
    expect(server.tally.after()).toBe(50)
    expect(await read(server.database, 'select human, first_shop from visit_days')).toEqual([
      { human: 50, first_shop: 50 },
    ])
  })

  it('writes them beside a write that fails, too', async () => {
    const server = await startServer()
    await record(server, [makeClick(), makeClick({ visitor: 43 })])
    const [isWritten] = await Promise.all([server.tally.flush(), take(server, { kind: 'a write fails' })])
    expect(isWritten).toBe(true)
    expect(await readProgress(server.database)).toEqual({ done: 2, last: 2 })
  })

  it('begins anew after a change of what it held, and goes on by itself', async () => {
    const server = await startServer()
    await record(server, [makeClick()])
    await judgeAnew(server.other, [{ back: 0, class: 'bot', firsts: 0 }])
    expect(await server.tally.flush()).toBe(false)
    await settleDown(server)
    await record(server, [makeClick({ visitor: 43 })])
    expect(await server.tally.flush()).toBe(true)
    expect(await read(server.database, 'select human, bot from visit_days')).toEqual([{ human: 1, bot: 1 }])
  })

  it('is not deceived where the roll-ups were thrown away meanwhile and stand where it begins again', async () => {
    const server = await startServer()
    await record(server, [makeClick(), makeClick({ visitor: 43 })])
    await rollUp(server.other, { most: 10 })
    await judgeAnew(server.other, [{ back: 0, class: 'bot', firsts: 0 }])
    await server.other.batch(clearRollups())
    await settleDown(server)
    expect(await readProgress(server.database)).toEqual({ done: 2, last: 2 })
    expect(await findRollupFaults(server.database)).toEqual([])
  })

  it('leaves what it didn’t see to others, up to where it begins and not a click more', async () => {
    const server = await startServer()
    await server.other.batch(Array.from({ length: 30 }, () => insertClick(makeClick({ visitor: null }))).flat())
    await record(server, [makeClick()])
    expect(await server.tally.flush()).toBe(false)
    expect(server.tally.after()).toBe(30)
    expect(await keepUp(server.database, { most: 20, tally: server.tally })).toBe(true)
    expect(await keepUp(server.database, { most: 20, tally: server.tally })).toBe(true)
    expect((await readProgress(server.database)).done).toBe(30)
    expect(await keepUp(server.database, { most: 20, tally: server.tally })).toBe(false)
    expect(await readProgress(server.database)).toEqual({ done: 31, last: 31 })
    expect(await findRollupFaults(server.database)).toEqual([])
  })

  it('writes early where many sums are held, so that no turn waits long', async () => {
    const server = await startServer(3_000)
    await record(
      server,
      Array.from({ length: 3_000 }, (_, index) => makeClick({ link: index + 1, visitor: null })),
    )
    await record(server, [makeClick()])
    const { done } = await readProgress(server.database)
    expect(done).toBeGreaterThan(1_000)
    expect(await findRollupFaults(server.database)).toEqual([])
  })

  it('forgets rather than hold ever more while the roll-ups are far behind', async () => {
    const server = await startServer(12_000)
    await server.other.batch(insertClick(makeClick({ visitor: null })))
    await record(
      server,
      Array.from({ length: 12_000 }, (_, index) => makeClick({ link: index + 1, visitor: null })),
    )
    expect(server.tally.after()).toBeGreaterThan(9_000)
    await settleDown(server)
    expect(await readProgress(server.database)).toEqual({ done: 12_001, last: 12_001 })
    expect(await findRollupFaults(server.database)).toEqual([])
  })

  it('tells that its transaction failed, and the clicks are counted later', async () => {
    const server = await startServer()
    await record(server, [makeClick()])
    const failed = Promise.all([failTurn(server.database), expect(server.tally.flush()).rejects.toThrow('full')])
    await failed
    await record(server, [makeClick({ visitor: 43 })])
    await settleDown(server)
    expect(await readProgress(server.database)).toEqual({ done: 2, last: 2 })
    expect(await findRollupFaults(server.database)).toEqual([])
  })
})

const places = [
  { link: 1, post: 1, campaign: 0, channel: 'facebook', shop: 1 },
  { link: 2, post: 1, campaign: 0, channel: 'facebook', shop: 1 },
  { link: 3, post: 2, campaign: 0, channel: 'instagram', shop: 2 },
] as const
const today = Math.floor(noon / dayMs)
const clicks: fc.Arbitrary<Click> = fc
  .record({
    place: fc.constantFrom(...places),
    day: fc.constantFrom(today, today, today - 1, today - 40),
    visitor: fc.constantFrom(1, 2, 3, null),
    referrer: fc.constantFrom('', 'l.facebook.com'),
    verdict: fc.record({ class: fc.constantFrom(...clickClasses), reason: fc.constantFrom(...reasons) }),
    visit: fc.record({
      device: fc.constantFrom(...devices),
      country: fc.constantFrom('', 'NO', 'ZZ'),
      isScan: fc.boolean(),
    }),
  })
  .map(({ place, verdict, visit, ...click }) => {
    const plain = makeClick()
    return { ...plain, ...place, ...click, verdict: { ...verdict, rules: 1 }, visit: { ...plain.visit, ...visit } }
  })
const changes = fc.array(
  fc.record({
    // From the newest click back, so that most are about to be rolled up.
    back: fc.nat(12),
    class: fc.constantFrom(...clickClasses),
    firsts: fc.nat(31),
  }),
  { minLength: 1, maxLength: 4 },
)
const most = fc.integer({ min: 1, max: 6 })

type Step = typeof step extends fc.Arbitrary<infer Drawn> ? Drawn : never
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('record' as const), clicks: fc.array(clicks, { maxLength: 6 }) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('flush' as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('keep up' as const), most }) },
  fc.record({ kind: fc.constant('roll up' as const), most }),
  fc.record({ kind: fc.constant('another rolls up' as const), most }),
  fc.record({ kind: fc.constant('change' as const), changes }),
  fc.record({ kind: fc.constant('another changes' as const), changes }),
  fc.record({ kind: fc.constant('another writes' as const), click: clicks }),
  fc.record({ kind: fc.constant('another deletes the newest' as const) }),
  fc.record({ kind: fc.constant('the turn fails' as const) }),
  fc.record({ kind: fc.constant('a write fails' as const) }),
  fc.record({ kind: fc.constant('restart' as const) }),
  fc.record({ kind: fc.constant('clear' as const) }),
)
/** What happens in one turn of the event loop, or nearly so. */
const turns = fc.array(step, { minLength: 1, maxLength: 4 })

type Server = {
  readonly database: SqliteDatabase
  /** Another process's connection. */
  readonly other: SqliteDatabase
  tally: Tally
  recorder: EmbeddedRecorder
}

async function take(server: Server, step: Step): Promise<void> {
  const { database, other, tally } = server
  switch (step.kind) {
    case 'record':
      return record(server, step.clicks)
    case 'flush':
      await tally.flush()
      return
    case 'keep up':
      await keepUp(database, { most: step.most, tally })
      return
    case 'roll up':
    case 'another rolls up':
      await rollUp(step.kind === 'roll up' ? database : other, step)
      return
    case 'change':
    case 'another changes':
      return judgeAnew(step.kind === 'change' ? database : other, step.changes)
    case 'another writes':
      await other.batch(insertClick(step.click))
      return
    case 'another deletes the newest':
      await other.batch([
        statement('delete from clicks where seq > (select seq from rolled_up) and seq = (select max(seq) from clicks)'),
      ])
      return
    case 'the turn fails':
      return failTurn(database)
    case 'a write fails':
      return new Promise((resolve) =>
        database.append({ run: () => fail(new TypeError('no')), settle: () => resolve() }),
      )
    case 'restart':
      Object.assign(server, beginServing(database))
      return
    case 'clear':
      await database.batch(clearRollups())
  }
}

async function record({ recorder }: Server, all: readonly Click[]): Promise<void> {
  await Promise.all(all.map((click) => recorder.record(click)))
}

async function judgeAnew(database: Database, drawn: typeof changes extends fc.Arbitrary<infer Drawn> ? Drawn : never) {
  const { last } = await readProgress(database)
  const named = new Map(
    drawn.map(({ back, ...verdict }) => [last - back, packVerdict({ ...verdict, reason: 'burst', rules: 2 })]),
  )
  await replaceStored(
    database,
    [...named].map(([seq, verdict]) => ({ seq, verdict })),
  )
}

/** All writes of this turn meet a full disk. */
function failTurn(database: SqliteDatabase): Promise<void> {
  return new Promise((resolve) => {
    const run = () => fail(new Sqlite.SqliteError('database or disk is full', 'SQLITE_FULL'))
    database.append({ run, settle: () => resolve() })
  })
}

/** What ran in a turn that failed. */
function passOverFull(error: unknown): void {
  if (!(error instanceof Sqlite.SqliteError && error.code === 'SQLITE_FULL')) throw error
}

function fail(error: Error): never {
  throw error
}

/** As the clock does it, until nothing is left to do. */
async function settleDown({ database, tally }: Server): Promise<void> {
  for (let quiet = 0; quiet < 3; ) quiet = (await keepUp(database, { most: 500, tally })) ? 0 : quiet + 1
}

async function startServer(links = 2): Promise<Server> {
  const { database } = await makeRuntime()
  const other = openSqlite(database.connection.name)
  onTestFinished(() => other.close())
  await change(
    database,
    `insert into shops (number, id, name, currency, time_zone, created_at) values (2, 'shop-2', 'S', 'NOK', 'Europe/Oslo', 0)`,
  )
  const insertPost = `insert into posts (number, id, shop_id, channel, title, created_at) values (?, ?, ?, ?, 'P', 0)`
  await change(database, insertPost, 1, 'post-1', 'shop-1', 'facebook')
  await change(database, insertPost, 2, 'post-2', 'shop-2', 'instagram')
  const insertLinks = `insert into links (number, id, shop_id, post_id, slug, destination, utm_source, utm_medium, utm_campaign, created_at, updated_at)
    with recursive more (number) as (select ? union all select number + 1 from more where number < ?)
    select number, 'link-' || number, ?, ?, 's' || number, 'https://shop.example/', 's', 'm', 'c', 0, 0 from more`
  await change(database, insertLinks, 1, links, 'shop-1', 'post-1')
  if (links < 3) await change(database, insertLinks, 3, 3, 'shop-2', 'post-2')
  return { database, other, ...beginServing(database) }
}

function beginServing(database: SqliteDatabase) {
  const tally = createTally(database)
  const log = { info() {}, warn() {}, error() {} }
  return { tally, recorder: createRecorder({ database, neighbours: createNeighbours(), log, tally }) }
}
