import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { creditAnew, creditWaiting } from '../../src/attribution/credit.ts'
import type { Creditable } from '../../src/attribution/creditable-store.ts'
import { journeyOf, type Known, lastWithin, noClick } from '../../src/attribution/journey.ts'
import { loadSigningKeys, readClickId } from '../../src/clicks/click-id.ts'
import { nameless } from '../../src/conversions/verify-click.ts'
import { createLink } from '../../src/links/create.ts'
import type { Link } from '../../src/links/link.ts'
import { summarise } from '../../src/reports/summary.ts'
import { localDay } from '../../src/shops/calendar.ts'
import { findShop } from '../../src/shops/store.ts'
import { readRows, statement } from '../../src/storage/database.ts'
import { addVisit } from '../../src/visits/store.ts'
import { noon } from '../make.ts'
import { makeLink, makePurchase, makeShop, makeTill, textOf, type Till } from '../conversions/make-till.ts'

const hourMs = 3_600_000
const dayMs = 86_400_000

describe('a journey', () => {
  const click = (at: number, random = 1) => ({ linkNumber: 1, at, random })
  const nothing: Known = { random: undefined, customers: [], code: undefined, utm: undefined }
  const bare: Creditable = {
    id: 'conv_1',
    shopId: 'shop-1',
    event: 'purchase',
    occurredAt: noon,
    isTest: false,
    trust: 4,
    click: null,
    linkNumber: null,
    clickAt: null,
    isLanding: false,
    shared: null,
    coupon: null,
    customer: null,
    utm: null,
    toldClicks: [],
    toldTouches: [],
    token: null,
  }
  const withClick = { ...bare, click: 'id', linkNumber: 1, clickAt: noon - hourMs }

  it('has one touch for each click, oldest first, its own as such', () => {
    const told = [click(noon - hourMs), click(noon - 3 * hourMs), click(noon - 3 * hourMs), click(noon - 2 * hourMs, 7)]
    const customers = [click(noon - 2 * hourMs, 7), click(noon - 2 * hourMs, 8)]
    expect(journeyOf({ ...withClick, toldTouches: told }, { ...nothing, random: 1, customers })).toEqual([
      { ...click(noon - 3 * hourMs), how: 'told' },
      { ...click(noon - 2 * hourMs, 7), how: 'told' },
      { ...click(noon - 2 * hourMs, 8), how: 'customer' },
      { ...click(noon - hourMs), how: 'click' },
    ])
  })

  it('takes a click without its name for the same as one of its link and moment', () => {
    const toldTouches = [click(noon - hourMs, 5), click(noon - 2 * hourMs, nameless), click(noon - 2 * hourMs, -99)]
    expect(journeyOf({ ...withClick, click: null, toldTouches }, nothing)).toEqual([
      { ...click(noon - 2 * hourMs, nameless), how: 'told' },
      { ...click(noon - hourMs, nameless), how: 'click' },
    ])
  })

  it('goes back 90 days, and ends with the order', () => {
    const at = (ms: number) => click(noon - ms)
    const toldTouches = [at(90 * dayMs + 1), at(90 * dayMs), at(0), at(-5 * 60_000 - 1)]
    expect(journeyOf({ ...bare, toldTouches }, nothing).map((one) => noon - one.at)).toEqual([90 * dayMs, 0])
  })

  it('leaves out what a list has after the click that the order came with', () => {
    const toldTouches = [click(noon - 2 * hourMs), click(noon - 1)]
    expect(journeyOf({ ...withClick, toldTouches }, { ...nothing, random: 1 })).toHaveLength(2)
    expect(journeyOf({ ...bare, toldTouches }, nothing)).toHaveLength(2)
  })

  it('has a code before the clicks, unless one of them is of its post', () => {
    const code = { linkNumber: 9, ofPost: [9, 10] }
    const own = { ...nothing, random: 1, code }
    expect(journeyOf(withClick, own)).toEqual([
      { linkNumber: 9, at: noon, random: noClick, how: 'code' },
      { ...click(noon - hourMs), how: 'click' },
    ])
    expect(journeyOf(bare, { ...nothing, code })).toEqual([{ linkNumber: 9, at: noon, random: noClick, how: 'code' }])
    expect(journeyOf({ ...withClick, linkNumber: 10 }, own)).toHaveLength(1)
  })

  it('has the shop’s own record of UTMs where there is no click of ours', () => {
    const known = { ...nothing, utm: 4 }
    expect(journeyOf(bare, known)).toEqual([{ linkNumber: 4, at: noon, random: noClick, how: 'utm' }])
    expect(journeyOf(withClick, { ...known, random: 1 })).toHaveLength(1)
    const code = { linkNumber: 9, ofPost: [9] }
    expect(journeyOf(bare, { ...known, code }).map(({ how }) => how)).toEqual(['code', 'utm'])
    expect(journeyOf(bare, { ...known, code: { linkNumber: 9, ofPost: [9, 4] } }).map(({ how }) => how)).toEqual([
      'utm',
    ])
  })

  it('loses the click alone where its id was passed on, with the UTMs of its address', () => {
    const known = {
      ...nothing,
      random: 1,
      utm: 4,
      code: { linkNumber: 9, ofPost: [9] },
      customers: [click(noon - dayMs)],
    }
    const further = { ...withClick, shared: 'further' } as const
    expect(journeyOf(further, known).map(({ how }) => how)).toEqual(['code', 'customer'])
  })

  it('goes on after a click that was told as the first of its visit alone', () => {
    const toldTouches = [click(noon - 1, 3)]
    const known = { ...nothing, random: 1 }
    expect(journeyOf({ ...withClick, toldTouches }, known)).toHaveLength(1)
    expect(journeyOf({ ...withClick, toldTouches, isLanding: true }, known).map(({ how }) => how)).toEqual([
      'click',
      'told',
    ])
  })

  it('holds a code and UTMs in the windows that do not reach back to the clicks', () => {
    const toldTouches = [click(noon - 60 * dayMs, 2), click(noon - 5 * dayMs, 3)]
    const all = journeyOf({ ...bare, toldTouches }, { ...nothing, utm: 4, code: { linkNumber: 9, ofPost: [9] } })
    expect(all.map(({ how, at, within }) => [how, noon - at, within])).toEqual([
      ['code', 0, undefined],
      ['utm', 0, 5 * dayMs - 1],
      ['told', 60 * dayMs, undefined],
      ['told', 5 * dayMs, undefined],
    ])
    expect(lastWithin(all, noon)).toEqual([null, 5 * dayMs - 1, null, null])
    const ofPost = journeyOf({ ...bare, toldTouches }, { ...nothing, code: { linkNumber: 9, ofPost: [9, 1] } })
    expect(ofPost.map(({ how, within }) => [how, within])).toEqual([
      ['code', 5 * dayMs - 1],
      ['told', undefined],
      ['told', undefined],
    ])
    expect(lastWithin(ofPost, noon)).toEqual([5 * dayMs - 1, null, null])
  })

  it('is empty for refunds and tests, and a hand’s link stands alone', () => {
    const known = { ...nothing, random: 1, utm: 4, customers: [click(noon - dayMs)] }
    for (const over of [{ event: 'refund' }, { isTest: true }])
      expect(journeyOf({ ...withClick, ...over }, known)).toEqual([])
    expect(journeyOf({ ...bare, linkNumber: 3 }, known)).toEqual([
      { linkNumber: 3, at: noon, random: noClick, how: 'click' },
    ])
  })
})

