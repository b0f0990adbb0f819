import type { AdLevel } from '../ad-level.ts'
import type { KnownMetric } from '../known-metric.ts'
import type { DateOrder } from './file-day.ts'

/** A post or an ad as a file names it. `nativeId`: the platform's own id of it. */
export type FileItem = {
  readonly key: string
  /** Null: a post. */
  readonly adLevel: AdLevel | null
  readonly title: string | null
  readonly url: string | null
  readonly nativeId: string | null
  readonly publishedDay: number | null
}

export type FileReading = {
  readonly metric: string
  /** Null: of the channel. */
  readonly key: string | null
  readonly from: number | null
  readonly to: number
  readonly value: number
}

export type FileFault = { readonly line: number; readonly column: string | null; readonly detail: string }

export type FilePlan = {
  readonly rows: number
  readonly items: ReadonlyMap<string, FileItem>
  readonly readings: readonly FileReading[]
  readonly faults: readonly FileFault[]
  /** Rows of totals that were left out. */
  readonly totals: number
  /** Readings that several rows told, added up: a file broken down by age has several rows for each ad. */
  readonly addedUp: number
  /** Names of unread columns of words in which these rows differ. */
  readonly addedUpBy: readonly string[]
}

/** What no file tells: the day its counts are of, or the days that were chosen at the export. Days since 1970. */
export type AskedPeriod = { readonly at: number } | { readonly from: number; readonly to: number } | undefined

export type PlanOrder = {
  readonly metrics: ReadonlyMap<string, KnownMetric>
  readonly dateOrder: DateOrder
  readonly period: AskedPeriod
  /** The last day that can have been measured. */
  readonly today: number
  /** The most that was spent, in whole units of its currency. */
  readonly mostSpend: number
}
