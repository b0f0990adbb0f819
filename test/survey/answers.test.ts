import { expect, it } from 'vitest'
import { reapplyErasures, readErasures } from '../../src/privacy/reapply.ts'
import { forgetOld } from '../../src/privacy/forget.ts'
import { dayMs } from '../../src/shops/calendar.ts'
import { saveSurvey } from '../../src/survey/store.ts'
import { surveyDraft } from '../../src/survey/survey.ts'
import { takeAnswer } from '../../src/survey/take-answer.ts'
import { makeApp } from '../app/make-app.ts'
import { noon } from '../make.ts'
import { makeErasing } from '../privacy/make-erasing.ts'
import { filesHolding } from '../privacy/traces.ts'

async function openAnswers() {
  const shop = await makeErasing()
  await saveSurvey(shop.parts.database, 'shop-1', surveyDraft.parse({}), noon)
  const answer = (option: string, order?: string, text?: string) =>
    takeAnswer(shop.runtime, 'shop-1', { option, order, text })
  return {
    ...shop,
    answer,
    answers: () => shop.rows('select order_id, place, text from survey_answers order by number'),
  }
}

it('lets somebody change their mind within the hour, and then the answer stands', async () => {
  const shop = await openAnswers()
  await shop.answer('friend', 'K-1')
  shop.runtime.clock.now += 3_599_000
  await shop.answer('other', 'K-1', 'insta')
  expect(await shop.answers()).toEqual([{ order_id: 'K-1', place: 'instagram', text: 'insta' }])
  // The hour begins with the first answer.
  shop.runtime.clock.now += 2_000
  await shop.answer('search', 'K-1')
  expect(await shop.answers()).toEqual([{ order_id: 'K-1', place: 'instagram', text: 'insta' }])
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
