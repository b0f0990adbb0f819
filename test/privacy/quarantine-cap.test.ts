import { expect, it } from 'vitest'
import { mostQuarantinedBytes } from '../../src/conversions/quarantine-room-store.ts'
import { keepInQuarantine } from '../../src/conversions/quarantine-store.ts'
import { refuse } from '../../src/conversions/ping.ts'
import { makeErasing } from './make-erasing.ts'

it('holds so many bytes of a shop, lets the oldest go beyond it, and counts them', async () => {
  const shop = await makeErasing()
  const { database } = shop.parts
  const keep = (bytes: number, shopId: string | null) =>
    keepInQuarantine(database, {
      source: 'signed',
      raw: new Uint8Array(bytes),
      receivedAt: 1,
      refusal: { ...refuse('bad-json', '', 'x'), shopId },
    })
  const large = mostQuarantinedBytes / 4
  await keep(10, null)
  const first = await keep(10, 'shop-1')
  for (let rows = 0; rows < 3; rows++) await keep(large, 'shop-1')
  expect(await shop.count('quarantine_evicted', '')).toBe(0)
  await keep(large, 'shop-1')
  expect(await shop.count('quarantine_evicted', '')).toBe(1)
  expect(await shop.rows(`select count(*) as rows from quarantine where id = '${first}'`)).toEqual([{ rows: 0 }])
  await keep(large + 1, 'shop-1')
  expect(await shop.count('quarantine_evicted', '')).toBe(3)
  expect(await shop.rows('select shop_id, rows, bytes from quarantine_sizes order by shop_id')).toEqual(
    await shop.rows(`select coalesce(shop_id, '') as shop_id, count(*) as rows, sum(length(raw)) as bytes
      from quarantine group by 1 order by 1`),
  )
}, 30_000)
