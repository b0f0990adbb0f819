import { expect, it } from 'vitest'
import { type ExportedClick, readClicks } from '../../src/clicks/export-store.ts'
import { type Database, statement } from '../../src/storage/database.ts'
import { makeRuntime } from '../make.ts'
import { makeLink, makeShop } from '../conversions/make-till.ts'

async function insertClicks(database: Database, link: number, count: number): Promise<void> {
  const insert = `insert into clicks (at, link, day, verdict, visit, referrer) with recursive numbers (n) as
    (select 1 union all select n + 1 from numbers where n < ?) select n, ?, 0, 0, 0, 0 from numbers`
  await database.batch([statement(insert, count, link)])
}

it('hands out every click there was at the start, however many come meanwhile', async () => {
  const runtime = await makeRuntime()
  const { database } = runtime
  const second = await makeShop(runtime)
  const link = await makeLink(runtime, 'shop-1')
  const other = await makeLink(runtime, second.id)
  await insertClicks(database, link.number, 900)
  await insertClicks(database, other.number, 1700)
  await insertClicks(database, link.number, 5)
  let exported = 0
  for await (const page of readClicks(database, 'shop-1')) {
    exported += page.length
    await insertClicks(database, link.number, 400)
  }
  expect(exported).toBe(905)
})

it('hands out nothing where there is nothing', async () => {
  const { database } = await makeRuntime()
  expect(await readAll(readClicks(database, 'shop-1'))).toEqual([])
})

it('looks through whatever lies between for the clicks of some days, in the order they were stored', async () => {
  const runtime = await makeRuntime()
  const { database } = runtime
  const link = await makeLink(runtime, 'shop-1')
  const other = await makeLink(runtime, (await makeShop(runtime)).id)
  // The numbers begin late, as they do where old clicks were deleted; days don't come in order.
  const insert = `insert into clicks (seq, at, link, day, verdict, visit, referrer) with recursive numbers (n) as
    (select 1 union all select n + 1 from numbers where n < 30000)
    select 50000 + n, n, iif(n % 7 = 0, ?, ?), iif(n % 10 = 0 or n between 28000 and 29500, 20_001, 20_000 + n % 2 * 2), 0, 0, 0
    from numbers`
  await database.batch([statement(insert, other.number, link.number)])
  const expected = Array.from({ length: 30_000 }, (_, index) => index + 1).filter(
    (n) => n % 7 !== 0 && (n % 10 === 0 || (n >= 28_000 && n <= 29_500)),
  )
  const found = await readAll(readClicks(database, 'shop-1', { from: 20_001, to: 20_001 }))
  expect(found.map(({ at }) => at)).toEqual(expected)
  expect(await readAll(readClicks(database, 'shop-1', { from: 0, to: 20_002 }))).toHaveLength(30_000 - 4_285)
  expect(await readAll(readClicks(database, 'shop-1', { from: 20_003, to: 30_000 }))).toEqual([])
})

async function readAll(pages: AsyncGenerator<ExportedClick[]>): Promise<ExportedClick[]> {
  const all: ExportedClick[] = []
  for await (const page of pages) all.push(...page)
  return all
}
