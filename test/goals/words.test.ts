import { describe, expect, it } from 'vitest'
import { type GoalWords, readGoalWords } from '../../src/goals/words.ts'
import { parseDay } from '../../src/shops/calendar.ts'
import { asMetric } from '../../src/platforms/as-metric.ts'

/** A Sunday. */
const today = parseDay('2026-11-22')
const percent = (by: number) => ({ increase: { by, unit: 'percent' } }) as const
const more = (by: number) => ({ increase: { by, unit: 'number' } }) as const
const on = (channel: NonNullable<GoalWords['scope']['channel']>) => ({ scope: { channel } })
const month = { from: '2026-11-22', to: '2026-12-21' }
const until = (to: string) => ({ from: '2026-11-22', to })
const days = (from: string, to: string) => ({ from, to })

type Said = Partial<GoalWords>

describe('a goal in plain words', () => {
  it.each<readonly [string, Said]>([
    [
      '20 % more followers on Facebook within a month',
      { metric: 'followers', ...percent(20), ...on('facebook'), ...month },
    ],
    [
      'Increase Facebook followers by 20% in our city within one month',
      { metric: 'followers', ...percent(20), scope: { channel: 'facebook', place: 'our city' }, ...month },
    ],
    ['60 orders by 31 December', { metric: 'orders', target: 60, ...until('2026-12-31') }],
    ['+10000 followers next month', { metric: 'followers', ...more(10_000), ...days('2026-12-01', '2026-12-31') }],
    ['+10,000 followers in one month', { metric: 'followers', ...more(10_000), ...month }],
    [
      'sell for 50 000 kr before Christmas',
      { metric: 'revenue', target: 50_000, currency: 'kr', ...until('2026-12-24') },
    ],
    ['Sell for 50.000 NOK before Christmas', { metric: 'revenue', target: 50_000, currency: 'NOK' }],
    ['50k kr in sales before Christmas', { metric: 'revenue', target: 50_000, currency: 'kr' }],
    [
      '€5,000 revenue from Instagram this month',
      { metric: 'revenue', target: 5_000, currency: 'EUR', ...on('instagram'), ...days('2026-11-01', '2026-11-30') },
    ],
    [
      '1.5k clicks from the newsletter by 2026-12-15',
      { metric: 'link_clicks', target: 1_500, ...on('newsletter'), ...until('2026-12-15') },
    ],
    ['1 200 clicks on our links within 3 weeks', { metric: 'link_clicks', target: 1_200, ...until('2026-12-12') }],
    ['1.200 clicks by 31.12.', { metric: 'link_clicks', target: 1_200, ...until('2026-12-31') }],
    ['1,200 clicks by 12/31/2026', { metric: 'link_clicks', target: 1_200, ...until('2026-12-31') }],
    ['500 clicks by 4/3', { metric: 'link_clicks', target: 500, ...until('2027-03-04') }],
    [
      'Get a conversion rate of 3 % by the end of the year',
      { metric: 'conversion_rate', target: 3, ...until('2026-12-31') },
    ],
    ['conversion rate 2,5% in Q1', { metric: 'conversion_rate', target: 2.5, ...days('2027-01-01', '2027-03-31') }],
    [
      'raise the conversion rate by 10 per cent in January',
      { metric: 'conversion_rate', ...percent(10), ...days('2027-01-01', '2027-01-31') },
    ],
    ['double our newsletter sign-ups by Easter', { metric: 'leads', ...percent(100), ...until('2027-03-28') }],
    ['twice as many orders in December', { metric: 'orders', ...percent(100), ...days('2026-12-01', '2026-12-31') }],
    [
      'triple the clicks from TikTok by the end of Q1 2027',
      { metric: 'link_clicks', ...percent(200), ...on('tiktok'), ...until('2027-03-31') },
    ],
    [
      'from 400 to 480 followers on Facebook in a month',
      { metric: 'followers', baseline: 400, target: 480, ...on('facebook'), ...month },
    ],
    ['100 new customers by 1 March', { metric: 'new_customers', target: 100, ...until('2027-03-01') }],
    [
      '500 new followers on Insta by December 24th',
      { metric: 'new_followers', target: 500, ...on('instagram'), ...until('2026-12-24') },
    ],
    [
      'another 300 likes on LinkedIn within two weeks',
      { metric: 'likes', ...more(300), ...on('linkedin'), ...until('2026-12-05') },
    ],
    ['2 000 likes this week', { metric: 'likes', target: 2_000, ...days('2026-11-16', '2026-11-22') }],
    [
      'reach 10 000 people reached on Facebook next week',
      { metric: 'reach', target: 10_000, ...on('facebook'), ...days('2026-11-23', '2026-11-29') },
    ],
    [
      'a reach of 25k on Instagram in the next 30 days',
      { metric: 'reach', target: 25_000, ...on('instagram'), ...until('2026-12-21') },
    ],
    ['100 000 impressions in 2027', { metric: 'impressions', target: 100_000, ...days('2027-01-01', '2027-12-31') }],
    [
      '5m video views on YouTube next year',
      { metric: 'video_views', target: 5_000_000, ...on('youtube'), ...days('2027-01-01', '2027-12-31') },
    ],
    ['3 orders a day in December', { metric: 'orders', target: 93, unknown: [], ...days('2026-12-01', '2026-12-31') }],
    ['2 leads per week until Christmas', { metric: 'leads', target: 10, unknown: [], ...until('2026-12-25') }],
    ['200 clicks each week in the next four weeks', { metric: 'link_clicks', target: 800, ...until('2026-12-19') }],
    ['1 000 kr in sales a month in 2027', { metric: 'revenue', target: 12_000, ...days('2027-01-01', '2027-12-31') }],
    ['10 more followers a day until Christmas Eve', { metric: 'followers', ...more(330), ...until('2026-12-24') }],
    ['100 followers a month in Q1', { metric: 'followers', target: null, ...more(300) }],
    ['2 % engagement per week in December', { metric: 'engagement_rate', target: 2 }],
    ['5 orders per day', { metric: 'orders', target: 5, ...days('2026-11-22', '2026-11-22') }],
    ['30 orders from Facebook a month', { metric: 'orders', target: 30, ...on('facebook'), ...month }],
    ['sell 40 mugs before Christmas', { metric: 'orders', target: 40, unknown: ['mugs'], ...until('2026-12-24') }],
    ['10 orders on Black Friday', { metric: 'orders', target: 10, ...days('2026-11-27', '2026-11-27') }],
    ['Grow profit by 15 % next quarter', { metric: 'profit', ...percent(15), ...days('2027-01-01', '2027-03-31') }],
    [
      'average order value of 650 kr until 28 February',
      { metric: 'aov', target: 650, currency: 'kr', ...until('2027-02-28') },
    ],
    ['lower the bounce rate by 10% in two months', { metric: 'bounce_rate', ...percent(-10), ...until('2027-01-21') }],
    [
      'engagement rate of 1.2 % on X within a quarter',
      { metric: 'engagement_rate', target: 1.2, ...on('x'), ...until('2027-02-21') },
    ],
    ['50 questions in comments by 15 January 2027', { metric: 'questions', target: 50, ...until('2027-01-15') }],
    [
      '200 comments between 1 December and 24 December',
      { metric: 'comments', target: 200, ...days('2026-12-01', '2026-12-24') },
    ],
    [
      '1,000 visits to the shop from 1 to 24 December',
      { metric: 'sessions', target: 1_000, ...days('2026-12-01', '2026-12-24') },
    ],
    [
      'twenty direct messages this month',
      { metric: 'direct_messages', target: 20, ...days('2026-11-01', '2026-11-30') },
    ],
    ['a hundred leads by the end of March', { metric: 'leads', target: 100, ...until('2027-03-31') }],
    [
      '$1,500.50 turnover by Dec 31, 2026',
      { metric: 'revenue', target: 1_500.5, currency: 'USD', ...until('2026-12-31') },
    ],
    [
      '25% more website traffic from Pinterest by summer',
      { metric: 'sessions', ...percent(25), ...on('pinterest'), unknown: ['summer'], missing: ['days'] },
    ],
    ['more followers', { metric: 'followers', target: null, increase: null, missing: ['target', 'days'] }],
    [
      'be famous on TikTok',
      { metric: null, ...on('tiktok'), unknown: ['famous'], missing: ['metric', 'target', 'days'] },
    ],
    ['80 table bookings by 24 December', { metric: 'met_1', target: 80, ...until('2026-12-24') }],
    ['10 % more LINE friends within a month', { metric: 'met_2', ...percent(10), ...month }],
    [
      '15 orders in Bergen by Friday',
      { metric: 'orders', target: 15, scope: { place: 'Bergen' }, unknown: ['Friday'] },
    ],
  ])('%s', (text, said) => {
    const read = readGoalWords(text, { today, own })
    expect(read).toMatchObject({ unknown: [], ...said })
  })

  it('says nothing of what it doesn’t know', () => {
    expect(readGoalWords('qwerty asdf', { today })).toEqual({
      metric: null,
      scope: {},
      target: null,
      increase: null,
      baseline: null,
      currency: null,
      from: null,
      to: null,
      unknown: ['qwerty', 'asdf'],
      missing: ['metric', 'target', 'days'],
    })
  })

  it('reads a sentence of three hundred characters of anything in a moment', () => {
    const before = performance.now()
    for (const piece of ['1 ', '1.', 'by the ', 'a dec ', '%', '1,000 '])
      readGoalWords(piece.repeat(300).slice(0, 300), { today })
    expect(performance.now() - before).toBeLessThan(500)
  })
})

const own = ['Table bookings', 'LINE friends'].map((name, index) =>
  asMetric({
    id: `met_${index + 1}`,
    name,
    level: 4,
    objective: 'leads-and-sales',
    unit: 'count',
    kind: 'flow',
    direction: 'up',
  }),
)
