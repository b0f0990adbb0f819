import { chanceOfSoMany } from '../statistics/compare.ts'
import { type Interval, wilson } from '../statistics/interval.ts'
import type { LandingRow } from './landings-store.ts'

/** A post whose visitors leave a page at once more often than those whom other posts brought to the same page. */
export type Mismatch = {
  readonly page: string
  readonly post: string
  readonly label: string
  readonly visits: number
  readonly bounced: Interval
  readonly others: { readonly visits: number; readonly bounced: Interval }
  /** Likelihood of so many by chance alone, before it is corrected for how many posts were compared. */
  readonly chance: number
  readonly remedy: string
}

/** Of fewer visits a share says little of a page. */
export const fewestVisits = 20
/** At most this share of the posts found is to be expected among them by chance. */
export const falseShare = 0.05

/**
 * Compares each post of 20 visits or more with the other posts to the same page, of 20 or more together, by Fisher's exact
 * test, one-sided; corrected for all that were compared (Benjamini–Hochberg). The clearest first.
 */
export function findMismatches(rows: readonly LandingRow[]): { compared: number; found: Mismatch[] } {
  const pages = new Map<string, Map<string, Part>>()
  for (const row of rows) addTo(pages, row)
  const compared = [...pages].flatMap(([page, posts]) => comparePosts(page, [...posts.values()]))
  const limit = limitOf(compared.map(({ chance }) => chance))
  const found = compared.filter(({ chance }) => chance <= limit).toSorted((a, b) => a.chance - b.chance)
  return { compared: compared.length, found }
}

type Part = { readonly post: string; readonly label: string; visits: number; bounces: number }

function addTo(pages: Map<string, Map<string, Part>>, { page, post, title, visits, bounces }: LandingRow): void {
  const posts = pages.get(page) ?? new Map<string, Part>()
  pages.set(page, posts)
  const part = posts.get(post) ?? { post, label: title, visits: 0, bounces: 0 }
  posts.set(post, part)
  part.visits += visits
  part.bounces += bounces
}

function comparePosts(page: string, posts: readonly Part[]): Mismatch[] {
  const visits = posts.reduce((sum, one) => sum + one.visits, 0)
  const bounces = posts.reduce((sum, one) => sum + one.bounces, 0)
  return posts.flatMap((one) => {
    const rest = { successes: bounces - one.bounces, trials: visits - one.visits }
    if (one.visits < fewestVisits || rest.trials < fewestVisits) return []
    const own = { successes: one.bounces, trials: one.visits }
    return {
      ...{ page, post: one.post, label: one.label, visits: one.visits, bounced: wilson(own.successes, own.trials) },
      others: { visits: rest.trials, bounced: wilson(rest.successes, rest.trials) },
      // A share below that of the others is no mismatch, and needs no reckoning to say so.
      chance: own.successes * rest.trials <= rest.successes * own.trials ? 1 : chanceOfSoMany(own, rest),
      remedy,
    }
  })
}

const remedy =
  'The landing page should keep the post’s promise: show what the post showed, first thing, or lead the link to the page that does.'

/** The largest p that Benjamini and Hochberg's step-up procedure lets through; −1 where it is none. @source Benjamini & Hochberg 1995. */
export function limitOf(chances: readonly number[], share = falseShare): number {
  const sorted = chances.toSorted((a, b) => a - b)
  const last = sorted.findLastIndex((chance, index) => chance <= (share * (index + 1)) / sorted.length)
  return sorted[last] ?? -1
}
