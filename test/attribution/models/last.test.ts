import fc from 'fast-check'
import { expect, it } from 'vitest'
import { lastTouch } from '../../../src/attribution/models/last.ts'

it('gives everything to the last touch', () => {
  expect(lastTouch(['a', 'b', 'c'])).toEqual([0, 0, 1])
  expect(lastTouch([])).toEqual([])
})

it('adds up to 1 for any touches', () => {
  const law = fc.property(fc.array(fc.anything(), { minLength: 1 }), (touches) => {
    expect(lastTouch(touches).reduce((sum, share) => sum + share, 0)).toBe(1)
  })
  fc.assert(law)
})