describe('told with a conversion', () => {
  it('a list of the snippet’s is its journey, oldest first, with the last as the click', async () => {
    const till = await makeTill()
    const ids = [await till.click(3 * hourMs), await till.click(2 * hourMs), await till.click(hourMs)]
    await till.script(makePurchase({ click: ids.join(), shop: 'shop-1' }))
    expect(await journeys(till)).toEqual([['told 3', 'told 2', 'click 1']])
    expect(await shares(till)).toEqual([0, 0, 1])
    // An older snippet in a visitor's cache tells the last alone; the list is added to.
    await till.script(makePurchase({ orderId: '2', click: ids[2], shop: 'shop-1' }))
    await till.pixel({ order: '2', event: 'purchase', value: '499.50', currency: 'NOK', click: ids.slice(1).join() })
    expect(await journeys(till)).toEqual([
      ['told 3', 'told 2', 'click 1'],
      ['told 2', 'click 1'],
    ])
  })

  it('clicks that are not ours, too old or junk say nothing, but for the last, which is refused as ever', async () => {
    const till = await makeTill()
    const other = await makeShop(till.runtime)
    const foreign = await till.click(2 * hourMs, await makeLink(till.runtime, other.id))
    const [old, own] = [await till.click(91 * dayMs), await till.click(hourMs)]
    const list = ['x', foreign, old, 'A'.repeat(32), '<script>', own]
    const told = { event: 'purchase', value: '1', currency: 'NOK', shop: 'shop-1' }
    await till.pixel({ ...told, order: '1', click: list.join() })
    expect(await journeys(till)).toEqual([['click 1']])
    await till.pixel({ ...told, order: '2', click: `${own},${foreign}` })
    await till.pixel({ ...told, order: '3', click: `${own},${'A'.repeat(32)}` })
    expect((await till.list('/api/v1/quarantine?shopId=shop-1')).map(({ reason }) => reason)).toEqual([
      'unknown-click',
      'foreign-click',
    ])
  })

  it('more than twenty by a browser are the newest twenty; by API they are refused', async () => {
    const till = await makeTill()
    const ids = await Promise.all(Array.from({ length: 25 }, (_, index) => till.click((30 - index) * hourMs)))
    await till.script(makePurchase({ click: ids.join(), shop: 'shop-1' }))
    expect((await journeys(till))[0]).toHaveLength(20)
    const refused = await till.api(makePurchase({ orderId: '2', touches: ids }))
    expect([refused.status, JSON.stringify(refused.body)]).toEqual([
      400,
      expect.stringContaining('20 click ids at most'),
    ])
    expect(await till.api(makePurchase({ orderId: '2', touches: ids.slice(5) }))).toMatchObject({
      status: 201,
      body: { attributedTo: { linkId: till.link.id } },
    })
    expect((await journeys(till))[1]).toHaveLength(20)
  })

  it('more clicks by the same source are added, and nothing new is a duplicate', async () => {
    const till = await makeTill()
    const [first, last] = [await till.click(2 * hourMs), await till.click(hourMs)]
    const told = async (more: object) => (await till.api(makePurchase({ click: last, ...more }))).body.outcome
    expect([await told({}), await told({}), await told({ touches: [first, last] })]).toEqual([
      'stored',
      'duplicate',
      'merged',
    ])
    expect(await journeys(till)).toEqual([['told 2', 'click 1']])
    expect(await told({ touches: [first, last] })).toBe('duplicate')
  })

  it('is shown, with post and channel, and the last is who is credited', async () => {
    const till = await makeTill()
    const post = await makePost(till, 'reel')
    const touches = [await till.click(2 * hourMs, post), await till.click(hourMs)]
    const { body } = await till.api(makePurchase({ touches }))
    const { body: shown } = await till.call('GET', `/api/v1/conversions/${textOf(body.id)}`)
    expect(shown).toMatchObject({
      touches: 2,
      attributedTo: { linkId: till.link.id },
      journey: [
        { linkId: post.id, slug: post.slug, how: 'told', channel: 'instagram', title: 'reel', postId: post.postId },
        { linkId: till.link.id, how: 'click', at: new Date(noon - hourMs).toISOString() },
      ],
    })
  })
})

