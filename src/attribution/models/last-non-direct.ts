import { lastTouch } from './last.ts'
import type { Touched } from './touched.ts'

/** All to the last touch that isn't a direct visit; a direct one has it only where there is nothing else. */
export function lastNonDirect(touches: readonly Pick<Touched, 'unit'>[]): readonly number[] {
  const last = touches.findLastIndex(({ unit }) => !isDirect(unit))
  return last < 0 ? lastTouch(touches) : touches.map((_, index) => (index === last ? 1 : 0))
}

/** As reports of visits write it: typed in, or from a bookmark. */
function isDirect(unit: string): boolean {
  return /^\(?direct\)?$/i.test(unit)
}
