import { describe, expect, it } from 'vitest'
import { judgeHeard, shareOf } from '../../src/reports/heard-of.ts'
import type { HeardRow } from '../../src/reports/heard-of-store.ts'

const beside = { orders: 400, untied: 3, ofUnknownOrders: 2 }
const row = (place: HeardRow['place'], clicked: HeardRow['clicked'], orders: number, isOwn = 0): HeardRow => ({
  place,
  clicked,
  orders,
  isOwn,
})

describe('shares of what was said', () => {
  // measurement.md, section 5: 45 of 180 answers of 400 orders.
  it('have their interval, and the bounds that the silent leave', () => {
    const { share, bounds } = shareOf(45, 180, 400)
    expect(share?.value).toBe(0.25)
    expect([share?.low, share?.high].map((one) => Math.round((one ?? 0) * 100))).toEqual([19, 32])
    expect(bounds).toEqual({ low: 0.1125, high: 0.6625 })
  })

  it('have no room beside them when everybody answered, and none at all when nobody did', () => {
    expect(shareOf(3, 10, 10).bounds).toEqual({ low: 0.3, high: 0.3 })
    expect(shareOf(0, 0, 10)).toEqual({ share: null, bounds: null })
  })
})

describe('the report', () => {
  const heard = judgeHeard(
    [
      row('instagram', 'instagram', 20),
      row('instagram', null, 15),
      row('instagram', 'facebook', 5, 1),
      row('tiktok', null, 5),
      row('email', 'newsletter', 10),
      row('search', 'google-business', 5),
      row('unknown', 'instagram', 20),
      row('friend', null, 100),
    ],
    beside,
  )

  it('counts answers by place, own words among them', () => {
    expect(heard.answered).toBe(180)
    expect(heard.responseRate?.value).toBe(0.45)
    expect(heard.rows.map(({ place, answers, ownWords }) => [place, answers, ownWords])).toEqual([
      ['friend', 100, 0],
      ['instagram', 40, 5],
      ['unknown', 20, 0],
      ['email', 10, 0],
      ['search', 5, 0],
      ['tiktok', 5, 0],
    ])
    expect(heard.social).toMatchObject({ answers: 45, bounds: { low: 0.1125, high: 0.6625 } })
  })

  it('says what clicks miss: orders for which social media was named without a click', () => {
    expect(heard.missed).toMatchObject({ orders: 20, ofSocial: 45 })
  })

  it('compares with the click’s channel where both say something', () => {
    expect(heard.agreement).toMatchObject({ compared: 40, agreeing: 35 })
    expect(heard.agreement.rows).toContainEqual({ said: 'instagram', clicked: 'facebook', orders: 5 })
    expect(heard.agreement.rows).toContainEqual({ said: 'friend', clicked: null, orders: 100 })
  })
})