describe('by the customer', () => {
  const lead = (over: Record<string, unknown>) => ({ event: 'lead', customerId: 'kari', ...over })
  const ago = (ms: number) => new Date(noon - ms).toISOString()

  it('clicks of what they did before come before the order, whichever is told first', async () => {
    const till = await makeTill()
    const [first, last] = [await till.click(50 * hourMs), await till.click(hourMs)]
    await till.api(makePurchase({ click: last, customerId: 'kari' }))
    await till.api(lead({ eventId: 'l', click: first, occurredAt: ago(49 * hourMs) }))
    await till.api(
      lead({ eventId: 'm', click: await till.click(3 * hourMs), customerId: 'ola', occurredAt: ago(hourMs) }),
    )
    till.runtime.clock.now += 1000
    await till.api(lead({ eventId: 'n', click: await till.click(30_000) }))
    expect((await journeys(till))[0]).toEqual(['customer 50', 'click 1'])
  })

  it('clicks that led to an earlier order are not used again, unless the device tells them', async () => {
    const till = await makeTill()
    const [early, late, own] = [await till.click(50 * hourMs), await till.click(20 * hourMs), await till.click(hourMs)]
    await till.api(lead({ eventId: 'a', click: early, occurredAt: ago(49 * hourMs) }))
    await till.api(makePurchase({ orderId: '1', customerId: 'kari', occurredAt: ago(30 * hourMs) }))
    await till.api(lead({ eventId: 'b', touches: [early, late], occurredAt: ago(19 * hourMs) }))
    await till.api(makePurchase({ orderId: '2', customerId: 'kari', click: own }))
    const [, first, , second] = await journeys(till)
    expect([first, second]).toEqual([['customer 50'], ['customer 50', 'customer 20', 'click 1']])
    await till.api(makePurchase({ orderId: '1', customerId: 'kari', click: early, occurredAt: ago(30 * hourMs) }))
    expect((await journeys(till))[3]).toEqual(['customer 20', 'click 1'])
  })

  it('changes with who it turns out to have been', async () => {
    const till = await makeTill()
    await till.script({ ...lead({ eventId: 'l', click: await till.click(9 * hourMs) }), shop: 'shop-1' })
    till.runtime.clock.now += hourMs
    await till.api(makePurchase({ customerId: 'kari' }))
    expect((await journeys(till))[1]).toEqual(['customer 9'])
    await till.api(lead({ eventId: 'l', customerId: 'ola', occurredAt: ago(0) }))
    expect((await journeys(till))[1]).toEqual([])
  })

  it('is not of another shop, nor of tests', async () => {
    const till = await makeTill()
    const other = await makeShop(till.runtime)
    const elsewhere = await till.click(hourMs, await makeLink(till.runtime, other.id))
    await till.api(lead({ eventId: 'l', click: elsewhere, shopId: other.id }))
    await till.api(lead({ eventId: 't', click: await till.click(hourMs), test: true }))
    await till.api(makePurchase({ customerId: 'kari', shopId: 'shop-1' }))
    expect((await journeys(till)).at(-1)).toEqual([])
  })
})

