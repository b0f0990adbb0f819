import type { summarise } from '../../src/reports/summary.ts'

type Summary = Awaited<ReturnType<typeof summarise>>

/** Of a report's row what `recount` counts. */
export function readFigures({ clicks, conversionRate, ...sales }: Summary['totals']) {
  return { clicks, rate: conversionRate.value, ...readSales(sales) }
}

/** Of what was sold what `recount` counts; money in minor units. */
export function readSales({ orders, verifiedOrders, customers, leads, revenue, unconverted }: Summary['shopTotals']) {
  const inEuro = unconverted.map((one) => ({ currency: one.currency, ...readMoney(one) }))
  return { orders, verifiedOrders, customers, leads, ...readMoney(revenue), unconverted: inEuro }
}

function readMoney({ gross, refunded }: { readonly gross: string; readonly refunded: string }) {
  return { gross: Math.round(Number(gross) * 100), refunded: Math.round(Number(refunded) * 100) }
}
