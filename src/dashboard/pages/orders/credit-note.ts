import type { Conversion } from '../../queries/orders.ts'

/** Why an order is credited to nobody, as the texts of orders.note have it. Who wrote it down by hand had no click to tell. */
export function noteOf({ clickNote, sources }: NoteParts) {
  const isByHand = sources.length > 0 && sources.every(({ source }) => source === 'hand')
  if (clickNote === 'no-click' && isByHand) return 'hand-unknown'
  return clickNote ?? 'no-click'
}

type NoteParts = {
  readonly clickNote: Conversion['clickNote']
  readonly sources: readonly { readonly source: string }[]
}
