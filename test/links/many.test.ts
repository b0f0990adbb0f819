import { expect, it } from 'vitest'
import * as z from 'zod'
import { makeApp } from '../app/make-app.ts'
import { idOf, openShop } from '../app/talk.ts'
import { makeRuntime } from '../make.ts'

/** What D1 runs for one request at most. */
const mostStatements = 1_000
const results = z.object({
  results: z.array(z.looseObject({ status: z.number(), link: z.object({ id: z.string() }) })),
})

it('makes and edits a hundred links in fewer statements than D1 runs for a request', async () => {
  const { app, statements } = await makeCounted()
  const shop = await openShop(app)
  const postId = await idOf(shop.call, '/api/v1/posts', { title: 'Votter', channel: 'facebook' })
  const links = Array.from({ length: 100 }, (_, index) => ({
    ...{ destination: 'https://shop.example/', channel: 'facebook', campaign: `Jul ${index % 7}` },
    ...(index % 7 === 0 ? { postId } : {}),
  }))
  statements.length = 0
  const made = results.parse((await shop.post('/links/bulk', { links })).body).results
  expect([made.filter(({ status }) => status === 201).length, statements.length < mostStatements]).toEqual([100, true])
  const own = made.filter((_, index) => index % 7 !== 0)
  const ids = own.map(({ link }) => link.id)
  const change = {
    ...{ campaign: 'Ny', placement: 'bio', tags: { add: ['a'], remove: ['b'] }, archive: true },
    ...{ expiresAt: '2030-01-01T00:00:00Z', maxClicks: 9, fallbackUrl: 'https://shop.example/slutt' },
  }
  statements.length = 0
  const edited = results.parse((await shop.post('/links/edit', { ids, change })).body).results
  expect(edited.filter(({ status }) => status === 200)).toHaveLength(ids.length)
  expect(statements.length / ids.length).toBeLessThan(mostStatements / 100)
})

it('finds the posts of some days, and posts by words, without reading all of them', async () => {
  const { app, runtime, statements } = await makeCounted()
  const shop = await openShop(app)
  await idOf(shop.call, '/api/v1/posts', { title: 'Votter', channel: 'facebook' })
  const plan = async (query: string) => {
    statements.length = 0
    await shop.items(`/posts?${query}`)
    const asked = statements.find(({ sql }) => /from posts p\b.*order by/s.test(sql))
    const rows = await runtime.database.all({ sql: `explain query plan ${asked?.sql}`, params: asked?.params ?? [] })
    return z
      .array(z.looseObject({ detail: z.string() }))
      .parse(rows)
      .map(({ detail }) => detail)
  }
  for (const query of ['from=2026-11-16&to=2026-11-22', 'from=2026-11-16', 'to=2026-11-22', 'from=2026-11-16&q=votter'])
    expect([query, await plan(query)]).toEqual([
      query,
      expect.arrayContaining([expect.stringContaining('INDEX posts_by_shown')]),
    ])
  const words = await plan('q=votter')
  expect(words).toContain('SEARCH t USING INTEGER PRIMARY KEY (rowid<?)')
  expect(words.filter((one) => /^SCAN p\b|TEMP B-TREE/.test(one))).toEqual([])
  expect((await plan('channel=facebook')).filter((one) => /TEMP B-TREE/.test(one))).toEqual([])
})

type Ran = { readonly sql: string; readonly params: readonly (string | number | null | Uint8Array)[] }

async function makeCounted() {
  const runtime = await makeRuntime()
  const statements: Ran[] = []
  const database: typeof runtime.database = {
    ...runtime.database,
    all(statement) {
      statements.push(statement)
      return runtime.database.all(statement)
    },
    batch(all) {
      statements.push(...all)
      return runtime.database.batch(all)
    },
  }
  return { app: await makeApp({ database }), runtime, statements }
}
