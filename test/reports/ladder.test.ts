import { describe, expect, it } from 'vitest'
import { judgeHeard } from '../../src/reports/heard-of.ts'
import {
  judgeAttributed,
  judgeCodes,
  judgeHeardRung,
  judgeNewCustomers,
  judgeTime,
  type Rungs,
} from '../../src/reports/ladder-rungs.ts'
import { sayLadder } from '../../src/reports/ladder-words.ts'
import type { CodeRow, CreditedKind } from '../../src/reports/ladder-store.ts'

const kind = (isCredited: 0 | 1, customer: CreditedKind['customer'], orders: number) => ({
  isCredited,
  customer,
  orders,
})
const kinds = [kind(1, 'new', 24), kind(1, 'returning', 14), kind(1, 'unknown', 3), kind(0, 'new', 34)]
const rest = [kind(0, 'returning', 60), kind(0, 'won-back', 6), kind(0, 'unknown', 71)]
const codes: CodeRow[] = [
  { code: 'KAFFE10', clicked: 0, orders: 12 },
  { code: 'KAFFE10', clicked: 1, orders: 30 },
  { code: null, clicked: 1, orders: 58 },
]

describe('attributed orders', () => {
  it('have the interval of a count, and their share of all', () => {
    expect(judgeAttributed([kind(1, 'new', 7)]).range.low).toBeCloseTo(2.81, 2)
    expect(judgeAttributed([kind(1, 'new', 7)]).range.high).toBeCloseTo(14.42, 2)
    expect(judgeAttributed([...kinds, ...rest])).toMatchObject({ orders: 41, share: { n: 212 } })
    expect(judgeAttributed([])).toMatchObject({ orders: 0, share: null })
  })
})

describe('new customers among them', () => {
  it('are compared with the others’, leaving out whom nobody knows', () => {
    const { attributed, others, words } = judgeNewCustomers([...kinds, ...rest])
    expect([attributed.new, attributed.known, others.new, others.known]).toEqual([24, 38, 34, 100])
    expect(words).toBe('clearly-more')
  })

  it.each([
    [[30, 70], [30, 70], 'no-difference'],
    [[5, 45], [40, 60], 'clearly-fewer'],
    [[4, 0], [40, 60], 'too-few'],
    [[13, 7], [48, 52], 'probably-more'],
  ] as const)('%j against %j say %s', ([fresh, old], [freshOther, oldOther], words) => {
    const rows = [kind(1, 'new', fresh), kind(1, 'returning', old), kind(0, 'new', freshOther)]
    expect(judgeNewCustomers([...rows, kind(0, 'returning', oldOther)]).words).toBe(words)
  })
})

describe('codes beside clicks', () => {
  // measurement.md, section 5: 12 code-only + 30 both + 58 click-only of 400.
  it('reach what either of them reaches, and say what clicks miss', () => {
    const judged = judgeCodes(codes, 400)
    expect(judged).toMatchObject({ codeOnly: 12, both: 30, clickOnly: 58, union: 100, share: { value: 0.25 } })
    expect(judged.missed?.value).toBeCloseTo(12 / 42, 10)
    expect(judged.byCode).toEqual([{ code: 'KAFFE10', orders: 42, withoutClick: 12, isLeakLikely: false }])
  })

  it('are suspected to have leaked when nearly nobody brings a click along', () => {
    const leaked = (clicked: number, without: number) =>
      judgeCodes(
        [
          { code: 'A', clicked: 1, orders: clicked },
          { code: 'A', clicked: 0, orders: without },
        ],
        100,
      ).byCode[0]
    expect(leaked(2, 8)?.isLeakLikely).toBe(true)
    expect(leaked(3, 7)?.isLeakLikely).toBe(false)
    expect(leaked(0, 9)?.isLeakLikely).toBe(false)
  })
})

describe('the summary', () => {
  const nothing: Rungs = {
    attributed: judgeAttributed([]),
    newCustomers: judgeNewCustomers([]),
    time: judgeTime({ orders: 0, hour: 0, day: 0, week: 0, medianMs: null }),
    second: {
      codes: judgeCodes([], 0),
      heard: judgeHeardRung(judgeHeard([], { orders: 0, untied: 0, ofUnknownOrders: 0 })),
    },
    experiment: null,
  }
  const full: Rungs = {
    ...nothing,
    attributed: judgeAttributed([...kinds, ...rest]),
    newCustomers: judgeNewCustomers([...kinds, ...rest]),
    time: judgeTime({ orders: 38, hour: 24, day: 30, week: 36, medianMs: 1_140_000 }),
    second: {
      codes: judgeCodes(codes, 400),
      heard: judgeHeardRung(
        judgeHeard([{ place: 'instagram', isOwn: 0, clicked: null, orders: 9 }], {
          orders: 212,
          untied: 0,
          ofUnknownOrders: 0,
        }),
      ),
    },
  }

  it('says what came along with what, and says that attributed leans high', () => {
    const { sentence, standing, highest } = sayLadder(212, full)
    expect({ standing, highest }).toEqual({ standing: [1, 2, 3, 4], highest: 4 })
    expect(sentence).toBe(
      '41 of 212 orders (19%, between 15% and 25%) are credited to your posts: that is a count that leans high, since some would have come anyway. New customers are clearly more frequent among them (63% against 34% among the others). Half of them came within 19 minutes of the last click. With discount codes, 100 orders carried a click or a code; 12 of them a code alone. Asked, 9 of 9 named social media, 9 of them without a click. Only an experiment can say how many orders there would have been without the posts.',
    )
  })

  it('never says that posts brought about an attributed order', () => {
    for (const rungs of [nothing, full])
      expect(sayLadder(212, rungs).sentence).not.toMatch(
        /\bcaus|because of|led to|thanks to|due to|brought|drove|generated/i,
      )
  })

  it('has no percentages of fewer than five orders', () => {
    const few = { ...nothing, attributed: judgeAttributed([kind(1, 'new', 4), kind(0, 'new', 2)]) }
    expect(sayLadder(6, few).sentence).not.toContain('%')
    expect(sayLadder(0, nothing)).toMatchObject({
      ...{ standing: [], highest: 0 },
      sentence: expect.stringContaining('No orders'),
    })
  })
})
