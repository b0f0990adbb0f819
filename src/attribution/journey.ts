import type { Creditable } from './creditable-store.ts'
import { isInWindow } from '../conversions/verify-click.ts'
import { clickWindows } from '../shops/shop.ts'

/** A click before a conversion. Times in UTC milliseconds. */
export type Touch = {
  readonly linkNumber: number
  readonly at: number
  /** The click's 40 random bits; `noClick` for a link told by hand, `nameless` for a click whose id was forgotten. */
  readonly random: number
}

/** Stands for the click of a sale that a person credited to a link: clicks' own numbers are never negative. */
export const noClick = -1

/**
 * Stands for the random bits of a click that was erased, or whose id is no longer kept; so does any number below it, by
 * which such clicks are told from one another.
 */
export const nameless = -2

/**
 * The touches before a conversion, oldest first: for now the one whose signed id came with it, or a link told by hand,
 * as of the sale. A click id that was passed on credits its first order alone. Clicks go back as far as the widest window does: which of them are too old is judged by who asks, so
 * that another window needs nothing computed anew. Empty where nobody can earn credit: no click of ours, a test, a
 * refund (it counts with its order).
 */
export function journeyOf(conversion: Creditable, random: number | undefined): readonly Touch[] {
  const { event, isTest, linkNumber, clickAt, occurredAt, click, shared } = conversion
  if (event === 'refund' || isTest || linkNumber === null || shared === 'further') return []
  if (clickAt === null) return [{ linkNumber, at: occurredAt, random: noClick }]
  const known = click === null ? nameless : random
  if (known === undefined || !isInWindow(occurredAt - clickAt, widestWindowDays)) return []
  return [{ linkNumber, at: clickAt, random: known }]
}

const widestWindowDays = Math.max(...clickWindows)
