import type { AdLevel } from '../ad-level.ts'
import type { Metric } from '../catalog.ts'

/** One reading of a metric, told at `toldAt` (UTC milliseconds, or any number that grows). Days since 1970, inclusive. */
export type Reading = {
  /** null: how many there were, or had been so far, at the end of `to`. Else what came from this day to `to`. */
  readonly from: number | null
  readonly to: number
  readonly value: number
  readonly toldAt: number
  readonly channel: string | null
  /** Ours, or one that only the platform knows. */
  readonly post: string | null
  /** A link of the post, or what a platform shows of it: the post itself, an ad of it. */
  readonly part: string | null
  /** The day the post was published: what it had before is 0. */
  readonly publishedDay: number | null
  /** Of ads: how fine the report tells of them. */
  readonly adLevel?: AdLevel | null
}

/** What is asked: all of the shop where nothing is said. `posts`: those of a campaign. */
export type ReadingScope =
  | { readonly part: string }
  | { readonly post: string }
  | { readonly posts: readonly string[] }
  | { readonly channel: string }
  | Readonly<Record<string, never>>

export type Question = {
  readonly metric: Pick<Metric, 'id' | 'kind' | 'unit'>
  readonly readings: readonly Reading[]
  readonly scope: ReadingScope
  /** First and last day. */
  readonly from: number
  readonly to: number
}

/**
 * What a value rests on, beside being read:
 * - `overlap` periods that overlap others were left out · `straddles` a period reaches over the edge and was left out
 * - `decreased` a count so far went down; it counts as no growth · `estimated` cut from a reading before or after the edge
 * - `averaged` a rate's mean by days · `several-tell` two told the same differently; the newer counts
 * - `sum-of-posts`, `sum-of-parts`, `sum-of-channels` the parts' own · `same-people` who is reached twice counts twice
 * - `parts-missing` some parts have no reading in the period
 * - `carried` a part's stock is that of its last reading before the period, 90 days before it at most
 */
export type ReadingFlag =
  | 'overlap'
  | 'straddles'
  | 'decreased'
  | 'estimated'
  | 'averaged'
  | 'several-tell'
  | 'sum-of-posts'
  | 'sum-of-parts'
  | 'sum-of-channels'
  | 'same-people'
  | 'parts-missing'
  | 'carried'

export type ReadValue = {
  /** In the metric's unit; null without a reading. */
  readonly value: number | null
  /** For completeness alone: of parts, as many as the part has that is told of least. */
  readonly coveredDays: number
  /**
   * Of how many days the value is, for a pace: those on which any part of it was told, up to the last reading of a stock.
   * Of channels, each goes on at its own pace, so that it may be between two days.
   */
  readonly toldDays: number
  /** The last day told of, that of the channel or post told of last. */
  readonly lastDay: number | null
  readonly days: number
  readonly completeness: 'none' | 'partial' | 'complete'
  readonly flags: readonly ReadingFlag[]
}
