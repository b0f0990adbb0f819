import { expect, it } from 'vitest'
import { findMetric } from '../../src/platforms/catalog.ts'
import { valueFault } from '../../src/platforms/value.ts'

it('what there is, is counted in whole numbers', () => {
  const followers = findMetric('followers')
  if (!followers) throw new Error('no followers')
  expect(valueFault(followers, 480, null)).toBeUndefined()
  expect(valueFault(followers, 480.5, null)).toContain('no whole number')
})
