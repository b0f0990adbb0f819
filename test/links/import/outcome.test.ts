import { expect, it } from 'vitest'
import { tellError } from '../../../src/links/import/outcome.ts'

it.each([
  [{ field: '', column: null, detail: 'The row has 4 cells.' }, 'The row has 4 cells.'],
  [
    { field: 'destination', column: 'Long URL', detail: 'is missing: give it' },
    'destination (Long URL) is missing: give it',
  ],
  [{ field: 'channel', column: 'Channel', detail: 'must be one of x, y' }, 'channel must be one of x, y'],
  [{ field: 'slug', column: 'Short', detail: 'The slug B is taken.' }, 'slug (Short): The slug B is taken.'],
])('tells %j as one sentence', (error, told) => {
  expect(tellError(error)).toBe(told)
})
