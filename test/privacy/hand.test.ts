import { describe, expect, it } from 'vitest'
import { handRoutes } from '../../src/conversions/hand-routes.ts'
import { makeBackup } from '../../src/operations/backup.ts'
import { restoreBackup } from '../../src/operations/restore.ts'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { adminKey, makeFolder, noon } from '../make.ts'
import { makeErasing } from './make-erasing.ts'
import { filesHolding } from './traces.ts'

const number = 'DISK-90417'

describe('what somebody wrote down by hand', () => {
  it('goes with its order to the last byte, and isn’t written down again', async () => {
    const shop = await makeShop()
    const draft = { value: '50', how: 'unknown', orderId: number, note: 'the red chair-77123' }
    expect(await shop.write(draft, { 'idempotency-key': `order-${number}` })).toBe(201)
    expect(filesHolding(shop.folder, number)).not.toEqual([])
    await shop.erase('order', number)
    expect(filesHolding(shop.folder, number, 'chair-77123')).toEqual([])
    for (const table of ['hand_entries', 'conversions', 'evidence', 'idempotency_keys'])
      expect([table, await shop.rows(`select * from ${table}`)]).toEqual([table, []])
    expect(await shop.write(draft)).toBe(409)
    expect(await shop.write({ value: '5', how: 'unknown', note: `like ${number}` })).toBe(409)
    expect(filesHolding(shop.folder, number)).toEqual([])
  })

  it('stays without its note when one of several orders is erased, and without the id of an erased customer', async () => {
    const shop = await makeShop()
    await shop.write({ value: '50', orders: 3, how: 'unknown', note: 'three for KUNDE-5512' })
    await shop.write({ value: '7', how: 'unknown', note: 'a gift, kunde-5512 said' }, { 'idempotency-key': 'k-1' })
    await shop.write({ value: '8', how: 'unknown', note: 'another gift' })
    const [first] = await shop.rows('select id from hand_entries order by number limit 1')
    await shop.erase('order', `${String(first?.id)}-2`)
    expect(await shop.rows('select note from hand_entries order by number')).toEqual([
      { note: null },
      { note: 'a gift, kunde-5512 said' },
      { note: 'another gift' },
    ])
    expect(await shop.rows('select count(*) as left from conversions')).toEqual([{ left: 4 }])
    await shop.erase('customer', 'KUNDE-5512')
    expect(await shop.rows('select note from hand_entries order by number')).toEqual([
      { note: null },
      { note: null },
      { note: 'another gift' },
    ])
    expect(filesHolding(shop.folder, 'KUNDE-5512', 'kunde-5512')).toEqual([])
  })

  it('is gone from a restored backup too', async () => {
    const shop = await makeShop()
    await shop.write({ value: '50', how: 'unknown', orderId: number })
    await shop.write({ value: '7', how: 'unknown', note: 'a gift for KUNDE-5512' })
    const file = join(makeFolder(), 'backup.sqlite')
    const database = shop.parts.database.connection.name
    await makeBackup({ database, file, mayOverwrite: false, now: () => noon, onProgress: () => {} })
    await shop.erase('order', number)
    await shop.erase('customer', 'KUNDE-5512')
    const dataDir = makeFolder()
    writeFileSync(join(dataDir, 'erasures.ndjson'), readFileSync(join(shop.folder, 'erasures.ndjson')))
    await restoreBackup({ file, dataDir, now: () => noon, onProgress: () => {} })
    expect(filesHolding(dataDir, number, 'KUNDE-5512')).toEqual([])
  })
})

async function makeShop() {
  const shop = await makeErasing()
  shop.app.route('/hand', handRoutes(shop.runtime))
  const write = async (draft: Record<string, unknown>, more: Record<string, string> = {}) => {
    const headers = { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json', ...more }
    const body = JSON.stringify(draft)
    return (await shop.app.request('/hand/orders-by-hand', { method: 'POST', headers, body })).status
  }
  return { ...shop, write }
}
