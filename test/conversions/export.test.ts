import { expect, it } from 'vitest'
import * as z from 'zod'
import { exportConversions } from '../../src/conversions/export.ts'
import { statement } from '../../src/storage/database.ts'
import { makeRuntime, noon } from '../make.ts'

it('streams every conversion of the shop once, newest first, over gaps and other shops', async () => {
  const { database } = await makeRuntime()
  await database.batch([
    statement(
      `insert into shops (id, name, currency, time_zone, created_at) values ('shop-2', 'Other', 'NOK', 'UTC', 0)`,
    ),
    statement(
      `with recursive counted (n) as (select 1 union all select n + 1 from counted where n < 2600)
        insert into conversions (number, id, shop_id, event, key, order_id, occurred_at, day, trust, is_test, created_at)
        select n, 'conv-' || n, iif(n % 3 = 0, 'shop-2', 'shop-1'), 'purchase', n, n, ?, 0, 4, 0, 0 from counted
        where n not between 700 and 1900`,
      noon,
    ),
  ])
  const lines = await linesOf(exportConversions(database, 'shop-1', 'ndjson'))
  const ids = lines.map((line) => z.object({ id: z.string() }).parse(JSON.parse(line)).id)
  const numbers = Array.from({ length: 2600 }, (_, index) => 2600 - index)
  const expected = numbers.filter((one) => one % 3 !== 0 && (one < 700 || one > 1900))
  expect(ids).toEqual(expected.map((one) => `conv-${one}`))
  expect(await linesOf(exportConversions(database, 'shop-1', 'csv'))).toHaveLength(expected.length + 1)
  expect(await linesOf(exportConversions(database, 'shop-3', 'ndjson'))).toEqual([])
})

async function linesOf(stream: ReadableStream<Uint8Array>): Promise<string[]> {
  return (await new Response(stream).text()).split(/\r?\n/).filter((one) => one !== '')
}