describe('by a discount code', () => {
  it('the newest post that was out with it by then is before the clicks, without regard to case', async () => {
    const till = await makeTill()
    const [older, newer, coming] = [
      await makePost(till, 'one'),
      await makePost(till, 'two'),
      await makePost(till, 'three'),
    ]
    await setCode(till, older, ' HØST20', noon - 9 * dayMs)
    await setCode(till, newer, 'høst20', noon - 2 * dayMs)
    await setCode(till, coming, 'høst20', noon + dayMs)
    await till.api(makePurchase({ coupon: 'Høst20 ' }))
    await till.api(makePurchase({ orderId: '2', coupon: 'HØST20', click: await till.click(hourMs) }))
    await till.api(makePurchase({ orderId: '3', coupon: 'HØST21' }))
    expect(await journeys(till)).toEqual([['code 0'], ['code 0', 'click 1'], []])
    expect(
      (await till.list('/api/v1/conversions')).map(({ attributedTo, clickNote }) => [attributedTo, clickNote]),
    ).toEqual([
      [null, 'no-click'],
      [{ linkId: till.link.id, slug: till.link.slug }, null],
      [{ linkId: newer.id, slug: newer.slug }, null],
    ])
  })
})

describe('by the shop system’s own record', () => {
  const woo = (id: number, utm: Record<string, string>) =>
    JSON.stringify({
      id,
      total: '100.00',
      currency: 'NOK',
      status: 'completed',
      date_created_gmt: '2026-11-22T10:59:30',
      meta_data: Object.entries(utm).map(([name, value]) => ({ key: `_wc_order_attribution_utm_${name}`, value })),
    })

  it('a link with these UTMs is credited; without a content only where one post alone has them', async () => {
    const till = await makeTill()
    await till.setSecrets()
    const post = await makePost(till, 'reel')
    const { source, campaign, content } = post.utm
    const tell = (id: number, utm: Record<string, string>) =>
      till.hook('woocommerce', woo(id, utm), { topic: 'order.updated', id: String(id) })
    await tell(1, { source: source.toUpperCase(), campaign, content: content ?? '' })
    await tell(2, { source, campaign })
    await tell(3, { source, campaign, content: 'another' })
    await tell(4, { source: '(direct)' })
    await tell(5, { source: 'kari@mail.example', campaign })
    expect(await journeys(till)).toEqual([['utm 0'], ['utm 0'], [], [], []])
    await makePost(till, 'story')
    await tell(6, { source, campaign })
    expect((await journeys(till)).at(-1)).toEqual([])
  })

  it('Shopify’s landing page and notes say it too', async () => {
    const till = await makeTill()
    await till.setSecrets()
    const { source, campaign, content } = (await makePost(till, 'reel')).utm
    const utm = new URLSearchParams({ utm_source: source, utm_campaign: campaign, utm_content: content ?? '' })
    const order = {
      total_price: '10.00',
      currency: 'NOK',
      financial_status: 'paid',
      processed_at: '2026-11-22T10:59:30Z',
    }
    const notes = [...utm].map(([name, value]) => ({ name, value }))
    for (const more of [
      { id: 1, landing_site: `/x?${utm.toString()}` },
      { id: 2, note_attributes: notes },
    ])
      await till.hook('shopify', JSON.stringify({ ...order, ...more }), { topic: 'orders/paid', id: String(more.id) })
    expect(await journeys(till)).toEqual([['utm 0'], ['utm 0']])
  })
})

