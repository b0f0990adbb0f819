/** 40 % to the first, 40 % to the last, the rest in equal parts to those between; halves where there are two. */
export function positionBased(touches: readonly unknown[]): readonly number[] {
  const { length } = touches
  if (length <= 2) return touches.map(() => 1 / length)
  return touches.map((_, index) => (index === 0 || index === length - 1 ? ends : (1 - 2 * ends) / (length - 2)))
}

const ends = 0.4
