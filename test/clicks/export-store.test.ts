import { expect, it } from 'vitest'
import { readClicks } from '../../src/clicks/export-store.ts'
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
  for await (const page of readClicks(database, 'shop-1')) expect(page).toEqual([])
})