/** Of each conversion, in order of their numbers, how and how many hours before the test's noon. */
describe('in windows that do not reach back to the clicks', () => {
  const credited = async (till: Till, windowDays: 1 | 7 | 30 | 90, model?: 'linear') => {
    const shop = await findShop(till.runtime.database, 'shop-1')
    if (!shop) throw new Error('no such shop')
    const today = localDay(till.runtime.now(), shop.timeZone)
    const question = { shop, from: today, to: today, windowDays, ...(model ? { model } : {}) }
    const report = await summarise(till.runtime.database, question, 'channel')
    return Object.fromEntries(report.rows.map(({ key, orders }) => [key, orders]))
  }

  it('the code used today is credited, whatever was clicked long ago', async () => {
    const till = await makeTill()
    await setCode(till, await makePost(till, 'coded'), 'VINTER10', noon - dayMs)
    await till.api(makePurchase({ coupon: 'VINTER10', click: await till.click(60 * dayMs) }))
    await till.api(makePurchase({ orderId: '2', coupon: 'VINTER10' }))
    expect([await credited(till, 90), await credited(till, 30)]).toEqual([
      { facebook: 1, instagram: 1 },
      { instagram: 2 },
    ])
    const orders = await till.list('/api/v1/conversions')
    expect(orders.map(({ attributedTo }) => attributedTo)).toEqual([
      orders[0]?.['attributedTo'],
      orders[0]?.['attributedTo'],
    ])
    expect(orders[0]?.['attributedTo']).toMatchObject({ slug: expect.any(String) })
  })

  it('the code stays a touch beside a new click, also where there is an old one', async () => {
    const till = await makeTill()
    await setCode(till, await makePost(till, 'coded'), 'VINTER10', noon - dayMs)
    const touches = [await till.click(60 * dayMs), await till.click(5 * dayMs)]
    await till.api(makePurchase({ coupon: 'VINTER10', touches }))
    expect([await credited(till, 30), await credited(till, 1)]).toEqual([{ facebook: 1 }, { instagram: 1 }])
    expect(await credited(till, 30, 'linear')).toMatchObject({ facebook: 0.5, instagram: 0.5 })
  })
})

describe('a click that a better one replaced', () => {
  it('stays a touch; what follows the first page of a visit is not cut off', async () => {
    const till = await makeTill()
    await till.setSecrets()
    const [first, last] = [await till.click(30 * hourMs), await till.click(hourMs)]
    await till.script(makePurchase({ orderId: '5001', click: `${first},${last}`, shop: 'shop-1' }))
    const paid = { id: 5001, total_price: '499.50', currency: 'NOK', financial_status: 'paid' }
    const order = { ...paid, processed_at: new Date(noon).toISOString(), landing_site: `/?till=${first}` }
    await till.hook('shopify', JSON.stringify(order), { topic: 'orders/paid', id: '1' })
    expect([await journeys(till), await shares(till)]).toEqual([[['click 30', 'told 1']], [0, 1]])
    await till.script(makePurchase({ orderId: '2', click: await till.click(9 * hourMs), shop: 'shop-1' }))
    await till.api(makePurchase({ orderId: '2', click: await till.click(2 * hourMs) }))
    expect((await journeys(till))[1]).toEqual(['told 9', 'click 2'])
  })
})

