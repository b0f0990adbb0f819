import { describe, expect, it } from 'vitest'
import { createApiKey } from '../../src/access/api-key.ts'
import { updateShop } from '../../src/shops/store.ts'
import { statement } from '../../src/storage/database.ts'
import { noon } from '../make.ts'
import { makeLink, makePurchase, makeShop, makeTill, textOf } from './make-till.ts'

const dayMs = 86_400_000

describe('a told conversion', () => {
  it('is stored once, credited to the link of its click', async () => {
    const { api, click, link } = await makeTill()
    const answer = await api(makePurchase({ click: await click() }))
    expect(answer.status).toBe(201)
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^conv_/),
      outcome: 'stored',
      attributedTo: { linkId: link.id, slug: link.slug },
      attributionNote: null,
    })
    expect(answer.headers.get('location')).toBe(`/api/v1/conversions/${textOf(answer.body.id)}`)
  })

  it('stays one when API, pixel, script and API again tell it, and says what each did', async () => {
    const till = await makeTill()
    const click = await till.click()
    const first = await till.api(makePurchase({ click }))
    const pixel = await till.pixel({ event: 'purchase', order: '1001', value: '400', currency: 'NOK', click })
    expect(pixel.headers.get('x-tilltrail')).toBe('ok')
    expect((await till.script(makePurchase({ shop: 'shop-1', value: 450, at: 'x' }))).status).toBe(204)
    const again = await till.api(makePurchase({ click }))
    expect([again.status, again.body]).toMatchObject([200, { id: first.body.id, outcome: 'duplicate' }])
    const [only, ...others] = await till.list('/api/v1/conversions')
    expect(others).toEqual([])
    expect(only).toMatchObject({
      value: '499.50',
      currency: 'NOK',
      clickNote: null,
      attributedTo: { slug: till.link.slug },
    })
    const sources = [
      { source: 'api', told: 2, value: '499.50' },
      { source: 'pixel', told: 1, value: '400.00' },
      { source: 'script', told: 1, value: '450.00' },
    ]
    expect(only?.sources).toEqual(sources.map((one) => expect.objectContaining(one)))
    const counts = ['stored', 'merged', 'duplicate'].map((label) => till.count('conversions', label))
    expect(await Promise.all(counts)).toEqual([1, 2, 1])
  })

  it('takes amount, tax, currency and time from the shop itself when a browser told first', async () => {
    const till = await makeTill()
    await till.script(makePurchase({ shop: 'shop-1', value: '10', tax: '2' }))
    const occurredAt = '2026-11-20T23:30:00Z'
    const told = await till.api(makePurchase({ value: '7.25', shipping: '1', currency: 'EUR', occurredAt }))
    expect(told.body.outcome).toBe('merged')
    expect(await till.list('/api/v1/conversions')).toMatchObject([
      { value: '7.25', tax: null, shipping: '1.00', currency: 'EUR', occurredAt: '2026-11-20T23:30:00.000Z' },
    ])
    // Half past eleven at night in UTC is the next day in Oslo.
    expect(await till.runtime.database.all(statement('select day, trust from conversions'))).toEqual([
      { day: Date.parse('2026-11-21') / dayMs, trust: 4 },
    ])
  })

  it('gets the click that a later, less trusted source brings', async () => {
    const till = await makeTill()
    const first = await till.api(makePurchase())
    expect(first.body).toMatchObject({ attributedTo: null, attributionNote: 'no-click' })
    await till.pixel({ event: 'purchase', order: '1001', value: '1', currency: 'NOK', click: await till.click() })
    const [only] = await till.list('/api/v1/conversions')
    expect(only).toMatchObject({ value: '499.50', attributedTo: { linkId: till.link.id } })
  })

  it("keeps the shop's own click when a pixel brings another", async () => {
    const till = await makeTill()
    const other = await makeLink(till.runtime, 'shop-1')
    await till.api(makePurchase({ click: await till.click() }))
    await till.pixel({
      event: 'purchase',
      order: '1001',
      value: '1',
      currency: 'NOK',
      click: await till.click(1, other),
    })
    expect(await till.list('/api/v1/conversions')).toMatchObject([{ attributedTo: { linkId: till.link.id } }])
  })

  it('is merged when the same source brings the click it lacked', async () => {
    const till = await makeTill()
    await till.api(makePurchase())
    const again = await till.api(makePurchase({ click: await till.click() }))
    expect([again.status, again.body.outcome, again.body.attributionNote]).toEqual([200, 'merged', null])
  })

  it('takes a time with its offset, as posts do', async () => {
    const till = await makeTill()
    await till.api(makePurchase({ occurredAt: '2026-11-22T09:00:00+01:00' }))
    expect(await till.list('/api/v1/conversions')).toMatchObject([{ occurredAt: '2026-11-22T08:00:00.000Z' }])
  })

  it('takes ids and amounts that JSON has as numbers', async () => {
    const till = await makeTill()
    await till.api(makePurchase({ orderId: 1001, value: 499.5 }))
    expect((await till.api(makePurchase({ value: '499.5000', currency: ' nok ' }))).body.outcome).toBe('duplicate')
    expect(await till.list('/api/v1/conversions?orderId=1001&event=purchase')).toHaveLength(1)
    expect(await till.list('/api/v1/conversions?orderId=1002')).toEqual([])
    expect(await till.list('/api/v1/conversions?event=refund')).toEqual([])
  })

  it('keeps tests apart, so that a test never swallows a sale, and credits them to nobody', async () => {
    const till = await makeTill()
    await till.api(makePurchase({ test: true, click: await till.click() }))
    expect((await till.api(makePurchase())).body.outcome).toBe('stored')
    expect((await till.list('/api/v1/conversions')).map(({ test }) => test)).toEqual([false, true])
    expect(await till.runtime.database.all(statement('select * from credits'))).toEqual([])
  })

  it('never holds the id of its customer, but the same hash for the same customer of a shop', async () => {
    const till = await makeTill()
    await till.api(makePurchase({ customerId: 'kari@example.com', newCustomer: true, coupon: 'HØST' }))
    await till.api(makePurchase({ orderId: '2', customerId: 'kari@example.com', newCustomer: false }))
    await till.api(makePurchase({ orderId: '3', customerId: 'ola@example.com' }))
    const second = await makeShop(till.runtime)
    await till.api(makePurchase({ customerId: 'kari@example.com', shopId: second.id }))
    const rows = await till.runtime.database.all(statement('select customer_hash from conversions order by number'))
    expect(rows[3]).not.toEqual(rows[0])
    expect(rows[0]).toEqual(rows[1])
    expect(rows[0]).not.toEqual(rows[2])
    expect(
      JSON.stringify(await till.runtime.database.all(statement('select * from conversions, evidence'))),
    ).not.toContain('kari@')
    const shown = await till.list('/api/v1/conversions?shopId=shop-1')
    expect(shown.map(({ newCustomer, coupon }) => [newCustomer, coupon])).toEqual([
      [null, null],
      [false, null],
      [true, 'HØST'],
    ])
  })

  it('credits a link told by hand, by id or slug, unless a click comes', async () => {
    const till = await makeTill()
    const { link } = till
    expect((await till.api(makePurchase({ link: link.id }))).body.attributedTo).toEqual({
      linkId: link.id,
      slug: link.slug,
    })
    expect((await till.api(makePurchase({ orderId: '2', link: link.slug }))).body.attributionNote).toBeNull()
    const other = await makeLink(till.runtime, 'shop-1')
    const merged = await till.api(makePurchase({ orderId: '2', click: await till.click(1000, other) }))
    expect(merged.body).toMatchObject({ outcome: 'merged', attributedTo: { linkId: other.id } })
    await till.api(makePurchase({ orderId: '3' }))
    const byHand = await till.api(makePurchase({ orderId: '3', link: link.id }))
    expect(byHand.body).toMatchObject({ outcome: 'merged', attributedTo: { linkId: link.id } })
    expect((await till.api(makePurchase({ orderId: '3', link: link.id }))).body.outcome).toBe('duplicate')
  })

  it('is told apart by event: the same id as lead and as purchase are two', async () => {
    const till = await makeTill()
    await till.api(makePurchase())
    expect((await till.api({ event: 'lead', eventId: '1001' })).body.outcome).toBe('stored')
    expect((await till.api({ event: 'lead', eventId: '1001' })).body.outcome).toBe('duplicate')
    expect((await till.api({ event: 'lead' })).body.outcome).toBe('stored')
    expect((await till.api({ event: 'lead' })).body.outcome).toBe('stored')
  })

  it('repeats its answer for the same Idempotency-Key, bytes that are no UTF-8 included', async () => {
    const till = await makeTill()
    const headers = { 'idempotency-key': 'k1' }
    const first = await till.api({ event: 'lead' }, { headers })
    const again = await till.api({ event: 'lead' }, { headers })
    expect([again.status, again.body]).toEqual([first.status, first.body])
    expect(await till.list('/api/v1/conversions')).toHaveLength(1)
    const broken = await till.api(Uint8Array.from([0x7b, 0xff, 0x7d]), { headers: { 'idempotency-key': 'k2' } })
    expect(broken.status).toBe(400)
    const rows = await till.runtime.database.all(statement('select hex(raw) as raw from quarantine'))
    expect(rows).toEqual([{ raw: '7BFF7D' }])
  })
})

