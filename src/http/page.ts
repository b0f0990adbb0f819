import * as z from 'zod'

/** `?limit=&cursor=` of a list; cursors are the number of the last item seen, as told by `nextCursor`. */
export const pageQuery = z.strictObject({
  limit: z.coerce
    .number('must be a number from 1 to 500')
    .int()
    .min(1, 'must be 1 or more')
    .max(500, 'must be 500 at most')
    .default(50),
  cursor: z.coerce.number('must be the nextCursor of the page before').int().min(0).optional(),
  shopId: z.string().optional(),
})

/** A page of items, newest first. Ask the store for `limit + 1` rows to know whether more follow. */
export function toPage<Row extends { readonly number: number }, Item>(
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => Item,
): { items: Item[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { items: shown.map(toItem), nextCursor: rows.length > limit && last ? String(last.number) : null }
}