describe('a click id that was passed on', () => {
  it('is nobody else’s touch, and its further order keeps the rest of its own device', async () => {
    const till = await makeTill()
    const [passedOn, own] = [await till.click(5 * hourMs), await till.click(50 * hourMs)]
    await till.api(makePurchase({ orderId: '1', customerId: 'kari', click: passedOn }))
    await till.api(makePurchase({ orderId: '3', customerId: 'per', touches: [passedOn, await till.click(hourMs)] }))
    expect(await journeys(till)).toEqual([['click 5'], ['told 5', 'click 1']])
    await till.api(makePurchase({ orderId: '2', customerId: 'ola', touches: [own, passedOn] }))
    expect(await journeys(till)).toEqual([['click 5'], ['click 1'], ['told 50']])
  })

  it('is nobody’s touch any more once it arrives on many devices', async () => {
    const till = await makeTill()
    const passedOn = await till.click(5 * hourMs)
    await till.api(makePurchase({ orderId: '3', touches: [passedOn, await till.click(hourMs)] }))
    const click = readClickId(passedOn, await loadSigningKeys(till.runtime.database))
    if (!click) throw new Error('no click')
    const visit = { shop: 1, click, day: 0, page: '/', at: noon, views: 1, seconds: 0, scroll: 0 }
    await till.runtime.database.batch([1, 2, 3, 4].map((id) => addVisit({ ...visit, id })))
    expect(await journeys(till)).toEqual([['told 5', 'click 1']])
    await till.runtime.emit({ kind: 'click-landed', click })
    expect(await journeys(till)).toEqual([['click 1']])
  })
})

describe('credited anew', () => {
  it('is what a code says, once it is written to its post, taken off it, or its post turns out to be older', async () => {
    const till = await makeTill()
    const [one, two] = [await makePost(till, 'one'), await makePost(till, 'two')]
    await till.api(makePurchase({ coupon: 'høst20' }))
    await setCode(till, one, 'HØST20', noon - 2 * dayMs)
    expect(await journeys(till)).toEqual([[]])
    expect([await creditWaiting(till.runtime), await journeys(till)]).toEqual([true, [['code 0']]])
    expect(await creditWaiting(till.runtime)).toBe(false)
    await setCode(till, two, 'høst20', noon - dayMs)
    while (await creditWaiting(till.runtime)) continue
    const creditedTo = () =>
      readRows(
        till.runtime.database,
        z.object({ link: z.number() }),
        statement('select link_number as link from credits'),
      )
    expect(await creditedTo()).toEqual([{ link: two.number }])
    await till.runtime.database.batch([statement('update posts set coupon = null where id = ?', two.postId)])
    while (await creditWaiting(till.runtime)) continue
    expect(await creditedTo()).toEqual([{ link: one.number }])
  })

  it('are UTMs whose link is made or changed afterwards, and nothing else', async () => {
    const till = await makeTill()
    await till.setSecrets()
    const tags = { source: 'Instagram', campaign: 'winter', content: 'reel' }
    const meta = Object.entries(tags).map(([name, value]) => ({ key: `_wc_order_attribution_utm_${name}`, value }))
    const order = {
      id: 1,
      total: '100.00',
      currency: 'NOK',
      status: 'completed',
      date_created_gmt: '2026-11-22T10:59:30',
    }
    await till.hook('woocommerce', JSON.stringify({ ...order, meta_data: meta }), { topic: 'order.updated', id: '1' })
    await till.api(makePurchase({ orderId: '2' }))
    const waiting = async () =>
      (
        await till.runtime.database.all(
          statement('select id from conversions where id not in (select conversion_id from credited)'),
        )
      ).length
    const link = await makePost(till, 'reel')
    expect(await waiting()).toBe(1)
    while (await creditWaiting(till.runtime)) continue
    expect([await waiting(), await journeys(till)]).toEqual([0, [['utm 0'], []]])
    await till.runtime.database.batch([
      statement(`update links set utm_content = 'other' where number = ?`, link.number),
    ])
    while (await creditWaiting(till.runtime)) continue
    expect(await journeys(till)).toEqual([[], []])
  })

  it('is everything, where it is asked for', async () => {
    const till = await makeTill()
    for (let order = 0; order < 25; order++)
      await till.api(makePurchase({ orderId: String(order), click: await till.click() }))
    await till.runtime.database.batch([statement('delete from credits')])
    const told: number[] = []
    expect(await creditAnew(till.runtime, (done) => told.push(done))).toBe(25)
    expect([told, (await journeys(till)).filter((one) => one.length === 1)]).toMatchObject([
      [0, 20, 25],
      { length: 25 },
    ])
  })
})

