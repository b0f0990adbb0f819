import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { burstLinks, burstMs, confirmHuman, findBursts, settleBursts } from '../../src/clicks/burst.ts'
import type { BurstClick } from '../../src/clicks/burst-store.ts'
import { addVisit } from '../../src/visits/store.ts'
import { change } from '../app/sql.ts'
import { noon } from '../make.ts'
import { makeHistory } from './make-history.ts'

describe('a burst', () => {
  it('is five different links by one visitor within a second, to the millisecond', () => {
    expect(findBursts(burst(5, burstMs / 4))).toEqual([1, 2, 3, 4, 5])
    expect(findBursts(burst(5, burstMs / 4 + 1))).toEqual([])
    expect(findBursts(burst(4, 1))).toEqual([])
  })

  it('takes along what else the visitor opened in that second, and nothing later', () => {
    const clicks = [...burst(5, 10), made({ seq: 6, at: 500, link: 1 }), made({ seq: 7, at: 1500, link: 1 })]
    expect(findBursts(clicks)).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('is no burst when one link is opened five times, or five people open one each', () => {
    expect(findBursts(burst(5, 10).map((click) => ({ ...click, link: 1 })))).toEqual([])
    expect(findBursts(burst(5, 10).map((click) => ({ ...click, visitor: click.seq })))).toEqual([])
  })

  it('is none when anything followed one of its clicks', () => {
    const followed = burst(5, 10).map((click) => ({ ...click, isFollowed: click.seq === 3 }))
    expect(findBursts(followed)).toEqual([])
  })

  it('is what looking at every second for itself finds, whatever the order they are told in', () => {
    const clicks = fc.array(
      fc.record({
        at: fc.nat({ max: 30 }).map((tenths) => (tenths * burstMs) / 10),
        visitor: fc.constantFrom(1, 2),
        link: fc.nat({ max: 7 }),
        isFollowed: fc.nat({ max: 40 }).map((n) => n === 40),
      }),
      { minLength: 10, maxLength: 40, size: 'max' },
    )
    let found = 0
    fc.assert(
      fc.property(clicks, (drawn) => {
        const numbered = drawn.map((click, index) => ({ ...click, seq: index + 1 }))
        const bursts = findBursts(numbered)
        found += bursts.length
        expect(bursts).toEqual(bySecond(numbered))
      }),
      { numRuns: 500 },
    )
    expect(found).toBeGreaterThan(100)
  })

  it('is found in one pass among as many clicks as one machine can send', () => {
    const many = Array.from({ length: 100_000 }, (_, seq) => made({ seq, at: seq >> 7, link: seq % 9 }))
    expect(findBursts(many)).toHaveLength(100_000)
  })
})

describe('settling bursts', () => {
  it('marks them when they are ten minutes old, once, and nobody else', async () => {
    const { database, click, verdicts } = await makeHistory(5)
    for (let link = 0; link < 5; link++) await click({ link, visitor: 1, at: noon + link * 50 })
    await click({ link: 0, visitor: 2, at: noon + 300 })
    expect(await settleBursts(database, noon + 9 * 60_000)).toBe(0)
    expect(await settleBursts(database, noon + 11 * 60_000)).toBe(5)
    expect((await verdicts()).map((one) => one.reason)).toEqual([...Array(5).fill('burst'), 'person'])
    expect((await verdicts()).slice(0, 5).every((one) => one.class === 'bot' && one.firsts === 0)).toBe(true)
    expect(await settleBursts(database, noon + 12 * 60_000)).toBe(0)
  })

  it('finds one that a look before cut in two', async () => {
    const { database, click, verdicts } = await makeHistory(6)
    for (let link = 0; link < 6; link++) await click({ link, visitor: 1, at: noon + link * 100 })
    await settleBursts(database, noon + 10 * 60_000 + 250)
    expect(await settleBursts(database, noon + 11 * 60_000)).toBe(6)
    expect((await verdicts()).every((one) => one.class === 'bot')).toBe(true)
  })

  it('finds the end of one whose beginning was marked by the look before', async () => {
    const { database, click, verdicts } = await makeHistory(8)
    for (let link = 0; link < 8; link++) await click({ link, visitor: 1, at: noon + link * 60 })
    expect(await settleBursts(database, noon + 10 * 60_000 + 270)).toBe(5)
    expect(await settleBursts(database, noon + 11 * 60_000)).toBe(3)
    expect((await verdicts()).map(({ reason, firsts }) => [reason, firsts])).toEqual(
      Array.from({ length: 8 }, () => ['burst', 0]),
    )
  })

  it('leaves who told of anything afterwards', async () => {
    const { database, click, links, verdicts } = await makeHistory(5)
    for (let link = 0; link < 5; link++) await click({ link, visitor: 1, at: noon + link * 50 })
    await change(
      database,
      `insert into conversions (id, shop_id, event, key, occurred_at, day, trust, link_number, click_at, created_at)
        values ('c', 'shop-1', 'add_to_cart', 'k', ?, 1, 2, ?, ?, ?)`,
      ...[noon + 60_000, links[2] ?? 0, noon + 100, noon + 60_000],
    )
    expect(await settleBursts(database, noon + 11 * 60_000)).toBe(0)
    expect((await verdicts()).every((one) => one.class === 'human')).toBe(true)
  })

  it('leaves who landed in the shop by one of them, and marks who landed by another click', async () => {
    const { database, click, links, verdicts } = await makeHistory(5)
    for (const visitor of [1, 2]) {
      for (let link = 0; link < 5; link++) await click({ link, visitor, at: noon + visitor * 10_000 + link * 50 })
    }
    const visit = { id: 1, shop: 1, day: 1, page: '/', at: noon, views: 1, seconds: 0, scroll: 0 }
    await database.batch([addVisit({ ...visit, click: { link: links[2] ?? 0, at: noon + 10_100, random: 7 } })])
    expect(await settleBursts(database, noon + 11 * 60_000)).toBe(5)
    const ofVisitors = Map.groupBy(await verdicts(), ({ visitor }) => visitor)
    expect([1, 2].map((visitor) => ofVisitors.get(visitor)?.map((one) => one.class))).toEqual([
      Array(5).fill('human'),
      Array(5).fill('bot'),
    ])
  })
})

it('takes who bought for a person after all, but leaves what the shop’s people marked', async () => {
  const { database, click, links, verdicts } = await makeHistory(5)
  for (let link = 0; link < 5; link++) await click({ link, visitor: 1, at: noon + link * 50, random: link })
  const before = await verdicts()
  await settleBursts(database, noon + 11 * 60_000)
  expect(await confirmHuman(database, [{ link: links[1] ?? 0, at: noon + 50, random: 1 }])).toBe(1)
  expect(await verdicts()).toMatchObject([
    { class: 'bot' },
    { class: 'human', reason: 'verified-order', firsts: 31 },
    ...rest,
  ])
  expect(await confirmHuman(database, [{ link: links[1] ?? 0, at: noon + 50, random: 1 }])).toBe(0)
  expect(await confirmHuman(database, [{ link: links[1] ?? 0, at: noon + 50, random: 999 }])).toBe(0)
  expect(before).toHaveLength(5)
})

const rest = Array.from({ length: 3 }, () => ({ class: 'bot', reason: 'burst' }))

function made(over: Partial<BurstClick>): BurstClick {
  return { seq: 1, at: 0, visitor: 1, link: 1, isFollowed: false, ...over }
}

function burst(links: number, everyMs: number): BurstClick[] {
  return Array.from({ length: links }, (_, index) => made({ seq: index + 1, at: index * everyMs, link: index + 1 }))
}

/** The definition, word by word. */
function bySecond(clicks: readonly BurstClick[]): number[] {
  const found = new Set<number>()
  for (const { at, visitor } of clicks) {
    const ending = clicks.filter((one) => one.visitor === visitor && one.at <= at && at - one.at <= burstMs)
    if (new Set(ending.map(({ link }) => link)).size < burstLinks || ending.some((one) => one.isFollowed)) continue
    for (const { seq } of ending) found.add(seq)
  }
  return [...found].toSorted((a, b) => a - b)
}
