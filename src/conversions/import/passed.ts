import { localDay, startOfDay } from '../../shops/calendar.ts'
import type { OrderImporting } from './batch.ts'
import type { OrderRows } from './groups.ts'
import { orderKey } from '../key.ts'
import { readOrder } from './order.ts'
import { findKeysOfNames } from './reconcile-store.ts'

/**
 * An order of the file that an earlier call took in: by its names alone, without asking the database, so that it is told
 * from the file's other orders and from those that the file lacks.
 */
export function passOver({ reading, shop, tally, keyOfName, passed }: OrderImporting, rows: OrderRows): void {
  const read = readOrder(reading, rows, undefined)
  if (read.kind === 'refused') return
  const { occurredAt: at, isDayOnly, test, alsoKnownAs = [] } = read.sale
  const key = orderKey(read.orderId, test)
  const names = alsoKnownAs.map((name) => orderKey(name, test))
  for (const name of [key, ...names]) passed.add(name)
  for (const name of names) keyOfName.set(name, key)
  if (at === undefined) return
  const day = localDay(at, shop.timeZone)
  const whole = { from: startOfDay(day, shop.timeZone), to: startOfDay(day + 1, shop.timeZone) - 1 }
  tally.cover(isDayOnly ? whole : { from: at, to: at })
}

/** The keys that the orders passed over may have: their own, and those that others told of them by. */
export async function findPassedKeys({ runtime, shop, passed }: OrderImporting): Promise<ReadonlySet<string>> {
  const keys = new Set(passed)
  const names = [...passed]
  for (let at = 0; at < names.length; at += namesAtOnce)
    for (const key of await findKeysOfNames(runtime.database, shop.id, names.slice(at, at + namesAtOnce))) keys.add(key)
  return keys
}

const namesAtOnce = 1000
