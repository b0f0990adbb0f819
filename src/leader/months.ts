import { readFirstDay } from '../reports/compare-store.ts'
import type { Runtime } from '../runtime.ts'
import { localDay, parseDay } from '../shops/calendar.ts'
import type { Shop } from '../shops/shop.ts'
import { monthBefore, monthOf } from './month-days.ts'
import { readFirstOrderDay } from './month-store.ts'

/** Ten years: as many as a list to choose from bears. */
const most = 120

/**
 * The months that can be told (`2026-10`), the newest first, back to the first of which a click or an order is counted; and
 * the one to begin with: the last that is over or, while there is none, this one.
 */
export async function listMonths({ database, now }: Pick<Runtime, 'database' | 'now'>, shop: Shop) {
  const today = localDay(now(), shop.timeZone)
  const [click, order] = await Promise.all([readFirstDay(database, shop), readFirstOrderDay(database, shop.id)])
  const first = monthOf(Math.min(click ?? today, order ?? today))
  const items = [monthOf(today)]
  for (let month = monthOf(today); month > first && items.length < most; items.push(month)) {
    month = monthBefore(parseDay(`${month}-01`))
  }
  return { items, suggested: items[1] ?? monthOf(today) }
}
