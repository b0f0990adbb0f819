/** Shares of the touches in order, adding up to 1: all to the first, none to the others. Empty for no touches. */
export function firstTouch(touches: readonly unknown[]): readonly number[] {
  return touches.map((_, index) => (index === 0 ? 1 : 0))
}
