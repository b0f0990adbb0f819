import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinSummaries } from '../../../src/conversions/import/join.ts'
import type { OrderImportSummary, OrderOutcome } from '../../../src/conversions/import/outcome.ts'
import type { Runtime } from '../../../src/runtime.ts'
import type { Statement } from '../../../src/storage/database.ts'
import { makeTill, type Till } from '../make-till.ts'
import { shopifyId, shopifyOrder } from '../sign.ts'
import { fileOf, runOrders, runStep, shopifyHeader, shopifyRow } from './run.ts'

describe('a list that a call takes in only so much of', () => {
  it('comes to the same in portions as whole, also what is repeated and what it lacks', async () => {
    const order = fc.record({
      id: fc.integer({ min: 1, max: 6 }),
      named: fc.constantFrom('id', 'name', 'both'),
      status: fc.constantFrom('paid', 'paid', 'pending', 'partially_refunded', 'voided', 'odd'),
      day: fc.integer({ min: 1, max: 6 }),
    })
    const law = fc.asyncProperty(
      fc.uniqueArray(order, { selector: ({ id }) => id, maxLength: 6 }),
      fc.integer({ min: 1, max: 3 }),
      async (orders, most) => {
        const file = fileOf(shopifyHeader, ...orders.map(rowOf), ...orders.slice(0, 1).map(rowOf))
        const [whole, parts] = [await open(), await open()]
        const all = await runOrders(whole.runtime, file)
        const portions = await runPortions({ ...parts.runtime, mostOrdersAtOnce: most }, file)
        expect(portions.calls).toBeGreaterThanOrEqual(Math.ceil(orders.length / most))
        expect(portions.summary).toEqual(all.summary)
        expect(portions.outcomes.map(bare)).toEqual(all.outcomes.map(bare))
      },
    )
    await fc.assert(law, { numRuns: 15 })
  }, 60_000)

  it('needs no more queries for the orders of a call than an invocation on Workers may make', async () => {
    const till = await open()
    const rows = await Promise.all(
      Array.from({ length: 60 }, async (_, at) => {
        const click = await till.click((at + 1) * 3_600_000)
        const money = { 'Financial Status': 'partially_refunded', 'Refunded Amount': '9.00', Total: `${at + 50}.00` }
        return shopifyRow({
          ...idsOf(at + 100),
          ...money,
          'Note Attributes': `till: ${click}`,
          Email: `k${at}@mail.example`,
        })
      }),
    )
    const counted = countQueries(till.runtime, 25)
    const { nextRow } = await runStep(counted.runtime, fileOf(shopifyHeader, ...rows))
    expect(nextRow).toBe(26)
    expect(counted.queries()).toBeLessThan(1000)
  })
})

/** A shop that was told of one order by webhook, and of two that no list has. */
async function open(): Promise<Till> {
  const till = await makeTill()
  await till.setSecrets()
  await till.hook('shopify', shopifyOrder({ id: Number(shopifyId), created_at: '2026-11-03T10:00:00Z' }))
  for (const [orderId, occurredAt] of [
    ['lacking', '2026-11-04T10:00:00Z'],
    ['1002', '2026-11-02T10:00:00Z'],
  ])
    await till.api({ event: 'purchase', orderId, value: '10', currency: 'NOK', occurredAt })
  return till
}

type Order = { readonly id: number; readonly named: string; readonly status: string; readonly day: number }

function rowOf({ id, named, status, day }: Order): string {
  const { Id, Name } = idsOf(id)
  const names = { Id: named === 'name' ? '' : Id, Name: named === 'id' ? '' : Name }
  const given = status === 'partially_refunded' ? { 'Refunded Amount': '9.00' } : {}
  return shopifyRow({ ...names, ...given, 'Financial Status': status, 'Created at': `2026-11-0${day} 12:00:00 +0000` })
}

function idsOf(id: number) {
  return { Id: id === 1 ? shopifyId : String(7_000_000 + id), Name: `#${1000 + id}` }
}

function bare({ conversionId: _, ...outcome }: OrderOutcome) {
  return outcome
}

async function runPortions(runtime: Runtime, file: string) {
  const outcomes: OrderOutcome[] = []
  let [summary, fromRow, calls]: [OrderImportSummary | undefined, number | undefined, number] = [undefined, 1, 0]
  while (fromRow !== undefined) {
    const step = await runStep(runtime, file, { fromRow })
    outcomes.push(...step.outcomes)
    summary = summary ? joinSummaries(summary, step.summary) : step.summary
    fromRow = step.nextRow
    calls++
  }
  return { outcomes, summary, calls }
}

/** Each statement of a batch counts, as it may with D1. */
function countQueries(runtime: Runtime, mostOrdersAtOnce: number) {
  let queries = 0
  const { database } = runtime
  const counting = {
    all: (statement: Statement) => {
      queries++
      return database.all(statement)
    },
    batch: (statements: readonly Statement[]) => {
      queries += statements.length
      return database.batch(statements)
    },
  }
  return { runtime: { ...runtime, database: counting, mostOrdersAtOnce }, queries: () => queries }
}
