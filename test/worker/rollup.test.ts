import { describe, expect, it } from 'vitest'
import { packVerdict } from '../../src/clicks/click.ts'
import { rollUp, rollUpAll } from '../../src/clicks/rollup.ts'
import { findRollupFaults, rebuildRollups } from '../../src/operations/check-rollups.ts'
import { dimensions } from '../../src/reports/question.ts'
import { readClicks } from '../../src/reports/store.ts'
import { localDay } from '../../src/shops/calendar.ts'
import { ensureFirstShop, findShop } from '../../src/shops/store.ts'
import { openD1 } from '../../src/storage/d1.ts'
import { type Database, statement } from '../../src/storage/database.ts'
import { makeClick, onePost, writeHistory, zone } from '../reports/history.ts'
import { replaceStored } from '../clicks/replace-stored.ts'
import { startWorker } from './harness.ts'

const hour = 3_600_000
const start = Date.parse('2026-08-20T00:00:00Z')

describe('roll-ups on D1', () => {
  it('are the same by the same statements: triggers, packing, verdicts, reports, the check', async () => {
    const { worker, close } = await startWorker()
    try {
      const database = openD1((await worker.getEnv()).DB)
      await ensureFirstShop(database, start)
      const clicks = Array.from({ length: 90 }, (_, index) =>
        makeClick({ at: start + index * 19 * hour, random: index }),
      )
      await writeHistory(database, { ...onePost, clicks, conversions: [] })
      expect(await rollUp(database, { most: 40 })).toBe(40)
      await readsAll(database, 90)
      await rollUpAll(database, { most: 35 })
      expect(await database.all(statement('select count(*) as days from link_fresh'))).toEqual([{ days: 2 }])
      await database.batch([statement(`update posts set channel = 'facebook', campaign_id = null`)])
      const internal = packVerdict({ class: 'internal', reason: 'own-people', rules: 1, firsts: 0 })
      await replaceStored(database, [
        { seq: 3, verdict: internal },
        { seq: 88, verdict: internal },
      ])
      expect(await findRollupFaults(database)).toEqual([])
      await readsAll(database, 88)
      await database.batch([statement('update link_days set human = human + 1')])
      expect(await findRollupFaults(database)).not.toEqual([])
      await rebuildRollups(database, () => {})
      expect(await findRollupFaults(database)).toEqual([])
      await readsAll(database, 88)
    } finally {
      await close()
    }
  })
})

async function readsAll(database: Database, humans: number): Promise<void> {
  const shop = await findShop(database, 'shop-1')
  if (!shop) throw new Error('shop-1 is missing')
  const from = localDay(start, zone)
  for (const by of dimensions)
    for (const filters of [
      [],
      [{ dimension: 'post', isNot: false, keys: ['post-0'] }],
      [
        { dimension: 'device', isNot: false, keys: ['mobile'] },
        { dimension: 'kind', isNot: true, keys: ['offer', 'news'] },
      ],
    ] as const) {
      const rows = await readClicks(database, { shop, from, to: from + 100, windowDays: 30, filters }, by)
      expect(rows.reduce((sum, { human }) => sum + human, 0)).toBe(humans)
    }
}