describe('a refund', () => {
  const refund = { event: 'refund', orderId: '1001', value: '499.50', currency: 'NOK' }

  it('that a browser tells is not believed: it lies in quarantine with the remedy, until somebody lets it through', async () => {
    const till = await makeTill()
    await till.api(makePurchase())
    const { orderId: order, ...rest } = refund
    expect((await till.pixel({ ...rest, order })).headers.get('x-tilltrail')).toBe('quarantined')
    await till.script(refund)
    const [byScript, byPixel] = await till.list('/api/v1/quarantine')
    for (const [one, source] of [
      [byScript, 'script'],
      [byPixel, 'pixel'],
    ] as const)
      expect(one).toMatchObject({ source, reason: 'unverified-refund', detail: expect.stringContaining('by API') })
    expect(await till.list('/api/v1/conversions?event=refund')).toEqual([])
    const replayed = await till.call('POST', `/api/v1/quarantine/${textOf(byPixel?.id)}/replay`)
    expect(replayed.body).toMatchObject({ outcome: 'stored' })
    expect(await till.list('/api/v1/conversions?event=refund')).toMatchObject([{ sources: [{ source: 'pixel' }] }])
  })

  it('is a row of its own, once by order and amount, apart by refundId, and may come before its order', async () => {
    const till = await makeTill()
    const refund = { event: 'refund', orderId: '1001', value: '50.00', currency: 'NOK' }
    expect((await till.api(refund)).body.outcome).toBe('stored')
    expect((await till.api({ ...refund, value: '50' })).body.outcome).toBe('duplicate')
    expect((await till.api({ ...refund, value: '51' })).body.outcome).toBe('stored')
    expect((await till.api({ ...refund, refundId: 'r1' })).body.outcome).toBe('stored')
    expect((await till.api({ ...refund, refundId: 'r2' })).body.outcome).toBe('stored')
    expect((await till.api({ ...refund, refundId: 'r2', value: '9' })).body.outcome).toBe('duplicate')
    expect((await till.api(makePurchase())).body.outcome).toBe('stored')
    expect(await till.list('/api/v1/conversions?orderId=1001')).toHaveLength(5)
  })
})

