import { expect, it } from 'vitest'
import { createUnknownCounter, mostPerSecond } from '../../src/links/unknown.ts'
import { countUnknown, listUnknown, mostUnknown } from '../../src/links/unknown-store.ts'
import { read } from '../app/sql.ts'
import { makeRuntime, noon } from '../make.ts'

const newest = { limit: 10, skip: 0, sort: 'newest' } as const

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
