import { expect, it } from 'vitest'
import { ga4Channel } from '../../src/links/ga4-channel.ts'
import { builtInGrouping } from '../../src/links/ga4-grouping.ts'
import { forgetGrouping, type LoadedGrouping, readGrouping, storeGrouping } from '../../src/links/ga4-store.ts'
import { readLinkView } from '../../src/links/link-view-store.ts'
import { statement, write } from '../../src/storage/database.ts'
import { makeRuntime, noon } from '../make.ts'

function makeLoaded(social: string): LoadedGrouping {
  const sources = { search: ['google'], shopping: ['etsy'], social: [social], video: ['youtube'] }
  return { asOf: '2026-10-01', origin: 'new.csv', loadedAt: noon, sources }
}

it('goes by the built-in list, by the last one loaded, and back', async () => {
  const { database } = await makeRuntime()
  const groupOf = async (source: string) =>
    ga4Channel({ source, medium: 'bio', campaign: '' }, await readGrouping(database)).channel
  expect(await readGrouping(database)).toBe(builtInGrouping)
  await storeGrouping(database, makeLoaded('threads'))
  expect([await groupOf('threads'), await groupOf('instagram')]).toEqual(['Organic Social', 'Unassigned'])
  await storeGrouping(database, makeLoaded('bluesky'))
  expect([await groupOf('threads'), await groupOf('bluesky')]).toEqual(['Unassigned', 'Organic Social'])
  expect([await forgetGrouping(database), await forgetGrouping(database)]).toEqual([true, false])
  expect(await groupOf('instagram')).toBe('Organic Social')
})

it('reads the list anew only when another was loaded', async () => {
  const { database } = await makeRuntime()
  await storeGrouping(database, makeLoaded('threads'))
  const first = await readGrouping(database)
  expect(await readGrouping(database)).toBe(first)
  await storeGrouping(database, makeLoaded('threads'))
  expect(await readGrouping(database)).not.toBe(first)
})

it('has the hosts of all short URLs beside the list', async () => {
  const runtime = await makeRuntime()
  const add = statement(
    `insert into domains (domain, shop_id, created_at) values ('go.shop.example', 'shop-1', 1), ('', 'shop-1', 1)`,
  )
  await write(runtime.database, add)
  expect(await readLinkView(runtime, { hosts: ['shop.example'] })).toEqual({
    ...{ publicUrl: 'http://localhost:8787', clickParam: 'till', shopHosts: ['shop.example'] },
    ...{ ownHosts: ['localhost:8787', 'go.shop.example'], ga4: builtInGrouping },
  })
})
