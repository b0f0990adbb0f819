import { describe, expect, it } from 'vitest'
import { plainAmount, readHours } from '../../src/dashboard/pages/costs/hours.ts'

describe('hours as they are typed', () => {
  it.each([
    ['2', 2],
    ['1,5', 1.5],
    ['1.25 h', 1.25],
    ['1:30', 1.5],
    ['1h30', 1.5],
    ['45 min', 0.75],
    ['', 0],
  ])('%j are %j', (text, hours) => expect(readHours(text)).toBe(hours))

  it.each(['soon', '1:75', '-2', '1e9', '1.2.3'])('%j is no time', (text) => expect(readHours(text)).toBeUndefined())
})

describe('money as it is typed', () => {
  it.each([
    ['249,50', '249.50'],
    ['1 234.5', '1234.5'],
    ['1 234', '1234'],
    ['1,2,3', '1,2,3'],
  ])('%j is sent as %j', (text, sent) => expect(plainAmount(text)).toBe(sent))
})
