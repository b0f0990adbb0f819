import type { rank } from '../reports/ranking.ts'
import { sayCount, sayOrders, sayShare } from '../views/view-words.ts'

type Ranked = Awaited<ReturnType<typeof rank>>

export type MonthPosts = {
  readonly verdict: Ranked['verdict']
  /** Whether there is a best one at all. */
  readonly says: string
  readonly rows: readonly { readonly key: string; readonly label: string; readonly says: string }[]
}

const mostShown = 3
/** A share of fewer orders says nothing. */
const fewestOrders = 5

/** Three posts: the best where there are such, else those with the most orders, said to be that. */
export function showPosts({ verdict, says, rows }: Ranked): MonthPosts {
  const shown = rows.filter(({ orders }) => orders > 0).slice(0, mostShown)
  return {
    verdict,
    says: shown.length > 0 && verdict !== 'ranked' ? `${says} These had the most orders.` : says,
    rows: shown.map(({ key, label, orders, n, nIs, shrunk }) => ({
      key,
      label,
      says: `${sayOrders(orders)} from ${sayCount(n)} ${n === 1 && nIs === 'clicks' ? 'click' : nIs === 'clicks' ? 'clicks' : 'people'}${
        verdict === 'ranked' && orders >= fewestOrders
          ? `; likely ${sayShare(shrunk.low, 1)} to ${sayShare(shrunk.high, 1)} order`
          : ''
      }`,
    })),
  }
}
