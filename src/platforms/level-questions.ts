import type { Level } from './catalog.ts'

/** What is known of the customer who is counted; whoever bought has acted, and whoever acted has responded. */
export type LevelAnswers = {
  /** Has she bought? */
  readonly buys: boolean
  /** Has she done something that you can answer and that may lead to a sale: asked, booked, visited, left an address? */
  readonly acts: boolean
  /** Else: has she responded (liked, followed, mentioned), taken it in, or only had the possibility? */
  readonly responds: (typeof responses)[number]
}

export const responses = ['responded', 'took-it-in', 'could-have-seen'] as const

/**
 * The level of a metric of the shop's own, by three questions.
 * @source the five-level goal model: visibility, attention, engagement, interaction, transaction
 */
export function levelOf({ buys, acts, responds }: LevelAnswers): Level {
  if (buys) return 5
  if (acts) return 4
  return ({ responded: 3, 'took-it-in': 2, 'could-have-seen': 1 } as const)[responds]
}

/** The answers that a level stands for. */
export function answersOf(level: Level): LevelAnswers {
  const responds = ({ 1: 'could-have-seen', 2: 'took-it-in', 3: 'responded', 4: 'responded', 5: 'responded' } as const)[
    level
  ]
  return { buys: level === 5, acts: level >= 4, responds }
}