describe('the click window', () => {
  it.each([
    ['its last instant', 30 * dayMs, null],
    ['an instant later', 30 * dayMs + 1, 'outside-window'],
    ['5 minutes before the click', -5 * 60_000, null],
    ['longer before the click', -5 * 60_000 - 1, 'before-click'],
  ])('at %s notes %s', async (_, agoMs, note) => {
    const till = await makeTill()
    const answer = await till.api(makePurchase({ click: await till.click(agoMs) }))
    expect(answer.body.attributionNote).toBe(note)
    expect(answer.body.attributedTo === null).toBe(note !== null)
  })

  it.each([
    ['api then script', ['api', 'script']],
    ['script then api', ['script', 'api']],
  ] as const)('prefers a click inside it to an older one of a more trusted source (%s)', async (_, order) => {
    const till = await makeTill()
    const other = await makeLink(till.runtime, 'shop-1')
    const old = await till.click(40 * dayMs)
    const fresh = await till.click(60_000, other)
    for (const source of order)
      await (source === 'api' ? till.api(makePurchase({ click: old })) : till.script(makePurchase({ click: fresh })))
    expect(await till.list('/api/v1/conversions')).toMatchObject([
      { clickNote: null, attributedTo: { linkId: other.id }, sources: [{ click: old }, { click: fresh }] },
    ])
    expect(await till.runtime.database.all(statement('select link_number, share from credits order by share'))).toEqual(
      [
        { link_number: till.link.number, share: 0 },
        { link_number: other.number, share: 1 },
      ],
    )
  })

  it('prefers a link told by hand to a click outside it, and a click inside to both', async () => {
    const till = await makeTill()
    const byHand = await makeLink(till.runtime, 'shop-1')
    await till.api(makePurchase({ click: await till.click(40 * dayMs) }))
    const told = await till.api(makePurchase({ link: byHand.id }))
    expect(told.body).toMatchObject({ outcome: 'merged', attributedTo: { linkId: byHand.id } })
    await till.script(makePurchase({ click: await till.click() }))
    expect(await till.list('/api/v1/conversions')).toMatchObject([{ attributedTo: { linkId: till.link.id } }])
  })

  it("follows the shop's present one: widened or narrowed, nothing is computed anew", async () => {
    const till = await makeTill()
    const { database } = till.runtime
    const told = await till.api(makePurchase({ click: await till.click(40 * dayMs) }))
    expect(told.body).toMatchObject({ attributedTo: null, attributionNote: 'outside-window' })
    const credits = await database.all(statement('select link_number, share from credits'))
    expect(credits).toEqual([{ link_number: till.link.number, share: 1 }])
    await updateShop(database, 'shop-1', { clickWindowDays: 90 })
    expect(await till.list('/api/v1/conversions')).toMatchObject([
      { clickNote: null, attributedTo: { linkId: till.link.id } },
    ])
    await updateShop(database, 'shop-1', { clickWindowDays: 7 })
    expect(await till.list('/api/v1/conversions')).toMatchObject([{ clickNote: 'outside-window', attributedTo: null }])
  })

  it("is judged by the order's time once that is known better", async () => {
    const till = await makeTill()
    await till.script(makePurchase({ shop: 'shop-1', click: await till.click(20 * dayMs) }))
    expect(await till.list('/api/v1/conversions')).toMatchObject([{ clickNote: null }])
    const occurredAt = new Date(noon - 25 * dayMs).toISOString()
    expect((await till.api(makePurchase({ occurredAt }))).body).toMatchObject({
      attributedTo: null,
      attributionNote: 'before-click',
    })
    expect(await till.runtime.database.all(statement('select * from credits'))).toEqual([])
  })

  it('lets a click count that a browser told too late, once the shop says when the order was', async () => {
    const till = await makeTill()
    await till.script(makePurchase({ shop: 'shop-1', click: await till.click(40 * dayMs) }))
    expect(await till.list('/api/v1/conversions')).toMatchObject([{ clickNote: 'outside-window' }])
    const occurredAt = new Date(noon - 35 * dayMs).toISOString()
    expect((await till.api(makePurchase({ occurredAt }))).body.attributionNote).toBeNull()
    expect(await till.runtime.database.all(statement('select share from credits'))).toEqual([{ share: 1 }])
  })

  it('counts for the pixel as for the others', async () => {
    const till = await makeTill()
    const ping = { event: 'lead', eventId: '1', click: await till.click(30 * dayMs) }
    expect((await till.pixel(ping)).headers.get('x-tilltrail')).toBe('ok')
    till.runtime.clock.now++
    expect((await till.pixel({ ...ping, eventId: '2' })).headers.get('x-tilltrail')).toBe('quarantined')
  })
})

