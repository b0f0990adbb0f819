import { expect, it } from 'vitest'
import * as z from 'zod'
import { forgetGrouping, storeGrouping } from '../../src/links/ga4-store.ts'
import { openD1 } from '../../src/storage/d1.ts'
import { origin } from '../app/talk.ts'
import { adminKey, noon } from '../make.ts'
import { startWorker } from './harness.ts'

const answer = z.object({ channel: z.string(), asOf: z.string(), origin: z.string() })

it('foretells by a list that was put into D1 beside the running Worker, and without it again', async () => {
  const { worker, close } = await startWorker()
  try {
    const predict = async () => {
      const headers = { authorization: `Bearer ${adminKey}` }
      const told = await worker.fetch(`${origin}/api/v1/ga4/channel?source=threads&medium=bio`, { headers })
      return answer.parse(await told.json())
    }
    const builtIn = { channel: 'Unassigned', asOf: '2025-11-25', origin: 'built-in' }
    expect(await predict()).toEqual(builtIn)
    const database = openD1((await worker.getEnv()).DB)
    const sources = { search: ['google'], shopping: ['etsy'], social: ['threads'], video: ['youtube'] }
    await storeGrouping(database, { asOf: '2026-10-01', origin: 'new.csv', loadedAt: noon, sources })
    expect(await predict()).toEqual({ channel: 'Organic Social', asOf: '2026-10-01', origin: 'new.csv' })
    expect(await predict()).toEqual({ channel: 'Organic Social', asOf: '2026-10-01', origin: 'new.csv' })
    expect(await forgetGrouping(database)).toBe(true)
    expect(await predict()).toEqual(builtIn)
  } finally {
    await close()
  }
})
