import type { Level } from './catalog.ts'

/** The five levels from being seen to being paid. A main goal belongs on 4 or 5. */
export const levels: readonly LevelMeaning[] = [
  {
    level: 1,
    name: 'Visibility',
    means: 'The customer has the possibility of seeing your message.',
    doesNotSay: 'whether she took in the message',
    suitedAsMain: false,
    verdict: 'Not suited as a main goal',
  },
  {
    level: 2,
    name: 'Attention',
    means: 'The customer has perceived your message.',
    doesNotSay: 'how she reacts, and whether she responds',
    suitedAsMain: false,
    verdict: 'Not suited as a main goal',
  },
  {
    level: 3,
    name: 'Engagement',
    means: 'The customer responds to your message. Something of real value begins here.',
    doesNotSay: 'whether the response is a buying signal',
    suitedAsMain: false,
    verdict: 'Not suited as a main goal',
  },
  {
    level: 4,
    name: 'Interaction',
    means: 'The customer acts, so near the purchase that you can influence the outcome and measure the result.',
    doesNotSay: 'whether she bought',
    suitedAsMain: true,
    verdict: 'Well suited as a main goal',
  },
  {
    level: 5,
    name: 'Transaction',
    means: 'The customer buys, and social media led or contributed to it.',
    doesNotSay: 'whether she would have bought anyway',
    suitedAsMain: true,
    verdict: 'The best main goal there is',
  },
]

export type LevelMeaning = {
  readonly level: Level
  readonly name: string
  readonly means: string
  readonly doesNotSay: string
  readonly suitedAsMain: boolean
  readonly verdict: string
}
