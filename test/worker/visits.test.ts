import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { openD1 } from '../../src/storage/d1.ts'
import type { Database } from '../../src/storage/database.ts'
import { change, read } from '../app/sql.ts'
import { draftLink, origin, safari } from '../app/talk.ts'
import { adminKey } from '../make.ts'
import { startWorker } from './harness.ts'

const dayMs = 86_400_000
const bearer = { authorization: `Bearer ${adminKey}` }
const listed = z.object({
  items: z.array(z.looseObject({ seq: z.number(), class: z.string(), country: z.string().nullable() })),
})

describe('visits on workerd', () => {
  let running: Awaited<ReturnType<typeof startWorker>>
  let database: Database
  let slug = ''
  beforeAll(async () => {
    running = await startWorker({ REPEAT_MINUTES: '0' })
    database = openD1((await running.worker.getEnv()).DB)
    const made = await running.worker.fetch(`${origin}/api/v1/links`, {
      method: 'POST',
      headers: { ...bearer, 'content-type': 'application/json' },
      body: JSON.stringify(draftLink()),
    })
    slug = z.object({ slug: z.string() }).parse(await made.json()).slug
  })
  afterAll(() => running.close())

  async function visit(address: string, from: { readonly cf?: { country: string }; readonly header?: string } = {}) {
    const header: Record<string, string> = from.header === undefined ? {} : { 'cf-ipcountry': from.header }
    const headers = { 'user-agent': safari, 'cf-connecting-ip': address, ...header }
    const cf = from.cf === undefined ? {} : { cf: from.cf }
    // @ts-expect-error where Cloudflare doesn't know, it says things that are no country
    const answer = await running.worker.fetch(`${origin}/${slug}`, { headers, redirect: 'manual', ...cf })
    expect(answer.status).toBe(302)
    const newest = await running.worker.fetch(`${origin}/api/v1/clicks?limit=1`, { headers: bearer })
    return listed.parse(await newest.json()).items[0]
  }

  it('are from where Cloudflare says with the request, and what a header says only without that', async () => {
    expect((await visit('198.18.0.1', { cf: { country: 'SE' } }))?.country).toBe('SE')
    expect((await visit('198.18.0.2', { cf: { country: 'SE' }, header: 'NO' }))?.country).toBe('SE')
    expect((await visit('198.18.0.3', { cf: { country: 'T1' }, header: 'NO' }))?.country).toBeNull()
    expect((await visit('198.18.0.4', { cf: { country: '' }, header: 'NO' }))?.country).toBe('NO')
    expect((await visit('198.18.0.5', { cf: { country: '' }, header: 'XX' }))?.country).toBeNull()
  })

  it('take the window of a repeat as it is set', async () => {
    expect((await visit('198.18.0.9'))?.class).toBe('human')
    expect((await visit('198.18.0.9'))?.class).toBe('human')
  })

  it('know again who was seen when a click is marked, and forget it with the days', async () => {
    await change(database, 'delete from seen_today')
    const first = await visit('198.18.0.11')
    await visit('198.18.0.12')
    const seen = async () => (await read(database, 'select * from seen_today')).length
    expect(await seen()).toBe(10)
    const mark = (internal: boolean) =>
      running.worker.fetch(`${origin}/api/v1/clicks/mark`, {
        method: 'POST',
        headers: { ...bearer, 'content-type': 'application/json' },
        body: JSON.stringify({ seqs: [first?.seq], internal }),
      })
    expect(await (await mark(true)).json()).toEqual({ changed: 1 })
    expect(await seen()).toBe(5)
    expect(await (await mark(false)).json()).toEqual({ changed: 1 })
    expect(await seen()).toBe(10)
    const today = Math.floor(Date.now() / dayMs)
    await change(
      database,
      'update seen_today set day = ? where visitor = (select min(visitor) from seen_today)',
      today - 9,
    )
    await running.worker.scheduled({ cron: '* * * * *', scheduledTime: new Date() })
    expect(await seen()).toBe(5)
  })
})
