import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { followLandings } from '../../../src/reports/landings.ts'
import { findMismatches, limitOf } from '../../../src/reports/landings-mismatch.ts'
import { wilson } from '../../../src/statistics/interval.ts'
import { makeRuntime } from '../../make.ts'
import { askOf, isWithin, pasts, type Past, type PastVisit, placeOf, writePast } from './make-past.ts'

const start = Date.parse('2026-10-05T10:00:00Z')

describe('what became of clicks', () => {
  it.each(['post', 'campaign', 'channel', 'link'] as const)(
    'is what counting visit by visit gives, by %s',
    async (by) => {
      const { database } = await makeRuntime()
      await fc.assert(
        fc.asyncProperty(pasts(start), async (past) => {
          await writePast(database, past)
          const question = await askOf(database, start)
          const told = await followLandings(database, question, by)
          const visits = past.visits.filter(({ click }) => click !== null && isWithin(question, click.at))
          const clicks = past.clicks.filter((one) => one.isPerson && isWithin(question, one.at))
          expect(told.totals).toMatchObject(sumUp(visits, clicks, false))
          const keyOf = (link: number | undefined) => placeOf(by, link ?? 0)
          const keys = new Set([
            ...visits.map(({ click }) => keyOf(click?.link)),
            ...clicks.map(({ link }) => keyOf(link)),
          ])
          expect(told.rows.map(({ key }) => key).toSorted()).toEqual([...keys].toSorted())
          for (const row of told.rows) {
            const own = visits.filter(({ click }) => keyOf(click?.link) === row.key)
            expect(row).toMatchObject(
              sumUp(
                own,
                clicks.filter(({ link }) => keyOf(link) === row.key),
                true,
              ),
            )
          }
        }),
        { numRuns: 25 },
      )
    },
  )

  it('refuses what visits don’t know, naming it', async () => {
    const { database } = await makeRuntime()
    const filters = [{ dimension: 'device' as const, isNot: false, keys: ['mobile'] }]
    const question = await askOf(database, start, { filters })
    await expect(followLandings(database, question, 'post')).rejects.toMatchObject({ status: 400 })
  })

  it('narrows by where the link was placed', async () => {
    const { database } = await makeRuntime()
    const clicks = [1, 3, 5].map((link) => ({ at: start, link, isPerson: true, random: link }))
    await writePast(database, { clicks, conversions: [], visits: clicks.map((click) => makeVisit({ click })) })
    const filters = [{ dimension: 'campaign' as const, isNot: true, keys: ['cam-0'] }]
    const { rows } = await followLandings(database, await askOf(database, start, { filters }), 'post')
    expect(rows).toMatchObject([{ key: 'post-2', clicks: 1, visits: 1 }])
  })

  it('names the post whose visitors leave a page that keeps others, and no other', async () => {
    const { database } = await makeRuntime()
    // Of post-0 30 of 40 leave the sale at once, of the others 10 of 40 each; on the coat's page all alike.
    const visits = [1, 3, 5].flatMap((link, post) => [
      ...bounces({ link, page: '/sale', of: 40, left: post === 0 ? 30 : 10 }),
      ...bounces({ link, page: '/coat', of: 30, left: 20 }),
      ...bounces({ link, page: '/', of: 19, left: post === 0 ? 19 : 0 }),
    ])
    await writePast(database, { clicks: [], conversions: [], visits })
    const { mismatches } = await followLandings(database, await askOf(database, start), 'channel')
    // 19 visits are too few to say something of.
    expect(mismatches.compared).toBe(6)
    expect(mismatches.found).toMatchObject([
      {
        page: '/sale',
        post: 'post-0',
        visits: 40,
        bounced: { value: 0.75 },
        others: { visits: 80, bounced: { value: 0.25 } },
      },
    ])
    expect(mismatches.found[0]?.remedy).toContain('keep the post’s promise')
  })

  it('counts in how many posts were compared: among a thousand alike it names next to none', () => {
    let seed = 7
    const draw = () => {
      seed = (seed * 48_271) % 2_147_483_647
      return seed / 2_147_483_647
    }
    const rows = Array.from({ length: 1000 }, (_, post) => {
      const bounces = Array.from({ length: 50 }, draw).filter((one) => one < 0.4).length
      return makeRow({ post: `post-${post}`, visits: 50, bounces })
    })
    const { compared, found } = findMismatches(rows)
    expect(compared).toBe(1000)
    expect(found.length).toBeLessThanOrEqual(1)
    expect(found.length).toBeLessThan(rows.filter(({ bounces }) => bounces >= 27).length)
    const odd = findMismatches([...rows, makeRow({ post: 'odd', visits: 50, bounces: 40 })])
    expect(odd.found.map(({ post }) => post)).toContain('odd')
  })

  it('steps up as Benjamini and Hochberg’s own example does', () => {
    const chances = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324]
    expect(limitOf([...chances, 0.4262, 0.5719, 0.6528, 0.759, 1])).toBe(0.0095)
    expect(limitOf([0.9, 0.8])).toBe(-1)
  })
})

type Clicks = Past['clicks']

function sumUp(visits: readonly PastVisit[], clicks: Clicks, isRow: boolean) {
  const n = visits.length
  const sum = (value: (visit: PastVisit) => number) => visits.reduce((total, one) => total + value(one), 0)
  const share = (isOne: (visit: PastVisit) => boolean) => (n === 0 ? null : wilson(visits.filter(isOne).length, n))
  const pages = new Set(visits.map(({ click, page }) => `${click?.random} ${page}`)).size
  const arrived = Math.min(pages, clicks.length)
  return {
    clicks: clicks.length,
    visits: n,
    ...(isRow || clicks.length === 0 ? { landed: clicks.length === 0 ? null : wilson(arrived, clicks.length) } : {}),
    bounced: share(({ views, seconds }) => views === 1 && seconds < 10),
    seconds: n === 0 ? null : expect.objectContaining({ mean: expect.closeTo(sum(({ seconds }) => seconds) / n, 9) }),
    viewsPerVisit: n === 0 ? null : expect.closeTo(sum(({ views }) => views) / n, 9),
    scrollPercent: n === 0 ? null : expect.closeTo(sum(({ scroll }) => scroll) / n, 9),
    reached: {
      halfMinute: share(({ seconds }) => seconds >= 30),
      minute: share(({ seconds }) => seconds >= 60),
      tenMinutes: share(({ seconds }) => seconds >= 600),
    },
  }
}

function makeVisit(over: Partial<PastVisit>): PastVisit {
  return { at: start, click: null, page: '/', views: 1, seconds: 3, scroll: 0, ...over }
}

let random = 0
function bounces({ link, page, of, left }: { link: number; page: string; of: number; left: number }): PastVisit[] {
  return Array.from({ length: of }, (_, index) => {
    random += 1
    const click = { at: start, link, isPerson: true, random }
    return makeVisit({ click, page, seconds: index < left ? 9 : 10 })
  })
}

function makeRow(over: { post: string; visits: number; bounces: number }) {
  const none = {
    clicks: 0,
    seconds: 0,
    squares: 0,
    views: 0,
    scroll: 0,
    half_minutes: 0,
    minutes: 0,
    ten_minutes: 0,
  }
  const place = { link: null, slug: null, title: over.post, channel: 'facebook', campaign: null, campaign_name: null }
  return { ...none, ...place, page: '/sale', ...over }
}
