/**
 * Where a rising function reaches 0 between two ends, as exactly as numbers can tell: `low` where it is 0 or more already
 * there, `high` where it never gets there. About ten calls where it is smooth, as many as halving takes where it isn't.
 * @source Chandrupatla 1997, Advances in Engineering Software 28:145–149: inverse quadratic interpolation where it is safe,
 * else halving.
 */
export function findRoot(rising: (x: number) => number, low: number, high: number): number {
  let one = at(low)
  let other = at(high)
  if (one.y >= 0) return low
  if (other.y <= 0) return high
  let third = other
  let part = 0.5
  while (true) {
    const next = at(one.x + part * (other.x - one.x))
    const isSameSide = next.y > 0 === one.y > 0
    third = isSameSide ? one : other
    if (!isSameSide) other = one
    one = next
    const best = Math.abs(one.y) < Math.abs(other.y) ? one : other
    const least = (4 * Number.EPSILON * Math.abs(best.x) + Number.MIN_VALUE) / Math.abs(other.x - one.x)
    if (best.y === 0 || !(least < 0.5)) return best.x
    part = Math.min(1 - least, Math.max(least, nextPart(one, other, third)))
  }

  function at(x: number): Point {
    return { x, y: rising(x) }
  }
}

type Point = { readonly x: number; readonly y: number }

function nextPart(one: Point, other: Point, third: Point): number {
  const xi = (one.x - other.x) / (third.x - other.x)
  const phi = (one.y - other.y) / (third.y - other.y)
  if (!(1 - Math.sqrt(1 - xi) < phi && phi < Math.sqrt(xi))) return 0.5
  return (
    (one.y / (other.y - one.y)) * (third.y / (other.y - third.y)) +
    ((third.x - one.x) / (other.x - one.x)) * (one.y / (third.y - one.y)) * (other.y / (third.y - other.y))
  )
}
