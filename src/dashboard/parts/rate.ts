/** Fewer orders than this make a percentage that the next order would turn over: then only counts are shown. */
export const fewestOrdersForRate = 5

export function canSpeakOfRate(orders: number): boolean {
  return orders >= fewestOrdersForRate
}
