/** Shares of the touches in order, adding up to 1: all to the last, none to the others. Empty for no touches. */
export function lastTouch(touches: readonly unknown[]): readonly number[] {
  return touches.map((_, index) => (index === touches.length - 1 ? 1 : 0))
}
