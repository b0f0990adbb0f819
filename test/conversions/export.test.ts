import { expect, it } from 'vitest'
import * as z from 'zod'
import { exportConversions } from '../../src/conversions/export.ts'
import { showConversion } from '../../src/conversions/show.ts'
import { findConversion } from '../../src/conversions/store.ts'
import { statement } from '../../src/storage/database.ts'
import { makeRuntime, noon } from '../make.ts'
import { makeLink } from './make-till.ts'

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

it('passes over other shops, other days and gaps, however long', async () => {
  const { database } = await makeRuntime()
  await database.batch([
    statement(
      `insert into shops (id, name, currency, time_zone, created_at) values ('shop-2', 'Other', 'NOK', 'UTC', 0)`,
    ),
    statement(
      `with recursive counted (n) as (select 1 union all select n + 1 from counted where n < 14000)
        insert into conversions (number, id, shop_id, event, key, occurred_at, day, trust, is_test, created_at)
        select n + iif(n > 9000, 100000, 0), 'conv-' || n, iif(n between 2000 and 12000, 'shop-2', 'shop-1'), 'lead', n, 0,
          iif(n % 4 = 1, 20001, 20000 + n % 2 * 2), 4, 0, 0 from counted`,
    ),
  ])
  const idsOf = async (days: { from: number; to: number }) => {
    const lines = await linesOf(exportConversions(database, 'shop-1', 'ndjson', days))
    return lines.map((line) => z.object({ id: z.string() }).parse(JSON.parse(line)).id)
  }
  const numbers = Array.from({ length: 14_000 }, (_, index) => 14_000 - index).filter((n) => n < 2000 || n > 12_000)
  const asked = numbers.filter((n) => n % 4 === 1).map((n) => `conv-${n}`)
  expect(await idsOf({ from: 20_001, to: 20_001 })).toEqual(asked)
  expect(await idsOf({ from: 0, to: 20_002 })).toHaveLength(numbers.length)
  expect(await idsOf({ from: 20_003, to: 20_009 })).toEqual([])
})

it('says in both formats what the API shows of a conversion', async () => {
  const runtime = await makeRuntime()
  const { database } = runtime
  const link = await makeLink(runtime, 'shop-1')
  await database.batch([
    statement(
      `insert into conversions (id, shop_id, event, key, order_id, value, tax, currency, occurred_at, day, trust, click, link_number,
        click_at, coupon, is_test, created_at, shop_value, shop_tax, rate, rate_day)
        values ('conv-1', 'shop-1', 'purchase', 'k', '=1', 4990, 998, 'EUR', ?, 20000, 4, 'c', ?, ?, 'A"B', 0, ?, 56000, 11200, 11.25, 20000)`,
      ...[noon, link.number, noon - 60_000, noon],
    ),
    statement(
      `insert into evidence (conversion_id, source, value, currency, click, told, received_at)
        values ('conv-1', 'pixel', 3992, 'EUR', 'd', 2, ?), ('conv-1', 'api', 4990, 'EUR', 'c', 1, ?)`,
      ...[noon, noon],
    ),
  ])
  const shown = await findConversion(database, 'conv-1')
  const [line = ''] = await linesOf(exportConversions(database, 'shop-1', 'ndjson'))
  expect(JSON.parse(line)).toEqual(shown && showConversion(shown))
  expect(JSON.parse(line)).toMatchObject({
    ...{
      id: 'conv-1',
      value: '49.90',
      tax: '9.98',
      attributedTo: { linkId: link.id, slug: link.slug },
      clickNote: null,
    },
    converted: { value: '560.00', tax: '112.00', shipping: null, currency: 'NOK', rate: 11.25, rateDay: '2024-10-04' },
    disagreements: [
      { field: 'value', source: 'pixel', cause: 'tax' },
      { field: 'click', source: 'pixel' },
    ],
    sources: [
      { source: 'api', value: '49.90' },
      { source: 'pixel', value: '39.92', told: 2 },
    ],
  })
  const at = `"${new Date(noon).toISOString()}"`
  expect((await linesOf(exportConversions(database, 'shop-1', 'csv')))[1]).toBe(
    `"conv-1","purchase","'=1",,"49.90","9.98",,"EUR",${at},"${link.id}","${link.slug}",,"A""B",,false,"api pixel",${at},` +
      `"unknown","560.00","NOK",11.25,"2024-10-04"`,
  )
})

async function linesOf(stream: ReadableStream<Uint8Array>): Promise<string[]> {
  return (await new Response(stream).text()).split(/\r?\n/).filter((one) => one !== '')
}
