import { expect, it } from 'vitest'
import * as z from 'zod'
import { rollUpAll } from '../../src/clicks/rollup.ts'
import { change } from '../app/sql.ts'
import { safari } from '../app/talk.ts'
import { noon } from '../make.ts'
import { makeHistory } from './make-history.ts'

const day = 86_400_000
const listed = z.object({
  items: z.array(z.looseObject({ seq: z.number(), class: z.string(), reason: z.string() })),
  nextCursor: z.string().nullable(),
})
const reasons = z.object({
  clicks: z.record(z.string(), z.number()),
  scans: z.number(),
  items: z.array(z.object({ class: z.string(), reason: z.string(), clicks: z.number() })),
})
const summary = z.looseObject({ totals: z.looseObject({ clicks: z.json() }) })

it('lists the newest clicks first, each with what is known of it', async () => {
  const { shop, fetch } = await makeHistory(0)
  const link = await shop.link({ title: 'Reel: first snow' })
  const instagram = `${safari} Instagram 406.0.0.48.109 (iPhone17,1; iOS 18_6; nb_NO; nb; scale=3.00; 1206x2622; 1)`
  await shop.visit(`/${link.slug}`, { headers: { 'user-agent': instagram } })
  await shop.visit(`/${link.slug}`, { headers: { 'user-agent': 'facebookexternalhit/1.1' } })
  const { items } = listed.parse((await shop.get('/clicks')).body)
  expect(items).toMatchObject([
    { class: 'preview', reason: 'preview-agent', id: null, platform: null, title: 'Reel: first snow' },
    { class: 'human', reason: 'in-app-browser', app: 'instagram', platform: 'instagram', os: 'ios', slug: link.slug },
  ])
  expect((await fetch('/api/v1/clicks')).status).toBe(401)
})

it('gives every click once, page by page, of one class too, and none of another shop', async () => {
  const { shop, database, click, verdicts, get } = await makeShops()
  for (let n = 0; n < 7; n++)
    await click({ visitor: null, ...(n % 3 === 0 ? { verdict: { class: 'bot', reason: 'bot-agent', rules: 1 } } : {}) })
  const seqs = (await verdicts()).map(({ seq }) => seq).toReversed()
  expect(await pages(get, '/clicks?limit=2')).toEqual([
    seqs.slice(0, 2),
    seqs.slice(2, 4),
    seqs.slice(4, 6),
    seqs.slice(6),
  ])
  expect((await pages(get, '/clicks?limit=2&class=bot')).flat()).toHaveLength(3)
  // Far apart: more rows of others lie between than one request looks through.
  await change(database, 'update clicks set seq = seq + 50000 where seq > ?', seqs[3] ?? 0)
  const found = await pages(get, '/clicks?limit=5')
  expect(found.flat()).toHaveLength(7)
  expect(new Set(found.flat()).size).toBe(7)
  expect(found.length).toBeGreaterThan(2)
  expect(shop.shopId).not.toBe('')
})

it('counts by class and reason what the reports count', async () => {
  const { shop, click } = await makeHistory(2)
  await click({ visitor: 1 })
  await click({ visitor: 1, at: noon + 1000 })
  await click({ visitor: 2, link: 1 })
  await click({ visitor: null, verdict: { class: 'preview', reason: 'preview-agent', rules: 1 } })
  await click({ visitor: null, verdict: { class: 'prefetch', reason: 'prefetch-header', rules: 1 } })
  await click({ visitor: null, verdict: { class: 'internal', reason: 'own-people', rules: 1 } })
  await click({ visitor: 3, at: noon - 2 * day, day: Math.floor(noon / day) - 2 })
  const today = reasons.parse((await shop.get('/clicks/reasons')).body)
  expect(today.clicks).toEqual({ raw: 6, human: 3, unique: 2, bot: 2, internal: 1 })
  expect(today.items[0]).toEqual({ class: 'human', reason: 'person', clicks: 2 })
  expect(today.items.reduce((sum, item) => sum + item.clicks, 0)).toBe(6)
  const week = '?from=2026-11-16&to=2026-11-22'
  const longer = reasons.parse((await shop.get(`/clicks/reasons${week}`)).body)
  expect(longer.clicks).toMatchObject({ raw: 7, unique: 3 })
  expect(longer.clicks).toEqual(summary.parse((await shop.get(`/reports/summary${week}`)).body).totals.clicks)
})

