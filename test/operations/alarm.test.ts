import { describe, expect, it } from 'vitest'
import {
  judgeCoverage,
  judgeDisabled,
  judgeRefunds,
  judgeRefused,
  judgeSilence,
  judgeSnippet,
  type SnippetHistory,
  type SourceHistory,
} from '../../src/operations/alarm.ts'
import { noon } from '../make.ts'

const hour = 3_600_000
const day = 24 * hour

describe('a silent webhook', () => {
  it('is told with its figures when orders come without it', () => {
    const alarm = judgeSilence(history({ takenAt: noon - 30 * hour, ordersSince: 3 }), noon)
    expect(alarm).toMatchObject({
      code: 'webhook-silent',
      source: 'shopify',
      since: noon - 30 * hour,
      page: '/install',
    })
    expect(alarm?.text).toBe(
      'Nothing has come from Shopify for 30 hours; usually an order comes every 3 hours. Meanwhile 3 orders became known without it.',
    )
  })

  it('is told when clicks come that would have led to orders', () => {
    const alarm = judgeSilence(history({ takenAt: noon - 30 * hour, clicksSince: 200, clicksBefore: 4000 }), noon)
    expect(alarm?.text).toContain('people clicked 200 times, which usually goes with about 10 orders')
    expect(judgeSilence(history({ takenAt: noon - 30 * hour, clicksSince: 80, clicksBefore: 4000 }), noon)).toBeNull()
    expect(judgeSilence(history({ takenAt: noon - 30 * hour, clicksSince: 19, clicksBefore: 20 }), noon)).toBeNull()
  })

  it.each([
    ['after 24 hours and no earlier', { takenAt: noon - day }],
    [
      'after four times the usual gap and no earlier',
      { takenAt: noon - 7 * day, orderTimes: every(2 * day, noon - 7 * day) },
    ],
    ['with eleven orders to go by and no fewer', { orderTimes: every(3 * hour, noon - 30 * hour, 10) }],
    ['where it ever told anything', { takenAt: null }],
    ['where orders came without it often before', { told: { successes: 20, trials: 60 }, ordersSince: 6 }],
    ['where nothing goes on', { ordersSince: 0, clicksSince: 0 }],
  ])('is told only %s', (_, over) => {
    expect(judgeSilence(history({ takenAt: noon - 30 * hour, ordersSince: 6, ...over }), noon)).toBeNull()
  })

  it('is not told of a shop that sleeps at weekends, until it sleeps longer than ever', () => {
    const monday = Date.parse('2026-11-23T08:00:00Z')
    const friday = monday - 64 * hour
    const weeks = [3, 2, 1, 0].flatMap((week) => every(hour, friday - week * 7 * day, 8))
    const asleep = history({ takenAt: friday, orderTimes: weeks, clicksSince: 400, clicksBefore: 4000 })
    expect(judgeSilence(asleep, monday)).toBeNull()
    // The longest silence so far is from Friday to the next Friday's first order, 161 hours.
    expect(judgeSilence(asleep, friday + 202 * hour)).not.toBeNull()
  })
})

describe('a refused webhook', () => {
  it('is told until one is signed right again, for a week', () => {
    const heard = history({ takenAt: noon - 5 * hour, refusedAt: noon - 2 * hour })
    expect(judgeRefused(heard, noon)).toMatchObject({ code: 'webhook-refused', since: noon - 5 * hour })
    expect(judgeRefused({ ...heard, takenAt: noon - hour }, noon)).toBeNull()
    // A stray bad one among good ones says nothing: anybody can send it.
    expect(judgeRefused({ ...heard, takenAt: noon - 2.5 * hour }, noon)).toBeNull()
    expect(judgeRefused({ ...heard, takenAt: null }, noon)).not.toBeNull()
    expect(judgeRefused(heard, noon + 8 * day)).toBeNull()
    expect(judgeRefused({ ...heard, refusedAt: null }, noon)).toBeNull()
  })
})

