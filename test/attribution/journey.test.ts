import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Creditable } from '../../src/attribution/creditable-store.ts'
import { journeyOf, type Known, noClick } from '../../src/attribution/journey.ts'
import { nameless } from '../../src/conversions/verify-click.ts'
import { createLink } from '../../src/links/create.ts'
import type { Link } from '../../src/links/link.ts'
import { findShop } from '../../src/shops/store.ts'
import { readRows, statement } from '../../src/storage/database.ts'
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
      { linkNumber: 9, at: noon - hourMs, random: noClick, how: 'code' },
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

  it('is empty for refunds, tests and further orders of a click that was passed on, and a hand’s link stands alone', () => {
    const known = { ...nothing, random: 1, utm: 4, customers: [click(noon - dayMs)] }
    for (const over of [{ event: 'refund' }, { isTest: true }, { shared: 'further' } as const])
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
    expect(await journeys(till)).toEqual([['code 0'], ['code 1', 'click 1'], []])
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
