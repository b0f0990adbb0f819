import { expect, it, onTestFinished } from 'vitest'
import * as z from 'zod'
import { makeFolder } from '../make.ts'
import { openMigrated } from '../../src/storage/migrate.ts'

const ofOrder = (event: string) =>
  `other.shop_id = conversions.shop_id and other.order_id = conversions.order_id and other.event = '${event}' and other.is_test = 0`

// Whatever other indexes there are: by any of those each order would go through all refunds of the shop.
it.each([
  `select 1 from conversions join conversions other on ${ofOrder('refund')} where conversions.shop_id = 'a' and conversions.day between 1 and 2`,
  `select exists (select 1 from conversions other where ${ofOrder('refund')}) from conversions where shop_id = 'a' and event = 'purchase' and is_test = 0`,
  `select 1 from conversions where shop_id = 'a' and event = 'refund' and not exists (select 1 from conversions other where ${ofOrder('purchase')})`,
])('what belongs to an order is looked up by its number: %s', async (query) => {
  const database = await openMigrated(`${makeFolder()}/tilltrail.sqlite`, 0)
  onTestFinished(() => database.close())
  const steps = z
    .array(z.object({ detail: z.string() }))
    .parse(database.connection.prepare(`explain query plan ${query}`).all())
  expect(steps.map(({ detail }) => detail).find((detail) => detail.includes(' other '))).toContain('order_id=?')
})
