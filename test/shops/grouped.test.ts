import { expect, it } from 'vitest'
import { readTyped } from '../../src/dashboard/pages/platform-numbers/weeks.ts'
import { readGoalWords } from '../../src/goals/words.ts'
import { readNumber } from '../../src/platforms/import/cell.ts'
import { isGrouped } from '../../src/shops/grouped.ts'

it.each(['1.234', '12,345', '123.456.789'])('%s is grouped by thousands', (text) => expect(isGrouped(text)).toBe(true))

it.each(['0.123', '0,123', '1.23', '1234', '1.2345', '012.345'])('%s is not', (text) =>
  expect(isGrouped(text)).toBe(false),
)

it('a number that begins with 0 keeps its decimals wherever it is read', () => {
  expect(readTyped('0.123')).toBe(0.123)
  expect(readGoalWords('0.125 % engagement rate on Facebook this month', { today: 20_779 }).target).toBe(0.125)
  expect(readNumber('0.123', { decimals: 'comma', isWhole: false })).toMatchObject({ value: 0.123 })
})