describe('coverage', () => {
  const fell = { recent: part(8, 20), before: part(32, 40), since: noon - 7 * day }

  it('is told to have fallen, with both figures', () => {
    expect(judgeCoverage(fell)?.text).toBe(
      'In the last 7 days it saw 8 of 20 orders (40%), in the 28 days before 32 of 40 (80%).',
    )
  })

  it.each([
    ['on fewer than 20 orders', { recent: part(5, 19) }],
    ['against fewer than 40', { before: part(39, 39) }],
    ['by less than 10 points, however sure', { recent: part(7100, 10000), before: part(8000, 10000) }],
    ['by what chance does', { recent: part(12, 20) }],
    ['when it rose', { recent: part(20, 20) }],
    ['where the snippet never was', { recent: part(0, 50), before: part(0, 100) }],
  ])('isn’t %s', (_, over) => {
    expect(judgeCoverage({ ...fell, ...over })).toBeNull()
  })
})

describe('refunds', () => {
  const high = { recent: part(8, 40), before: part(5, 200), since: noon - 14 * day }

  it('are told to be high, with both figures', () => {
    expect(judgeRefunds(high)?.text).toContain('8 of 40 were refunded or cancelled (20%)')
  })

  it.each([
    ['on fewer than 20 orders', { recent: part(8, 19) }],
    ['against fewer than 50', { before: part(0, 49) }],
    ['for fewer than 5', { recent: part(4, 40) }],
    ['by less than half as many again', { recent: part(1400, 10000), before: part(1000, 10000) }],
    ['by what chance does', { recent: part(5, 60), before: part(6, 200) }],
  ])('aren’t %s', (_, over) => {
    expect(judgeRefunds({ ...high, ...over })).toBeNull()
  })
})

describe('a silent snippet', () => {
  const today = 20_000
  const daily: SnippetHistory = {
    heardDays: Array.from({ length: 28 }, (_, index) => today - 29 + index),
    today,
    since: noon - day,
    visits: 500,
    clicks: 600,
    clicksSince: 20,
  }

  it('is told after a whole day without a visit although clicks came', () => {
    expect(judgeSnippet(daily)?.text).toContain('for 1 whole day, though people clicked 20 times')
  })

  it.each([
    ['yesterday it was heard', { today: today - 1 }],
    ['fewer than 20 clicks came', { clicksSince: 19 }],
    ['it was heard on fewer than 7 days', { heardDays: daily.heardDays.slice(-6) }],
    ['it told of fewer than 50 visits', { visits: 49 }],
    ['it misses most clicks anyway', { visits: 60 }],
    ['such a pause is usual', { heardDays: daily.heardDays.filter((_, index) => index % 3 === 0) }],
  ])('isn’t told where %s', (_, over) => {
    expect(judgeSnippet({ ...daily, ...over })).toBeNull()
  })
})

describe('WooCommerce’s webhook', () => {
  it('is told to be switched off, mended or not', () => {
    const found = { url: 'https://shop.example/butikk', disabledAt: noon - hour, mendedAt: noon - hour }
    expect(judgeDisabled(found, noon)?.text).toContain('It was switched on again, and the orders')
    expect(judgeDisabled({ ...found, mendedAt: noon - 3 * day }, noon)?.remedy).toContain(
      'Then switch the webhook to Active',
    )
    expect(judgeDisabled({ ...found, disabledAt: null }, noon)).toBeNull()
    expect(judgeDisabled(undefined, noon)).toBeNull()
  })
})

function history(over: Partial<SourceHistory>): SourceHistory {
  return {
    source: 'shopify',
    takenAt: noon,
    refusedAt: null,
    orderTimes: every(3 * hour, over.takenAt ?? noon),
    told: { successes: 200, trials: 201 },
    ordersSince: 0,
    clicksSince: 0,
    clicksBefore: 0,
    ...over,
  }
}

/** Times so far apart, the last one at `until`. */
function every(gap: number, until: number, many = 20): number[] {
  return Array.from({ length: many }, (_, index) => until - (many - 1 - index) * gap)
}

function part(successes: number, trials: number) {
  return { successes, trials }
}
