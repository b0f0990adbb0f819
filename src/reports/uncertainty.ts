import { fayFeuer } from '../statistics/fay-feuer.ts'
import type { Figures } from './figures.ts'

type Interval = { readonly low: number; readonly high: number }

/**
 * Where the orders would lie if the same weeks came again, 95 %: also of parts of orders.
 * @source Fay & Feuer 1997 (fay-feuer.ts); of whole orders Garwood's exact interval
 */
export function ordersInterval({ purchase, orderSquares, largestOrder }: Figures): Interval {
  return intervalOf({ sum: purchase, sumOfSquares: orderSquares, largest: largestOrder }, 1)
}

/** The same of their gross in minor units. `usual`: what an order of the shop is worth; of a row without orders that is all there is. */
export function revenueInterval({ gross, squares, largest }: Figures, usual: number): Interval {
  return intervalOf({ sum: gross, sumOfSquares: squares, largest }, usual)
}

/** What an order of these is worth in minor units; 0 where none told. */
export function usualOrder({ gross, valuedOrders }: Figures): number {
  return valuedOrders > 0 ? Math.max(0, gross / valuedOrders) : 0
}

type Weights = { readonly sum: number; readonly sumOfSquares: number; readonly largest: number }

function intervalOf({ sum, sumOfSquares, largest }: Weights, usual: number): Interval {
  if (sum <= 0) return { low: Math.min(0, sum), high: fayFeuer({ sum: 0, sumOfSquares: 0, largest: usual }).high }
  // Amounts below zero (more tax than value) are no weights, and make sums that none have.
  const squares = Math.min(sumOfSquares, sum * sum)
  return fayFeuer({ sum, sumOfSquares: squares, largest: Math.max(largest, squares / sum) })
}