it('takes an account and a guest order by its address for one customer', async () => {
  const till = await makeTill()
  await till.setSecrets()
  const woo = (id: number, more: object) => {
    const order = { id, total: '100.00', currency: 'NOK', status: 'completed', date_created_gmt: '2026-11-22T10:59:30' }
    return till.hook('woocommerce', JSON.stringify({ ...order, ...more }), { topic: 'order.updated', id: String(id) })
  }
  const lead = { event: 'lead', eventId: 'l', occurredAt: new Date(noon - 19 * hourMs).toISOString() }
  await till.api({ ...lead, customerId: '7', click: await till.click(20 * hourMs) })
  await woo(2, { customer_id: 0, billing: { email: 'kari@mail.example' } })
  expect(await journeys(till)).toEqual([['click 20'], []])
  // Number and address come to one with a later telling of another order.
  await woo(1, { date_created_gmt: '2026-01-22T10:59:30', customer_id: 7, billing: { email: 'kari@mail.example' } })
  while (await creditWaiting(till.runtime)) continue
  expect((await journeys(till))[1]).toEqual(['customer 20'])
})

it('asks the database a few times for an order of twenty touches', async () => {
  const till = await makeTill()
  const touches = await Promise.all(Array.from({ length: 20 }, (_, index) => till.click((20 - index) * hourMs)))
  const { database } = till.runtime
  const insert = `insert into clicks (verdict, at, link, visit, random, visitor, referrer, day)
    with recursive n (i) as (select 1 union all select i + 1 from n where i < 5000)
    select 0, ? + i * 10000, ?, 0, i, null, 0, 20000 from n`
  await database.batch([statement(insert, noon - 20 * hourMs, till.link.number)])
  let asked = 0
  const all = database.all.bind(database)
  database.all = (query) => {
    asked++
    return all(query)
  }
  await till.api(makePurchase({ touches }))
  expect((await journeys(till))[0]).toHaveLength(20)
  expect(asked).toBeLessThan(60)
})

async function journeys({ runtime }: Till): Promise<string[][]> {
  const query = `select id, (select json_group_array(how || ' ' || (max(0, ${noon} - click_at) / ${hourMs}))
      from (select * from credits where conversion_id = conversions.id order by position)) as touches
    from conversions order by number`
  const rows = await readRows(runtime.database, z.object({ touches: z.string() }), statement(query))
  return rows.map(({ touches }) => z.array(z.string()).parse(JSON.parse(touches)))
}

async function shares({ runtime }: Till): Promise<number[]> {
  const query = statement('select share from credits order by conversion_id, position')
  return (await readRows(runtime.database, z.object({ share: z.number() }), query)).map(({ share }) => share)
}

async function makePost({ runtime }: Till, content: string): Promise<Link> {
  const shop = await findShop(runtime.database, 'shop-1')
  if (!shop) throw new Error('no such shop')
  const draft = { destination: 'https://shop.example/', source: 'instagram', campaign: 'winter', content }
  return createLink(runtime, shop, draft)
}

async function setCode({ runtime }: Till, link: Link, code: string, publishedAt: number): Promise<void> {
  const update = 'update posts set coupon = ?, published_at = ? where id = ?'
  await runtime.database.batch([statement(update, code, publishedAt, link.postId)])
}

describe('a customer of whom many things are told at once', () => {
  it('is credited in all of them, and nothing is given up', { timeout: 20_000 }, async () => {
    const till = await makeTill()
    const click = await till.click()
    const leads = Array.from({ length: 25 }, (_, index) => ({
      ...{ event: 'lead', eventId: `e${index}`, customerId: 'kari', click },
      occurredAt: new Date(till.runtime.now() - index * 100).toISOString(),
    }))
    await Promise.all(leads.map((lead) => till.api(lead)))
    expect(till.runtime.logged).toEqual([])
  })
})
