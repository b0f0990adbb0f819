import type { Database } from '../storage/database.ts'
import { countFigures, type Figures, sumFigures } from './figures.ts'
import type { Dimension, Question } from './question.ts'

type Counted = Awaited<ReturnType<typeof countFigures>>

/**
 * As `countFigures`, of what the filters leave. What nobody clicked for, and `shop`, everything that was sold, are the whole
 * shop's whatever the filters: an order without a click is of no post, and of no country.
 */
export async function countAsked(
  database: Database,
  question: Question,
  by: Dimension,
): Promise<Counted & { readonly shop: Figures }> {
  const isNarrowed = (question.filters ?? []).length > 0
  const whole = isNarrowed
    ? countFigures(database, { ...question, filters: [], model: 'last-touch' }, by === 'day' ? 'day' : 'channel')
    : undefined
  const [counted, all] = await Promise.all([countFigures(database, question, by), whole])
  const { totals, unattributed, unattributedDays } = all ?? counted
  return { ...counted, unattributed, unattributedDays, shop: sumFigures([totals, unattributed]) }
}