describe('the shop of a ping', () => {
  it("is the key's, which nothing else overrules", async () => {
    const till = await makeTill()
    const second = await makeShop(till.runtime)
    const draft = {
      name: 'k',
      scopes: ['conversions:write', 'conversions:read'] as const,
      shopId: second.id,
      now: noon,
    }
    const { secret: key } = await createApiKey(till.runtime.database, draft)
    const stored = await till.api(makePurchase({ click: await till.click() }), { key })
    expect([stored.status, stored.body.attributionNote]).toEqual([201, 'foreign-click'])
    const refused = await till.api(makePurchase({ orderId: '2', shopId: 'shop-1' }), { key })
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ pointer: '/shopId' }] } })
    const own = await till.call('GET', '/api/v1/conversions', { key })
    expect(own.body.items).toMatchObject([{ shopId: second.id }])
    expect(await till.list('/api/v1/conversions?shopId=shop-1')).toEqual([])
    const quarantine = await till.call('GET', '/api/v1/quarantine', { key })
    expect(quarantine.body.items).toMatchObject([{ shopId: second.id, reason: 'no-shop' }])
    const foreign = await till.call('GET', `/api/v1/conversions/${textOf(stored.body.id)}`)
    expect(foreign.status).toBe(200)
  })

  it("is hidden from another shop's key", async () => {
    const till = await makeTill()
    const second = await makeShop(till.runtime)
    const { body } = await till.api(makePurchase({ shopId: 'shop-1' }))
    await till.pixel({ shop: 'shop-1', event: 'purchase' })
    const [quarantined] = await till.list('/api/v1/quarantine?shopId=shop-1')
    const draft = {
      name: 'k',
      scopes: ['conversions:write', 'conversions:read'] as const,
      shopId: second.id,
      now: noon,
    }
    const { secret: key } = await createApiKey(till.runtime.database, draft)
    expect((await till.call('GET', `/api/v1/conversions/${textOf(body.id)}`, { key })).status).toBe(404)
    const path = `/api/v1/quarantine/${textOf(quarantined?.id)}/replay`
    expect((await till.call('POST', path, { key })).status).toBe(404)
    expect((await till.call('GET', '/api/v1/quarantine?shopId=shop-1', { key })).status).toBe(404)
  })

  it("is the click's, else the only one, else nobody's", async () => {
    const till = await makeTill()
    const second = await makeShop(till.runtime)
    const other = await makeLink(till.runtime, second.id)
    await till.api(makePurchase({ click: await till.click(1, other) }))
    expect(await till.list(`/api/v1/conversions?shopId=${second.id}`)).toHaveLength(1)
    expect(await till.api(makePurchase())).toMatchObject({ status: 400, body: { errors: [{ pointer: '/shopId' }] } })
    expect((await till.pixel({ event: 'purchase', order: '2', value: '1', currency: 'EUR' })).status).toBe(200)
    const shopless = await till.list('/api/v1/quarantine?shopId=shop-1')
    expect(shopless).toMatchObject([
      { source: 'pixel', shopId: null, reason: 'no-shop' },
      { source: 'api', shopId: null, reason: 'no-shop' },
    ])
  })

  it('refuses who may not write, and who has no key', async () => {
    const till = await makeTill()
    const draft = { name: 'k', scopes: ['conversions:read'] as const, shopId: undefined, now: noon }
    const { secret: key } = await createApiKey(till.runtime.database, draft)
    expect((await till.api(makePurchase(), { key })).status).toBe(403)
    expect((await till.api('{', { key: 'nonsense' })).status).toBe(401)
    expect(await till.list('/api/v1/quarantine')).toEqual([])
  })
})
