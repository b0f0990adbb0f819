import { expect, it } from 'vitest'
import { mostQuarantined } from '../../src/conversions/quarantine-room-store.ts'
import { keepInQuarantine } from '../../src/conversions/quarantine-store.ts'
import { refuse } from '../../src/conversions/ping.ts'
import { updateShop } from '../../src/shops/store.ts'
import { statement } from '../../src/storage/database.ts'
import { noon } from '../make.ts'
import { makePurchase, makeShop, makeTill, textOf, type Till } from './make-till.ts'

const dayMs = 86_400_000

async function idsIn(till: Till, filter = ''): Promise<string[]> {
  return (await till.list(`/api/v1/quarantine?shopId=shop-1${filter}`)).map(({ id }) => textOf(id))
}

const replayOf = (till: Till, id: string | undefined) => till.call('POST', `/api/v1/quarantine/${id ?? ''}/replay`)

it('counts a replayed ping once, at the time it came, when its reason is gone', async () => {
  const till = await makeTill()
  const click = await till.click(40 * dayMs)
  await till.pixel({ event: 'purchase', order: '1', value: '5', currency: 'NOK', click })
  await updateShop(till.runtime.database, 'shop-1', { clickWindowDays: 90 })
  till.runtime.clock.now += 3 * dayMs
  const [id] = await idsIn(till)
  const replayed = await replayOf(till, id)
  expect(replayed).toMatchObject({
    status: 200,
    body: { id, outcome: 'stored', attributedTo: { linkId: till.link.id } },
  })
  const occurredAt = new Date(noon).toISOString()
  expect(await till.list('/api/v1/conversions')).toMatchObject([{ orderId: '1', occurredAt, sources: [{ told: 1 }] }])
  expect((await replayOf(till, id)).status).toBe(409)
  expect(await till.count('conversions', 'duplicate')).toBe(0)
  expect(await till.list('/api/v1/quarantine')).toMatchObject([
    { id, replayedAt: new Date(noon + 3 * dayMs).toISOString(), replayOutcome: 'stored' },
  ])
})

it('keeps a ping that is refused again as a row of its own, to be replayed anew', async () => {
  const till = await makeTill()
  const second = await makeShop(till.runtime)
  await till.api({ event: 'lead', currency: 'NOK', shopId: 'shop_later' })
  const [id] = await idsIn(till)
  const refused = await replayOf(till, id)
  expect(refused).toMatchObject({
    status: 200,
    body: { outcome: 'quarantined', reason: 'no-shop', conversionId: null },
  })
  expect((await replayOf(till, id)).status).toBe(409)
  const again = textOf(refused.body.quarantineId)
  expect(await idsIn(till)).toEqual([again, id])
  const rows = await till.runtime.database.all(
    statement('select distinct hex(raw), received_at, source from quarantine'),
  )
  expect(rows).toHaveLength(1)
  await till.runtime.database.batch([statement("update shops set id = 'shop_later' where id = ?", second.id)])
  expect((await replayOf(till, again)).body).toMatchObject({ outcome: 'stored' })
})

it('makes one conversion of replays that run at once, also of an event without an id', async () => {
  const till = await makeTill()
  await makeShop(till.runtime)
  await till.script({ event: 'lead' })
  const [id] = await idsIn(till)
  await till.runtime.database.batch([statement("update quarantine set shop_id = 'shop-1'")])
  const statuses = (await Promise.all([1, 2, 3, 4].map(() => replayOf(till, id)))).map(({ status }) => status)
  expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 409, 409, 409])
  expect(await till.list('/api/v1/conversions?shopId=shop-1')).toHaveLength(1)
})

it('keeps one new row of replays that are refused at once', async () => {
  const till = await makeTill()
  await till.api('{')
  const [id] = await idsIn(till)
  await Promise.all([1, 2, 3].map(() => replayOf(till, id)))
  expect(await idsIn(till)).toHaveLength(2)
})

it('merges a replay with what another source told meanwhile', async () => {
  const till = await makeTill()
  const click = await till.click(40 * dayMs)
  await till.pixel({ event: 'purchase', order: '1001', value: '5', currency: 'NOK', click })
  await till.api(makePurchase())
  await updateShop(till.runtime.database, 'shop-1', { clickWindowDays: 90 })
  const [id] = await idsIn(till)
  expect((await replayOf(till, id)).body).toMatchObject({ outcome: 'merged', attributedTo: { slug: till.link.slug } })
  expect(await till.list('/api/v1/conversions')).toMatchObject([{ value: '499.50' }])
})

it('finds by reason and source, a page at a time', async () => {
  const till = await makeTill()
  await till.api('{')
  await till.api({ event: 'purchase' })
  await till.pixel({})
  expect(await idsIn(till, '&reason=bad-json')).toHaveLength(1)
  expect(await idsIn(till, '&source=api')).toHaveLength(2)
  expect(await idsIn(till, '&source=pixel&reason=bad-json')).toHaveLength(0)
  expect((await till.call('GET', '/api/v1/quarantine?reason=nonsense')).status).toBe(400)
  const first = await till.call('GET', '/api/v1/quarantine?limit=2')
  const rest = await till.call('GET', `/api/v1/quarantine?limit=2&cursor=${textOf(first.body.nextCursor)}`)
  expect(rest.body).toMatchObject({ items: [{ reason: 'bad-json' }], nextCursor: null })
})

it('answers 404 for what is not there', async () => {
  expect((await replayOf(await makeTill(), 'q_none')).status).toBe(404)
})

it("lets a shop's oldest go beyond its most, counted, and leaves other shops' alone", async () => {
  const till = await makeTill()
  const { database } = till.runtime
  const fill = `insert into quarantine (id, shop_id, source, reason, detail, raw, received_at)
    with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < ?)
    select 'q' || n, case when n = 1 then null else 'shop-1' end, 'pixel', 'bad-field', '', x'00', n from numbers`
  await database.batch([statement(fill, mostQuarantined + 1)])
  const refusal = { ...refuse('bad-json', '', 'x'), shopId: 'shop-1' }
  const refused = { source: 'api', raw: new Uint8Array(1), receivedAt: noon, refusal } as const
  await Promise.all([keepInQuarantine(database, refused), keepInQuarantine(database, refused)])
  const query = 'select count(*) as n, min(received_at) as oldest from quarantine group by shop_id order by shop_id'
  expect(await database.all(statement(query))).toEqual([
    { n: 1, oldest: 1 },
    { n: mostQuarantined, oldest: 4 },
  ])
  expect(await till.count('quarantine_evicted', '')).toBe(2)
})
