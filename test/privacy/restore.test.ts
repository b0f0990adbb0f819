import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { makeBackup } from '../../src/operations/backup.ts'
import { restoreBackup } from '../../src/operations/restore.ts'
import { makePurchase } from '../conversions/make-till.ts'
import { makeFolder, noon } from '../make.ts'
import { makeErasing } from './make-erasing.ts'
import { filesHolding } from './traces.ts'

type Shop = Awaited<ReturnType<typeof makeErasing>>

async function backUp(shop: Shop): Promise<string> {
  const file = join(makeFolder(), 'backup.sqlite')
  const database = shop.parts.database.connection.name
  await makeBackup({ database, file, mayOverwrite: false, now: () => noon, onProgress: () => {} })
  return file
}

/** Restores into a folder that has nothing but the list of erasures, as after the loss of the database. */
async function restore(file: string, list: string) {
  const dataDir = makeFolder()
  writeFileSync(join(dataDir, 'erasures.ndjson'), list)
  const restored = await restoreBackup({ file, dataDir, now: () => noon, onProgress: () => {} })
  return { restored, dataDir, database: new Sqlite(join(dataDir, 'tilltrail.sqlite')) }
}

it('a restored backup lacks what was erased after it was made, and keeps the rest', async () => {
  const shop = await makeErasing()
  await shop.setSecrets()
  const erasedClick = await shop.sell('STAYS-1', { customerId: 'ola@example.no' })
  await shop.sell('GOES-77401', { customerId: 'kari@example.no' })
  await shop.sell('STAYS-2', { customerId: 'kari@example.no' })
  const order = {
    id: 5_550_001_234,
    name: '#770019483',
    total_price: '10.00',
    currency: 'NOK',
    financial_status: 'paid',
  }
  await shop.pixel({ order: '770019483', event: 'purchase', value: '10.00', currency: 'NOK' })
  await shop.pixel({ order: 'GOES-77401', event: 'purchase', value: 'free', currency: 'NOK' })
  await shop.script('{"event":"purchase","orderId":"\\u0047OES-77401')
  await shop.pixel({ order: 'STAYS-3', event: 'purchase', value: 'free', currency: 'NOK' })
  const file = await backUp(shop)
  await shop.hook('shopify', JSON.stringify(order), { topic: 'orders/paid' })
  await shop.erase('order', 'GOES-77401')
  await shop.erase('order', '5550001234')
  await shop.erase('customer', 'kari@example.no')
  await shop.erase('click', erasedClick)
  const [hash] = await shop.rows('select customer_hash from conversions where customer_hash is not null')
  const { restored, dataDir, database } = await restore(
    file,
    readFileSync(join(shop.folder, 'erasures.ndjson'), 'utf8'),
  )
  expect(restored.erased).toBeGreaterThan(4)
  expect(filesHolding(dataDir, 'GOES-77401', '770019483', erasedClick, 'kari@')).toEqual([])
  const all = (sql: string) => database.prepare(sql).all()
  expect(all('select order_id, customer_hash, click is null as nameless from conversions order by number')).toEqual([
    { order_id: 'STAYS-1', customer_hash: hash?.customer_hash, nameless: 1 },
    { order_id: 'STAYS-2', customer_hash: null, nameless: 0 },
  ])
  expect(all('select count(*) as rows, count(random) as named from clicks')).toEqual([{ rows: 3, named: 2 }])
  expect(all('select count(*) as rows from quarantine')).toEqual([{ rows: 1 }])
  expect(all('select count(*) as named from credits where click_random >= 0')).toEqual([{ named: 1 }])
  database.close()
})

it('a second restore of the same needs no list, and a list with a line cut off is read up to there', async () => {
  const shop = await makeErasing()
  await shop.api(makePurchase({ orderId: 'GOES-1' }))
  await shop.api(makePurchase({ orderId: 'GOES-2' }))
  const file = await backUp(shop)
  await shop.erase('order', 'GOES-1')
  const list = readFileSync(join(shop.folder, 'erasures.ndjson'), 'utf8')
  const { database, dataDir } = await restore(file, `${list}{"hash":"ab`)
  expect(database.prepare('select order_id from conversions').all()).toEqual([{ order_id: 'GOES-2' }])
  database.close()
  const again = await restoreBackup({ file: await backUp(shop), dataDir, now: () => noon, onProgress: () => {} })
  expect(again.erased).toBe(0)
})
