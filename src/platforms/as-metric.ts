import type { Level, Metric } from './catalog.ts'
import { levels } from './levels.ts'
import type { OwnMetric } from './own-metric.ts'

/** A metric of the shop's own as the catalog would have it: somebody writes it down, and it says what its level says. */
export function asMetric(own: Omit<OwnMetric, 'number' | 'shopId' | 'createdAt'>): Metric {
  const { id, name, level, objective, unit, kind, direction } = own
  const meaning = levels.find((one) => one.level === level)
  return {
    ...{ id, name, level, objective, unit, kind, direction },
    source: 'platform',
    formula: formulas[kind],
    comesFrom: 'Your own count, written down each week or sent in over the API.',
    says: 'What you count yourselves and write down.',
    doesNotSay: meaning ? `${meaning.doesNotSay.charAt(0).toUpperCase()}${meaning.doesNotSay.slice(1)}.` : '',
    trap: trapOf(level),
    improve: null,
  }
}

const formulas: Readonly<Record<Metric['kind'], string>> = {
  stock: 'How many there are at the end of a day.',
  'running-total': 'How many there have been so far; the growth between two readings is what counts.',
  flow: 'What came in the period it was written down for.',
}

/** What fools people about numbers they count themselves. */
function trapOf(level: Level): string {
  const counting = 'Count it the same way each time, and let the same person do it.'
  return level <= 3 ? `${counting} It is easy to like a number because it grows.` : counting
}
