import type { Row } from '../../queries/reports.ts'

export const postOrders = ['best', 'newest'] as const
export type PostOrder = (typeof postOrders)[number]

type Asked = {
  /** Newest first. */
  readonly posts: readonly { readonly id: string; readonly title: string }[]
  readonly order: PostOrder
  readonly currency: string
}

/**
 * The report's rows of posts in the order asked for. The report leaves out posts that nothing was counted for; those
 * among `posts` stand here all the same, with zeros, since they are what somebody who has just made one looks for.
 */
export function orderPosts(rows: readonly Row[], { posts, order, currency }: Asked): Row[] {
  const known = new Map(rows.map((row) => [row.key, row]))
  const rowOf = ({ id, title }: Asked['posts'][number]) => known.get(id) ?? emptyRow(id, title, currency)
  if (order === 'best') return [...rows, ...posts.filter(({ id }) => !known.has(id)).map(rowOf)]
  const newest = new Set(posts.map(({ id }) => id))
  return [...posts.map(rowOf), ...rows.filter(({ key }) => !newest.has(key))]
}

/** Those whose label holds what is sought, whatever the case. */
export function findRows(rows: readonly Row[], sought: string): Row[] {
  const text = sought.trim().toLocaleLowerCase()
  return rows.filter(({ label }) => label.toLocaleLowerCase().includes(text))
}

function emptyRow(key: string, label: string, currency: string): Row {
  return {
    ...{ key, label, currency },
    clicks: { raw: 0, human: 0, unique: 0, bot: 0, internal: 0 },
    ...{ leads: 0, orders: 0, verifiedOrders: 0, reportedOrders: 0, aov: null, unconverted: [] },
    revenue: { gross: '0', refunded: '0', net: '0' },
    customers: { new: 0, returning: 0, wonBack: 0, unknown: 0 },
    ordersInterval: { low: 0, high: 0 },
    revenueInterval: { low: '0', high: '0' },
    conversionRate: { value: 0, low: 0, high: 1, n: 0 },
    ...{ before: null, change: null },
    ...noCosts,
  }
}

const noCosts = {
  ...{ cost: null, moneyCost: '0', timeCost: null, hours: 0, costBasis: 'none', costIsPartial: false },
  ...{ costSays: '', unconvertedCosts: [] },
  ...{ costPerOrder: null, costPerClick: null, costPerLead: null, costPerNewCustomer: null, costPerFollower: null },
  ...{ newFollowers: null, profit: null, profitWhyNot: null, roi: null, roas: null },
} as const satisfies Partial<Row>
