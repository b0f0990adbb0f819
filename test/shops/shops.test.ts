import { expect, it } from 'vitest'
import { findShop, updateShop } from '../../src/shops/store.ts'
import { makeApp } from '../app/make-app.ts'
import { draftLink, openShop } from '../app/talk.ts'
import { adminKey } from '../make.ts'

it('is one shop from the start, which requests without a shop are about', async () => {
  const app = await makeApp()
  const headers = { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' }
  const ask = async (path: string, body?: unknown) =>
    app.fetch(`/api/v1${path}`, {
      headers,
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    })
  const shops = await (await ask('/shops')).json()
  expect(shops).toMatchObject({
    items: [{ id: 'shop-1', currency: 'NOK', timeZone: 'Europe/Oslo', isSetUp: false, tracking: 'consent' }],
  })
  expect(await (await ask('/links', draftLink())).json()).toMatchObject({ shopId: 'shop-1' })

  await openShop(app)
  const refused = await ask('/links', draftLink())
  expect(refused.status).toBe(400)
  expect(await refused.json()).toMatchObject({ errors: [{ pointer: '/shopId' }] })
  expect(await (await ask('/links', draftLink({ shopId: 'shop-1' }))).json()).toMatchObject({ shopId: 'shop-1' })
  expect((await ask('/links', draftLink({ shopId: 'shop_no' }))).status).toBe(404)
})

it('changes what is given and keeps the rest', async () => {
  const shop = await openShop(await makeApp(), { hosts: ['shop.example', '*.shop.example'], grossMarginPercent: 40 })
  const path = `/api/v1/shops/${shop.shopId}`
  const changed = await shop.call('PATCH', path, { body: { clickWindowDays: 7, grossMarginPercent: null } })
  expect(changed.body).toMatchObject({
    ...{ id: shop.shopId, name: 'Prøvebutikken', hosts: ['shop.example', '*.shop.example'], revenueBasis: 'paid' },
    ...{ clickWindowDays: 7, grossMarginPercent: null, isSetUp: true },
  })
  expect({ ...(await shop.call('GET', path)).body, warnings: [] }).toEqual(changed.body)
  for (const [field, value] of Object.entries({
    clickWindowDays: 8,
    grossMarginPercent: 101,
    hosts: ['shop.example/kaffe'],
    name: '',
  })) {
    const { status, body } = await shop.call('PATCH', path, { body: { [field]: value } })
    expect([field, status, body.errors]).toMatchObject([
      field,
      400,
      [{ pointer: expect.stringContaining(`/${field}`) }],
    ])
  }
})

it('takes a host as it is typed or pasted, keeps it as browsers send it, and shows it in its own letters', async () => {
  const app = await makeApp()
  const shop = await openShop(app, { hosts: ['https://www.Brødogbønner.no/', '*.brød.no', 'Shop.example'] })
  const shown = ['www.brødogbønner.no', '*.brød.no', 'shop.example']
  const path = `/api/v1/shops/${shop.shopId}`
  expect((await shop.call('GET', path)).body['hosts']).toEqual(shown)
  expect((await findShop(app.runtime.database, shop.shopId))?.hosts).toEqual([
    ...['www.xn--brdogbnner-1cbe.no', '*.xn--brd-1na.no', 'shop.example'],
  ])
  expect((await shop.call('PATCH', path, { body: { hosts: shown } })).body['hosts']).toEqual(shown)
  const { warnings } = await shop.link({ destination: 'https://www.brødogbønner.no/kaffe' })
  expect(JSON.stringify(warnings)).not.toMatch(/host/)
  const { warnings: forged } = await shop.link({ destination: 'https://www.brødogbonner.no/kaffe' })
  expect(JSON.stringify(forged)).toContain("only looks like the shop's www.brødogbønner.no")
})

it('takes a change that sends back all of it', async () => {
  const shop = await openShop(await makeApp())
  const draft = {
    name: 'Ny',
    currency: 'SEK',
    timeZone: 'Europe/Stockholm',
    hosts: [],
    tracking: 'full',
    clickWindowDays: 90,
  }
  const { status, body } = await shop.call('PATCH', `/api/v1/shops/${shop.shopId}`, { body: draft })
  expect([status, body]).toMatchObject([200, draft])
})

it('keeps what two people change at once', async () => {
  const { runtime } = await makeApp()
  await Promise.all([
    updateShop(runtime.database, 'shop-1', { name: 'Ny' }),
    updateShop(runtime.database, 'shop-1', { hosts: ['ny.example'] }),
    updateShop(runtime.database, 'shop-1', { grossMarginPercent: 40 }),
  ])
  expect(await findShop(runtime.database, 'shop-1')).toMatchObject({
    ...{ name: 'Ny', hosts: ['ny.example'], grossMarginPercent: 40 },
  })
})

it('warns that old days and old amounts stay, when there are any, and changes the shop all the same', async () => {
  const shop = await openShop(await makeApp())
  const path = `/api/v1/shops/${shop.shopId}`
  const change = async (body: unknown) => (await shop.call('PATCH', path, { body })).body
  expect(await change({ timeZone: 'Asia/Bangkok', currency: 'THB' })).toMatchObject({ currency: 'THB', warnings: [] })
  const link = await shop.link()
  expect(await change({ timeZone: 'Europe/Oslo' })).toMatchObject({ warnings: [] })
  await shop.visit(`/${link.slug}`)
  expect(await change({ timeZone: 'Europe/Paris', currency: 'EUR', name: 'Laine' })).toMatchObject({
    ...{ timeZone: 'Europe/Paris', currency: 'EUR' },
    warnings: [{ code: 'old-days-stay', field: 'timeZone', message: expect.stringContaining('Europe/Oslo') }],
  })
  await shop.post('/conversions', { event: 'purchase', orderId: '1', value: '1', currency: 'EUR' })
  expect(await change({ currency: 'EUR', timeZone: 'Europe/Paris' })).toMatchObject({ warnings: [] })
  expect(await change({ currency: 'SEK' })).toMatchObject({
    currency: 'SEK',
    warnings: [{ code: 'old-amounts-unconverted', field: 'currency', suggestion: 'EUR' }],
  })
  expect(await change({ currency: 'EUR' })).toMatchObject({ warnings: [] })
})
