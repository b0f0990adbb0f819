import { expect, it } from 'vitest'
import { creditMissing } from '../../src/attribution/credit.ts'
import { loadSigningKeys, readClickId } from '../../src/clicks/click-id.ts'
import { nameless } from '../../src/conversions/verify-click.ts'
import { forgetOld } from '../../src/privacy/forget.ts'
import { makePurchase } from '../conversions/make-till.ts'
import { noon } from '../make.ts'
import { makeErasing } from './make-erasing.ts'

const dayMs = 86_400_000

it('an erased click has no name in any journey, which has as many touches as before, also when credited anew', async () => {
  const shop = await makeErasing()
  const [first, last] = [await shop.click(7_200_000), await shop.click()]
  await shop.api(makePurchase({ touches: [first, last] }))
  const random = readClickId(first, await loadSigningKeys(shop.runtime.database))?.random
  const named = `select click_random as random from credits where click_random = ${random}
    union all select click_random from told_touches where click_random = ${random}`
  expect(await shop.rows(named)).toHaveLength(2)
  await shop.erase('click', first)
  expect(await shop.rows(named)).toEqual([])
  const journey = `select how, click_random <= ${nameless} as isNameless, share from credits order by position`
  const after = [
    { how: 'told', isNameless: 1, share: 0 },
    { how: 'click', isNameless: 0, share: 1 },
  ]
  expect(await shop.rows(journey)).toEqual(after)
  await shop.rows('delete from credited returning 1')
  await creditMissing(shop.runtime)
  expect(await shop.rows(journey)).toEqual(after)
  // Told again, it is still without its name.
  await shop.script(makePurchase({ click: `${first},${last}`, shop: 'shop-1' }))
  expect(await shop.rows(named)).toEqual([])
  expect(await shop.rows(journey)).toEqual(after)
})

it('an erased order leaves none of its touches, and what its customer did afterwards is credited without it', async () => {
  const shop = await makeErasing()
  const lead = { event: 'lead', orderId: 'L-1', eventId: 'L-1', customerId: 'kari' }
  const touches = [await shop.click(7_200_000), await shop.click(3_600_000)]
  await shop.api({ ...lead, touches, occurredAt: new Date(noon - 1_800_000).toISOString() })
  await shop.api(makePurchase({ customerId: 'kari', click: await shop.click() }))
  const ways = 'select how from credits join conversions on id = conversion_id order by number, position'
  expect((await shop.rows(ways)).map(({ how }) => how)).toEqual(['told', 'click', 'customer', 'customer', 'click'])
  await shop.erase('order', 'L-1')
  expect((await shop.rows(ways)).map(({ how }) => how)).toEqual(['click'])
  const left = 'select order_id as orderId from told_touches left join conversions on id = conversion_id'
  expect(await shop.rows(left)).toEqual([{ orderId: '1001' }])
})

it('an erased customer leaves nothing in journeys that the customer alone connects', async () => {
  const shop = await makeErasing()
  await shop.api({ event: 'lead', customerId: 'kari', click: await shop.click(7_200_000) })
  shop.runtime.clock.now += 1000
  await shop.api(makePurchase({ customerId: 'kari', click: await shop.click() }))
  await shop.api(makePurchase({ orderId: '2', customerId: 'ola' }))
  expect(await shop.rows("select share from credits where how = 'customer'")).toEqual([{ share: 0 }])
  expect(await shop.erase('customer', 'kari')).toMatchObject({ conversions: 2 })
  expect(await shop.rows('select how, share from credits')).toEqual([
    { how: 'click', share: 1 },
    { how: 'click', share: 1 },
  ])
  expect(await shop.rows('select count(*) as count from credited')).toEqual([{ count: 3 }])
})

it('old clicks of a list lose their names with the others', async () => {
  const shop = await makeErasing()
  await shop.api(makePurchase({ touches: [await shop.click(7_200_000), await shop.click()] }))
  await forgetOld(shop.runtime.database, { now: noon + 400 * dayMs, most: 500 })
  expect(await shop.rows('select click_random from told_touches where click_random >= 0')).toEqual([])
  expect(await shop.rows('select how from credits order by position')).toEqual([{ how: 'told' }, { how: 'click' }])
  await shop.rows('delete from credited returning 1')
  await creditMissing(shop.runtime)
  expect(await shop.rows('select how from credits order by position')).toEqual([{ how: 'told' }, { how: 'click' }])
})
