/** Per cent of the width, on a scale of logarithms: a thousandth would be invisible on a plain one. 0 for none, 4 at least. */
export function widthOf(value: number, most: number): number {
  if (value <= 0 || most <= 0) return 0
  return Math.max(4, (Math.log1p(value) / Math.log1p(most)) * 100)
}
