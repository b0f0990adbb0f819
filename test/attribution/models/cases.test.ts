import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { creditPaths } from '../../../src/attribution/credit-paths.ts'
import { firstTouch } from '../../../src/attribution/models/first.ts'
import { lastNonDirect } from '../../../src/attribution/models/last-non-direct.ts'
import { lastTouch } from '../../../src/attribution/models/last.ts'
import { linear } from '../../../src/attribution/models/linear.ts'
import { markov } from '../../../src/attribution/models/markov.ts'
import { positionBased } from '../../../src/attribution/models/position-based.ts'
import { shapley, shapleyOf, worthKey } from '../../../src/attribution/models/shapley.ts'
import { timeDecay } from '../../../src/attribution/models/time-decay.ts'
import type { Path } from '../../../src/attribution/path.ts'

// Published journeys with exact numbers; each file names its sources.
const folder = join(import.meta.dirname, '..', '..', 'fixtures', 'attribution')
const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'))
const named = (start: string) => read(readdirSync(folder).find((name) => name.startsWith(start)) ?? '')

const shares = z.record(z.string(), z.number())
const markovOf = z.object({
  conversion_probability: z.number(),
  removal_effect: shares,
  conversions: shares,
  value: shares.optional(),
})
const file = z.object({
  title: z.string(),
  paths: z.array(
    z.object({
      path: z.string().transform((text) => text.split(' > ')),
      conv: z.number(),
      null: z.number().default(0),
      value: z.number().default(0),
    }),
  ),
  expected: z.object({
    first_touch: shares,
    last_touch: shares,
    linear: shares,
    position_based_40_20_40: shares,
    shapley_sum_worth_equals_linear_on_distinct: shares,
    markov_order_1: markovOf,
    markov_order_2: markovOf.optional(),
    markov_order_3: markovOf.optional(),
  }),
})

function expectNear(found: ReadonlyMap<string, number>, expected: Readonly<Record<string, number>>) {
  for (const [unit, share] of Object.entries(expected)) expect(found.get(unit) ?? 0, unit).toBeCloseTo(share, 9)
}

describe.each(['01', '02', '03', '04', '06'].map((start) => file.parse(named(start))))(
  '$title',
  ({ paths, expected }) => {
    const told: Path[] = paths.map(({ path, conv, value, null: nulls }) => ({ path, conversions: conv, value, nulls }))

    it('is credited by the models of single journeys as published', () => {
      expectNear(creditPaths(told, firstTouch).credit, expected.first_touch)
      expectNear(creditPaths(told, lastTouch).credit, expected.last_touch)
      expectNear(creditPaths(told, linear).credit, expected.linear)
      expectNear(creditPaths(told, positionBased).credit, expected.position_based_40_20_40)
      expectNear(creditPaths(told, shapley).credit, expected.shapley_sum_worth_equals_linear_on_distinct)
    })

    it('is credited by Markov chains as published', () => {
      const orders = [expected.markov_order_1, expected.markov_order_2, expected.markov_order_3]
      for (const [index, one] of orders.entries()) {
        if (!one) continue
        const found = markov(told, index === 0 ? 1 : index === 1 ? 2 : 3)
        expect(found.probability).toBeCloseTo(one.conversion_probability, 9)
        expectNear(found.removal, one.removal_effect)
        expectNear(found.credit, one.conversions)
        if (one.value) expectNear(found.value, one.value)
      }
    })
  },
)

it('splits by a worth that is no sum as its definition says', () => {
  const { worth, expected } = z.object({ worth: shares, expected: z.object({ shapley: shares }) }).parse(named('05'))
  const told = new Map(Object.entries(worth).map(([key, value]) => [worthKey(key.split('+')), value]))
  expectNear(shapleyOf(['OS', 'FB', 'D'], told), expected.shapley)
})

const touchesOf = (told: readonly (readonly [string, number])[]) =>
  told.map(([unit, hoursBefore]) => ({ unit, hoursBefore }))
const pair = z.tuple([z.string(), z.number()])

it('splits Google’s own example of four touches', () => {
  const { touches_hours_before_conversion: told, expected } = z
    .object({ touches_hours_before_conversion: z.array(pair), expected: z.record(z.string(), shares) })
    .parse(named('07'))
  const touches = touchesOf(told)
  const found = (sharesOf: (all: typeof touches) => readonly number[]) =>
    new Map(sharesOf(touches).map((share, index) => [touches[index]?.unit ?? '', share]))
  expectNear(found(lastTouch), expected['last_touch'] ?? {})
  expectNear(found(lastNonDirect), expected['last_non_direct'] ?? {})
  expectNear(found(firstTouch), expected['first_touch'] ?? {})
  expectNear(found(linear), expected['linear'] ?? {})
  expectNear(found(positionBased), expected['position_based_40_20_40'] ?? {})
  expectNear(found(timeDecay), expected['time_decay_halflife_7d'] ?? {})
})

it('halves a touch’s weight each week', () => {
  const { cases } = z
    .object({ cases: z.array(z.object({ touches_hours_before: z.array(pair), share: shares })) })
    .parse(named('08'))
  for (const { touches_hours_before: told, share } of cases)
    expectNear(new Map(timeDecay(touchesOf(told)).map((one, index) => [told[index]?.[0] ?? '', one])), share)
})
