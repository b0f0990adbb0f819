import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packVerdict } from '../../src/clicks/click.ts'
import { clearRollups } from '../../src/clicks/rollup-store.ts'
import { rollUp } from '../../src/clicks/rollup.ts'
import { countRaw } from '../../src/reports/raw-store.ts'
import { type Database, statement } from '../../src/storage/database.ts'
import { makeRuntime } from '../make.ts'
import { askOf, writePast } from './insights/make-past.ts'

const start = Date.parse('2026-10-05T10:00:00Z')
const day = 86_400_000
const first = Math.floor(start / day)

describe('raw clicks', () => {
  it('are all found, wherever a wrong clock put them, however far the sums are', async () => {
    const { database } = await makeRuntime()
    const jump = fc.constantFrom(0, 0, 0, 0, -9000, -3, 2, 400)
    const clicks = fc.array(fc.record({ ahead: fc.nat(3 * day), jump }), { minLength: 1, maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(clicks, fc.nat(20), fc.nat(20), fc.nat(8), async (drawn, from, length, rolledUp) => {
        let at = start
        const days = drawn.map((one) => {
          at += one.ahead
          return { at: at + one.jump * day, day: Math.floor(at / day) + one.jump }
        })
        await writeClicks(database, days)
        for (let time = 0; time < rolledUp; time++) await rollUp(database, { most: 5 })
        const question = { ...(await askOf(database, start)), from: first + from, to: first + from + length }
        const counts = await countRaw(database, { question, key: 'day', verdict: 0 })
        const expected = days.filter((one) => one.day >= question.from && one.day <= question.to)
        expect(new Map(counts.map(({ key, number }) => [key, number]))).toEqual(
          new Map([...Map.groupBy(expected, (one) => one.day)].map(([of, all]) => [of, all.length])),
        )
      }),
      { numRuns: 150 },
    )
  })

  it('tell how far they are read, and stop where nobody waits', async () => {
    const { database } = await makeRuntime()
    await writePast(database, { clicks: [], conversions: [], visits: [] })
    const many = 600_000
    const insert = `with recursive click (seq) as (select 1 union all select seq + 1 from click where seq < ${many})
      insert into clicks (seq, at, link, day, verdict, visit, referrer) select seq, ? + seq, 1, ?, ?, 0, 0 from click`
    await database.batch([statement(insert, start, first, verdict)])
    const left = new AbortController()
    const told: (readonly [number, number])[] = []
    const watch = { tell: (read: number, of: number) => void told.push([read, of]), signal: left.signal }
    const question = { ...(await askOf(database, start)), from: first, to: first, watch }
    const asked = { question, key: 'day', verdict: 0 }
    expect(await countRaw(database, asked)).toEqual([{ key: first, verdict: 0, number: many }])
    expect(told.at(0)).toEqual([0, many])
    expect(told.at(-1)).toEqual([many, many])
    expect(told.length).toBeGreaterThan(2)
    told.length = 0
    const stopping = { ...watch, tell: (read: number, of: number) => (told.push([read, of]), read > 0 && left.abort()) }
    await expect(countRaw(database, { ...asked, question: { ...question, watch: stopping } })).rejects.toThrow('abort')
    expect(told.length).toBe(2)
  }, 30_000)
})

const verdict = packVerdict({ class: 'human', reason: 'person', rules: 1, firsts: 0 })

async function writeClicks(database: Database, clicks: readonly { at: number; day: number }[]) {
  await writePast(database, { clicks: [], conversions: [], visits: [] })
  await database.batch([
    ...clearRollups(),
    ...clicks.map((one) =>
      statement(
        'insert into clicks (at, link, day, verdict, visit, referrer) values (?, 1, ?, ?, 0, 0)',
        one.at,
        one.day,
        verdict,
      ),
    ),
  ])
}
