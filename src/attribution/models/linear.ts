/** The same share to each touch; who touched twice has two. */
export function linear(touches: readonly unknown[]): readonly number[] {
  return touches.map(() => 1 / touches.length)
}
