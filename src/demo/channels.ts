import type { PostContent } from '../links/post.ts'
import type { DemoChannel } from './posts.ts'

/** What a channel does for this shop. The numbers are made up, the order of things isn't: a newsletter sells, a pin lasts. */
export type Habits = {
  /** Short for slugs. */
  readonly short: string
  /** Clicks of a usual post, relative to the other channels'. */
  readonly reach: number
  /** How long after publishing a click comes, on average. */
  readonly meanAgeHours: number
  /** How readily its visitors buy, relative to the other channels'. */
  readonly buys: number
  /** When the shop publishes here, Oslo time. */
  readonly hour: number
  readonly placements: readonly string[]
}

export const habits: Readonly<Record<DemoChannel, Habits>> = {
  newsletter: { short: 'nl', reach: 1.5, meanAgeHours: 15, buys: 2.1, hour: 7, placements: ['button', 'picture'] },
  facebook: { short: 'fb', reach: 1.0, meanAgeHours: 30, buys: 1.0, hour: 18, placements: ['feed'] },
  instagram: { short: 'ig', reach: 0.9, meanAgeHours: 24, buys: 0.8, hour: 20, placements: ['bio', 'story'] },
  tiktok: { short: 'tt', reach: 1.2, meanAgeHours: 100, buys: 0.3, hour: 17, placements: ['bio'] },
  pinterest: { short: 'pin', reach: 0.7, meanAgeHours: 700, buys: 0.7, hour: 21, placements: ['pin'] },
  'google-business': { short: 'gb', reach: 0.7, meanAgeHours: 240, buys: 2, hour: 9, placements: ['update'] },
}

/** How far a kind of post reaches and how readily it sells, relative to the others. */
export const kinds: Readonly<Record<PostContent, { readonly reach: number; readonly buys: number }>> = {
  knowledge: { reach: 1, buys: 0.9 },
  news: { reach: 0.8, buys: 0.8 },
  offer: { reach: 1.3, buys: 1.8 },
  service: { reach: 0.6, buys: 1.3 },
  inspiration: { reach: 1.25, buys: 0.55 },
}
