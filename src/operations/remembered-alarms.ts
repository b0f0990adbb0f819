import type { Runtime } from '../runtime.ts'
import type { Shop } from '../shops/shop.ts'
import { listShops } from '../shops/store.ts'
import type { Alarm, AlarmCode } from './alarm.ts'
import { countAlarms, findAlarms, findToldAlarms } from './alarms.ts'

/** What is likely broken; what takes reading weeks of orders is worked out once in five minutes, however often it is asked. */
export type RememberedAlarms = {
  of(shop: Shop): Promise<readonly Alarm[]>
  /** How many of each kind stand in all shops. */
  count(): Promise<readonly (readonly [AlarmCode, number])[]>
}

export function rememberAlarms(runtime: Pick<Runtime, 'database' | 'now'>): RememberedAlarms {
  const known = new Map<string, { readonly at: number; readonly alarms: Promise<readonly Alarm[]> }>()
  const workedOut = (shop: Shop) => {
    const at = runtime.now()
    const before = known.get(shop.id)
    if (before && Math.abs(at - before.at) < lastsMs) return before.alarms
    const alarms = findAlarms(runtime, shop)
    known.set(shop.id, { at, alarms })
    alarms.catch(() => known.delete(shop.id))
    return alarms
  }
  const of = async (shop: Shop) => [...(await workedOut(shop)), ...(await findToldAlarms(runtime, shop))]
  return {
    of,
    async count() {
      const shops = await listShops(runtime.database)
      return countAlarms((await Promise.all(shops.map(of))).flat())
    },
  }
}

const lastsMs = 5 * 60_000
