/** Orders that came so many days after their click. */
export type Lag = { readonly days: number; readonly orders: number }

/** Fewer orders tell next to nothing about how long people take. */
export const fewestLagOrders = 10

/**
 * How long a shop's customers take: at index k the share of orders that are in by the end of the k-th day after the click,
 * up to the click window, where it is 1. Null under `fewestLagOrders`. The lags must be of clicks whose window is over: then
 * none is cut short, and the plain share is the distribution itself (a product-limit estimate would give the same).
 */
export function lagCurve(lags: readonly Lag[], windowDays: number): readonly number[] | null {
  const byDay = Array.from({ length: windowDays + 1 }, () => 0)
  for (const { days, orders } of lags) {
    const at = Math.min(windowDays, Math.max(0, days))
    byDay[at] = (byDay[at] ?? 0) + orders
  }
  const all = byDay.reduce((sum, orders) => sum + orders, 0)
  if (all < fewestLagOrders) return null
  let soFar = 0
  return byDay.map((orders) => {
    soFar += orders
    return soFar / all
  })
}

export type OpenClicks = { readonly day: number; readonly clicks: number }

/**
 * Orders that clicks will bring from `now` (a day and the fraction of it that has passed) to the end of the day `until`:
 * Σ clicks × orders per click × (share in by `until` − share in by now).
 */
export function expectOrders(
  clicks: readonly OpenClicks[],
  { curve, perClick, now, until }: { curve: readonly number[]; perClick: number; now: number; until: number },
): number {
  return clicks.reduce((sum, { day, clicks: came }) => {
    const toCome = shareIn(curve, until + 1 - day) - shareIn(curve, now - day)
    return sum + came * perClick * Math.max(0, toCome)
  }, 0)
}

/** The share that is in `days` after the beginning of the click's day; between days in proportion. */
function shareIn(curve: readonly number[], days: number): number {
  if (days <= 0) return 0
  const whole = Math.floor(days)
  const before = whole === 0 ? 0 : (curve[whole - 1] ?? 1)
  return before + (days - whole) * ((curve[whole] ?? 1) - before)
}
