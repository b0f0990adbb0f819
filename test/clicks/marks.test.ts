import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { firstScopes } from '../../src/clicks/click.ts'
import { markClicks } from '../../src/clicks/marks.ts'
import { createNeighbours } from '../../src/clicks/neighbours.ts'
import { createRecorder } from '../../src/clicks/recorder.ts'
import { noon } from '../make.ts'
import { makeClick } from './make-click.ts'
import { makeHistory, readVerdicts } from './make-history.ts'

const preview = { class: 'preview', reason: 'preview-agent', rules: 1 } as const
const internal = { class: 'internal', reason: 'own-people', rules: 1 } as const

it('leaves a marked click out, and gives it back as it was', async () => {
  const { shop, database, click, verdicts } = await makeHistory(1)
  await click({ visitor: 1 })
  await click({ visitor: null, verdict: preview })
  const before = await verdicts()
  const seqs = before.map(({ seq }) => seq)
  expect(await markClicks(database, { shopId: shop.shopId, seqs, isOurs: true })).toBe(2)
  expect(await verdicts()).toMatchObject([
    { class: 'internal', reason: 'own-people', firsts: 0 },
    { class: 'internal', reason: 'own-people', firsts: 0 },
  ])
  expect(await markClicks(database, { shopId: shop.shopId, seqs, isOurs: true })).toBe(0)
  expect(await markClicks(database, { shopId: shop.shopId, seqs, isOurs: false })).toBe(2)
  expect(await verdicts()).toEqual(before)
  expect(await markClicks(database, { shopId: shop.shopId, seqs, isOurs: false })).toBe(0)
})

it('hands being the first of the day on to the visitor’s next click, and back', async () => {
  const { shop, database, click, verdicts } = await makeHistory(2)
  await click({ visitor: 1, link: 0 })
  await click({ visitor: 1, link: 1, at: noon + 1000 })
  await click({ visitor: 2, link: 0, at: noon + 2000 })
  const before = await verdicts()
  expect(before.map(({ firsts }) => firsts)).toEqual([all, all - bits('channel', 'shop'), all])
  const [first] = before
  const marking = { shopId: shop.shopId, seqs: [first?.seq ?? 0] }
  await markClicks(database, { ...marking, isOurs: true })
  expect((await verdicts()).map(({ firsts }) => firsts)).toEqual([0, all, all])
  await markClicks(database, { ...marking, isOurs: false })
  expect(await verdicts()).toEqual(before)
})

it('loses neither of two markings that come at once', async () => {
  const { shop, database, click, verdicts } = await makeHistory(1)
  for (let minute = 0; minute < 3; minute++) await click({ visitor: 1, at: noon + minute * 60_000 })
  const [one = 0, two = 0] = (await verdicts()).map(({ seq }) => seq)
  const mark = (seq: number) => markClicks(database, { shopId: shop.shopId, seqs: [seq], isOurs: true })
  expect(await Promise.all([mark(two), mark(one)])).toEqual([1, 1])
  expect((await verdicts()).map((stored) => stored.class)).toEqual(['internal', 'internal', 'repeat'])
  expect((await verdicts()).map(({ firsts }) => firsts)).toEqual([0, 0, all])
})

it('tells the recorder: the visitor’s next click is the first then', async () => {
  const { shop, database, links, runtime, verdicts } = await makeHistory(1)
  const recorder = createRecorder({ ...runtime, neighbours: createNeighbours() })
  const put = (at: number) => recorder.record(makeClick({ visitor: 1, link: links[0] ?? 0, at }))
  await put(noon)
  await put(noon + 60_000)
  const [first] = await verdicts()
  const marking = { shopId: shop.shopId, seqs: [first?.seq ?? 0] }
  await markClicks(database, { ...marking, isOurs: true })
  await put(noon + 120_000)
  await markClicks(database, { ...marking, seqs: (await verdicts()).map(({ seq }) => seq), isOurs: true })
  await put(noon + 180_000)
  expect((await verdicts()).map(({ class: kind, firsts }) => [kind, firsts])).toEqual([
    ...Array.from({ length: 3 }, () => ['internal', 0]),
    ['human', all],
  ])
})

