import type { Conversion } from '../conversions/store.ts'

/** A click before a conversion. Times in UTC milliseconds. */
export type Touch = {
  readonly linkNumber: number
  readonly at: number
  /** The click's 40 random bits; `noClick` for a link told by hand. */
  readonly random: number
}

/** Stands for the click of a sale that a person credited to a link: clicks' own numbers are never negative. */
export const noClick = -1

/**
 * The touches before a conversion, oldest first: for now the one whose signed id came with it, or a link told by hand,
 * as of the sale. Empty where nobody earns credit: no click of ours inside the window, a test, a refund (it counts with
 * its order).
 */
export function journeyOf(conversion: Conversion, random: number | undefined): readonly Touch[] {
  const { event, isTest, clickNote, linkNumber, clickAt, occurredAt } = conversion
  if (event === 'refund' || isTest || clickNote !== null || linkNumber === null) return []
  if (clickAt === null) return [{ linkNumber, at: occurredAt, random: noClick }]
  return random === undefined ? [] : [{ linkNumber, at: clickAt, random }]
}
