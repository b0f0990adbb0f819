import type { Ga4Grouping } from './ga4-grouping.ts'
import { type Utm, utmNames } from './utm.ts'

/** Something about a link that will probably disappoint. `field` is the field of `POST /links`; nothing is ever blocked. */
export type Warning = {
  readonly code: string
  readonly field: string
  /** What will happen, and what to do about it. */
  readonly message: string
  /** What to write in the field instead, '' to leave it empty; null when only its author can know. */
  readonly suggestion: string | null
}

/** A link to look at: `destination` and `targetUrl` as `checkDestination` and `buildTarget` return them. */
export type LintedLink = {
  readonly destination: string
  readonly targetUrl: string
  readonly utm: Utm
  /** Where it is put: feed, story, bio, … */
  readonly placement?: string | null
  /** The shop's own hosts; none: any host will do. */
  readonly shopHosts: readonly string[]
  /** The hosts of short URLs, with their port where they have one. */
  readonly ownHosts?: readonly string[]
  readonly clickParam?: string
  /** What Google Analytics groups by; the built-in lists when absent. */
  readonly ga4?: Ga4Grouping
}

export type FieldText = { readonly field: string; readonly text: string }

/** The UTM values that there are, each with its field. */
export function namesOf({ utm }: Pick<LintedLink, 'utm'>): FieldText[] {
  return utmNames.flatMap((field) => {
    const text = utm[field]
    return text ? [{ field, text }] : []
  })
}
