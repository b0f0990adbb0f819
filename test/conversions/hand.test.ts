import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { orderIdsOf, splitTotal } from '../../src/conversions/hand.ts'
import { findEntry, insertEntry, type NewEntry } from '../../src/conversions/hand-store.ts'
import { settleAllLeft, settleEntry, takeBack } from '../../src/conversions/settle-hand.ts'
import { creditMissing } from '../../src/attribution/credit.ts'
import { findShop } from '../../src/shops/store.ts'
import { statement } from '../../src/storage/database.ts'
import type { Runtime } from '../../src/runtime.ts'
import type { TestRuntime } from '../make.ts'
import { makeTill } from './make-till.ts'

describe('a total of several orders', () => {
  it('is split into as many amounts, which add up to it and differ by one unit at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000_000 }), fc.integer({ min: 1, max: 500 }), (total, orders) => {
        const parts = splitTotal(total, orders)
        expect(parts).toHaveLength(orders)
        expect(parts.reduce((sum, one) => sum + one, 0)).toBe(total)
        expect(Math.max(...parts) - Math.min(...parts)).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('is an order with the entry’s id for each, or with its own number', () => {
    expect(orderIdsOf({ id: 'hand_a', orders: 2, orderId: null })).toEqual(['hand_a-1', 'hand_a-2'])
    expect(orderIdsOf({ id: 'hand_a', orders: 1, orderId: 'A-1' })).toEqual(['A-1'])
  })
})

describe('an entry whose telling ended in the middle', () => {
  it.each([0, 1, 5, 24, 25])(
    'is completed by whoever comes next when the disk failed after %i writes',
    async (writes) => {
      const { runtime, shop, entry, stored } = await makeEntry({ orders: 25, value: 1_003 })
      await expect(settleEntry(failAfter(runtime, writes), shop, entry)).rejects.toThrow('disk')
      await settleAllLeft(runtime)
      expect(await stored()).toEqual({ orders: 25, total: 1_003, evidence: 25, settled: 1 })
      await settleEntry(runtime, shop, entry)
      await creditMissing(runtime)
      expect(await stored()).toEqual({ orders: 25, total: 1_003, evidence: 25, settled: 1 })
      expect(await countOf(runtime, 'credits')).toBe(25)
    },
  )

  it('is told once by any number who tell it at the same moment', async () => {
    const { runtime, shop, entry, stored } = await makeEntry({ orders: 12, value: 100 })
    await Promise.all([1, 2, 3].map(() => settleEntry(runtime, shop, entry)))
    expect(await stored()).toEqual({ orders: 12, total: 100, evidence: 12, settled: 1 })
  })

  it('leaves nothing behind when it is taken back while it is told', async () => {
    const { runtime, shop, entry, stored } = await makeEntry({ orders: 60, value: 6_000 })
    await Promise.all([settleEntry(runtime, shop, entry), takeBack(runtime, entry)])
    await creditMissing(runtime)
    expect(await stored()).toEqual({ orders: 0, total: 0, evidence: 0, settled: 1 })
    expect([await countOf(runtime, 'credits'), await countOf(runtime, 'credited')]).toEqual([0, 0])
  })

  it('leaves nothing behind when it was taken back and the telling ended in the middle', async () => {
    const { runtime, shop, entry, stored } = await makeEntry({ orders: 25, value: 100 })
    await expect(settleEntry(failAfter(runtime, 8), shop, entry)).rejects.toThrow('disk')
    await takeBack(runtime, entry)
    await runtime.database.batch([statement('update hand_entries set is_settled = 0')])
    await settleAllLeft(runtime)
    expect(await stored()).toEqual({ orders: 0, total: 0, evidence: 0, settled: 1 })
  })
})

async function makeEntry(over: Partial<NewEntry>) {
  const { runtime, link } = await makeTill()
  const shop = await findShop(runtime.database, 'shop-1')
  if (!shop) throw new Error('no shop')
  const base = {
    id: 'hand_1',
    shopId: shop.id,
    day: 20_414,
    currency: 'NOK',
    how: 'asked',
    orders: 1,
    value: 1,
  } as const
  const more = { postId: link.postId, isNewCustomer: null, orderId: null, note: null, createdAt: runtime.now() }
  await insertEntry(runtime.database, { ...base, ...more, ...over })
  const entry = await findEntry(runtime.database, 'hand_1')
  if (!entry) throw new Error('no entry')
  return { runtime, shop, entry, stored: () => readStored(runtime) }
}

const storedRow = z.object({ orders: z.number(), total: z.number(), evidence: z.number(), settled: z.number() })

async function readStored({ database }: TestRuntime) {
  const query = `select count(*) as orders, coalesce(sum(value), 0) as total, (select count(*) from evidence) as evidence,
    (select is_settled from hand_entries) as settled from conversions`
  return storedRow.parse((await database.all(statement(query)))[0])
}

async function countOf({ database }: TestRuntime, table: 'credits' | 'credited'): Promise<number> {
  const [row] = await database.all(statement(`select count(*) as number from ${table}`))
  return z.object({ number: z.number() }).parse(row).number
}

/** The same runtime on a disk that takes so many more writes. */
function failAfter(runtime: TestRuntime, writes: number): Runtime {
  let left = writes
  const { database } = runtime
  return {
    ...runtime,
    now: () => runtime.now(),
    database: {
      all: (query) => database.all(query),
      batch: async (statements) => {
        if (left-- <= 0) throw new Error('the disk is full')
        return database.batch(statements)
      },
    },
  }
}
