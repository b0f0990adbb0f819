import { expect, it } from 'vitest'
import { createUnknownCounter, mostPerSecond } from '../../src/links/unknown.ts'
import { countUnknown, forgetUnknown, listUnknown, mostUnknown } from '../../src/links/unknown-store.ts'
import { change, read } from '../app/sql.ts'
import { makeRuntime, noon } from '../make.ts'

const newest = { limit: 10, sort: 'newest' } as const

it('keeps so many unknown slugs and no more: those asked for longest ago make room', async () => {
  const { database } = await makeRuntime()
  const ask = (number: number) => database.batch(countUnknown({ host: '', slug: `s${number}`, at: noon + number }))
  await Promise.all(Array.from({ length: mostUnknown }, (_, number) => ask(number)))
  await database.batch(countUnknown({ host: '', slug: 's0', at: noon + 10_000 }))
  for (let number = 0; number < 3; number++) await ask(20_000 + number)
  expect(await read(database, 'select count(*) as n from unknown_slugs')).toEqual([{ n: mostUnknown }])
  expect((await listUnknown(database, 'shop-1', newest)).slice(0, 4).map(({ slug }) => slug)).toEqual([
    ...['s20002', 's20001', 's20000'],
    's0',
  ])
  expect(await read(database, `select slug from unknown_slugs where slug in ('s1', 's2', 's3', 's4')`)).toEqual([
    { slug: 's4' },
  ])
})

it('counts so many a second, and none of a flood beyond that', async () => {
  const runtime = await makeRuntime()
  const count = createUnknownCounter(runtime)
  for (let number = 0; number < 500; number++) await count('', `flood-${number}`)
  const rows = () => read(runtime.database, 'select slug from unknown_slugs')
  expect(await rows()).toHaveLength(mostPerSecond)
  runtime.clock.now += 1000
  await count('', 'later')
  await count('', 'x'.repeat(65))
  expect(await rows()).toHaveLength(mostPerSecond + 1)
})

it('lets a visitor be where it can’t be counted', async () => {
  const runtime = await makeRuntime()
  const broken = { ...runtime, database: { ...runtime.database, batch: () => Promise.reject(new Error('disk full')) } }
  await createUnknownCounter(broken)('', 'jul')
  expect(runtime.logged).toEqual(['an unknown slug could not be counted'])
})

it.each(['newest', 'asked'] as const)(
  'pages by %s, none twice and none left out, while more is asked for',
  async (sort) => {
    const { database } = await makeRuntime()
    const ask = (slug: string, at: number) => database.batch(countUnknown({ host: '', slug, at }))
    // Some at the same moment.
    for (let number = 0; number < 9; number++) await ask(`s${number}`, noon + Math.floor(number / 3))
    const first = await listUnknown(database, 'shop-1', { limit: 4, sort })
    const after = first.at(-1)
    for (const slug of ['new', first[0]?.slug ?? '']) await ask(slug, noon + 100)
    const rest = await listUnknown(database, 'shop-1', { limit: 10, sort, after })
    const seen = [...first, ...rest].map(({ slug }) => slug).filter((slug) => slug !== 'new')
    expect(seen.toSorted()).toEqual(Array.from({ length: 9 }, (_, number) => `s${number}`))
  },
)

it('is the first shop’s on the default domain while nothing is set for it, then of whom it is set for', async () => {
  const { database } = await makeRuntime()
  const shop = `insert into shops (id, name, currency, time_zone, created_at) values ('shop-2', 'b', 'NOK', 'Europe/Oslo', 0)`
  await change(database, shop)
  await database.batch(countUnknown({ host: '', slug: 'jul', at: noon }))
  const seenBy = async () =>
    Promise.all(['shop-1', 'shop-2'].map(async (id) => (await listUnknown(database, id, newest)).length))
  expect(await seenBy()).toEqual([1, 0])
  expect(await forgetUnknown(database, 'shop-2')).toBe(0)
  await change(database, `insert into domains (domain, shop_id, created_at) values ('', 'shop-2', 0)`)
  expect(await seenBy()).toEqual([0, 1])
})
