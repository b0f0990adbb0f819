import * as fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { confirmHuman } from '../../src/clicks/burst.ts'
import { packVerdict } from '../../src/clicks/click.ts'
import { markClicks } from '../../src/clicks/marks.ts'
import { reclassifyClicks } from '../../src/clicks/reclassify.ts'
import { rejudge } from '../../src/clicks/rejudge.ts'
import { rollUp, rollUpAll } from '../../src/clicks/rollup.ts'
import { changeVerdicts } from '../../src/clicks/verdicts.ts'
import { findRollupFaults } from '../../src/operations/check-rollups.ts'
import type { Database } from '../../src/storage/database.ts'
import { openSqlite } from '../../src/storage/sqlite.ts'
import { change, read } from '../app/sql.ts'
import { noon } from '../make.ts'
import { makeHistory } from './make-history.ts'

/** A server and the command line beside it: each has its own connection, and knows nothing of the other. */
async function openTwo(links: number) {
  const history = await makeHistory(links)
  const beside = openSqlite(history.database.connection.name)
  onTestFinished(() => beside.close())
  return { ...history, beside }
}

describe('a verdict that another process has replaced meanwhile', () => {
  it('isn’t replaced, and the sums stay those of the clicks', async () => {
    const { click, database, verdicts } = await makeHistory(1)
    for (let visitor = 1; visitor <= 3; visitor++) await click({ visitor })
    await rollUp(database, { most: 2 })
    const stored = await verdicts()
    const toBot = packVerdict({ class: 'bot', reason: 'burst', rules: 1, firsts: 0 })
    const stale = packVerdict({ class: 'internal', reason: 'own-people', rules: 1, firsts: 0 })
    const changes = stored.map(({ seq, packed }, index) => ({
      seq,
      before: index === 1 ? stale : packed,
      verdict: toBot,
    }))
    expect(await changeVerdicts(database, [...changes, { seq: 99, before: 0, verdict: toBot }])).toEqual([2, 99])
    expect((await verdicts()).map(({ class: of }) => of)).toEqual(['bot', 'human', 'bot'])
    expect(await findRollupFaults(database)).toEqual([])
    expect(await read(database, 'select judged & 7 as class, clicks from reason_days where clicks > 0')).toHaveLength(2)
  })
})

describe('two processes that judge the same clicks', () => {
  const drawn = fc.array(
    fc.record({ link: fc.nat({ max: 1 }), visitor: fc.constantFrom(1, 2), minutes: fc.integer({ min: 1, max: 50 }) }),
    { minLength: 2, maxLength: 8 },
  )
  const deed = fc.record({
    beside: fc.boolean(),
    what: fc.constantFrom('mark', 'mark', 'unmark', 'burst', 'order'),
    which: fc.nat(7),
    delay: fc.nat(6),
  })
  const rounds = fc.array(fc.array(deed, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 3 })

  it('leave one first click per visitor and day, and sums that are those of the clicks', async () => {
    const { click, shop, database, beside, verdicts } = await openTwo(2)
    await fc.assert(
      fc.asyncProperty(drawn, rounds, fc.nat(8), async (clicks, all, most) => {
        for (const table of ['clicks', 'seen_today', 'marks']) await change(database, `delete from ${table}`)
        await change(database, 'update rolled_up set seq = 0')
        for (const table of ['link_fresh', 'visit_days', 'reason_days', 'scan_days', 'click_hours'])
          await change(database, `delete from ${table}`)
        let at = noon
        for (const { link, visitor, minutes } of clicks) await click({ link, visitor, at: (at += minutes * 60_000) })
        if (most > 0) await rollUp(database, { most })
        const stored = await verdicts()
        for (const deeds of all)
          await Promise.all(
            deeds.map(async (one) => {
              for (let turn = 0; turn < one.delay; turn++) await new Promise((resolve) => setImmediate(resolve))
              const named = stored[one.which % stored.length]
              if (named) await act(one.beside ? beside : database, shop.shopId, { what: one.what, named })
            }),
          )
        const after = await verdicts()
        const people = after.filter((one) => one.class === 'human' || one.class === 'repeat')
        const firsts = people.filter((one) => (one.firsts & shopBit) !== 0)
        expect(new Set(firsts.map(({ seq }) => seq))).toEqual(new Set(firstOfEach(people).values()))
        expect(after.filter((one) => !people.includes(one) && one.firsts !== 0)).toEqual([])
        expect(await findRollupFaults(database)).toEqual([])
        await rollUpAll(database, { most: 100 })
        expect(await findRollupFaults(database)).toEqual([])
      }),
      { numRuns: 150 },
    )
  }, 60_000)

  it('never undo what a person said meanwhile', async () => {
    const { click, shop, database, beside, verdicts } = await openTwo(1)
    for (let visitor = 1; visitor <= 20; visitor++) await click({ visitor })
    const toGateway = packVerdict({ class: 'bot', reason: 'mail-gateway', rules: 0, firsts: 0 })
    // By today's rules, people: the command line gives them back while the shop marks them as its own.
    await change(database, 'update clicks set verdict = ?', toGateway)
    const seqs = (await verdicts()).map(({ seq }) => seq)
    const [reclassified] = await Promise.all([
      reclassifyClicks(beside),
      ...seqs.map((seq) => markClicks(database, { shopId: shop.shopId, seqs: [seq], isOurs: true })),
    ])
    expect(reclassified.clicks).toBe(20)
    expect((await verdicts()).map(({ class: of, firsts }) => [of, firsts])).toEqual(seqs.map(() => ['internal', 0]))
  })
})

const shopBit = 16

/** The oldest click of each visitor's day. */
function firstOfEach(
  people: readonly { readonly seq: number; readonly visitor: number | null; readonly day: number }[],
) {
  return new Map(people.toReversed().map((one) => [`${one.visitor} ${one.day}`, one.seq]))
}

type Deed = {
  readonly what: string
  readonly named: { readonly seq: number; readonly link: number; readonly at: number }
}

async function act(database: Database, shopId: string, { what, named }: Deed): Promise<unknown> {
  const { seq, link, at } = named
  if (what === 'burst') return rejudge(database, [{ seq, class: 'bot', reason: 'burst' }])
  if (what === 'order') return confirmHuman(database, [{ link, at, random: 7 }])
  return markClicks(database, { shopId, seqs: [seq], isOurs: what === 'mark' })
}
