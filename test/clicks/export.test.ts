import { expect, it } from 'vitest'
import { insertClick } from '../../src/clicks/store.ts'
import { findLink } from '../../src/links/store.ts'
import { makeApp } from '../app/make-app.ts'
import { openShop } from '../app/talk.ts'
import { makeClick } from './make-click.ts'

it('streams every click of the shop across its pages, and none of another', async () => {
  const app = await makeApp()
  const [ours, theirs] = [await openShop(app), await openShop(app)]
  const [link, foreign] = [await ours.link(), await theirs.link()]
  const numberOf = async (id: string) => (await findLink(app.runtime.database, id))?.number ?? 0
  const [own, other] = [await numberOf(link.id), await numberOf(foreign.id)]
  const clicks = Array.from({ length: 2500 }, (_, index) =>
    makeClick({ link: index >= 400 && index < 1900 ? other : own, random: index }),
  )
  await app.runtime.database.batch(clicks.flatMap((click) => insertClick({ ...click, visitor: null })))
  const ids = (await ours.clicks(link.id)).map((click) => click.id)
  expect(ids).toHaveLength(1000)
  expect(new Set(ids).size).toBe(1000)
  expect(await theirs.clicks(foreign.id)).toHaveLength(1500)
  const csv = await ours.call('GET', '/api/v1/export/clicks.csv')
  expect(csv.text.split('\r\n')).toHaveLength(1002)
})

it('tells scans of a QR code from other clicks, in the lines, the CSV and the list', async () => {
  const app = await makeApp()
  const shop = await openShop(app)
  const link = await shop.link()
  for (const query of ['?qr=1', '?qr=2']) await shop.visit(`/${link.slug}${query}`)
  const lines = (await shop.get('/export/clicks.ndjson')).text.trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ scan: true }, { scan: false }])
  const csv = (await shop.get('/export/clicks.csv')).text.trimEnd().split('\r\n')
  expect(csv.map((line) => line.split(',').at(-1))).toEqual(['"scan"', 'true', 'false'])
  expect((await shop.get('/clicks')).body.items).toMatchObject([{ scan: false }, { scan: true }])
})

it('gives clicks without an id as null, and an empty field in CSV', async () => {
  const app = await makeApp()
  const shop = await openShop(app)
  const link = await shop.link()
  await shop.visit(`/${link.slug}`, { headers: { 'sec-gpc': '1' } })
  expect(await shop.clicks(link.id)).toMatchObject([{ id: null, reason: 'gpc' }])
  expect((await shop.call('GET', '/api/v1/export/clicks.csv')).text.split('\r\n')[1]).toMatch(/^,"link_/)
})
