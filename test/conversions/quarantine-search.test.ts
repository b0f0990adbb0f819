import { expect, it } from 'vitest'
import * as z from 'zod'
import { statement } from '../../src/storage/database.ts'
import { updateShop } from '../../src/shops/store.ts'
import { noon } from '../make.ts'
import { makePurchase, makeShop, makeTill, textOf, type Till } from './make-till.ts'

const dayMs = 86_400_000

async function found(till: Till, asked: Record<string, string>): Promise<string[]> {
  const query = new URLSearchParams({ shopId: 'shop-1', ...asked })
  const items = await till.list(`/api/v1/quarantine?${query.toString()}`)
  return items.map(({ raw }) => /order(?:Id)?["=:]+([\w-]+)/.exec(textOf(raw))?.[1] ?? textOf(raw))
}

const rawItems = z.array(z.looseObject({ raw: z.string() }))

const bad = (orderId: string, more: Record<string, unknown> = {}) => makePurchase({ orderId, value: 'much', ...more })

it('finds a text in the bytes, the reason and what was encoded, by reason, source and day', async () => {
  const till = await makeTill()
  await till.api(bad('A-1', { coupon: 'BLÅBÆR' }))
  await till.pixel({ event: 'purchase', order: 'A-2', value: 'much', currency: 'NOK', coupon: 'blåbær' })
  till.runtime.clock.now += 2 * dayMs
  await till.api({ ...makePurchase({ orderId: 'A-3' }), colour: 'red' })
  expect(await found(till, { q: 'blåbær' })).toEqual(['A-2', 'A-1'])
  expect(await found(till, { q: 'a-1' })).toEqual(['A-1'])
  expect(await found(till, { q: 'colour' })).toEqual(['A-3'])
  expect(await found(till, { q: 'nowhere' })).toEqual([])
  expect(await found(till, { reason: 'bad-money' })).toEqual(['A-2', 'A-1'])
  expect(await found(till, { source: 'pixel' })).toEqual(['A-2'])
  expect(await found(till, { from: '2026-11-24' })).toEqual(['A-3'])
  expect(await found(till, { to: '2026-11-23' })).toEqual(['A-2', 'A-1'])
  expect((await till.call('GET', '/api/v1/quarantine?from=2026-11-24&to=2026-11-23')).status).toBe(400)
})

it('looks through a few at a time, and goes on where it stopped until all were seen once', async () => {
  const till = await makeTill()
  const fill = `insert into quarantine (id, shop_id, source, reason, detail, raw, received_at)
    with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < 5003)
    select 'q' || n, 'shop-1', 'pixel', 'bad-field', '', cast(iif(n % 1000 = 3, 'order=needle-' || n, 'hay') as blob), n from numbers`
  await till.runtime.database.batch([statement(fill)])
  const seen: string[] = []
  let [cursor, calls] = ['', 0]
  do {
    const { body } = await till.call('GET', `/api/v1/quarantine?q=NEEDLE&limit=2${cursor && `&cursor=${cursor}`}`)
    seen.push(...rawItems.parse(body.items).map(({ raw }) => raw))
    cursor = body.nextCursor === null ? '' : textOf(body.nextCursor)
    calls++
  } while (cursor !== '' && calls < 20)
  expect(seen).toEqual([5003, 4003, 3003, 2003, 1003, 3].map((n) => `order=needle-${n}`))
  expect(calls).toBeGreaterThan(2)
})

it('replays all that wait for a reason, oldest first, each once, in pieces', async () => {
  const till = await makeTill()
  await tellTooLate(till, ['1', '2', '3', '4', '5'])
  await till.api(bad('other-reason'))
  await updateShop(till.runtime.database, 'shop-1', { clickWindowDays: 90 })
  const first = await replayAll(till, { reason: 'outside-window', limit: 2 })
  expect(first.body).toMatchObject({ outcomes: { stored: 2 }, failed: [] })
  const [again, rest] = await Promise.all([
    replayAll(till, { reason: 'outside-window', limit: 2, cursor: first.body.nextCursor }),
    replayAll(till, { reason: 'outside-window', limit: 100, cursor: first.body.nextCursor }),
  ])
  expect([again.status, rest.status]).toEqual([200, 200])
  const last = await replayAll(till, {
    reason: 'outside-window',
    cursor: again.body.nextCursor ?? first.body.nextCursor,
  })
  expect(last.body).toEqual({ outcomes: {}, failed: [], nextCursor: null })
  const orders = await till.list('/api/v1/conversions')
  expect(orders.map(({ orderId }) => textOf(orderId)).toSorted()).toEqual(['1', '2', '3', '4', '5'])
  expect(await found(till, { state: 'waiting' })).toEqual(['other-reason'])
  expect(await found(till, { state: 'replayed' })).toHaveLength(5)
})

it('ends when all are refused again, and leaves those to wait anew', async () => {
  const till = await makeTill()
  for (const n of [1, 2, 3]) await till.api(makePurchase({ orderId: `${n}`, link: 'nowhere' }))
  let cursor: unknown
  let calls = 0
  do {
    const { body } = await replayAll(till, { reason: 'bad-field', limit: 1, ...(cursor ? { cursor } : {}) })
    cursor = body.nextCursor
    calls++
  } while (cursor !== null && calls < 10)
  expect(calls).toBe(4)
  expect(await found(till, { state: 'waiting' })).toHaveLength(3)
})

it('goes on past one that cannot be stored, which waits on', async () => {
  const till = await makeTill()
  const { database } = till.runtime
  await tellTooLate(till, ['1', 'poison', '3'])
  await updateShop(database, 'shop-1', { clickWindowDays: 90 })
  const poison = `create trigger poisoned before insert on conversions when new.order_id = 'poison'
    begin select raise(abort, 'poisoned'); end`
  await database.batch([statement(poison)])
  const { body } = await replayAll(till, { reason: 'outside-window' })
  expect(body).toMatchObject({ outcomes: { stored: 2 }, failed: [expect.stringMatching(/^q_/)], nextCursor: null })
  expect(await found(till, { state: 'waiting' })).toEqual(['poison'])
  expect(till.runtime.logged.join()).toContain('waits on')
  await database.batch([statement('drop trigger poisoned')])
  expect((await replayAll(till, { reason: 'outside-window' })).body).toMatchObject({
    outcomes: { stored: 1 },
    failed: [],
  })
})

it('puts one aside, which is replayed no more, and counts what waits by reason', async () => {
  const till = await makeTill()
  await till.api(bad('A'))
  await till.api(bad('B'))
  await till.api(makePurchase({ link: 'nowhere' }))
  const counts = async () => (await till.call('GET', '/api/v1/quarantine/counts')).body
  expect(await counts()).toMatchObject({
    waiting: 3,
    reasons: [
      { reason: 'bad-money', waiting: 2 },
      { reason: 'bad-field', waiting: 1 },
    ],
    rows: 3,
    mostRows: 10_000,
    mostBytes: 134_217_728,
  })
  const [one] = await till.list('/api/v1/quarantine?q=%22A%22')
  const path = `/api/v1/quarantine/${textOf(one?.id)}`
  expect((await till.call('POST', `${path}/dismiss`)).body).toMatchObject({ replayOutcome: 'dismissed' })
  expect((await till.call('POST', `${path}/dismiss`)).status).toBe(409)
  expect((await till.call('POST', `${path}/replay`)).status).toBe(409)
  expect(await found(till, { state: 'dismissed' })).toEqual(['A'])
  expect(await found(till, { state: 'replayed' })).toEqual([])
  expect(await counts()).toMatchObject({ waiting: 2, rows: 3 })
  const whole = (await till.call('GET', path)).body
  const raw = textOf(whole.raw)
  expect(whole).toMatchObject({ bytes: raw.length, envelope: {}, receivedAt: new Date(noon).toISOString() })
  expect(Buffer.from(textOf(whole.hex), 'hex').toString()).toBe(raw)
})

it('shows and settles nothing of another shop', async () => {
  const till = await makeTill()
  const other = await makeShop(till.runtime)
  await till.api(bad('A', { shopId: 'shop-1' }))
  const made = await till.list('/api/v1/quarantine?shopId=shop-1')
  expect(made).toHaveLength(1)
  expect(await till.list(`/api/v1/quarantine?shopId=${other.id}`)).toEqual([])
  expect((await replayAll(till, { reason: 'bad-money', shopId: other.id })).body).toMatchObject({ outcomes: {} })
})

/** Orders by pixel whose click is older than the window. */
async function tellTooLate(till: Till, orders: readonly string[]): Promise<void> {
  for (const order of orders)
    await till.pixel({ event: 'purchase', order, value: '5', currency: 'NOK', click: await till.click(40 * dayMs) })
}

function replayAll(till: Till, { shopId = 'shop-1', ...asked }: Record<string, unknown>) {
  return till.call('POST', '/api/v1/quarantine/replay', { body: { shopId, ...asked } })
}
