import { expect, it } from 'vitest'
import { reapplyErasures, readErasures } from '../../src/privacy/reapply.ts'
import { forgetOld } from '../../src/privacy/forget.ts'
import { reportHeard } from '../../src/reports/heard-of.ts'
import { dayMs, localDay } from '../../src/shops/calendar.ts'
import { findShop } from '../../src/shops/store.ts'
import type { Database } from '../../src/storage/database.ts'
import { countAnswers, listTexts, saveSurvey } from '../../src/survey/store.ts'
import { surveyDraft } from '../../src/survey/survey.ts'
import { takeAnswer } from '../../src/survey/take-answer.ts'
import { makeApp } from '../app/make-app.ts'
import { adminKey, noon } from '../make.ts'
import { makeErasing } from '../privacy/make-erasing.ts'
import { filesHolding } from '../privacy/traces.ts'

const hour = 3_600_000

async function openAnswers() {
  const shop = await makeErasing()
  await saveSurvey(shop.parts.database, 'shop-1', surveyDraft.parse({}), noon)
  const answer = (option: string, order?: string, text?: string) =>
    takeAnswer(shop.runtime, 'shop-1', { option, order, text })
  return {
    ...shop,
    answer,
    order: (orderId: string, madeAt = shop.runtime.clock.now) =>
      shop.sell(orderId, { occurredAt: new Date(madeAt).toISOString() }),
    answers: () => shop.rows('select order_id, place, text from survey_answers order by number'),
  }
}

async function question(database: Database) {
  const shop = await findShop(database, 'shop-1')
  if (!shop) throw new Error('no shop')
  const today = localDay(noon, shop.timeZone)
  return { shop, from: today - 1, to: today + 1, windowDays: 7 }
}

it('lets somebody change their mind within the hour, and then the answer stands', async () => {
  const shop = await openAnswers()
  await shop.order('K-1')
  await shop.answer('friend', 'K-1')
  shop.runtime.clock.now += 3_599_000
  await shop.answer('other', 'K-1', 'insta')
  expect(await shop.answers()).toEqual([{ order_id: 'K-1', place: 'instagram', text: 'insta' }])
  // The hour begins with the first answer.
  shop.runtime.clock.now += 2_000
  await shop.answer('search', 'K-1')
  expect(await shop.answers()).toEqual([{ order_id: 'K-1', place: 'instagram', text: 'insta' }])
})

it('lets no answer stand that somebody gave before the order was known, however long ago', async () => {
  const shop = await openAnswers()
  await shop.answer('tiktok', 'K-1')
  shop.runtime.clock.now += 30 * hour
  await shop.answer('facebook', 'K-1')
  expect(await shop.answers()).toMatchObject([{ place: 'facebook' }])
  shop.runtime.clock.now += 30 * hour + 1
  await shop.order('K-1', shop.runtime.clock.now)
  // The link in an e-mail, opened days after.
  shop.runtime.clock.now += 50 * hour
  await shop.answer('friend', 'K-1')
  shop.runtime.clock.now += hour + 1
  await shop.answer('tiktok', 'K-1')
  expect(await shop.answers()).toEqual([{ order_id: 'K-1', place: 'friend', text: null }])
})

it('gives the customer an hour after the order is told, and lets the answer of before stand then', async () => {
  const shop = await openAnswers()
  const madeAt = shop.runtime.clock.now + 1
  await shop.answer('tiktok', 'K-1')
  await shop.answer('tiktok', 'K-2')
  shop.runtime.clock.now += 3 * hour
  await shop.order('K-1', madeAt)
  await shop.order('K-2', madeAt)
  shop.runtime.clock.now += hour - 1
  await shop.answer('friend', 'K-1')
  shop.runtime.clock.now += 1
  await shop.answer('friend', 'K-2')
  expect((await shop.answers()).map(({ place }) => place)).toEqual(['friend', 'tiktok'])
})

it('counts an answer in no share that was given before its order was made', async () => {
  const shop = await openAnswers()
  const later = noon + 2 * hour + 1
  for (const order of ['K-1', 'K-2', 'K-3']) await shop.answer('tiktok', order)
  shop.runtime.clock.now = later
  await shop.order('K-1', later)
  await shop.order('K-2', later)
  // Told by its day alone: nobody knows at what hour it was made.
  await shop.order('K-3', noon + 2 * hour)
  await shop.answer('friend', 'K-1')
  await shop.answer('search', 'unknown')
  const heard = await reportHeard(shop.parts.database, await question(shop.parts.database))
  expect(heard.rows.map(({ place, answers }) => [place, answers])).toEqual([
    ['friend', 1],
    ['tiktok', 1],
  ])
  expect(heard).toMatchObject({ orders: 3, answered: 2, ofUnknownOrders: 2 })
})

it('takes what a snippet had before it was filled in for no order, and counts how often', async () => {
  const shop = await openAnswers()
  for (const order of ['YOUR-ORDER-ID', '{{ id }}', 'K-1']) await shop.answer('friend', order)
  expect((await shop.answers()).map(({ order_id }) => order_id)).toEqual([null, null, 'K-1'])
  const { database } = shop.parts
  expect(await countAnswers(database, 'shop-1', noon)).toMatchObject({ answers: 3, withOrder: 1, unfilled: 2 })
  expect(await countAnswers(database, 'shop-1', noon + 1)).toMatchObject({ unfilled: 0 })
})