it('takes a click from a device that isn’t counted for a person’s when it is unmarked', async () => {
  const { shop, database, click, verdicts } = await makeHistory(1)
  const visit = {
    device: 'mobile',
    app: 'instagram',
    browser: 'safari',
    os: 'ios',
    country: 'NO',
    hasGpc: false,
    isScan: false,
  } as const
  await click({ visitor: null, verdict: internal })
  await click({ visitor: null, verdict: internal, visit })
  const seqs = (await verdicts()).map(({ seq }) => seq)
  await markClicks(database, { shopId: shop.shopId, seqs, isOurs: false })
  expect(await verdicts()).toMatchObject([
    { class: 'human', reason: 'person', firsts: 0 },
    { class: 'human', reason: 'in-app-browser', firsts: 0 },
  ])
})

it('knows no click of another shop, and then marks none', async () => {
  const [ours, theirs] = [await makeHistory(1), await makeHistory(1)]
  await ours.click()
  const [one] = await ours.verdicts()
  const seqs = [one?.seq ?? 0]
  await expect(markClicks(ours.database, { shopId: 'shop-1', seqs, isOurs: true })).rejects.toMatchObject({
    status: 404,
  })
  await expect(
    markClicks(ours.database, { shopId: ours.shop.shopId, seqs: [...seqs, 99], isOurs: true }),
  ).rejects.toMatchObject({ status: 404 })
  expect(await ours.verdicts()).toMatchObject([{ class: 'human' }])
  expect(theirs.shop.shopId).not.toBe('')
})

it('keeps one first click per visitor, day and scope, whatever is marked and unmarked, in any order', async () => {
  const drawnClicks = fc.array(
    fc.record({
      link: fc.nat({ max: 2 }),
      visitor: fc.constantFrom(1, 2, null),
      minutes: fc.integer({ min: 1, max: 90 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  const markings = fc.array(fc.tuple(fc.nat({ max: 11 }), fc.boolean()), { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(drawnClicks, markings, async (drawn, marked) => {
      const { shop, database, click } = await makeHistory(3)
      let at = noon
      for (const { link, visitor, minutes } of drawn) {
        at += minutes * 60_000
        await click({ link, visitor, at, day: Math.floor(at / 86_400_000) })
      }
      const before = await readVerdicts(database)
      const seqOf = (index: number) => before[index % before.length]?.seq ?? 0
      for (const [index, isOurs] of marked)
        await markClicks(database, { shopId: shop.shopId, seqs: [seqOf(index)], isOurs })
      const after = await readVerdicts(database)
      const people = after.filter((one) => one.class !== 'internal' && one.visitor !== null)
      for (const [bit] of firstScopes.entries()) {
        const firstOnes = after.filter(({ firsts }) => (firsts >> bit) & 1)
        expect(firstOnes.every((one) => people.includes(one))).toBe(true)
      }
      const shopBit = firstScopes.indexOf('shop')
      const oldest = new Map(people.toReversed().map((one) => [`${one.visitor} ${one.day}`, one.seq]))
      const firstOfShop = after.filter(({ firsts }) => (firsts >> shopBit) & 1).map(({ seq }) => seq)
      expect(new Set(firstOfShop)).toEqual(new Set(oldest.values()))
      expect(firstOfShop).toHaveLength(oldest.size)
      await markClicks(database, { shopId: shop.shopId, seqs: before.map(({ seq }) => seq), isOurs: false })
      expect((await readVerdicts(database)).map(({ packed }) => packed)).toEqual(before.map(({ packed }) => packed))
    }),
    { numRuns: 15 },
  )
}, 60_000)

const all = 2 ** firstScopes.length - 1

function bits(...scopes: (typeof firstScopes)[number][]): number {
  return scopes.reduce((sum, scope) => sum + (1 << firstScopes.indexOf(scope)), 0)
}
