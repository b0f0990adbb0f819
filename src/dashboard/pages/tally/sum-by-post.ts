import type { HandEntry } from '../../queries/hand.ts'

export type PostSum = {
  readonly key: string
  readonly post: HandEntry['post']
  readonly currency: string
  readonly orders: number
  readonly value: number
  /** The newest entry of one order: what +1 writes down once more. */
  readonly last: HandEntry | undefined
}

/** Entries, newest first, added up by post and currency; the most orders first. */
export function sumByPost(entries: readonly HandEntry[]): readonly PostSum[] {
  const groups = Map.groupBy(entries, ({ post, currency }) => `${post?.id ?? ''} ${currency}`)
  const sums = [...groups].flatMap(([key, [first, ...more]]) => {
    if (!first) return []
    const all = [first, ...more]
    return [
      {
        key,
        post: first.post,
        currency: first.currency,
        orders: all.reduce((sum, { orders }) => sum + orders, 0),
        value: all.reduce((sum, { value }) => sum + Number(value), 0),
        last: all.find(({ orders, orderId }) => orders === 1 && orderId === null),
      },
    ]
  })
  return sums.toSorted((a, b) => b.orders - a.orders || b.value - a.value)
}