it('tells which clicks came by a QR code, and how many people’s', async () => {
  const { shop, database } = await makeHistory(0)
  const link = await shop.link()
  await shop.visit(`/${link.slug}?qr=1`)
  await shop.visit(`/${link.slug}?qr=1`, { headers: { 'user-agent': 'facebookexternalhit/1.1' } })
  await shop.visit(`/${link.slug}`)
  const { items } = listed.parse((await shop.get('/clicks')).body)
  expect(items.map(({ class: of, scan }) => [of, scan])).toEqual([
    ['human', false],
    ['preview', true],
    ['human', true],
  ])
  const told = async () => reasons.parse((await shop.get('/clicks/reasons')).body)
  expect(await told()).toMatchObject({ clicks: { raw: 3, human: 2 }, scans: 1 })
  await rollUpAll(database, { most: 100 })
  expect(await told()).toMatchObject({ clicks: { raw: 3, human: 2 }, scans: 1 })
  await shop.post('/clicks/mark', { seqs: items.map(({ seq }) => seq), internal: true })
  expect(await told()).toMatchObject({ clicks: { human: 0, internal: 3 }, scans: 0 })
})

it.each([
  ['/clicks/reasons?from=2025-11-21&to=2026-11-22', '/from'],
  ['/clicks/reasons?from=2026-11-22&to=2026-11-21', '/from'],
  ['/clicks?class=people', '/class'],
  ['/clicks?limit=501', '/limit'],
])('refuses %s', async (path, pointer) => {
  const { shop } = await makeHistory(0)
  expect(await shop.get(path)).toMatchObject({ status: 400, body: { errors: [{ pointer }] } })
})

it('marks clicks as the shop’s own and back, and refuses what names none', async () => {
  const { shop, click, verdicts } = await makeHistory(1)
  await click({ visitor: 1 })
  const seqs = (await verdicts()).map(({ seq }) => seq)
  const human = async () => reasons.parse((await shop.get('/clicks/reasons')).body).clicks['human']
  expect(await human()).toBe(1)
  expect((await shop.post('/clicks/mark', { seqs, internal: true })).body).toEqual({ changed: 1 })
  expect(await human()).toBe(0)
  expect((await shop.post('/clicks/mark', { seqs, internal: false })).body).toEqual({ changed: 1 })
  expect(await human()).toBe(1)
  for (const body of [
    { seqs: [], internal: true },
    { seqs: [0], internal: true },
    { seqs },
    { seqs: ['1'], internal: true },
  ])
    expect((await shop.post('/clicks/mark', body)).status).toBe(400)
  expect((await shop.post('/clicks/mark', { seqs: [99], internal: true })).status).toBe(404)
})

it('takes the sums of the reports along when clicks are marked after they were rolled up', async () => {
  const { shop, database, click, verdicts } = await makeHistory(2)
  await click({ visitor: 1 })
  await click({ visitor: 1, link: 1 })
  await click({ visitor: 2 })
  await rollUpAll(database, { most: 100 })
  const told = async () => summary.parse((await shop.get('/reports/summary')).body).totals.clicks
  expect(await told()).toMatchObject({ raw: 3, human: 3, unique: 2, internal: 0 })
  const [first] = await verdicts()
  await shop.post('/clicks/mark', { seqs: [first?.seq], internal: true })
  expect(await told()).toMatchObject({ raw: 3, human: 2, unique: 2, internal: 1 })
  expect(await told()).toEqual(reasons.parse((await shop.get('/clicks/reasons')).body).clicks)
})

/** A shop with a link, and clicks of another shop between its own. */
async function makeShops() {
  const made = await makeHistory(1)
  const get = async (path: string) => listed.parse((await made.shop.get(path)).body)
  return { ...made, get }
}

async function pages(get: (path: string) => Promise<z.output<typeof listed>>, path: string): Promise<number[][]> {
  const found: number[][] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: z.output<typeof listed> = await get(cursor === '' ? path : `${path}&cursor=${cursor}`)
    found.push(page.items.map(({ seq }) => seq))
    cursor = page.nextCursor
  }
  return found
}
