import { expect, it } from 'vitest'
import { asMetric } from '../../src/platforms/as-metric.ts'
import { answersOf, levelOf } from '../../src/platforms/level-questions.ts'

it.each([
  ['sold vouchers', { buys: true, acts: false, responds: 'could-have-seen' }, 5],
  ['whoever bought has acted too', { buys: true, acts: true, responds: 'responded' }, 5],
  ['table bookings', { buys: false, acts: true, responds: 'could-have-seen' }, 4],
  ['LINE friends', { buys: false, acts: false, responds: 'responded' }, 3],
  ['earned blog links', { buys: false, acts: false, responds: 'responded' }, 3],
  ['a leaflet read', { buys: false, acts: false, responds: 'took-it-in' }, 2],
  ['people who pass the window', { buys: false, acts: false, responds: 'could-have-seen' }, 1],
] as const)('puts %s on their level', (_, answers, level) => {
  expect(levelOf(answers)).toBe(level)
})

it.each([1, 2, 3, 4, 5] as const)('finds level %i again by the answers it stands for', (level) => {
  expect(levelOf(answersOf(level))).toBe(level)
})

it('lets a metric of the shop’s own say what its level says, in sentences', () => {
  const own = asMetric({
    ...{ id: 'met_1', name: 'Table bookings', level: 4, objective: 'leads-and-sales' },
    ...{ unit: 'count', kind: 'flow', direction: 'up' },
  })
  expect(own).toMatchObject({ source: 'platform', level: 4, doesNotSay: 'Whether she bought.' })
  expect([own.says, own.formula, own.comesFrom, own.trap].filter((text) => !/^[A-Z].*[.]$/.test(text))).toEqual([])
})
