import type { Database } from '../storage/database.ts'
import { countFigures } from './figures.ts'
import { fillLevels } from './levels.ts'
import { type funnelDimensions, type Question, showQuestion } from './question.ts'
import { rateConversion, listRows } from './summary.ts'

/** The five levels for each post, campaign or channel, and from clicks to orders the share that went on. */
export async function drawFunnel(database: Database, question: Question, by: (typeof funnelDimensions)[number]) {
  const { rows, totals } = await countFigures(database, question, by)
  const { currency } = question.shop
  return {
    ...showQuestion(question),
    by,
    rows: listRows(rows, by).map((one) => ({
      key: one.key,
      label: one.label,
      levels: fillLevels(one, currency),
      conversionRate: rateConversion(one),
    })),
    totals: { levels: fillLevels(totals, currency), conversionRate: rateConversion(totals) },
  }
}
