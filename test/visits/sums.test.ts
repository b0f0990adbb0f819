import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Database, Statement } from '../../src/storage/database.ts'
import { statement } from '../../src/storage/database.ts'
import { addVisit, eraseVisitsOf, forgetVisitsBefore } from '../../src/visits/store.ts'
import { countWrongSums, visitComparisons } from '../../src/visits/sums-store.ts'
import { forgetClickNames, forgetVisits } from '../../src/privacy/prune-store.ts'
import { makeRuntime } from '../make.ts'

const dayMs = 86_400_000
/** The last and the first day of a block of 32 among them. */
const firstDay = 20_790

describe('sums of visits', () => {
  it('are those of the visits, however these are told, change and go', async () => {
    const { database } = await makeRuntime()
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof({ weight: 6, arbitrary: told }, change), { maxLength: 40 }), async (steps) => {
        await database.batch([statement('delete from visits')])
        expect(await rowsOf(database)).toBe(0)
        for (const step of steps) await step(database)
        expect(await wrong(database)).toEqual([0, 0, 0])
      }),
      { numRuns: 40 },
    )
  })

  it('are found to be wrong, each table of them', async () => {
    const { database } = await makeRuntime()
    const visit = { id: 1, shop: 1, click: { link: 1, at: 5, random: 6 }, day: 4, page: '/', at: 5 }
    await database.batch([addVisit({ ...visit, views: 1, seconds: 9, scroll: 3 })])
    for (const [index, { table }] of visitComparisons.entries()) {
      await database.batch([statement(`update ${table} set bounces = bounces + 1`)])
      expect((await wrong(database))[index]).toBe(1)
      await database.batch([statement(`update ${table} set bounces = bounces - 1`)])
    }
    expect(await wrong(database)).toEqual([0, 0, 0])
    await database.batch([statement('insert into visit_sums values (1, 9, 0, 0, 0, 0, 0, 0)')])
    expect(await wrong(database)).toEqual([1, 0, 0])
  })
})

type Step = (database: Database) => Promise<unknown>

/** Few of each, so that they meet: a click is told of two pages, by two visits, and later than its visit. */
const click = fc.record({ link: fc.integer({ min: 1, max: 2 }), at: fc.nat(3), random: fc.nat(1) })
const told = fc
  .record({
    id: fc.integer({ min: 1, max: 6 }),
    shop: fc.constantFrom(1, 1, 1, 2),
    click: fc.option(click, { nil: undefined }),
    day: fc.nat(3),
    page: fc.constantFrom('/', '/coat'),
    views: fc.integer({ min: 0, max: 2 }),
    seconds: fc.oneof(fc.nat(12), fc.nat(700)),
    scroll: fc.nat(100),
  })
  .map(({ click: drawn, day, ...visit }) => {
    const by = drawn && { ...drawn, at: (firstDay + drawn.at) * dayMs + drawn.random }
    const on = firstDay + (drawn?.at ?? day)
    return run(addVisit({ ...visit, click: by, day: on, at: on * dayMs + visit.id }))
  })

const change = fc.oneof(
  click.map((one) => run(eraseVisitsOf({ ...one, at: (firstDay + one.at) * dayMs + one.random }))),
  fc
    .record({ shop: fc.integer({ min: 1, max: 2 }), day: fc.nat(4) })
    .map(({ shop, day }) => run(forgetVisitsBefore({ shop, day: firstDay + day }))),
  fc.tuple(fc.nat(4), fc.integer({ min: 1, max: 5 })).map(([day, most]): Step => {
    const forgetting = { before: (firstDay + day) * dayMs, now: 0, most }
    return async (database) => [await forgetVisits(database, forgetting), await forgetClickNames(database, forgetting)]
  }),
  // As an erasure does it, to several visits at once.
  click.map(({ link, at }) =>
    run(statement('update visits set click_random = -5 where link = ? and day = ?', link, firstDay + at)),
  ),
  fc
    .constantFrom("page = '/'", 'day = day + 1', 'link = 3 - link', 'shop = 3 - shop')
    .map((set) => run(statement(`update visits set ${set} where id % 2 = 0`))),
)

function run(one: Statement): Step {
  return (database) => database.batch([one])
}

function wrong(database: Database): Promise<number[]> {
  return Promise.all(visitComparisons.map((comparison) => countWrongSums(database, comparison)))
}

async function rowsOf(database: Database): Promise<number> {
  const rows = await Promise.all(visitComparisons.map(({ table }) => database.all(statement(`select 1 from ${table}`))))
  return rows.flat().length
}
