import type { Database } from '../storage/database.ts'
import { type Credits, creditJourneys } from './credit-journeys.ts'
import { readJourneys } from './journeys.ts'
import { sharesUnder } from './model-shares.ts'
import type { Dimension, Question } from './question.ts'
import { measureRemoval } from './removal.ts'
import { readConversions, readRefunds } from './store.ts'

/** Conversions and refunds by a dimension under the question's model; by last touch the database sums them alone. */
export async function readCredits(database: Database, question: Question, by: Dimension): Promise<Credits> {
  const { model = 'last-touch' } = question
  if (model === 'last-touch') {
    const [conversions, refunds] = await Promise.all([
      readConversions(database, question, by),
      readRefunds(database, question, by),
    ])
    return { conversions, refunds, wholes: conversions }
  }
  const told = await readJourneys(database, question, by)
  const removals = model === 'markov' ? await measureRemoval(database, question, by, told) : undefined
  const split = creditJourneys(told.journeys, ({ event }) => sharesUnder(model, removals?.byEvent.get(event)?.effects))
  return {
    conversions: [...told.conversions, ...split.conversions],
    refunds: [...told.refunds, ...split.refunds],
    wholes: [...told.conversions, ...split.wholes],
  }
}
