import type { LevelAnswers } from '../../../platforms/level-questions.ts'
import type { OwnMetricDraft } from '../../queries/platform-numbers.ts'

/** What shops often count themselves. Links and mentions are in the catalog, and are found there. */
export const examples = [
  { id: 'line-friends', objective: 'awareness', kind: 'stock', answers: answered('responded') },
  {
    id: 'table-bookings',
    objective: 'leads-and-sales',
    kind: 'flow',
    answers: { ...answered('responded'), acts: true },
  },
  { id: 'reviews', objective: 'engagement', kind: 'flow', answers: answered('responded') },
  { id: 'blog-links', objective: 'awareness', kind: 'flow', answers: answered('responded') },
  { id: 'mentions', objective: 'engagement', kind: 'flow', answers: answered('responded') },
] as const satisfies readonly (Pick<OwnMetricDraft, 'objective' | 'kind'> & {
  readonly id: string
  readonly answers: LevelAnswers
})[]

export type OwnExample = (typeof examples)[number]

function answered(responds: LevelAnswers['responds']): LevelAnswers {
  return { buys: false, acts: false, responds }
}