it('erases an order’s answer to the last byte, and takes none for it any more', async () => {
  const shop = await openAnswers()
  await shop.sell('KJOP-90417')
  await shop.answer('other', 'KJOP-90417', 'hos naboen Gunnhildsrud')
  await shop.answer('friend', 'STAYS-1')
  expect(filesHolding(shop.folder, 'Gunnhildsrud')).not.toEqual([])
  await shop.erase('order', 'KJOP-90417')
  expect(await shop.answer('search', 'KJOP-90417')).toEqual({ kind: 'kept' })
  expect(await shop.answers()).toEqual([{ order_id: 'STAYS-1', place: 'friend', text: null }])
  expect(filesHolding(shop.folder, 'KJOP-90417', 'Gunnhildsrud', 'gunnhildsrud')).toEqual([])
})

it('erases the answer to an order that nobody else told of, and one told by another of its names', async () => {
  const shop = await openAnswers()
  await shop.setSecrets()
  await shop.answer('friend', 'LONELY-1')
  await shop.answer('friend', '#77001')
  const order = { id: 5_550_001_234, name: '#77001', total_price: '10.00', currency: 'NOK', financial_status: 'paid' }
  await shop.hook('shopify', JSON.stringify(order), { topic: 'orders/paid' })
  await shop.erase('order', 'LONELY-1')
  await shop.erase('order', '5550001234')
  expect(await shop.answers()).toEqual([])
})

it('takes the words off an answer that name an erased customer', async () => {
  const shop = await openAnswers()
  await shop.answer('other', 'K-1', 'by kari@example.no')
  await shop.erase('customer', 'kari@example.no')
  expect(await shop.answers()).toEqual([{ order_id: 'K-1', place: 'other', text: null }])
})

it('is put right in a restored database', async () => {
  const shop = await openAnswers()
  await shop.erase('order', 'LONELY-1')
  const listed = readErasures(
    await shop.rows(
      'select hash, kind, hour, erased_at as erasedAt, (select secret from erasure_secrets) as secret from erasures',
    ),
  )
  const restored = await openAnswers()
  await restored.answer('friend', 'LONELY-1')
  await restored.answer('friend', 'STAYS-1')
  expect(await reapplyErasures(restored.parts.database, listed)).toBe(listed.length)
  expect(await restored.answers()).toEqual([{ order_id: 'STAYS-1', place: 'friend', text: null }])
})

it('forgets own words after as long as customers, and keeps what they were taken for', async () => {
  const shop = await openAnswers()
  await shop.answer('other', 'K-1', 'insta')
  await forgetOld(shop.parts.database, { now: noon + 760 * dayMs, most: 10 })
  expect(await shop.answers()).toMatchObject([{ text: 'insta' }])
  await forgetOld(shop.parts.database, { now: noon + 762 * dayMs, most: 10 })
  expect(await shop.answers()).toEqual([{ order_id: 'K-1', place: 'instagram', text: null }])
})

it('lists no text that can’t be corrected, and keeps no place for an option that told none', async () => {
  const { runtime, fetch } = await makeApp()
  await saveSurvey(runtime.database, 'shop-1', surveyDraft.parse({}), noon)
  // One letter that stands for eighteen.
  const body = { option: 'other', text: '\ufdfa'.repeat(200), position: null }
  await fetch('/-/q/shop-1', { method: 'POST', body: JSON.stringify(body) })
  const [text] = await listTexts(runtime.database, 'shop-1', 1)
  const headers = { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' }
  const init = { method: 'PUT', headers, body: JSON.stringify({ word: text?.word, place: 'friend' }) }
  const corrected = await fetch('/api/v1/shops/shop-1/survey/texts', init)
  expect(corrected.status).toBe(200)
  expect(text?.word.length).toBeLessThanOrEqual(400)
  expect(await corrected.json()).toMatchObject({ items: [{ place: 'friend', isOwn: true }] })
  expect(runtime.database.connection.prepare('select position from survey_answers').all()).toEqual([{ position: null }])
})

it('says what is wrong with an answer where the question is framed', async () => {
  const { runtime, fetch } = await makeApp()
  await saveSurvey(runtime.database, 'shop-1', surveyDraft.parse({}), noon)
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const refused = await fetch('/-/q/shop-1', { method: 'POST', headers, body: 'text=x' })
  const asked = await fetch('/-/q/shop-1')
  expect([refused.status, asked.status]).toEqual([400, 200])
  for (const name of ['content-security-policy', 'referrer-policy', 'cache-control', 'cross-origin-resource-policy'])
    expect(refused.headers.get(name)).toBe(asked.headers.get(name))
  expect(refused.headers.get('content-security-policy')).toContain('frame-ancestors *')
})

it('takes six answers an hour without an order from one address, and many with one', async () => {
  const { runtime, fetch } = await makeApp()
  await saveSurvey(runtime.database, 'shop-1', surveyDraft.parse({}), noon)
  const tell = (order?: string) =>
    fetch('/-/q/shop-1', { method: 'POST', body: JSON.stringify({ option: 'friend', order }) })
  const alone = await Promise.all(Array.from({ length: 7 }, () => tell()))
  expect(alone.map(({ status }) => status)).toEqual([204, 204, 204, 204, 204, 204, 429])
  expect(alone[6]?.headers.get('retry-after')).toBe('3600')
  const orders = await Promise.all(Array.from({ length: 20 }, (_, at) => tell(`K-${at}`)))
  expect(new Set(orders.map(({ status }) => status))).toEqual(new Set([204]))
  runtime.clock.now += 3_600_000
  expect((await tell()).status).toBe(204)
})
