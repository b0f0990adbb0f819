import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgeDetectable, pastWeeks, sayDetectable } from '../../src/experiments/detectable.ts'
import { experimentDraft, stateOf } from '../../src/experiments/experiment.ts'
import { drawSeed, inHundred, planWeeks, showWeek, smallestP, warnOf } from '../../src/experiments/plan.ts'
import { dayMs, localDay, mondayOf, parseDay, showDay, startOfDay } from '../../src/shops/calendar.ts'

const monday = parseDay('2026-11-30')
const plan = { pairs: 3, firstMonday: monday, washOutDays: 1 }

describe('the weeks of an experiment', () => {
  it('are drawn pair by pair from the digits of the seed, over the turn of the year', () => {
    expect(planWeeks(plan, '7f8').map(showWeek)).toEqual([
      { pair: 1, from: '2026-11-30', to: '2026-12-06', countedFrom: '2026-12-01', on: false },
      { pair: 1, from: '2026-12-07', to: '2026-12-13', countedFrom: '2026-12-08', on: true },
      { pair: 2, from: '2026-12-14', to: '2026-12-20', countedFrom: '2026-12-15', on: true },
      { pair: 2, from: '2026-12-21', to: '2026-12-27', countedFrom: '2026-12-22', on: false },
      { pair: 3, from: '2026-12-28', to: '2027-01-03', countedFrom: '2026-12-29', on: true },
      { pair: 3, from: '2027-01-04', to: '2027-01-10', countedFrom: '2027-01-05', on: false },
    ])
  })

  it('are seven days each, without a gap, one of each pair on, whatever the clocks do', () => {
    const first = fc.integer({ min: 0, max: 3000 }).map((week) => mondayOf(parseDay('2020-01-06')) + week * 7)
    const zone = fc.constantFrom('Europe/Oslo', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Bangkok')
    fc.assert(
      fc.property(first, fc.integer({ min: 2, max: 20 }), fc.nat(3), zone, (firstMonday, pairs, washOutDays, zone) => {
        const weeks = planWeeks({ pairs, firstMonday, washOutDays }, drawSeed())
        expect(weeks).toHaveLength(pairs * 2)
        for (const [index, { from, to, countedFrom }] of weeks.entries()) {
          expect(from).toBe(firstMonday + index * 7)
          expect([to - from, countedFrom - from]).toEqual([6, washOutDays])
          expect(new Date(from * dayMs).getUTCDay()).toBe(1)
          // From its first to its last instant on the shop's clocks.
          expect(localDay(startOfDay(from, zone), zone)).toBe(from)
          expect(localDay(startOfDay(to + 1, zone) - 1, zone)).toBe(to)
        }
        for (let pair = 1; pair <= pairs; pair++)
          expect(weeks.filter((week) => week.pair === pair && week.isOn)).toHaveLength(1)
      }),
      { numRuns: 60 },
    )
  })

  it('are on first as often as second, each pair by itself', () => {
    const firsts = Array.from({ length: 400 }, () => planWeeks({ ...plan, pairs: 20 }, drawSeed()))
    const share = (pair: number) => firsts.filter((weeks) => weeks[pair * 2]?.isOn).length / firsts.length
    // Five standard deviations of 400 throws are 0.125.
    for (let pair = 0; pair < 20; pair++) expect(Math.abs(share(pair) - 0.5)).toBeLessThan(0.125)
  })

  it('aren’t drawn before it begins', () => {
    expect(planWeeks(plan).map((week) => showWeek(week).on)).toEqual([null, null, null, null, null, null])
  })
})

describe('where an experiment stands', () => {
  const zone = 'Europe/Oslo'
  const begun = { startedAt: 1, stoppedAt: null, firstMonday: parseDay('2026-10-19'), pairs: 2 }
  const at = (text: string) => stateOf(begun, zone, Date.parse(text))

  it('goes by the shop’s midnight, in summer and in winter time', () => {
    expect(at('2026-10-18T21:59:59Z')).toBe('waiting')
    expect(at('2026-10-18T22:00:00Z')).toBe('running')
    // Four weeks on the clocks have been set back.
    expect(at('2026-11-15T22:59:59Z')).toBe('running')
    expect(at('2026-11-15T23:00:00Z')).toBe('finished')
    expect(stateOf({ ...begun, stoppedAt: 2 }, zone, Date.parse('2027-01-01'))).toBe('stopped')
    expect(stateOf({ ...begun, startedAt: null }, zone, Date.parse('2027-01-01'))).toBe('draft')
  })
})

describe('what could be seen', () => {
  const asked = { pairs: 8, metric: 'orders', currency: 'NOK' } as const

  it('is 2.8·s·√(2/k) of the shop’s own weeks, in its unit and of the mean', () => {
    // Mean 20, standard deviation √(8·4²/7) = 4.2762.
    const weekly = [16, 24, 16, 24, 16, 24, 16, 24]
    const found = judgeDetectable(weekly, asked)
    expect(found).toMatchObject({ known: true, weeks: 8, mean: 20, unit: 'orders' })
    expect(found.known && found.effect).toBeCloseTo(2.8 * Math.sqrt(128 / 7) * 0.5, 9)
    expect(sayDetectable(found)).toBe(
      'You could only see changes above 6 orders a week (30%), going by the last 8 weeks, of 20 on average.',
    )
  })

  it('is unknown under eight weeks, and no share of next to nothing', () => {
    expect(judgeDetectable([1, 2, 3, 4, 5, 6, 7], asked)).toEqual({ known: false, weeks: 7 })
    expect(sayDetectable({ known: false, weeks: 7 })).toContain('Unknown: the shop has 7 whole weeks')
    expect(judgeDetectable([0, 0, 0, 0, 1, 1, 1, 1], asked)).toMatchObject({ known: true, percent: null })
    expect(judgeDetectable([0, 0, 0, 0, 0, 0, 0, 0], asked)).toMatchObject({ effect: 0, percent: null })
  })

  it('goes by whole weeks that are over, from the first order on, half a year at most', () => {
    const today = parseDay('2026-11-22')
    const show = (first: string | null) => {
      const { from, until } = pastWeeks(first === null ? null : parseDay(first), today)
      return [showDay(from), showDay(until)]
    }
    expect(show('2020-01-01')).toEqual(['2026-05-18', '2026-11-16'])
    expect(show('2026-11-02')).toEqual(['2026-11-02', '2026-11-16'])
    expect(show('2026-11-03')).toEqual(['2026-11-09', '2026-11-16'])
    expect(show('2026-11-20')).toEqual(['2026-11-16', '2026-11-16'])
    expect(show(null)).toEqual(['2026-11-16', '2026-11-16'])
  })

  it('is warned of where no result could be clear, or only a huge one', () => {
    expect([4, 5, 6].map((pairs) => smallestP({ pairs, sides: 1 }))).toEqual([1 / 16, 1 / 32, 1 / 64])
    const unknown = { known: false, weeks: 0 } as const
    const codes = (pairs: number, sides: 1 | 2) => warnOf({ pairs, sides }, unknown).map(({ code }) => code)
    expect([codes(4, 1), codes(5, 1), codes(5, 2), codes(6, 2)]).toEqual([['too-few-pairs'], [], ['too-few-pairs'], []])
    const wild = judgeDetectable([1, 40, 1, 40, 1, 40, 1, 40], asked)
    expect(warnOf({ pairs: 8, sides: 1 }, wild)).toMatchObject([{ code: 'only-large-effects' }])
    expect([0.0625, 0.03125, 1, 0.0009765625].map(inHundred)).toEqual(['6', '3', '100', '0.1'])
    // Beside the line of 5 it is said on which side.
    expect([13 / 256, 0.0498, 0.05004, 0.05, 0.0451].map(inHundred)).toEqual(['5.1', '4.98', '5.004', '5', '4.5'])
  })
})

describe('a plan', () => {
  const draft = { hypothesis: 'More', metric: 'orders', pairs: 6, firstMonday: '2026-11-30' }
  const faults = (over: Record<string, unknown>) =>
    experimentDraft.safeParse({ ...draft, ...over }).error?.issues.map(({ path, message }) => [path.join('.'), message])

  it('has a wash-out day, one side and all posts where nothing is said', () => {
    expect(experimentDraft.parse(draft)).toMatchObject({ washOutDays: 1, sides: 1, channel: null })
  })

  it('names the field and the remedy', () => {
    expect(faults({ firstMonday: '2026-12-01' })).toEqual([
      ['firstMonday', 'must be a Monday: 2026-12-07 is the next one.'],
    ])
    expect(faults({ firstMonday: 'soon' })).toHaveLength(1)
    for (const hypothesis of ['More\nOutcome: none', 'More\u2028x', 'a\u0007b'])
      expect(faults({ hypothesis })).toEqual([
        ['hypothesis', 'must be one line: take out line breaks and control characters'],
      ])
    expect(faults({ pairs: 21 })).toEqual([['pairs', 'must be 2 to 20 pairs of weeks']])
    expect(faults({ washOutDays: 4 })).toEqual([['washOutDays', 'must be 0 to 3 days']])
    expect(faults({ sides: 3 })).toEqual([['sides', 'must be 1 (more with posts) or 2 (more or fewer)']])
    expect(faults({ metric: 'clicks' })).toEqual([['metric', 'must be one of orders, net_revenue, new_customers']])
  })
})
