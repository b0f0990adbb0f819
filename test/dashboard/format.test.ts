import { describe, expect, it, vi } from 'vitest'

// The module reads the browser's language as it loads.
vi.stubGlobal('navigator', { language: 'en-GB' })
const { makeFormat } = await import('../../src/dashboard/parts/format.ts')

describe('a negative number', () => {
  it('has a true minus sign, of money, shares and counts alike', () => {
    const format = makeFormat('en-GB')
    expect(format.money('-363.12', 'GBP')).toBe('−£363.12')
    expect(format.percent(-0.48, 0)).toBe('−48%')
    expect(format.decimal(-1.5)).toBe('−1.5')
    expect(format.count(-1234)).toBe('−1,234')
  })

  it('keeps the marks of direction that a language has beside its minus', () => {
    expect(makeFormat('ar').count(-5)).toBe('\u200e−5')
  })
})
