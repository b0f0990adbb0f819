import { expect, it } from 'vitest'
import { createTurns } from '../../../src/links/import/turn.ts'
import { makeApp } from '../../app/make-app.ts'
import { openShop } from '../../app/talk.ts'
import { makeRuntime } from '../../make.ts'
import { runImport } from './run.ts'

const csv = { 'content-type': 'text/csv' }

it('reads one file in at a time, and the next once that is done, given up or refused', async () => {
  const served = await makeApp()
  const shop = await openShop(served)
  const rows = Array.from({ length: 1_200 }, (_, at) => `https://shop.example/${at},x,jul`)
  const body = ['destination,channel,campaign', ...rows].join('\n')
  const headers = { ...csv, authorization: `Bearer ${shop.key}` }
  const send = () => served.fetch('/api/v1/links/import', { method: 'POST', headers, body })
  const first = await send()
  const second = await send()
  expect([first.status, second.status, second.headers.get('retry-after')]).toEqual([200, 429, '10'])
  expect(await second.json()).toMatchObject({ detail: expect.stringContaining('send this one again') })
  expect((await first.text()).trimEnd().split('\n')).toHaveLength(1_201)
  expect((await shop.call('POST', '/api/v1/links/import', { body: 'a,b\n1,2\n', headers: csv })).status).toBe(400)
  await (await send()).body?.cancel()
  expect((await send()).status).toBe(200)
})

it('waits for nobody who has stood still for a minute', () => {
  let now = 0
  const take = createTurns(() => now)
  const first = take()
  now = 59_000
  expect(take).toThrow('Another file')
  first.goOn()
  now = 118_000
  expect(take).toThrow('Another file')
  now = 120_000
  const second = take()
  first.end()
  expect(take).toThrow('Another file')
  second.end()
  expect(take).not.toThrow()
})

it('stores long rows in values that D1 takes', async () => {
  const runtime = await makeRuntime()
  const sizes: number[] = []
  const database: typeof runtime.database = {
    ...runtime.database,
    batch(statements) {
      const texts = statements.flatMap(({ params }) => params).filter((param) => typeof param === 'string')
      sizes.push(...texts.map((text) => new TextEncoder().encode(text).length))
      return runtime.database.batch(statements)
    },
  }
  const rows = Array.from(
    { length: 600 },
    (_, at) => `https://shop.example/${at}?${'æ'.repeat(300)},https://shop.example/${'x'.repeat(1_900)},x,jul`,
  )
  const { summary } = await runImport(
    { ...runtime, database },
    ['destination,fallbackUrl,channel,campaign', ...rows].join('\n'),
  )
  expect(summary.created).toBe(600)
  expect(Math.max(...sizes)).toBeLessThan(2_000_000)
})
