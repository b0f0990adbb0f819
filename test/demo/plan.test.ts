import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planHalfYear, sizes } from '../../src/demo/plan.ts'
import { campaigns } from '../../src/demo/posts.ts'
import { canBeFollowed } from '../../src/demo/sales.ts'
import { noon } from '../make.ts'

const anyTime = fc.date({ min: new Date('2025-01-01'), max: new Date('2031-12-31'), noInvalidDate: true })

describe('the half year that is planned', () => {
  it('has 120 posts in three campaigns on six channels, each with a title and a link of its own', () => {
    const { posts } = planHalfYear({ seed: 1, now: noon, size: 'full' })
    expect(posts).toHaveLength(120)
    expect(new Set(posts.map(({ campaign }) => campaign.name)).size).toBe(3)
    expect(new Set(posts.map(({ channel }) => channel)).size).toBe(6)
    expect(new Set(posts.map(({ title }) => title)).size).toBe(120)
    expect(new Set(posts.map(({ slug }) => slug)).size).toBe(120)
  })

  it('has one campaign that runs now', () => {
    expect(campaigns.filter(({ from, to }) => from <= 0 && to >= 0)).toHaveLength(1)
  })

  it('is the same again from the same seed, and another one from another', () => {
    const plan = (seed: number) => {
      const { stage: _, ...rest } = planHalfYear({ seed, now: noon, size: 'small' })
      return JSON.stringify(rest)
    }
    expect(plan(7)).toBe(plan(7))
    expect(plan(7)).not.toBe(plan(8))
  })

  it('keeps its promises whenever it begins: so many of everything, and nothing ahead or before its cause', () => {
    fc.assert(
      fc.property(anyTime, fc.integer(), (date, seed) => {
        const now = date.getTime()
        const { posts, visits, sales, refunds, pings } = planHalfYear({ seed, now, size: 'small' })
        expect(visits).toHaveLength(sizes.small.visits)
        expect(sales).toHaveLength(sizes.small.sales)
        expect(refunds).toHaveLength(sizes.small.refunds)
        for (const { publishedAt } of posts) expect(publishedAt).toBeLessThan(now)
        for (const { at, post } of visits) expect(post.publishedAt <= at && at <= now).toBe(true)
        for (const { at, visit } of sales) expect((visit?.at ?? 0) < at && at < now).toBe(true)
        for (const { at, sale } of refunds) expect(sale.at < at && at < now).toBe(true)
        for (const { at, visit } of pings) expect((visit?.at ?? 0) < at && at <= now).toBe(true)
        for (const list of [visits, sales, refunds, pings]) expect(list).toEqual(list.toSorted((a, b) => a.at - b.at))
      }),
      { numRuns: 15 },
    )
  })

  it('sends letters on Thursday mornings in Oslo, and makes one visit in five a machine', () => {
    const { posts, visits } = planHalfYear({ seed: 1, now: noon, size: 'full' })
    const written = new Intl.DateTimeFormat('en', {
      timeZone: 'Europe/Oslo',
      weekday: 'long',
      hour: '2-digit',
      hourCycle: 'h23',
    })
    const letters = posts.filter(({ channel }) => channel === 'newsletter')
    expect(new Set(letters.map(({ publishedAt }) => written.format(publishedAt)))).toEqual(new Set(['Thursday, 07']))
    const people = visits.filter(({ kind }) => kind === 'person')
    expect(people.length / visits.length).toBeCloseTo(0.795, 5)
    expect(people.filter(canBeFollowed).length).toBeLessThan(people.length)
  })
})
