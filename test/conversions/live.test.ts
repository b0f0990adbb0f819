import { expect, it } from 'vitest'
import { readLive } from '../../src/conversions/live.ts'
import { findShop } from '../../src/shops/store.ts'
import { makeTill } from './make-till.ts'

it('shows what came in by its time, whatever lies where, and the first to tell as the one that made the order', async () => {
  const till = await makeTill()
  const order = { event: 'purchase', orderId: 'A-1', value: '5', currency: 'NOK' }
  await till.api(order)
  till.runtime.clock.now += 1000
  await till.script({ event: 'purchase', value: '5', currency: 'NOK' })
  till.runtime.clock.now += 1000
  await till.script(order)
  till.runtime.clock.now += 1000
  await till.api({ ...order, orderId: 'A-2' })
  const shown = (await live(till)).items.map(({ outcome, source, orderId }) => `${outcome} ${source} ${orderId}`)
  expect(shown).toEqual(['stored api A-2', 'merged script A-1', 'quarantined script null', 'stored api A-1'])
})

async function live({ runtime }: Awaited<ReturnType<typeof makeTill>>) {
  const shop = await findShop(runtime.database, 'shop-1')
  if (!shop) throw new Error('no shop')
  return readLive(runtime.database, { shop, withShopless: true, limit: 20 })
}
