import { expect, it } from 'vitest'
import { firstBio } from '../../src/bio/bio-page.ts'
import { findTiles } from '../../src/bio/bio-tiles.ts'
import { findLastCampaign } from '../../src/links/last-campaign-store.ts'
import { makePost } from '../bio/make-post.ts'
import { makeRuntime } from '../make.ts'
import { runImport } from './import/run.ts'

it('is that of the newest link that somebody made: not of a bio page’s, nor of an import', async () => {
  const runtime = await makeRuntime()
  const last = async () => (await findLastCampaign(runtime.database, 'shop-1'))?.key
  const importOne = (campaign: string) =>
    runImport(runtime, `destination,channel,campaign\nhttps://shop.example/,blog,${campaign}`)
  await importOne('old')
  expect(await last()).toBeUndefined()
  await makePost(runtime, { title: 'first', link: { campaign: 'Jul' } })
  await makePost(runtime, { title: 'second', link: { campaign: 'Black Week' } })
  await importOne('older')
  await findTiles(runtime, { ...firstBio({ id: 'shop-1', name: 'Votter' }), isOn: true })
  expect(await last()).toBe('black-week')
  expect(await findLastCampaign(runtime.database, 'shop-2')).toBeUndefined()
})
